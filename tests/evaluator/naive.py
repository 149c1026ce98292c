"""A second interpreter of the decision rules: short, slow, and written from AWS's pages alone.

It reads cases as they come, as dictionaries, and decides them. The evaluator must always agree with it; where they
differ, one of them has misread a page.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.evaluator.naive_language import Context, as_list, statements_about

# "Resource control policies (RCPs)", list of AWS services that support RCPs.
RCP_SERVICES = ("s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss", "cognito-idp", "cognito-identity", "logs")
RCP_SERVICES += ("dynamodb",)
# "PutBucketPolicy", "Tasks that require root user credentials": what the owner's root user keeps in spite of a bucket
# policy or a queue policy that denies it.
KEPT_BY_OWNER = (
    *("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"),
    *("sqs:getqueueattributes", "sqs:setqueueattributes"),
)


@dataclass
class Caller:
    """Who calls. `arns` are the names under which a resource policy may speak of this caller, besides its account."""

    kind: str
    account: str | None
    arns: list[str]
    keys: dict[str, str] = field(default_factory=dict)
    service_linked: bool = False


def read_caller(text: str) -> Caller:
    """Pages: "AWS JSON policy elements: Principal", "Variables and tags" (principal key values)."""
    if text == "*":
        keys = {"aws:principaltype": "Anonymous", "aws:userid": "anonymous", "aws:principalaccount": "anonymous"}
        return Caller("anonymous", None, [], keys)
    if not text.startswith("arn:") or "-provider/" in text:
        if not text.endswith((".amazonaws.com", ".amazonaws.com.cn")) or text.startswith("cognito-identity."):
            return Caller("provider", None, [text])
        return Caller("service", None, [text], {"aws:principalisawsservice": "true", "aws:principalservicename": text})
    _, partition, _, _, account, name = text.split(":", 5)
    keys = {"aws:principalaccount": account, "aws:principalisawsservice": "false", "aws:principalarn": text}
    first, *rest = name.split("/")
    if name == "root":
        return Caller("root", account, [], {**keys, "aws:principaltype": "Account", "aws:userid": account})
    if first == "user":
        return Caller("user", account, [text], {**keys, "aws:principaltype": "User", "aws:username": rest[-1]})
    if first == "federated-user":
        more = {"aws:principaltype": "FederatedUser", "aws:userid": f"{account}:{rest[0]}"}
        return Caller("federated", account, [text], {**keys, **more})
    role = rest[-1] if first == "role" else rest[0]
    role_arn = text if first == "role" else f"arn:{partition}:iam::{account}:role/{role}"
    keys = {**keys, "aws:principaltype": "AssumedRole", "aws:principalarn": role_arn}
    arns = [role_arn] if first == "role" else [text, role_arn]
    return Caller("role", account, arns, keys, role.startswith("AWSServiceRoleFor"))


def entries(principal: Any) -> list[tuple[str, str]]:
    """A Principal element as pairs of kind and name."""
    if principal == "*":
        return [("AWS", "*")]
    return [(kind, name) for kind, names in principal.items() for name in as_list(names)]


def same_entity(listed: str, arn: str) -> bool:
    """Whether two ARNs name one entity. A session's ARN has lost the path of its role."""
    if ":role/" in listed and ":role/" in arn:
        (ours, path), (theirs, other) = listed.split(":role/"), arn.split(":role/")
        return ours == theirs and path.split("/")[-1] == other.split("/")[-1]
    return listed == arn


def named(kind: str, name: str, caller: Caller) -> str | None:
    """How an entry of a Principal element names the caller: everyone, account, role or itself; None where it does not.

    Page: "How AWS enforcement code logic evaluates requests to allow or deny access", resource-based policies.
    """
    if kind == "Service":
        return "itself" if caller.kind == "service" and name in caller.arns else None
    if kind == "Federated":
        return "itself" if caller.kind == "provider" and name in caller.arns else None
    if kind != "AWS":
        return None
    if name == "*":
        return "everyone"
    if caller.account and (name == caller.account or name.endswith(f":iam::{caller.account}:root")):
        return "account"
    if caller.kind == "federated" and ":user/" in name:
        account, _, path = name.replace(":iam:", ":sts:").partition(":user/")
        if caller.arns == [f"{account}:federated-user/{path.split('/')[-1]}"]:
            return "role"  # the IAM user who federated, less the path: like the role of a session
    for arn in caller.arns:
        if same_entity(name, arn):
            return "role" if caller.kind == "role" and ":role/" in arn else "itself"
    return None


def ways_named(statement: dict[str, Any], caller: Caller, bounded: bool) -> set[str]:
    """All the ways in which a statement of a resource policy speaks about the caller."""
    if "Principal" in statement:
        ways = {named(kind, name, caller) for kind, name in entries(statement["Principal"])}
        return {way for way in ways if way}
    listed = entries(statement["NotPrincipal"])
    exempt = [way for kind, name in listed if (way := named(kind, name, caller))]
    if statement["Effect"] == "Allow":
        return set() if exempt else {"everyone"}
    if bounded:  # "Permissions boundaries for IAM entities", the note on NotPrincipal
        return {"everyone"}
    # "AWS JSON policy elements: NotPrincipal": the account must be listed, and the role, and the session.
    names = [name for kind, name in listed if kind == "AWS"]
    every = [any(same_entity(name, arn) for name in names) for arn in caller.arns]
    whole = "account" in exempt and all(every)
    return set() if whole or "everyone" in exempt or (caller.kind == "service" and exempt) else {"everyone"}


