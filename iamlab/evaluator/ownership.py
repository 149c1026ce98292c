"""What depends on the resource: who owns it, and whether its own policy must allow the request."""

from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.policy.arns import parse_arn

# "PutBucketPolicy", "GetBucketPolicy", "DeleteBucketPolicy" in the Amazon S3 API Reference, and "Tasks that require
# root user credentials": the policy of a bucket or of a queue cannot lock out the root user of its own account.
_KEPT_BY_OWNER = frozenset(
    {"s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"}
    | {"sqs:getqueueattributes", "sqs:setqueueattributes"}
)


def in_other_account(request: Request) -> bool:
    """Whether caller and resource have different owners; then both accounts must allow.

    Source: "Cross-account policy evaluation logic".
    """
    return request.caller.account is not None and request.owner != request.caller.account


def needs_resource_policy(request: Request) -> bool:
    """Whether no other policy can do instead of the resource's own.

    Sources: "Cross-account policy evaluation logic"; for trust policies and key policies "How AWS enforcement code
    logic evaluates requests to allow or deny access" and "Key policies in AWS KMS". A caller without an account has
    no policies of its own.
    """
    return request.caller.account is None or in_other_account(request) or guards_itself(request)


def guards_itself(request: Request) -> bool:
    """Whether the resource is a role that is to be assumed, or a KMS key: identity policies alone open neither."""
    return is_trust(request) or (_service(request) == "kms" and _resource_is(request, "kms", "key/"))


def is_trust(request: Request) -> bool:
    """Whether the resource's policy is a role trust policy."""
    return _service(request) == "sts" and _resource_is(request, "iam", "role/")


def is_owners_right(request: Request) -> bool:
    """Whether the owner's root user manages the policy of a bucket or a queue, which that policy cannot deny."""
    return (
        request.caller.kind is PrincipalKind.ROOT
        and not in_other_account(request)
        and request.action.lower() in _KEPT_BY_OWNER
    )


def _service(request: Request) -> str:
    return request.action.partition(":")[0].lower()


def _resource_is(request: Request, service: str, start: str) -> bool:
    arn = parse_arn(request.resource)
    return arn is not None and arn.service == service and arn.resource.startswith(start)
