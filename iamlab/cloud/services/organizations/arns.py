"""The ARNs of what an organisation has. AWS page: "Actions, resources, and condition keys for AWS Organizations"."""

from collections.abc import Callable

from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.organization import Organization

_ANY = "*"  # stands for an id that the caller's account has no way to know


def arn(organization: Organization, kind: str, *rest: str) -> str:
    """Return the ARN of a root, ou, account, policy, handshake or resourcepolicy; `rest` is what follows the
    organisation's id."""
    return f"arn:aws:organizations::{organization.management_account}:{kind}/{'/'.join((organization.id, *rest))}"


def target_arn(organization: Organization, target: str) -> str:
    """The ARN of a root, a unit or an account, by its id."""
    kind = {"r": "root", "ou": "ou"}.get(target.partition("-")[0], "account")
    return arn(organization, kind, target)


def policy_arn(organization: Organization, policy: str) -> str:
    """The ARN of a policy, by its id; of one that does not exist, its type is not known."""
    held = organization.policies.get(policy)
    return held.arn if held else arn(organization, "policy", _ANY, policy)


def handshake_arn(organization: Organization, handshake: str) -> str:
    held = organization.handshakes.get(handshake)
    return held.arn if held else arn(organization, "handshake", _ANY, handshake)


def tagged_arn(organization: Organization, resource: str) -> str:
    """The ARN of anything that can have tags, by its id."""
    kind = resource.partition("-")[0]
    if kind == "p":
        return policy_arn(organization, resource)
    return arn(organization, "resourcepolicy", resource) if kind == "rp" else target_arn(organization, resource)


def named(parameter: str, name: Callable[[Organization, str], str] = target_arn) -> Callable[[Invocation], str]:
    """Return the resource function of an operation on what a parameter names by its id.

    An account without an organisation asks about everything: what the id belongs to, nobody knows.
    """

    def resource(call: Invocation) -> str:
        organization = call.company.organization
        given = call.text(parameter)
        return name(organization, given) if organization and given else _ANY

    return resource
