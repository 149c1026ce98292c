"""Invitations. AWS page: "Managing account invitations with AWS Organizations"."""

from collections.abc import Callable
from dataclasses import replace

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output, everything
from iamlab.cloud.services.organizations import ids, linked_role
from iamlab.cloud.services.organizations.access import Caller, no_permission, operation, organization_of
from iamlab.cloud.services.organizations.arns import arn, handshake_arn, named, target_arn
from iamlab.cloud.services.organizations.describing import email, handshake_fields
from iamlab.cloud.services.organizations.finding import handshake, invalid
from iamlab.cloud.services.organizations.membership import TOO_MANY, is_full, join
from iamlab.cloud.services.organizations.quotas import INVITATION_LASTS
from iamlab.cloud.services.organizations.tags import give, require_tagging, tag_keys, tags_of
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.organization import Handshake, Member, Organization

OPEN, ACCEPTED, DECLINED, CANCELED = "OPEN", "ACCEPTED", "DECLINED", "CANCELED"
_MAX_KEPT = 100  # AWS shows those that are over for 30 days


def invited(call: Invocation) -> str:
    """The account that the call invites, as the resource that IAM is asked about."""
    organization, target = call.company.organization, call.parameters.get("Target", {})
    known = organization and target.get("Type") == "ACCOUNT"
    return target_arn(organization, str(target.get("Id"))) if organization and known else "*"


def invite_account_to_organization(call: Invocation) -> Output:
    organization, tags = organization_of(call), tags_of(call)
    target = call.parameters["Target"]
    require_tagging(call, invited(call), tags)
    account = _account(call, str(target["Type"]), str(target["Id"]))
    if organization.has(account.id):
        raise _violated("ALREADY_IN_AN_ORGANIZATION", "The invited account is already a member of an organization.")
    open_ones = [one for one in organization.handshakes.values() if one.state == OPEN and call.now < one.expires]
    if any(one.account_id == account.id for one in open_ones):
        raise ServiceError("DuplicateHandshakeException", "A handshake with the same action and target already exists.")
    if is_full(organization, call.now):
        raise _violated("ACCOUNT_NUMBER_LIMIT_EXCEEDED", TOO_MANY)
    handshake_id = ids.handshake_id(organization.id, organization.next_id())
    made = Handshake(
        handshake_id,
        arn(organization, "handshake", "invite", handshake_id),
        account.id,
        (str(target["Type"]), str(target["Id"])),
        call.now,
        call.now + INVITATION_LASTS,
        notes=call.text("Notes"),
        tags=tags,
    )
    kept = list(organization.handshakes.items())[-_MAX_KEPT:]
    organization.handshakes = dict(kept) | {made.id: made}
    return {"Handshake": handshake_fields(call, organization, made)}


def accept_handshake(call: Invocation) -> Output:
    """Bring the invited account under the root. Nobody makes a role in it for the management account."""
    return _answered(call, ACCEPTED, lambda organization, held: call.account.id == held.account_id)


def decline_handshake(call: Invocation) -> Output:
    return _answered(call, DECLINED, lambda organization, held: call.account.id == held.account_id)


def cancel_handshake(call: Invocation) -> Output:
    return _answered(call, CANCELED, lambda organization, held: call.account.id == organization.management_account)


def describe_handshake(call: Invocation) -> Output:
    found = handshake(call)
    return {"Handshake": handshake_fields(call, _organization(call), found)}


def list_handshakes_for_account(call: Invocation) -> Output:
    """Those that the caller's account has received."""
    organization = call.company.organization
    held = organization.handshakes.values() if organization else ()
    return _listed(call, [one for one in held if one.account_id == call.account.id])


def list_handshakes_for_organization(call: Invocation) -> Output:
    return _listed(call, [*organization_of(call).handshakes.values()])


def _answered(call: Invocation, state: str, may: Callable[[Organization, Handshake], bool]) -> Output:
    found, organization = handshake(call), _organization(call)
    if not may(organization, found):
        raise no_permission()
    if found.state == state:
        raise ServiceError(
            "HandshakeAlreadyInStateException", "The specified handshake is already in the requested state."
        )
    if found.state != OPEN or call.now >= found.expires:
        raise ServiceError(
            "InvalidHandshakeTransitionException",
            "You can't perform the operation on the handshake in its current state.",
        )
    if state == ACCEPTED:
        linked_role.require(call)
        join(call.company, organization, found.account_id, Member(call.now, "INVITED"))
        give(organization, found.account_id, found.tags)
    changed = organization.handshakes[found.id] = replace(found, state=state)
    return {"Handshake": handshake_fields(call, organization, changed)}


def _account(call: Invocation, kind: str, wanted: str) -> Account:
    """The account of the sandbox that an invitation names by its id or its address."""
    if kind == "ORGANIZATION":
        raise invalid("INVALID_PARTY_TYPE_TARGET", "You specified the wrong type of entity as a party.")
    for account in call.company.accounts.values():
        if wanted in (account.id, email(account)):
            return account
    raise ServiceError(
        "AccountNotFoundException", f"No account of this sandbox has the id or the email address {wanted[:64]}."
    )


def _organization(call: Invocation) -> Organization:
    """The organisation that the handshake is with; the account need not be in it yet."""
    return call.company.organization or organization_of(call)


def _listed(call: Invocation, found: list[Handshake]) -> Output:
    wanted = call.parameters.get("Filter", {})
    kept = found if wanted.get("ActionType", "INVITE") == "INVITE" and "ParentHandshakeId" not in wanted else []
    return {"Handshakes": [handshake_fields(call, _organization(call), one) for one in kept]}


def _violated(reason: str, message: str) -> ServiceError:
    return ServiceError("HandshakeConstraintViolationException", message, reason=reason)


_HANDSHAKE = named("HandshakeId", handshake_arn)

OPERATIONS = {
    "InviteAccountToOrganization": operation(
        "InviteAccountToOrganization",
        invited,
        invite_account_to_organization,
        Caller.MANAGEMENT,
        writes=True,
        context=tag_keys,
    ),
    "AcceptHandshake": operation("AcceptHandshake", _HANDSHAKE, accept_handshake, Caller.ANYBODY, writes=True),
    "DeclineHandshake": operation("DeclineHandshake", _HANDSHAKE, decline_handshake, Caller.ANYBODY, writes=True),
    "CancelHandshake": operation("CancelHandshake", _HANDSHAKE, cancel_handshake, Caller.ANYBODY, writes=True),
    "DescribeHandshake": operation("DescribeHandshake", _HANDSHAKE, describe_handshake, Caller.ANYBODY),
    "ListHandshakesForAccount": operation(
        "ListHandshakesForAccount", everything, list_handshakes_for_account, Caller.ANYBODY
    ),
    "ListHandshakesForOrganization": operation(
        "ListHandshakesForOrganization", everything, list_handshakes_for_organization
    ),
}
