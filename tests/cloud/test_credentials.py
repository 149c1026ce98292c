"""Passwords, keys, certificates, providers and the credential report, where a terminal session cannot show it."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud import passwords, saml_metadata
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import PasswordPolicy
from tests.cloud.company import NOW, company
from tests.cloud.credential_values import SAML_METADATA, SSH_KEY
from tests.cloud.test_keys import EC_KEY, RSA_KEY, certificate_text, private_text

PROVIDER = "arn:aws:iam::123456789012:saml-provider/corp"
LATER = NOW + timedelta(days=400)
PKCS8 = serialization.PrivateFormat.PKCS8
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def ask(
    lab: Company,
    operation: str,
    parameters: dict[str, Any] | None = None,
    identity: str = "my-admin",
    now: datetime = NOW,
    past: Iterable[Mapping[str, Any]] = (),
) -> Answer:
    return handle(lab, Call("iam", operation, parameters or {}, identity), now, lambda: past)


def output(answer: Answer) -> dict[str, Any]:
    assert answer.output is not None, answer.error
    return answer.output


def refusal(answer: Answer) -> str:
    assert answer.error is not None
    return str(answer.error)


def key_of(lab: Company, user: str) -> str:
    made: str = output(ask(lab, "CreateAccessKey", {"UserName": user}))["AccessKey"]["AccessKeyId"]
    return made


def used(lab: Company, key: str, service: str, operation: str, minutes: int, region: str) -> dict[str, Any]:
    """Return the record of a call that somebody signed with a key."""
    call = Call(service, operation, {}, access_key=key, region=region)
    return handle(lab, call, NOW + timedelta(minutes=minutes)).event


def test_a_key_was_used_last_where_its_newest_call_went_even_if_that_was_refused() -> None:
    lab = company()
    key = key_of(lab, "nobody")
    unused = output(ask(lab, "GetAccessKeyLastUsed", {"AccessKeyId": key}))
    assert unused == {"UserName": "nobody", "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}
    other = used(lab, key_of(lab, "olga"), "ec2", "DescribeInstances", 3, "eu-west-1")
    first = used(lab, key, "sts", "GetCallerIdentity", 1, "eu-west-1")
    second = used(lab, key, "ec2", "DescribeInstances", 2, "eu-central-1")
    assert second["errorCode"]
    found = output(ask(lab, "GetAccessKeyLastUsed", {"AccessKeyId": key}, past=[other, second, first]))
    assert found["AccessKeyLastUsed"] == {
        "LastUsedDate": NOW + timedelta(minutes=2),
        "ServiceName": "ec2",
        "Region": "eu-central-1",
    }
    buckets = used(lab, key, "s3", "ListBuckets", 5, "eu-west-1")
    found = output(ask(lab, "GetAccessKeyLastUsed", {"AccessKeyId": key}, past=[buckets, second]))
    assert found["AccessKeyLastUsed"]["Region"] == "N/A"


def report(lab: Company, now: datetime = NOW, past: Iterable[Mapping[str, Any]] = ()) -> dict[str, dict[str, str]]:
    ask(lab, "GenerateCredentialReport", now=now, past=past)
    content = output(ask(lab, "GetCredentialReport", now=now))["Content"]
    return {row["user"]: row for row in csv.DictReader(io.StringIO(content.decode()))}


def test_the_credential_report_has_the_columns_of_aws_and_a_row_for_everybody() -> None:
    lab = company()
    rows = report(lab)
    assert list(rows) == ["<root_account>", "lister", "my-admin", "nobody", "olga"]
    assert ",".join(rows["nobody"]) == (
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
        "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
        "access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
        "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
        "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
    )
    assert set(list(rows["nobody"].values())[3:]) == {"false", "N/A"}
    root = rows["<root_account>"]
    assert (root["arn"], root["password_next_rotation"], root["mfa_active"]) == (
        "arn:aws:iam::123456789012:root",
        "not_supported",
        "false",
    )


def test_the_credential_report_tells_passwords_keys_and_certificates() -> None:
    lab = company()
    ask(lab, "UpdateAccountPasswordPolicy", {"MaxPasswordAge": 90})
    ask(lab, "CreateLoginProfile", {"UserName": "nobody", "Password": "Correct-horse-1"})
    changed = NOW + timedelta(days=10)
    ask(lab, "UpdateLoginProfile", {"UserName": "nobody", "Password": "Correct-horse-2"}, now=changed)
    first, second = key_of(lab, "nobody"), key_of(lab, "nobody")
    ask(lab, "UpdateAccessKey", {"UserName": "nobody", "AccessKeyId": second, "Status": "Inactive"})
    event = used(lab, first, "sts", "GetCallerIdentity", 7, "eu-west-1")
    body = certificate_text(EC_KEY, LATER)
    ask(lab, "UploadSigningCertificate", {"UserName": "nobody", "CertificateBody": body})
    row = report(lab, past=[event])["nobody"]
    assert list(row.values())[3:] == [
        *("true", "no_information", "2026-03-12T10:30:00Z", "2026-06-10T10:30:00Z", "false"),
        *("true", "2026-03-02T10:30:00Z", "2026-03-02T10:37:00Z", "eu-west-1", "sts"),
        *("false", "2026-03-02T10:30:00Z", "N/A", "N/A", "N/A"),
        *("true", "2026-03-02T10:30:00Z", "false", "N/A"),
    ]


def test_a_credential_report_stays_the_same_for_four_hours_and_expires_then() -> None:
    lab = company()
    report(lab)
    soon, over = NOW + timedelta(hours=3, minutes=59), NOW + timedelta(hours=4)
    ask(lab, "CreateUser", {"UserName": "new"})
    assert "new" not in report(lab, soon)
    assert refusal(ask(lab, "GetCredentialReport", now=over)).startswith("ReportExpired: ")
    assert output(ask(lab, "GenerateCredentialReport", now=over))["State"] == "STARTED"
    assert "new" in report(lab, over)
    assert ask(lab, "GenerateCredentialReport", now=over + timedelta(hours=5)).event["readOnly"] is True


def test_neither_passwords_nor_private_keys_are_kept_or_recorded() -> None:
    lab, private = company(), private_text(RSA_KEY, PKCS8)
    secrets = ["Correct-horse-1", "Correct-horse-2", private.splitlines()[1]]
    site = {"ServerCertificateName": "site", "CertificateBody": certificate_text(RSA_KEY, LATER), "PrivateKey": private}
    answers = [
        ask(lab, "CreateLoginProfile", {"UserName": "my-admin", "Password": secrets[0]}),
        ask(lab, "ChangePassword", {"OldPassword": secrets[0], "NewPassword": secrets[1]}),
        ask(lab, "UploadServerCertificate", site),
        ask(
            lab, "CreateSAMLProvider", {"Name": "corp", "SAMLMetadataDocument": SAML_METADATA, "AddPrivateKey": private}
        ),
    ]
    for service in ("codecommit", "bedrock"):
        name = {"UserName": "olga", "ServiceName": f"{service}.amazonaws.com"}
        answers.append(ask(lab, "CreateServiceSpecificCredential", name))
        made = output(answers[-1])["ServiceSpecificCredential"]
        secrets.append(made.get("ServicePassword") or made["ServiceCredentialSecret"])
    assert [answer.error for answer in answers] == [None] * len(answers)
    kept = repr(lab.to_document()) + repr([answer.event for answer in answers])
    assert not [secret for secret in secrets if secret in kept]


@settings(max_examples=25)
@given(st.lists(st.sampled_from("ABCDEF"), min_size=2, max_size=8), st.integers(0, 3))
def test_a_password_comes_back_only_after_as_many_others_as_the_policy_says(order: list[str], not_reused: int) -> None:
    policy = PasswordPolicy(not_reused=not_reused)
    profile = passwords.new_profile("seed", "AIDA", order[0], NOW)
    history = [order[0]]
    for password in order[1:]:
        expected = password in history[max(0, len(history) - not_reused) :] if not_reused else False
        try:
            passwords.check_reuse(policy, profile, password)
        except ServiceError as error:
            assert expected and error.code == "PasswordPolicyViolation"
            continue
        assert not expected
        profile = passwords.with_password(profile, password, NOW)
        history.append(password)
        assert passwords.matches(profile, password)
        assert not passwords.matches(profile, password + "x")


@given(st.text(max_size=20), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(6, 12))
def test_a_policy_takes_exactly_the_passwords_that_it_describes(
    password: str, symbols: bool, numbers: bool, uppercase: bool, lowercase: bool, least: int
) -> None:
    policy = PasswordPolicy(least, symbols, numbers, uppercase, lowercase)
    wanted = (
        (symbols, "!@#$%^&*()_+-=[]{}|'"),
        (numbers, "0123456789"),
        (uppercase, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (lowercase, "abcdefghijklmnopqrstuvwxyz"),
    )
    good = len(password) >= least and all(set(password) & set(letters) for asked, letters in wanted if asked)
    try:
        passwords.check(policy, password)
    except ServiceError as error:
        assert not good and error.code == "PasswordPolicyViolation"
    else:
        assert good


def test_a_server_certificate_is_kept_found_moved_and_deleted() -> None:
    lab, body = company(), certificate_text(RSA_KEY, LATER)
    upload = {
        "ServerCertificateName": "site",
        "Path": "/cloudfront/",
        "CertificateBody": body,
        "CertificateChain": certificate_text(EC_KEY, LATER),
        "PrivateKey": private_text(RSA_KEY, serialization.PrivateFormat.TraditionalOpenSSL),
    }
    made = output(ask(lab, "UploadServerCertificate", upload))["ServerCertificateMetadata"]
    assert made["Arn"] == "arn:aws:iam::123456789012:server-certificate/cloudfront/site"
    assert made["Expiration"] == LATER
    assert refusal(ask(lab, "UploadServerCertificate", upload | {"ServerCertificateName": "SITE"})) == (
        "EntityAlreadyExists: The Server Certificate with name SITE already exists."
    )
    ask(lab, "TagServerCertificate", {"ServerCertificateName": "site", "Tags": [{"Key": "team", "Value": "web"}]})
    ask(lab, "UpdateServerCertificate", {"ServerCertificateName": "site", "NewServerCertificateName": "shop"})
    found = output(ask(lab, "GetServerCertificate", {"ServerCertificateName": "shop"}))["ServerCertificate"]
    assert (found["CertificateBody"], found["Tags"]) == (body.strip(), [{"Key": "team", "Value": "web"}])
    listed = output(ask(lab, "ListServerCertificates", {"PathPrefix": "/cloudfront/"}))
    assert [one["ServerCertificateName"] for one in listed["ServerCertificateMetadataList"]] == ["shop"]
    assert ask(lab, "DeleteServerCertificate", {"ServerCertificateName": "shop"}).error is None
    assert refusal(ask(lab, "DeleteServerCertificate", {"ServerCertificateName": "shop"})).startswith("NoSuchEntity: ")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"CertificateBody": "hello"}, "MalformedCertificate"),
        ({"CertificateChain": "hello"}, "MalformedCertificate"),
        ({"PrivateKey": "hello"}, "MalformedCertificate"),
        ({"PrivateKey": certificate_text(EC_KEY, LATER)}, "MalformedCertificate"),
        ({"CertificateBody": certificate_text(EC_KEY, LATER)}, None),
        ({"PrivateKey": private_text(EC_KEY, PKCS8)}, None),
        ({"PrivateKey": private_text(OTHER_KEY, PKCS8)}, "KeyPairMismatch"),
    ],
    ids=["no certificate", "no chain", "no key", "a certificate for a key", "ec certificate", "ec key", "another key"],
)
def test_a_server_certificate_and_its_key_must_be_readable_and_belong_together(
    changed: dict[str, str], code: str | None
) -> None:
    upload = {"CertificateBody": certificate_text(RSA_KEY, LATER), "PrivateKey": private_text(RSA_KEY, PKCS8)}
    answer = ask(company(), "UploadServerCertificate", {"ServerCertificateName": "site"} | upload | changed)
    assert (answer.error and answer.error.code) == code


def test_signing_certificates_of_a_user_and_of_root() -> None:
    lab = company()
    bodies = [certificate_text(key, LATER) for key in (RSA_KEY, EC_KEY, OTHER_KEY)]
    name = {"UserName": "nobody"}
    first = output(ask(lab, "UploadSigningCertificate", name | {"CertificateBody": bodies[0]}))["Certificate"]
    again = ask(lab, "UploadSigningCertificate", {"CertificateBody": bodies[0]}, "root")
    assert refusal(again).startswith("DuplicateCertificate: ")
    assert ask(lab, "UploadSigningCertificate", name | {"CertificateBody": bodies[1]}).error is None
    assert refusal(ask(lab, "UploadSigningCertificate", name | {"CertificateBody": bodies[2]})) == (
        "LimitExceeded: Cannot exceed quota for CertificatesPerUser: 2"
    )
    old = certificate_text(RSA_KEY, NOW)
    assert refusal(ask(lab, "UploadSigningCertificate", {"CertificateBody": old}, "root")).startswith("InvalidCert")
    assert "UserName" not in output(ask(lab, "UploadSigningCertificate", {"CertificateBody": bodies[2]}, "root"))
    which = {"CertificateId": first["CertificateId"]}
    assert refusal(ask(lab, "UpdateSigningCertificate", which | {"Status": "Inactive"}, "root")).startswith("NoSuch")
    assert ask(lab, "UpdateSigningCertificate", name | which | {"Status": "Inactive"}).error is None
    assert refusal(ask(lab, "UpdateSigningCertificate", name | which | {"Status": "Expired"})).startswith("InvalidIn")
    listed = output(ask(lab, "ListSigningCertificates", name))["Certificates"]
    assert [one["Status"] for one in listed] == ["Inactive", "Active"]
    assert ask(lab, "DeleteSigningCertificate", name | which).error is None


def test_an_ssh_key_is_given_back_in_the_encoding_asked_for() -> None:
    lab, name = company(), {"UserName": "nobody"}
    made = output(ask(lab, "UploadSSHPublicKey", name | {"SSHPublicKeyBody": f"{SSH_KEY} jane@laptop"}))["SSHPublicKey"]
    which = name | {"SSHPublicKeyId": made["SSHPublicKeyId"]}
    pem = output(ask(lab, "GetSSHPublicKey", which | {"Encoding": "PEM"}))["SSHPublicKey"]["SSHPublicKeyBody"]
    ssh = output(ask(lab, "GetSSHPublicKey", which | {"Encoding": "SSH"}))["SSHPublicKey"]["SSHPublicKeyBody"]
    assert ssh == SSH_KEY
    assert refusal(ask(lab, "UploadSSHPublicKey", name | {"SSHPublicKeyBody": pem})).startswith("DuplicateSSHPublicKey")
    assert refusal(ask(lab, "UploadSSHPublicKey", name | {"SSHPublicKeyBody": "hello"})).startswith(
        "UnrecognizedPublic"
    )
    assert ask(lab, "UpdateSSHPublicKey", which | {"Status": "Inactive"}).error is None
    assert output(ask(lab, "ListSSHPublicKeys", name))["SSHPublicKeys"][0]["Status"] == "Inactive"
    assert "SSHPublicKeyBody" not in output(ask(lab, "ListSSHPublicKeys", name))["SSHPublicKeys"][0]
    assert refusal(ask(lab, "DeleteUser", name)).startswith("DeleteConflict")
    assert ask(lab, "DeleteSSHPublicKey", which).error is None
    assert ask(lab, "DeleteUser", name).error is None


def test_a_service_credential_expires_and_is_reset() -> None:
    lab, name = company(), {"UserName": "olga"}
    asked = name | {"ServiceName": "bedrock.amazonaws.com", "CredentialAgeDays": 2}
    made = output(ask(lab, "CreateServiceSpecificCredential", asked))["ServiceSpecificCredential"]
    which = name | {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
    again = output(ask(lab, "ResetServiceSpecificCredential", which))["ServiceSpecificCredential"]
    assert again["ServiceCredentialSecret"] != made["ServiceCredentialSecret"]
    statuses = []
    for days in (1, 2):
        listed = output(ask(lab, "ListServiceSpecificCredentials", name, now=NOW + timedelta(days=days)))
        statuses.append(listed["ServiceSpecificCredentials"][0]["Status"])
    assert statuses == ["Active", "Expired"]
    assert ask(lab, "DeleteServiceSpecificCredential", which).error is None


def test_a_saml_provider_is_valid_until_its_metadata_says_so() -> None:
    lab = company()
    new = {"Name": "corp", "SAMLMetadataDocument": SAML_METADATA, "AssertionEncryptionMode": "Allowed"}
    assert output(ask(lab, "CreateSAMLProvider", new)) == {"SAMLProviderArn": PROVIDER}
    assert refusal(ask(lab, "CreateSAMLProvider", new)).startswith("EntityAlreadyExists")
    ending = SAML_METADATA.replace("entityID", 'validUntil="2027-01-01T00:00:00Z" entityID')
    changed = {
        "SAMLProviderArn": PROVIDER,
        "SAMLMetadataDocument": ending,
        "AddPrivateKey": private_text(RSA_KEY, PKCS8),
    }
    assert ask(lab, "UpdateSAMLProvider", changed).error is None
    found = output(ask(lab, "GetSAMLProvider", {"SAMLProviderArn": PROVIDER}))
    assert found["ValidUntil"].isoformat() == "2027-01-01T00:00:00+00:00"
    assert (found["SAMLMetadataDocument"], found["AssertionEncryptionMode"]) == (ending, "Allowed")
    (key,) = found["PrivateKeyList"]
    assert ask(lab, "UpdateSAMLProvider", {"SAMLProviderArn": PROVIDER, "RemovePrivateKey": key["KeyId"]}).error is None
    assert "PrivateKeyList" not in output(ask(lab, "GetSAMLProvider", {"SAMLProviderArn": PROVIDER}))
    assert [one["Arn"] for one in output(ask(lab, "ListSAMLProviders"))["SAMLProviderList"]] == [PROVIDER]
    assert ask(lab, "DeleteSAMLProvider", {"SAMLProviderArn": PROVIDER}).error is None
    assert refusal(ask(lab, "GetSAMLProvider", {"SAMLProviderArn": PROVIDER})) == (
        f"NoSuchEntity: Manifest not found for arn {PROVIDER}"
    )


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("hello", "not well-formed"),
        ("<a/>", "EntityDescriptor"),
        (SAML_METADATA.replace("entityID", "other"), "entityID"),
        (SAML_METADATA.replace("IDPSSODescriptor", "SPSSODescriptor"), "IDPSSODescriptor"),
        (SAML_METADATA.replace("X509Certificate", "Nothing"), "X509Certificate"),
        (SAML_METADATA.replace("entityID", 'validUntil="soon" entityID'), "validUntil"),
        (f"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>{SAML_METADATA}", "document type"),
        (f"<!DOCTYPE x [<!ENTITY a 'b'>]>{SAML_METADATA}", "document type"),
        ("<a>" * 1_000, "nested"),
        ("\ud800", "not well-formed"),
    ],
)
def test_other_documents_are_no_metadata(document: str, why: str) -> None:
    with pytest.raises(saml_metadata.MetadataError, match=why):
        saml_metadata.read(document)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for document in (text, SAML_METADATA[: len(text) * 5] + text, SAML_METADATA + text):
        try:
            saml_metadata.read(document)
        except saml_metadata.MetadataError:
            continue
