"""Who calls, and the context keys that follow from it.

Sources: "IAM policy elements: Variables and tags" (principal key values), "AWS global condition context keys".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iamlab.policy.arns import Arn, parse_arn

# The identity providers that AWS knows by itself ("AWS JSON policy elements: Principal", OIDC federated principals).
BUILT_IN_PROVIDERS = ("accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com")

_SERVICE_LINKED = "AWSServiceRoleFor"


class PrincipalKind(StrEnum):
    """The kinds of callers. The values are those of `aws:PrincipalType` where AWS has one."""

    USER = "User"
    ROLE = "AssumedRole"
    FEDERATED = "FederatedUser"
    ROOT = "Account"
    SERVICE = "Service"
    PROVIDER = "IdentityProvider"
    ANONYMOUS = "Anonymous"


# Callers that have policies of their own: IAM users, and sessions of roles and of federated users.
ENTITIES = (PrincipalKind.USER, PrincipalKind.ROLE, PrincipalKind.FEDERATED)


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller. `text` is as the request names it, `name` the last part of that: of a session, the role's name.

    `account` is None for a service, for an identity provider that vouches for somebody, and for an anonymous
    caller; `partition` is then "". `keys` are the context keys that follow, in lower case.
    """

    kind: PrincipalKind
    text: str
    account: str | None
    name: str
    keys: Mapping[str, str]
    partition: str = ""

    @property
    def service_linked(self) -> bool:
        """Whether it is a session of a service-linked role ("Service-linked roles")."""
        return self.kind is PrincipalKind.ROLE and self.name.startswith(_SERVICE_LINKED)

    @property
    def session(self) -> bool:
        """Whether the request names a role session, not just the role that it is some session of."""
        return self.kind is PrincipalKind.ROLE and self.text.startswith(f"arn:{self.partition}:sts:")


def parse_principal(text: str) -> Principal | None:
    """The caller that an ARN, a service, an identity provider or `*` names, or None where `text` names none."""
    if text == "*":
        return Principal(PrincipalKind.ANONYMOUS, text, None, "anonymous", _ANONYMOUS)
    if text in BUILT_IN_PROVIDERS:
        return _provider(text, text)
    arn = parse_arn(text)
    if arn is None:
        return _service(text) if text.endswith((".amazonaws.com", ".amazonaws.com.cn")) else None
    if not (len(arn.account) == 12 and arn.account.isdecimal() and arn.account.isascii()):
        return None
    if arn.service == "iam" and arn.resource == "root":
        return _principal(PrincipalKind.ROOT, text, arn, "root", {"aws:userid": arn.account})
    kind, _, rest = arn.resource.partition("/")
    name = rest.rpartition("/")[2]
    return _named(text, arn, kind, rest, name) if name else None


def _named(text: str, arn: Arn, kind: str, rest: str, name: str) -> Principal | None:
    match arn.service, kind:
        case "iam", "user":
            return _principal(PrincipalKind.USER, text, arn, name, {"aws:username": name})
        case "iam", "role":
            return _principal(PrincipalKind.ROLE, text, arn, name, {})
        case "iam", "saml-provider" | "oidc-provider":
            return _provider(text, rest)
        case "sts", "assumed-role" if "/" in rest:
            role = rest.partition("/")[0]
            role_arn = f"arn:{arn.partition}:iam::{arn.account}:role/{role}"
            return _principal(PrincipalKind.ROLE, text, arn, role, {"aws:principalarn": role_arn})
        case "sts", "federated-user":
            return _principal(PrincipalKind.FEDERATED, text, arn, name, {"aws:userid": f"{arn.account}:{name}"})
    return None


def _principal(kind: PrincipalKind, text: str, arn: Arn, name: str, more: dict[str, str]) -> Principal:
    keys = {
        "aws:principalarn": text,
        "aws:principalaccount": arn.account,
        "aws:principaltype": kind.value,
        "aws:principalisawsservice": "false",
    }
    return Principal(kind, text, arn.account, name, keys | more, arn.partition)


_ANONYMOUS = {"aws:principaltype": "Anonymous", "aws:principalaccount": "anonymous", "aws:userid": "anonymous"}


def _service(name: str) -> Principal:
    keys = {
        "aws:principalservicename": name,
        "aws:principalservicenameslist": name,
        "aws:principalisawsservice": "true",
    }
    return Principal(PrincipalKind.SERVICE, name, None, name, keys)


def _provider(text: str, name: str) -> Principal:
    """Who comes with a provider's token is not signed in to AWS; the request carries the provider, if it is OIDC's."""
    keys = {} if ":saml-provider/" in text else {"aws:federatedprovider": text}
    return Principal(PrincipalKind.PROVIDER, text, None, name, keys)
