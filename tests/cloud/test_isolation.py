"""Two sandboxes that did the same: what one of them gave out is worth nothing in the other."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from iamlab.cloud import gateway
from iamlab.cloud.call import Answer, Call
from iamlab.cloud.federation import web_identity
from iamlab.cloud.gateway import handle
from iamlab.cloud.state.company import Company
from tests.cloud.company import ACCOUNT, NOW, company

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"},
            {
                "Effect": "Allow",
                "Principal": {"Federated": "accounts.google.com"},
                "Action": "sts:AssumeRoleWithWebIdentity",
            },
        ],
    }
)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Worker"
CLAIMS = {"iss": "https://accounts.google.com", "sub": "1", "aud": "2", "azp": "3", "exp": NOW.timestamp() + 3_600}

Output = dict[str, Any]


def sandbox(seed: str) -> Company:
    made = company()
    made.seed = seed
    done(made, Call("iam", "CreateRole", {"RoleName": "Worker", "AssumeRolePolicyDocument": TRUST}))
    done(made, Call("kms", "CreateKey", {}))
    return made


def done(lab: Company, call: Call) -> Output:
    answer = handle(lab, call, NOW)
    assert answer.error is None, answer.error
    return answer.output or {}


def from_key(lab: Company) -> Call:
    made = done(lab, Call("iam", "CreateAccessKey", {"UserName": "my-admin"}))["AccessKey"]
    return Call("sts", "GetCallerIdentity", {}, access_key=made["AccessKeyId"])


def from_session(lab: Company) -> Call:
    given = {"RoleArn": ROLE, "RoleSessionName": "jane"}
    made = done(lab, Call("sts", "AssumeRole", given, "my-admin"))["Credentials"]
    return Call("sts", "GetCallerIdentity", {}, access_key=made["AccessKeyId"])


def from_page(lab: Company) -> Call:
    marker = done(lab, Call("iam", "ListUsers", {"MaxItems": 1}))["Marker"]
    return Call("iam", "ListUsers", {"MaxItems": 1, "Marker": marker})


def from_provider(lab: Company) -> Call:
    given = {"RoleArn": ROLE, "RoleSessionName": "jane", "WebIdentityToken": web_identity.issue(lab, CLAIMS)}
    return Call("sts", "AssumeRoleWithWebIdentity", given, identity="")


def from_cipher(lab: Company) -> Call:
    key = next(iter(lab.home.kms_keys.values())).arn
    made = done(lab, Call("kms", "Encrypt", {"KeyId": key, "Plaintext": b"open sesame"}))
    return Call("kms", "Decrypt", {"CiphertextBlob": made["CiphertextBlob"], "KeyId": key})


def from_denial(lab: Company) -> Call:
    refused = handle(lab, Call("ec2", "DescribeInstances", {}, "nobody"), NOW).error
    assert refused is not None
    encoded = refused.message.rpartition(": ")[2]
    return Call("sts", "DecodeAuthorizationMessage", {"EncodedMessage": encoded})


FOREIGN: dict[Callable[[Company], Call], str] = {
    from_key: "InvalidClientTokenId",
    from_session: "InvalidClientTokenId",
    from_page: "ValidationError",
    from_provider: "InvalidIdentityToken",
    from_cipher: "InvalidCiphertextException",
    from_denial: "InvalidAuthorizationMessageException",
}


@pytest.mark.parametrize(("get", "code"), FOREIGN.items(), ids=[get.__name__ for get in FOREIGN])
def test_what_one_sandbox_gives_out_is_good_in_no_other(get: Callable[[Company], Call], code: str) -> None:
    own, other = sandbox("one"), sandbox("other")
    call = get(own)
    assert handle(own, call, NOW).error is None
    get(other)  # which gives out as much
    refused = handle(other, call, NOW).error
    assert refused is not None and refused.code == code


def test_no_record_has_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[dict[str, Any]] = []

    def recorded(lab: Company, call: Call, now: datetime) -> Answer:
        answer = gateway.handle(lab, call, now)
        events.append(answer.event)
        assert lab.seed not in repr((answer.output, answer.error))
        return answer

    lab = sandbox("the-seed-of-a-sandbox")
    monkeypatch.setattr("tests.cloud.test_isolation.handle", recorded)
    used = [call.parameters for get in FOREIGN if recorded(lab, call := get(lab), NOW).error is None]
    secrets = [lab.seed, *(key.secret for _, _, key in lab.access_keys())]
    secrets += [text for session in lab.sessions.values() for text in (session.secret, session.token)]
    secrets += [str(given["WebIdentityToken"]) for given in used if "WebIdentityToken" in given]
    told = json.dumps(events)
    assert len(secrets) > len(lab.sessions) * 2 + 1
    assert [secret for secret in secrets if secret in told] == []
