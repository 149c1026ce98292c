"""Two accounts with a bucket between them, and short words for calls of Amazon S3."""

import json
from typing import Any

import yaml

from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateLoader, build_account
from tests.cloud.company import NOW, company

OTHER = "222222222222"
OPEN = {"BlockPublicPolicy": False}
RESOURCES = """
Partner:
  Type: AWS::IAM::User
  Properties:
    UserName: partner
    Policies:
      - PolicyName: S3
        PolicyDocument:
          Version: 2012-10-17
          Statement: [{Effect: Allow, Action: ["s3:*", "kms:*"], Resource: "*"}]
"""


def two_accounts() -> Company:
    lab = company()
    build_account(lab, OTHER, "other", yaml.load(RESOURCES, Loader=TemplateLoader))
    return lab


def call(lab: Company, operation: str, who: str = "root", service: str = "s3", **given: Any) -> Answer:
    return handle(lab, Call(service, operation, given, who), NOW)


def done(answer: Answer) -> dict[str, Any]:
    assert answer.error is None, answer.error
    assert answer.output is not None
    return answer.output


def policy(*principals: str, actions: str = "s3:GetObject", resource: str = "reports/*", **more: Any) -> str:
    who: Any = "*" if principals == ("*",) else {"AWS": list(principals)}
    statement = {"Effect": "Allow", "Principal": who, "Action": actions, "Resource": f"arn:aws:s3:::{resource}", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


def put_policy(lab: Company, text: str, block: dict[str, bool] | None = None) -> None:
    done(call(lab, "PutPublicAccessBlock", Bucket="reports", PublicAccessBlockConfiguration=block or OPEN))
    done(call(lab, "PutBucketPolicy", Bucket="reports", Policy=text))


def code(answer: Answer) -> str:
    return answer.error.code if answer.error else ""
