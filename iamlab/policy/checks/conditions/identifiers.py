"""Checks: values that must have one form: IDs of VPCs and endpoints, ARNs of KMS keys, names of services.

Sources: "AWS global condition context keys", "Service Authorization Reference", "AWS KMS condition keys".
Values with wildcards or variables are not judged: what they stand for may well have the form.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from iamlab.policy.checks.conditions.patterns import is_fixed
from iamlab.policy.checks.draft import Draft, DraftCondition, Text
from iamlab.policy.conditions import arns, strings
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import replace
from iamlab.policy.service_principals import REGION, mended, problem_with

_OPERATORS = frozenset((*strings.OPERATORS, *arns.OPERATORS))

_VPC = re.compile(r"vpc-(?:[0-9A-Za-z]{8}|[0-9A-Za-z]{17})", re.ASCII)
_ENDPOINT = re.compile(r"vpce-(?:[0-9A-Za-z]{8}|[0-9A-Za-z]{17})", re.ASCII)
_KMS_KEY = re.compile(rf"arn:aws[a-z-]{{0,20}}:kms:{REGION}:\d{{12}}:key/[0-9A-Za-z-]{{1,128}}", re.ASCII)


class _Form(NamedTuple):
    """The code for values of another form, and what to write."""

    code: str
    pattern: re.Pattern[str]
    wanted: str


_FORMS = {
    "aws:sourcevpc": _Form(
        "INVALID_VPC_FORMAT", _VPC, "vpc- and 8 or 17 letters and digits, like vpc-0a1b2c3d4e5f60718"
    ),
    "aws:sourcevpce": _Form(
        "INVALID_VPCE_FORMAT", _ENDPOINT, "vpce- and 8 or 17 letters and digits, like vpce-0a1b2c3d4e5f60718"
    ),
}
_KMS_KEY_FORM = _Form(
    "INVALID_KMS_KEY_VALUE",
    _KMS_KEY,
    "the ARN of a KMS key: arn:aws:kms:region:account:key/key-id; an alias or the key ID alone never matches",
)
_FORMS.update(
    dict.fromkeys(
        (
            "bedrock-agentcore:kmskeyarn",
            "comprehend:datalakekmskey",
            "comprehend:modelkmskey",
            "comprehend:outputkmskey",
            "comprehend:volumekmskey",
            "quicksight:kmskeyarns",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "s3express:x-amz-server-side-encryption-aws-kms-key-id",
            "s3tables:kmskeyarn",
            "s3vectors:kmskeyarn",
            "sagemaker:domainsharingoutputkmskey",
            "sagemaker:domainsharingoutputkmskeyarn",
            "sagemaker:featuregroupofflinestorekmskey",
            "sagemaker:featuregroupofflinestorekmskeyarn",
            "sagemaker:featuregrouponlinestorekmskey",
            "sagemaker:featuregrouponlinestorekmskeyarn",
            "sagemaker:homeefsfilesystemkmskey",
            "sagemaker:outputkmskey",
            "sagemaker:outputkmskeyarn",
            "sagemaker:volumekmskey",
            "sagemaker:volumekmskeyarn",
            "secretsmanager:kmskeyarn",
            "transcribe:outputencryptionkmskeyid",
        ),
        _KMS_KEY_FORM,
    )
)

_SERVICE_KEYS = frozenset(
    {
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "codeconnections:passedtoservice",
        "codestar-connections:passedtoservice",
        "config:configurationrecorderserviceprincipal",
        "glue:credentialissuingservice",
        "glue:roleassumedby",
        "iam:awsservicename",
        "iam:passedtoservice",
        "kms:granteeserviceprincipal",
        "kms:retiringserviceprincipal",
        "organizations:serviceprincipal",
        "sts:awsservicename",
    }
)
_REGIONAL_SERVICE_KEYS = frozenset({"kms:viaservice"})


def check(draft: Draft, findings: Findings) -> None:
    """Note values that have not the form that their key asks for."""
    for statement in draft.statements:
        for condition in statement.conditions:
            judge = _judge(condition)
            if judge is not None and condition.base in _OPERATORS:
                for value in condition.values:
                    if is_fixed(value.text):
                        judge(condition, value, findings)


def _judge(condition: DraftCondition) -> Callable[[DraftCondition, Text, Findings], None] | None:
    key = condition.key.lower()
    if key in _FORMS:
        return _check_form
    return _check_service if key in _SERVICE_KEYS or key in _REGIONAL_SERVICE_KEYS else None


def _check_form(condition: DraftCondition, value: Text, findings: Findings) -> None:
    form = _FORMS[condition.key.lower()]
    if not form.pattern.fullmatch(value.text):
        message = f"{shown(value.text)} cannot be a value of {shown(condition.key)}. Write {form.wanted}."
        findings.add(form.code, message, value.path)


def _check_service(condition: DraftCondition, value: Text, findings: Findings) -> None:
    regional = condition.key.lower() in _REGIONAL_SERVICE_KEYS
    problem = problem_with(value.text, regional=regional)
    if problem is None:
        return
    better = mended(value.text, regional=regional)
    hint = f' Did you mean "{better}"?' if better else ""
    fix = replace(f"Write {better}", value.path, better) if better else None
    message = f"{shown(value.text)} cannot be a value of {shown(condition.key)}. {problem}{hint}"
    findings.add("INVALID_SERVICE_PRINCIPAL_FORMAT", message, value.path, fix=fix)
