"""Temporary credentials across accounts, and what holds for every session.

AWS pages: "AWS STS API Reference", "Pass session tags in AWS STS", "Monitor and control actions taken with assumed
roles", "Secure API access with MFA".
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud import sealing, totp
from iamlab.cloud.call import Answer, Call
from iamlab.cloud.cli import run
from iamlab.cloud.credentials import signing_secret
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation import web_identity
from iamlab.cloud.gateway import handle
from iamlab.cloud.services.sts import issuing
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import MfaDevice, OidcProvider, Role, SamlProvider, User
from tests.cloud.company import ACCOUNT, NOW, company

OTHER = "444455556666"
SEED = "JBSWY3DPEHPK3PXP"
MFA = f"arn:aws:iam::{ACCOUNT}:mfa/jane"
HUB = f"arn:aws:iam::{OTHER}:role/Hub"
SPOKE = f"arn:aws:iam::{OTHER}:role/Spoke"
ISSUER = "https://idp.example.com"


def document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), **more}


ANYBODY = {"AWS": [ACCOUNT, OTHER]}
ASSUMING = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")
TRUST = document(allow(*ASSUMING, Principal=ANYBODY))


def two_accounts(hub_trust: str = TRUST, spoke_trust: str = TRUST) -> Company:
    """The usual account, with jane who may assume any role, and another account with two roles."""
    made = company()
    made.seed = "seed"
    may = document(allow(*ASSUMING, "s3:*", "iam:*", Resource="*"))
    made.home.users["jane"] = User("jane", made.home.issue_id("AIDA"), NOW, inline={"may": may})
    made.home.mfa_devices[MFA] = MfaDevice(
        arn=MFA, created=NOW, seed=SEED, holder=made.home.users["jane"].id, enabled=NOW
    )
    other = Account(OTHER, "production", NOW)
    for name, trust in (("Hub", hub_trust), ("Spoke", spoke_trust)):
        other.roles[name] = Role(
            name,
            other.issue_id("AROA"),
            NOW,
            trust,
            max_session_seconds=43_200,
            inline={"may": may},
            tags={"team": "a"},
        )
    made.accounts[OTHER] = other
    return made


def ask(lab: Company, operation: str, who: str = "jane", now: datetime = NOW, **given: Any) -> Answer:
    """Call AWS STS as an identity, or with an access key."""
    key = who if who.startswith("A") else ""
    return handle(lab, Call("sts", operation, given, "" if key else who, access_key=key), now)


def assume(lab: Company, role: str = HUB, who: str = "jane", now: datetime = NOW, **given: Any) -> Answer:
    return ask(lab, "AssumeRole", who, now, RoleArn=role, RoleSessionName="work", **given)


def key_of(answer: Answer) -> str:
    assert answer.output is not None, answer.error
    return str(answer.output["Credentials"]["AccessKeyId"])


def tags(**given: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in given.items()]


def test_a_role_in_another_account_is_assumed_where_both_accounts_allow_it() -> None:
    lab = two_accounts()
    key = key_of(assume(lab))
    who = ask(lab, "GetCallerIdentity", key).output
    role = lab.accounts[OTHER].roles["Hub"]
    assert who == {
        "UserId": f"{role.id}:work",
        "Account": OTHER,
        "Arn": f"arn:aws:sts::{OTHER}:assumed-role/Hub/work",
    }
    assert ask(lab, "GetAccessKeyInfo", "my-admin", AccessKeyId=key).output == {"Account": OTHER}
    event = assume(lab).event
    assert event["readOnly"] is True
    assert set(event["responseElements"]["credentials"]) == {"accessKeyId", "expiration"}
    only_others = two_accounts(document(allow("sts:AssumeRole", Principal={"AWS": OTHER})))
    answer = assume(only_others)
    assert answer.error and "no role trust policy allows the sts:AssumeRole action" in answer.error.message
    lab.home.users["jane"] = replace(lab.home.users["jane"], inline={})
    answer = assume(lab)
    assert answer.error and "no identity-based policy allows the sts:AssumeRole action" in answer.error.message


def test_a_trust_policy_that_asks_for_mfa_takes_a_good_code_once() -> None:
    condition = {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "60"}}
    lab = two_accounts(document(allow("sts:AssumeRole", Principal=ANYBODY, Condition=condition)))
    assert assume(lab).error is not None
    code = totp.code(SEED, NOW)
    wrong = assume(lab, SerialNumber=MFA, TokenCode="000000" if code != "000000" else "111111")
    assert wrong.error and "invalid MFA one time pass code" in wrong.error.message
    answer = assume(lab, SerialNumber=MFA, TokenCode=code)
    assert answer.output is not None
    assert assume(lab, SerialNumber=MFA, TokenCode=code).error is not None, "each code is good once"
    # The session of a role does not say that there was a code.
    assert assume(lab, SPOKE, key_of(answer), SerialNumber=MFA, TokenCode=totp.code(SEED, NOW)).error is not None
    assert lab.sessions[key_of(answer)].mfa_at is None


def test_a_users_session_with_a_code_carries_it_and_calls_iam() -> None:
    lab = two_accounts()
    plain = key_of(ask(lab, "GetSessionToken"))
    answer = handle(lab, Call("iam", "ListUsers", {}, access_key=plain), NOW)
    assert answer.error and answer.error.code == "InvalidClientTokenId"
    key = key_of(ask(lab, "GetSessionToken", SerialNumber=MFA, TokenCode=totp.code(SEED, NOW)))
    later = NOW + timedelta(seconds=90)
    answer = handle(lab, Call("iam", "ListUsers", {}, access_key=key), later)
    assert answer.output is not None and answer.trace is not None
    context = answer.trace.request.context
    assert (context["aws:MultiFactorAuthPresent"], context["aws:MultiFactorAuthAge"]) == (("true",), ("90",))
    assert answer.event["userIdentity"]["sessionContext"]["attributes"]["mfaAuthenticated"] == "true"


def test_tags_and_source_identity_go_on_through_a_chain() -> None:
    lab = two_accounts()
    first = assume(
        lab, Tags=tags(Star="1", Heart="1", team="b"), TransitiveTagKeys=["Star", "Heart"], SourceIdentity="ann"
    )
    assert first.output is not None and first.output["SourceIdentity"] == "ann"
    second = assume(lab, SPOKE, key_of(first), Tags=tags(Moon="2"))
    assert second.output is not None and second.output["SourceIdentity"] == "ann"
    answer = handle(lab, Call("s3", "ListBuckets", {}, access_key=key_of(second)), NOW)
    assert answer.trace is not None
    context = answer.trace.request.context
    found = {key.removeprefix("aws:PrincipalTag/"): value[0] for key, value in context.items() if "PrincipalTag" in key}
    assert found == {"Star": "1", "Heart": "1", "Moon": "2", "team": "a"}
    assert context["aws:SourceIdentity"] == ("ann",)
    assert set(context["sts:TransitiveTagKeys"]) == {"Star", "Heart"}
    assert answer.event["userIdentity"]["sessionContext"]["sourceIdentity"] == "ann"
    for passed, code in (
        ({"Tags": tags(heart="3")}, "InvalidParameterValue"),
        ({"SourceIdentity": "bob"}, "AccessDenied"),
    ):
        refused = assume(lab, SPOKE, key_of(first), **passed)
        assert refused.error is not None and refused.error.code == code
    untagging = document(allow("sts:AssumeRole", Principal=ANYBODY))
    strict = two_accounts(spoke_trust=untagging)
    tagged = key_of(assume(strict, Tags=tags(Star="1"), TransitiveTagKeys=["Star"]))
    refused = assume(strict, SPOKE, tagged)
    assert refused.error is not None and "sts:TagSession" in refused.error.message
    named = key_of(assume(strict, SourceIdentity="ann"))
    refused = assume(strict, SPOKE, named)
    assert refused.error is not None and "sts:SetSourceIdentity" in refused.error.message


def test_too_many_tags_do_not_fit() -> None:
    lab = two_accounts()
    many = [{"Key": f"key-{at}", "Value": hashlib.sha512(bytes([at])).hexdigest()} for at in range(50)]
    answer = assume(lab, Tags=many)
    assert answer.error is not None and answer.error.code == "PackedPolicyTooLarge"
    assert answer.error.message.startswith("Packed size of session tags consumes ")


@pytest.mark.parametrize(
    ("token", "now", "code"),
    [
        ("its own", 0, None),
        ("", 0, "InvalidClientTokenId"),
        ("another", 0, "InvalidClientTokenId"),
        ("its own", 3_600, "ExpiredToken"),
    ],
)
def test_a_secret_is_given_for_the_right_token_in_time(token: str, now: int, code: str | None) -> None:
    lab = two_accounts()
    key = key_of(assume(lab))
    session = lab.sessions[key]
    given = session.token if token == "its own" else token
    moment = NOW + timedelta(seconds=now)
    if code is None:
        assert signing_secret(lab, session.access_key_id, given, moment) == session.secret
        return
    with pytest.raises(ServiceError) as refused:
        signing_secret(lab, session.access_key_id, given, moment)
    assert refused.value.code == code


def test_the_newest_sessions_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing, "MOST_KEPT", 3)
    lab = two_accounts()
    keys = [key_of(assume(lab, now=NOW + timedelta(minutes=at))) for at in range(5)]
    assert list(lab.sessions) == keys[2:]
    key_of(assume(lab, now=NOW + timedelta(days=4)))
    assert len(lab.sessions) == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(900, 43_200), st.integers(0, 50_000))
def test_a_session_never_outlives_its_time(seconds: int, later: int) -> None:
    lab = two_accounts()
    key = key_of(assume(lab, DurationSeconds=seconds))
    answer = ask(lab, "GetCallerIdentity", key, NOW + timedelta(seconds=later))
    if later < seconds:
        assert answer.output is not None
    else:
        assert answer.error is not None and answer.error.code == "ExpiredToken"


ACTIONS = st.lists(st.sampled_from(["s3:*", "s3:ListAllMyBuckets", "s3:Get*", "*", "iam:*"]), min_size=1, unique=True)
EFFECTS = st.sampled_from(["Allow", "Deny"])
STATEMENTS = st.lists(st.tuples(EFFECTS, ACTIONS), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, st.one_of(st.none(), STATEMENTS))
def test_a_session_has_never_more_power_than_its_role(
    role_policy: list[tuple[str, list[str]]], session_policy: list[tuple[str, list[str]]] | None
) -> None:
    lab = two_accounts()
    other = lab.accounts[OTHER]
    text = document(*({"Effect": effect, "Action": actions, "Resource": "*"} for effect, actions in role_policy))
    other.roles["Hub"] = replace(other.roles["Hub"], inline={"may": text})
    whole = key_of(assume(lab))
    limited = whole
    if session_policy is not None:
        policy = document(
            *({"Effect": effect, "Action": actions, "Resource": "*"} for effect, actions in session_policy)
        )
        limited = key_of(assume(lab, Policy=policy))
    for service, operation in (("s3", "ListBuckets"), ("iam", "ListUsers"), ("iam", "ListRoles")):
        may_less = handle(lab, Call(service, operation, {}, access_key=limited), NOW).output is not None
        may_all = handle(lab, Call(service, operation, {}, access_key=whole), NOW).output is not None
        assert may_all or not may_less


def test_a_deleted_session_policy_allows_nothing() -> None:
    lab = company()
    trust = document(allow("sts:AssumeRole", Principal={"AWS": ACCOUNT}))
    admin = ("arn:aws:iam::aws:policy/AdministratorAccess",)
    lab.home.roles["R"] = Role("R", "AROAROLE", NOW, trust, attached=admin)
    arn = f"arn:aws:iam::{ACCOUNT}:policy/Only"
    made = Call("iam", "CreatePolicy", {"PolicyName": "Only", "PolicyDocument": document(allow("s3:*", Resource="*"))})
    assert handle(lab, made, NOW).output is not None
    key = key_of(assume(lab, f"arn:aws:iam::{ACCOUNT}:role/R", "my-admin", PolicyArns=[{"arn": arn}]))
    buckets = Call("s3", "ListBuckets", {}, access_key=key)
    assert handle(lab, buckets, NOW).output is not None
    assert handle(lab, Call("iam", "DeletePolicy", {"PolicyArn": arn}), NOW).output is not None
    answer = handle(lab, buckets, NOW)
    assert answer.error is not None and "no session policy allows" in answer.error.message


def with_providers(trust: str) -> Company:
    lab = two_accounts(hub_trust=trust)
    other = lab.accounts[OTHER]
    oidc = f"arn:aws:iam::{OTHER}:oidc-provider/idp.example.com"
    saml = f"arn:aws:iam::{OTHER}:saml-provider/Corporate"
    other.oidc_providers[oidc] = OidcProvider(arn=oidc, created=NOW, url="idp.example.com", clients=("app",))
    metadata = f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ISSUER}/saml"/>'
    other.saml_providers[saml] = SamlProvider(
        arn=saml, created=NOW, id="saml-1", metadata=metadata, valid_until=NOW + timedelta(days=99)
    )
    return lab


def test_another_sandbox_does_not_take_a_token() -> None:
    trust = document(
        allow(
            "sts:AssumeRoleWithWebIdentity",
            Principal={"Federated": f"arn:aws:iam::{OTHER}:oidc-provider/idp.example.com"},
            Condition={
                "StringEquals": {"idp.example.com:aud": "app", "idp.example.com:sub": "ann"},
                "ForAnyValue:StringEquals": {"idp.example.com:amr": "mfa"},
            },
        )
    )
    lab = with_providers(trust)
    claims = {"iss": ISSUER, "sub": "ann", "aud": "app", "amr": ["pwd", "mfa"], "exp": int(NOW.timestamp()) + 60}
    token = web_identity.issue(lab, claims)
    given = {"RoleArn": HUB, "RoleSessionName": "ann", "WebIdentityToken": token}
    answer = handle(lab, Call("sts", "AssumeRoleWithWebIdentity", given, identity=""), NOW)
    assert answer.output is not None, answer.error
    assert answer.event["userIdentity"]["type"] == "WebIdentityUser"
    assert answer.event["recipientAccountId"] == OTHER
    assert answer.event["requestParameters"] == {"roleArn": HUB, "roleSessionName": "ann"}
    used = handle(lab, Call("s3", "ListBuckets", {}, access_key=key_of(answer)), NOW)
    assert used.trace is not None
    assert used.trace.request.context["aws:FederatedProvider"] == (
        f"arn:aws:iam::{OTHER}:oidc-provider/idp.example.com",
    )
    lab.seed = "another"
    answer = handle(lab, Call("sts", "AssumeRoleWithWebIdentity", given, identity=""), NOW)
    assert answer.error is not None and answer.error.code == "InvalidIdentityToken"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.characters(codec="utf-8"))
def test_a_token_that_was_touched_is_not_taken(place: int, put: str) -> None:
    lab = with_providers(TRUST)
    token = web_identity.issue(lab, {"iss": ISSUER, "sub": "ann", "aud": "app", "exp": int(NOW.timestamp()) + 60})
    at = place % len(token)
    # The last character has bits that say nothing.
    touched = token[:at] + put + token[at + 1 :]
    given = {"RoleArn": HUB, "RoleSessionName": "ann", "WebIdentityToken": touched}
    answer = handle(lab, Call("sts", "AssumeRoleWithWebIdentity", given, identity=""), NOW)
    expected = "InvalidIdentityToken" if touched != token and at < len(token) - 1 else None
    assert answer.error is not None
    assert expected is None or answer.error.code == expected


CORPORATE = f"arn:aws:iam::{OTHER}:saml-provider/Corporate"
SAML_TRUST = document(
    allow(
        "sts:AssumeRoleWithSAML",
        "sts:TagSession",
        Principal={"Federated": CORPORATE},
        Condition={"StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml", "saml:iss": f"{ISSUER}/saml"}},
    )
)
SAML_ASK = f"aws sts assume-role-with-saml --role-arn {HUB} --principal-arn {CORPORATE}"
SAML_TOKEN = "lab token saml --provider Corporate --subject ann --session-name ann@example.com"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{SAML_TOKEN} --role {HUB} --tag Team=a&b --duration 7200 > a; {SAML_ASK} --saml-assertion file://a", None),
        (f"{SAML_TOKEN} --role {SPOKE} > a; {SAML_ASK} --saml-assertion file://a", "AccessDenied"),
        (
            f"{SAML_TOKEN} --role {HUB} > a; lab clock advance 5m; {SAML_ASK} --saml-assertion file://a",
            "ExpiredTokenException",
        ),
        (f"{SAML_TOKEN} --role {HUB} > a; {SAML_ASK} --saml-assertion $(cat a | tr A B)", "InvalidIdentityToken"),
        (f"{SAML_TOKEN} --role {HUB} --source-identity ann > a; {SAML_ASK} --saml-assertion file://a", "AccessDenied"),
        (f"{SAML_TOKEN}/x --role {HUB} > a; {SAML_ASK} --saml-assertion file://a", "InvalidIdentityToken"),
        (
            f"{SAML_TOKEN} --role {HUB} --tag T={'x' * 257} > a; {SAML_ASK} --saml-assertion file://a",
            "InvalidParameterValue",
        ),
        (f"{SAML_ASK}Other --saml-assertion abcd", "InvalidIdentityToken"),
        (f"{SAML_TOKEN}\ufffe --role {HUB} > a; {SAML_ASK} --saml-assertion file://a", "InvalidIdentityToken"),
        (f"{SAML_TOKEN} --role {HUB} --duration 90000 > a; {SAML_ASK} --saml-assertion file://a", "ValidationError"),
    ],
)
def test_who_signed_in_with_a_saml_provider_assumes_a_role(line: str, code: str | None) -> None:
    lab = with_providers(SAML_TRUST)
    outcome = run(lab, line.replace("&", "'&'"), "production/root", {}, NOW)
    answer = outcome.answer
    assert answer is not None, outcome.stderr
    if code:
        assert answer.error is not None and answer.error.code == code, outcome.stderr
        return
    assert answer.output is not None, outcome.stderr
    assert answer.output["Issuer"] == f"{ISSUER}/saml"
    assert answer.output["Credentials"]["Expiration"] == NOW + timedelta(hours=2)
    assert answer.event["userIdentity"]["type"] == "SAMLUser"
    used = handle(lab, Call("s3", "ListBuckets", {}, access_key=key_of(answer)), NOW)
    assert used.trace is not None
    context = used.trace.request.context
    assert (context["saml:sub"], context["saml:sub_type"]) == (("ann",), ("persistent",))
    assert context["aws:PrincipalTag/Team"] == ("a&b",)
    assert "saml:aud" not in context


def test_an_encoded_denial_is_read_in_its_own_sandbox_only() -> None:
    lab = two_accounts()
    lab.home.users["jane"] = replace(
        lab.home.users["jane"],
        inline={"no": document({"Sid": "No", "Effect": "Deny", "Action": "ec2:*", "Resource": "*"})},
    )
    answer = handle(lab, Call("ec2", "DescribeVpcs", {}, "jane"), NOW)
    assert answer.error is not None
    before, _, encoded = answer.error.message.partition(". Encoded authorization failure message: ")
    assert before.startswith(
        "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/jane"
    )
    decoded = ask(lab, "DecodeAuthorizationMessage", "my-admin", EncodedMessage=encoded)
    assert decoded.output is not None
    said = json.loads(decoded.output["DecodedMessage"])
    assert (said["allowed"], said["explicitDeny"]) == (False, True)
    assert [one["statementId"] for one in said["matchedStatements"]["items"]] == ["No"]
    assert said["context"]["action"] == "ec2:DescribeVpcs"
    assert said["context"]["principal"]["name"] == "jane"
    assert {"key": "aws:username", "values": {"items": [{"value": "jane"}]}} not in said["context"]["conditions"][
        "items"
    ]
    other = two_accounts()
    other.seed = "another"
    for sandbox, text in ((other, encoded), (lab, encoded[:-4] + "AAAA"), (lab, "x" * 300)):
        refused = ask(sandbox, "DecodeAuthorizationMessage", "my-admin", EncodedMessage=text)
        assert refused.error is not None and refused.error.code == "InvalidAuthorizationMessageException"
    assert ask(lab, "DecodeAuthorizationMessage", "nobody", EncodedMessage=encoded).error is not None


def test_an_account_vouches_for_its_roles_elsewhere() -> None:
    trust = document(
        allow(
            "sts:AssumeRoleWithWebIdentity",
            Principal={"Federated": f"arn:aws:iam::{OTHER}:oidc-provider/issuer.example.com"},
            Condition={"StringEquals": {"issuer.example.com:sub": f"arn:aws:iam::{ACCOUNT}:user/my-admin"}},
        )
    )
    lab = two_accounts(hub_trust=trust)
    asked = {"Audience": ["app"], "SigningAlgorithm": "ES384"}
    refused = ask(lab, "GetWebIdentityToken", "my-admin", **asked)
    assert refused.error is not None and refused.error.code == "OutboundWebIdentityFederationDisabledException"
    lab.home.token_issuer = "https://issuer.example.com"
    arn = f"arn:aws:iam::{OTHER}:oidc-provider/issuer.example.com"
    lab.accounts[OTHER].oidc_providers[arn] = OidcProvider(
        arn=arn, created=NOW, url="issuer.example.com", clients=("app",)
    )
    answer = ask(lab, "GetWebIdentityToken", "my-admin", **asked)
    assert answer.output is not None and answer.output["Expiration"] == NOW + timedelta(minutes=5)
    given = {"RoleArn": HUB, "RoleSessionName": "work", "WebIdentityToken": answer.output["WebIdentityToken"]}
    assert handle(lab, Call("sts", "AssumeRoleWithWebIdentity", given, identity=""), NOW).output is not None


def test_a_profile_asks_for_its_code_before_the_command() -> None:
    condition = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    lab = two_accounts(document(allow("sts:AssumeRole", Principal=ANYBODY, Condition=condition)))
    config = f"[profile hub]\nrole_arn = {HUB}\nsource_profile = jane\nmfa_serial = {MFA}\nrole_session_name = j1\n"
    line = f"LAB_MFA_CODE={totp.code(SEED, NOW)} aws sts get-caller-identity --query Arn --output text --profile hub"
    first = run(lab, line, "nobody", {".aws/config": config}, NOW)
    assert first.stdout == f"arn:aws:sts::{OTHER}:assumed-role/Hub/j1\n"
    assert [answer.event["eventName"] for answer in first.answers] == ["AssumeRole", "GetCallerIdentity"]
    # The session is used again, as the AWS CLI does, until little is left of it.
    again = "aws sts get-caller-identity --profile hub"
    assert len(run(lab, again, "nobody", first.files, NOW + timedelta(minutes=40)).answers) == 1
    assert run(lab, again, "nobody", first.files, NOW + timedelta(minutes=46)).exit_code == 255


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_sealed_opens_for_its_purpose_only(content: bytes, seed: str) -> None:
    sealed = sealing.seal(seed, "one", content)
    assert sealing.open_sealed(seed, "one", sealed) == content
    assert sealing.open_sealed(seed, "two", sealed) is None
    assert sealing.open_sealed(seed + "x", "one", sealed) is None