@dataclass
class Question:
    """A request, ready to be put to documents."""

    action: str
    resource: str
    context: Context
    caller: Caller
    bounded: bool

    def says(self, effect: str, documents: list[Any], to_whom: bool = False) -> set[str]:
        """How the documents allow or deny: the ways in which they name the caller, or just `yes`."""
        found: set[str] = set()
        for document in documents:
            for statement in statements_about(document, effect, self.action, self.resource, self.context):
                found |= ways_named(statement, self.caller, self.bounded) if to_whom else {"yes"}
        return found


def decide(case: dict[str, Any]) -> tuple[str, str]:
    """The decision and the layer that settled it."""
    request = case["request"]
    action, resource = request["action"].lower(), request["resource"]
    caller = read_caller(request["principal"])
    if action == "sts:getcalleridentity" or (action == "sts:getsessiontoken" and caller.kind in ("user", "root")):
        return "allowed", "default"
    context: Context = {key: [value] for key, value in caller.keys.items()}
    for key, value in request.get("context", {}).items():
        context[key.lower()] = as_list(value)
    fields = (resource.split(":", 5) + [""] * 6)[:6]
    owner = request.get("resource_account") or fields[4] or caller.account

    entity = caller.kind in ("user", "role", "federated")
    boundary = [case["permissions_boundary"]] if entity and case.get("permissions_boundary") else []
    task = caller.kind == "root" and context.get("aws:assumedroot") == ["true"]  # a session that AssumeRoot has made
    session = case.get("session_policies", []) if entity or task else []
    identity = case.get("identity_policies", []) if entity else []
    scps = case.get("service_control_policies", []) if caller.account and not caller.service_linked else []
    supported = action.split(":")[0] in RCP_SERVICES and action != "kms:retiregrant"
    linked = caller.service_linked or (caller.kind == "service" and "/AWSServiceRoleFor" in resource)
    rcps = case.get("resource_control_policies", []) if supported and not linked else []
    endpoint = case.get("endpoint_policies", [])
    of_resource = [case["resource_policy"]] if case.get("resource_policy") else []
    ask = Question(action, resource, context, caller, bool(boundary))

    keeps = caller.kind == "root" and caller.account == owner and action in KEPT_BY_OWNER
    denials = {
        "rcp": any(ask.says("Deny", level, to_whom=True) for level in rcps),
        "scp": any(ask.says("Deny", level) for level in scps),
        "endpoint": ask.says("Deny", endpoint, to_whom=True),
        "resource": not keeps and ask.says("Deny", of_resource, to_whom=True),
        "boundary": ask.says("Deny", boundary),
        "session": ask.says("Deny", session),
        "identity": ask.says("Deny", identity),
    }
    for layer, denied in denials.items():
        if denied:
            return "explicitDeny", layer

    if not all(ask.says("Allow", level) for level in scps):
        return "implicitDeny", "scp"
    if endpoint and not ask.says("Allow", endpoint, to_whom=True):
        return "implicitDeny", "endpoint"

    granted = ask.says("Allow", of_resource, to_whom=True)
    is_role = fields[2] == "iam" and fields[5].startswith("role/")
    is_key = fields[2] == "kms" and fields[5].startswith("key/")
    must = (action.startswith("sts:") and is_role) or (action.startswith("kms:") and is_key)
    if not entity:
        if caller.kind == "root" and caller.account == owner and not must:
            return "allowed", "default"
        if caller.kind == "root" and granted and is_role and must:
            return "implicitDeny", "default"  # "AssumeRole": not with the root user's credentials
        return ("allowed" if granted else "implicitDeny"), "resource"
    limits = {
        "boundary": not boundary or bool(ask.says("Allow", boundary)),
        # A federated user without a session policy has no permissions of its own (the flow chart's last step).
        "session": bool(ask.says("Allow", session)) if session else caller.kind == "role" or caller.kind == "user",
    }
    short = [layer for layer, enough in limits.items() if not enough]
    by_identity = bool(ask.says("Allow", identity))
    if caller.account != owner:
        missing = ([] if granted else ["resource"]) + ([] if by_identity else ["identity"]) + short
        return ("implicitDeny", missing[0]) if missing else ("allowed", "identity")
    if by_identity and not short and (granted or not must):
        return "allowed", "identity"
    # "Update a role trust policy": a boundary stops even the user whom the trust policy names.
    limited = {"role", "itself"} if is_role and must and caller.kind == "user" else {"role"}
    if granted & ({"everyone", "itself"} - limited) or (granted & limited and not short):
        return "allowed", "resource"
    if must and not granted:
        return "implicitDeny", "resource"
    if not by_identity and not granted & limited:
        return "implicitDeny", "identity"
    return "implicitDeny", short[0]
