"""The organisation that its tests begin with, and how they call it."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import yaml

from iamlab.cloud.call import Answer, Call
from iamlab.cloud.gateway import handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import Role
from iamlab.cloud.state.sessions import Session
from iamlab.cloud.template import build_account
from iamlab.cloud.template.organization import OrganizationFile, build_organization
from tests.cloud.company import NOW

MAIN, SECURITY, PRODUCTION, SANDBOX, VENDOR = (digit * 12 for digit in "12349")
NAMES = {MAIN: "main", SECURITY: "security", PRODUCTION: "production", SANDBOX: "sandbox", VENDOR: "vendor"}

RESOURCES = """
Admin:
  Type: AWS::IAM::User
  Properties: {UserName: admin, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
Nobody: {Type: AWS::IAM::User, Properties: {UserName: nobody}}
Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: %s-bucket}}
"""

ORGANIZATION = """
management: main
units:
  Security: {accounts: [security]}
  Workloads:
    units:
      Production: {accounts: [production]}
      Sandbox: {accounts: [sandbox]}
service_control_policies:
  OneRegion:
    attach: [Workloads, main]
    document:
      Version: "2012-10-17"
      Statement:
        Effect: Deny
        Action: "*"
        Resource: "*"
        Condition: {StringNotEquals: {aws:RequestedRegion: us-east-1}}
  OnlyS3:
    attach: [Sandbox]
    document: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}
without_full_access: [Sandbox]
resource_control_policies:
  OurPeopleOnly:
    attach: [Workloads]
    document:
      Version: "2012-10-17"
      Statement:
        Effect: Deny
        Principal: "*"
        Action: s3:*
        Resource: "*"
        Condition: {StringNotEquals: {aws:PrincipalOrgID: "${aws:ResourceOrgID}"}}
"""

SCPS, RCPS = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
SERVICE = "access-analyzer.amazonaws.com"
LATER = NOW + timedelta(days=5)


def policy(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Resource": "*", **statement}})


SCP = policy(Action="s3:*")
RCP = policy(Action="s3:*", Principal="*")


def company(organization: str = ORGANIZATION) -> Company:
    made = Company({}, home_id=MAIN)
    for account_id, name in NAMES.items():
        build_account(made, account_id, name, yaml.safe_load(RESOURCES % name))
    build_organization(made, OrganizationFile.model_validate(yaml.safe_load(organization)))
    return made


def ids(lab: Company) -> dict[str, str]:
    """The ids of the root, of the units and of the policies, by name."""
    organization = lab.organization
    if organization is None:
        return {}
    named = [*organization.units.values(), *organization.policies.values()]
    return {"Root": organization.root_id, "Organization": organization.id, **{one.name: one.id for one in named}}


def call(lab: Company, operation: str, given: dict[str, Any] | None = None, who: str = "admin", **more: Any) -> Answer:
    """Call an operation of Organizations, or of another service as `s3.ListBuckets`. `<Root>` stands for the root's id.

    `more` is `region` or `now`.
    """
    known = {f"<{name}>": found for name, found in ids(lab).items()}
    filled = {key: known.get(value, value) if isinstance(value, str) else value for key, value in (given or {}).items()}
    service, dot, name = operation.rpartition(".")
    made = Call(service if dot else "organizations", name, filled, who, more.get("region", "us-east-1"))
    return handle(lab, made, more.get("now", NOW))


def output(lab: Company, operation: str, given: dict[str, Any] | None = None, who: str = "admin", **more: Any) -> Any:
    answer = call(lab, operation, given, who, **more)
    assert answer.output is not None, answer.error
    return answer.output


def refused(lab: Company, operation: str, given: dict[str, Any] | None = None, who: str = "admin", **more: Any) -> str:
    """The code of a refusal and, where it has one, the reason after a slash."""
    before = lab.to_document()
    answer = call(lab, operation, given, who, **more)
    assert answer.error is not None, answer.output
    assert lab.to_document() == before
    return answer.error.code + (f"/{answer.error.reason}" if answer.error.reason else "")


def opened(lab: Company, owner: str, **condition: Any) -> None:
    """Let the accounts of the company list the bucket of one of them, by its bucket policy."""
    bucket = f"{NAMES[owner]}-bucket"
    text = policy(
        Effect="Allow",
        Principal={"AWS": sorted(NAMES)},
        Action="s3:ListBucket",
        Resource=f"arn:aws:s3:::{bucket}",
        **condition,
    )
    lab.accounts[owner].buckets[bucket] = replace(lab.accounts[owner].buckets[bucket], policy=text)


def session_of(lab: Company, account_id: str, role: str, path: str) -> str:
    """Make a role that may do everything, and an access key of a session of it."""
    account = lab.accounts[account_id]
    trust = policy(Effect="Allow", Principal={"Service": "ops.amazonaws.com"}, Action="sts:AssumeRole")
    administrator = ("arn:aws:iam::aws:policy/AdministratorAccess",)
    made = Role(role, account.issue_id("AROA"), NOW, trust, path=path, attached=administrator)
    account.roles[role] = made
    key, secret = lab.new_key("ASIA")
    lab.sessions[key] = Session(
        access_key_id=key,
        secret=secret,
        token="token",
        account_id=account_id,
        arn=f"arn:aws:sts::{account_id}:assumed-role/{role}/work",
        user_id=f"{made.id}:work",
        issued=NOW,
        expires=NOW + timedelta(hours=1),
        role=role,
        issuer_id=made.id,
    )
    return key


def invitation(lab: Company) -> str:
    target = {"Type": "EMAIL", "Id": "aws+vendor@example.com"}
    given = {"Target": target, "Notes": "Join us", "Tags": [{"Key": "kind", "Value": "vendor"}]}
    return str(output(lab, "InviteAccountToOrganization", given)["Handshake"]["Id"])
