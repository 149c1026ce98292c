"""Which action somebody meant who wrote one that AWS does not have."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from iamlab.catalog import actions
from iamlab.policy.checks.names.action_patterns import is_pattern, matching

CLOSE = 0.8  # so alike that a name is surely a slip of the pen; between this and NEAR it may be another name
NEAR = 0.6
_LISTED = 3

# API calls whose action has another name: "Required permissions for Amazon S3 API operations" and the like
_ACTIONS_OF_CALLS = {
    "s3:listobjects": "s3:ListBucket",
    "s3:listobjectsv2": "s3:ListBucket",
    "s3:headbucket": "s3:ListBucket",
    "s3:listobjectversions": "s3:ListBucketVersions",
    "s3:listbuckets": "s3:ListAllMyBuckets",
    "s3:headobject": "s3:GetObject",
    "s3:selectobjectcontent": "s3:GetObject",
    "s3:deleteobjects": "s3:DeleteObject",
    "s3:copyobject": "s3:PutObject",
    "s3:postobject": "s3:PutObject",
    "s3:createmultipartupload": "s3:PutObject",
    "s3:uploadpart": "s3:PutObject",
    "s3:completemultipartupload": "s3:PutObject",
    "s3:listmultipartuploads": "s3:ListBucketMultipartUploads",
    "s3:listparts": "s3:ListMultipartUploadParts",
    "s3:getbucketencryption": "s3:GetEncryptionConfiguration",
    "s3:putbucketencryption": "s3:PutEncryptionConfiguration",
    "s3:getbucketlifecycleconfiguration": "s3:GetLifecycleConfiguration",
    "s3:putbucketlifecycleconfiguration": "s3:PutLifecycleConfiguration",
    "s3:getbucketreplication": "s3:GetReplicationConfiguration",
    "s3:putbucketreplication": "s3:PutReplicationConfiguration",
    "s3:getpublicaccessblock": "s3:GetBucketPublicAccessBlock",
    "s3:putpublicaccessblock": "s3:PutBucketPublicAccessBlock",
    "lambda:invoke": "lambda:InvokeFunction",
    "sns:publishbatch": "sns:Publish",
    "sqs:changemessagevisibilitybatch": "sqs:ChangeMessageVisibility",
    "sqs:deletemessagebatch": "sqs:DeleteMessage",
    "sqs:sendmessagebatch": "sqs:SendMessage",
}
# Names that people use for services whose prefix is another one.
_PREFIXES = {
    "alb": "elasticloadbalancing",
    "amazons3": "s3",
    "beanstalk": "elasticbeanstalk",
    "certificatemanager": "acm",
    "cloudwatchevents": "events",
    "cloudwatchlogs": "logs",
    "cognito": "cognito-idp",
    "ddb": "dynamodb",
    "documentdb": "rds",
    "dynamo": "dynamodb",
    "efs": "elasticfilesystem",
    "elasticsearch": "es",
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "emr": "elasticmapreduce",
    "eventbridge": "events",
    "identitycenter": "sso",
    "kinesisfirehose": "firehose",
    "msk": "kafka",
    "parameterstore": "ssm",
    "secrets": "secretsmanager",
    "simpledb": "sdb",
    "stepfunctions": "states",
    "systemsmanager": "ssm",
    "vpc": "ec2",
}
# Services that repeat the actions of a better known one.
_TWINS = {"dax": "dynamodb", "s3-object-lambda": "s3", "s3-outposts": "s3", "s3express": "s3"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`action` is what was meant, `words` say so, and `sure` whether it is plain enough to change it for somebody."""

    action: str
    words: str
    sure: bool


def did_you_mean(name: str) -> str:
    """The words for a name that may have been meant."""
    return f' Did you mean "{name}"?'


@lru_cache(maxsize=1024)
def for_action(action: str) -> Suggestion | None:
    """The action that was meant by one that its service does not have."""
    call = _ACTIONS_OF_CALLS.get(action.lower())
    if call:
        words = f' The API call of that name is allowed by another action: "{call}".'
        return Suggestion(call, words, sure=True)
    service = action.partition(":")[0].lower()
    close = _nearest(action, service, CLOSE)
    if close:
        return Suggestion(close, did_you_mean(close), sure=True)
    elsewhere = _elsewhere(action)
    if elsewhere:
        owners = " and ".join(f"`{one.partition(':')[0]}`" for one in elsewhere)
        words = f" There is an action of that name in {owners}.{did_you_mean(elsewhere[0])}"
        return Suggestion(elsewhere[0], words, sure=len(elsewhere) == 1)
    near = _nearest(action, service, NEAR)
    return Suggestion(near, did_you_mean(near), sure=False) if near else None


@lru_cache(maxsize=1024)
def for_pattern(pattern: str) -> Suggestion | None:
    """A pattern that matches something, for one that matches nothing."""
    start = pattern.rstrip("*")
    if is_pattern(start):
        return None
    service, _, name = start.partition(":")
    close = _nearest(start, service.lower(), CLOSE)
    if close:
        return Suggestion(f"{close}*", did_you_mean(f"{close}*"), sure=True)
    for length in range(len(name) - 1, 2, -1):
        found = matching(f"{service}:{name[:length]}*".lower())
        if found:
            shorter = f"{service}:{name[:length]}*"
            return Suggestion(shorter, did_you_mean(shorter), sure=False)
    return None


@lru_cache(maxsize=1024)
def for_service(action: str) -> Suggestion | None:
    """The action that was meant by one of a service that AWS does not have."""
    service, _, name = action.partition(":")
    known = actions.services()
    alias = _PREFIXES.get(service.lower())
    near = [alias] if alias else get_close_matches(service.lower(), known, n=5, cutoff=NEAR)
    meant = next(filter(None, (_of_service(one, name) for one in near)), None)
    if meant:
        return Suggestion(meant, did_you_mean(meant), sure=True)
    if near:
        return Suggestion(f"{near[0]}:{name}", f' Did you mean the service "{near[0]}"?', sure=False)
    return None


def _of_service(service: str, name: str) -> str | None:
    """The action or pattern of that name, where the service has it."""
    full = f"{service}:{name}"
    if is_pattern(name):
        return full if matching(full.lower()) else None
    known = actions.describe(full)
    return known.name if known else None


def _nearest(action: str, service: str, cutoff: float) -> str | None:
    known = {name.partition(":")[2].lower(): name for name in actions.names(service)}
    near = get_close_matches(action.partition(":")[2].lower(), known, n=1, cutoff=cutoff)
    return known[near[0]] if near else None


@lru_cache(maxsize=1)
def _owners() -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for name in actions.all_names():
        owners.setdefault(name.partition(":")[2].lower(), []).append(name)
    return owners


def _elsewhere(action: str) -> list[str]:
    """The actions of other services with that name, where they are few enough to say something."""
    found = {name.partition(":")[0]: name for name in _owners().get(action.partition(":")[2].lower(), ())}
    for twin, service in _TWINS.items():
        if service in found:
            found.pop(twin, None)
    return sorted(found.values(), key=len) if len(found) <= _LISTED else []
