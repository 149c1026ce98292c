"""How a service names the resource in the sentence that refuses a request.

AWS pages: "Troubleshoot access denied (403 Forbidden) errors in Amazon S3" (the ARN in quotes), "Troubleshoot IAM
policies" and "Troubleshooting AWS Glue identity and access" (IAM: a role or a user by its name, a new one by its ARN).
"""

from iamlab.policy.arns import parse_arn

# These write `*` where the action is on no resource; others leave the resource out.
_WITH_STAR = frozenset({"iam", "kms", "lambda", "organizations"})
_BY_NAME = {"user": "user", "role": "role", "group": "group", "instance-profile": "instance profile"}
# Actions of IAM on what has no entry yet, on a path of entities, or asked for by ARN.
_BY_ARN = frozenset(
    operation.lower()
    for operation in (
        *("CreateUser", "CreateRole", "CreateGroup", "CreateInstanceProfile", "CreateServiceLinkedRole"),
        *("ListUsers", "ListRoles", "ListGroups", "ListInstanceProfiles"),
        *("TagUser", "TagRole", "TagInstanceProfile", "UntagUser", "UntagRole", "UntagInstanceProfile"),
        *("GenerateServiceLastAccessedDetails", "GetContextKeysForPrincipalPolicy", "SimulatePrincipalPolicy"),
        *("PassRole", "DeleteServiceLinkedRole", "GetServiceLinkedRoleDeletionStatus"),
    )
)


def place(action: str, resource: str) -> str:
    """The words behind the action: ` on resource: ...`, or "" where the service names none.

    `action` is written service:Operation, in any case; `resource` is an ARN, or `*`.
    """
    service, _, operation = action.lower().partition(":")
    if resource == "*":
        return " on resource: *" if service in _WITH_STAR else ""
    if service == "s3":
        return "" if operation == "listallmybuckets" else f' on resource: "{resource}"'
    return f" on resource: {_of_iam(operation, resource) if service == 'iam' else resource}"


def _of_iam(operation: str, resource: str) -> str:
    arn = parse_arn(resource)
    if arn is None or operation in _BY_ARN:
        return resource
    kind, _, path = arn.resource.partition("/")
    name = path.rpartition("/")[2]
    if kind == "policy":
        return _policy(operation, resource, path)
    return f"{_BY_NAME[kind]} {name}" if kind in _BY_NAME and name else resource


def _policy(operation: str, resource: str, path: str) -> str:
    if operation == "createpolicy":
        return f"policy {path.rpartition('/')[2]}"
    return f"policy path /{path}" if operation == "listpolicies" else f"policy {resource}"
