"""Who may use a bucket: across accounts, without an account, through ACLs, tags and KMS keys."""

import json
from typing import Any

import pytest

from tests.cloud.buckets import OTHER, call, code, done, policy, put_policy, two_accounts
from tests.cloud.company import ACCOUNT, company


@pytest.mark.parametrize(
    ("principals", "who", "refused"),
    [
        ((OTHER,), "other/partner", ""),
        ((f"arn:aws:iam::{OTHER}:user/partner",), "other/partner", ""),
        ((ACCOUNT,), "other/partner", "AccessDenied"),
        (("*",), "other/partner", ""),
        (("*",), "", ""),
        ((OTHER,), "", "AccessDenied"),
    ],
)
def test_a_bucket_policy_lets_other_accounts_and_everybody_in(
    principals: tuple[str, ...], who: str, refused: str
) -> None:
    lab = two_accounts()
    put_policy(lab, policy(*principals))
    assert code(call(lab, "GetObject", who, Bucket="reports", Key="readme.txt")) == refused


@pytest.mark.parametrize(
    ("block", "who", "refused"),
    [
        ({"RestrictPublicBuckets": True}, "", "AccessDenied"),
        ({"RestrictPublicBuckets": True}, "other/partner", "AccessDenied"),
        ({"RestrictPublicBuckets": True}, "nobody", ""),
        ({"IgnorePublicAcls": True}, "", ""),
    ],
)
def test_a_public_policy_can_be_restricted_to_the_own_account(block: dict[str, bool], who: str, refused: str) -> None:
    lab = two_accounts()
    put_policy(lab, policy("*"), block)
    assert code(call(lab, "GetObject", who, Bucket="reports", Key="readme.txt")) == refused


def test_block_public_access_of_the_account_counts_for_its_buckets() -> None:
    lab = two_accounts()
    put_policy(lab, policy("*"))
    block = {"RestrictPublicBuckets": True}
    done(
        call(lab, "PutPublicAccessBlock", service="s3control", AccountId=ACCOUNT, PublicAccessBlockConfiguration=block)
    )
    assert code(call(lab, "GetObject", "", Bucket="reports", Key="readme.txt")) == "AccessDenied"


@pytest.mark.parametrize(
    ("condition", "is_public"),
    [
        ({}, True),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, False),
        ({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}, True),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, False),
        ({"StringLike": {"aws:PrincipalOrgID": "o-*"}}, True),
        ({"StringEquals": {"s3:prefix": "a"}}, True),
    ],
)
def test_a_policy_for_everybody_is_public_unless_a_condition_names_fixed_callers(
    condition: dict[str, Any], is_public: bool
) -> None:
    lab = company()
    text = policy("*", actions="s3:ListBucket", resource="reports", **({"Condition": condition} if condition else {}))
    assert code(call(lab, "PutBucketPolicy", Bucket="reports", Policy=text)) == ("AccessDenied" if is_public else "")
    put_policy(lab, text)
    assert done(call(lab, "GetBucketPolicyStatus", Bucket="reports")) == {"PolicyStatus": {"IsPublic": is_public}}


def test_the_policy_of_a_bucket_is_its_owners_whatever_the_policy_says() -> None:
    lab = two_accounts()
    put_policy(lab, policy(OTHER, actions="s3:*", resource="reports"))
    assert code(call(lab, "GetBucketPolicy", "other/partner", Bucket="reports")) == "MethodNotAllowed"
    assert code(call(lab, "GetBucketVersioning", "other/partner", Bucket="reports")) == ""


@pytest.mark.parametrize(
    ("actions", "team", "refused"),
    [
        (["s3:CreateBucket", "s3:TagResource"], "data", ""),
        (["s3:CreateBucket", "s3:TagResource"], "other", "AccessDenied"),
        (["s3:CreateBucket"], "data", "AccessDenied"),
    ],
)
def test_a_new_bucket_with_tags_needs_permission_for_both(actions: list[str], team: str, refused: str) -> None:
    lab = company()
    condition = {"StringEquals": {"aws:RequestTag/team": "data"}}
    statement = {"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    given = {"UserName": "nobody", "PolicyName": "Make", "PolicyDocument": document}
    done(call(lab, "PutUserPolicy", service="iam", **given))
    configuration = {"Tags": [{"Key": "team", "Value": team}]}
    answer = call(lab, "CreateBucket", "nobody", Bucket="tagged", CreateBucketConfiguration=configuration)
    assert code(answer) == refused


def test_a_policy_can_keep_a_user_to_the_buckets_of_one_account() -> None:
    lab = two_accounts()
    put_policy(lab, policy(OTHER))
    only_own = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Deny",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"s3:ResourceAccount": OTHER}},
        },
    }
    given = {"UserName": "partner", "PolicyName": "OnlyOwn", "PolicyDocument": json.dumps(only_own)}
    done(call(lab, "PutUserPolicy", "other/root", service="iam", **given))
    done(call(lab, "CreateBucket", "other/root", Bucket="their-own"))
    assert code(call(lab, "GetObject", "other/partner", Bucket="reports", Key="readme.txt")) == "AccessDenied"
    assert code(call(lab, "GetBucketVersioning", "other/partner", Bucket="their-own")) == ""


def test_who_uploads_owns_the_object_where_the_bucket_says_so() -> None:
    lab = two_accounts()
    put_policy(lab, policy(OTHER, actions="s3:PutObject*"))
    ownership = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    done(call(lab, "PutBucketOwnershipControls", Bucket="reports", OwnershipControls=ownership))
    given: dict[str, Any] = {"Bucket": "reports", "Body": b"x"}
    done(call(lab, "PutObject", "other/partner", Key="theirs", **given))
    done(call(lab, "PutObject", "other/partner", Key="given", ACL="bucket-owner-full-control", **given))
    assert code(call(lab, "GetObject", "my-admin", Bucket="reports", Key="theirs")) == "AccessDenied"
    assert code(call(lab, "GetObject", "my-admin", Bucket="reports", Key="given")) == ""
    assert code(call(lab, "DeleteObject", "my-admin", Bucket="reports", Key="theirs")) == ""


def test_a_public_acl_opens_one_object_unless_public_acls_are_ignored() -> None:
    lab = company()
    done(call(lab, "DeletePublicAccessBlock", Bucket="reports"))
    done(
        call(
            lab,
            "PutBucketOwnershipControls",
            Bucket="reports",
            OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]},
        )
    )
    done(call(lab, "PutObjectAcl", Bucket="reports", Key="readme.txt", ACL="public-read"))
    assert code(call(lab, "GetObject", "", Bucket="reports", Key="readme.txt")) == ""
    assert code(call(lab, "GetObject", "", Bucket="reports", Key="2026/q1.csv")) == "AccessDenied"
    block = {"IgnorePublicAcls": True}
    done(call(lab, "PutPublicAccessBlock", Bucket="reports", PublicAccessBlockConfiguration=block))
    assert code(call(lab, "GetObject", "", Bucket="reports", Key="readme.txt")) == "AccessDenied"


def test_an_acl_for_authenticated_users_needs_some_account() -> None:
    lab = two_accounts()
    done(call(lab, "DeletePublicAccessBlock", Bucket="reports"))
    done(call(lab, "DeleteBucketOwnershipControls", Bucket="reports"))
    done(call(lab, "PutBucketAcl", Bucket="reports", ACL="authenticated-read"))
    assert code(call(lab, "ListObjectsV2", "other/partner", Bucket="reports")) == ""
    assert code(call(lab, "ListObjectsV2", "", Bucket="reports")) == "AccessDenied"


def test_an_encrypted_object_needs_its_key_too() -> None:
    lab = company()
    key = done(call(lab, "CreateKey", service="kms"))["KeyMetadata"]["Arn"]
    given: dict[str, Any] = {
        "Bucket": "reports",
        "Key": "sealed",
        "ServerSideEncryption": "aws:kms",
        "SSEKMSKeyId": key,
    }
    assert done(call(lab, "PutObject", "my-admin", Body=b"x", **given))["SSEKMSKeyId"] == key
    refused = call(lab, "GetObject", "lister", Bucket="reports", Key="sealed")  # who may read all of the bucket
    assert code(refused) == "AccessDenied"
    assert refused.error is not None
    assert "kms:Decrypt" in refused.error.message
    assert done(call(lab, "GetObject", "my-admin", Bucket="reports", Key="sealed"))["Body"] == b"x"
    assert code(call(lab, "PutObject", Body=b"x", **given | {"SSEKMSKeyId": "nothing"})) == "KMS.NotFoundException"


def test_an_anonymous_caller_is_asked_for_like_everybody() -> None:
    assert code(call(company(), "ListBuckets", "")) == "AccessDenied"
    assert code(call(company(), "GetObject", "", Bucket="reports", Key="readme.txt")) == "AccessDenied"
