"""Grants. AWS pages: "Grants in AWS KMS", "CreateGrant", "Retiring and revoking grants"."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud import identifiers, principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import encryption, granting, lookup, states
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.kms import Grant, Key

_MAX_GRANTS = 50


def create_grant(call: Invocation) -> Output:
    call.parameters.get("GrantTokens")
    found = lookup.key(call, foreign=True)
    states.check_usable(found)
    made = _asked(call, found)
    granting.check_delegated(call, found, made, _known(call))
    encryption.check_dry_run(call)
    same = next((one for one in found.grants if made.name and _terms(one) == _terms(made)), None)
    if same is None:
        if len(found.grants) >= _MAX_GRANTS:
            raise ServiceError("LimitExceededException", f"A key of this lab has {_MAX_GRANTS} grants at most.")
        lookup.change(call, found, grants=(*found.grants, made))
    answer = same or made
    return {"GrantToken": answer.token, "GrantId": answer.id}


def list_grants(call: Invocation) -> Output:
    found = lookup.key(call, foreign=True)
    grant_id, grantee = call.text("GrantId"), call.text("GranteePrincipal")
    if grant_id and grant_id not in (one.id for one in found.grants):
        raise _no_grant(grant_id)
    wanted = [one for one in found.grants if grant_id in ("", one.id) and grantee in ("", one.grantee)]
    return {"Grants": [_described(found, one) for one in wanted], "Truncated": False}


def list_retirable_grants(call: Invocation) -> Output:
    principal = call.text("RetiringPrincipal")
    keys = (key for account in call.company.accounts.values() for key in account.kms_keys.values())
    found = [
        _described(key, grant)
        for key in keys
        for grant in key.grants
        if grant.retiring == principal
        and grant.issuer == call.account.id
        and lookup.find(call.company, key.arn, call.now)
    ]
    return {"Grants": found, "Truncated": False}


def revoke_grant(call: Invocation) -> Output:
    found = lookup.key(call, foreign=True)
    grant = _grant(found, call.text("GrantId"))
    encryption.check_dry_run(call)
    _remove(call, found, grant)
    return {}


def retire_grant(call: Invocation) -> Output:
    found, grant = _retired(call)
    granting.check_may_retire(call, found, grant, _known_retired(call))
    encryption.check_dry_run(call)
    _remove(call, found, grant)
    return {}


def _asked(call: Invocation, key: Key) -> Grant:
    """The grant that a call asks for."""
    grantee, retiring = call.text("GranteePrincipal"), call.text("RetiringPrincipal")
    for principal in filter(None, (grantee, retiring)):
        if principal == "*" or not principal.startswith("arn:") or not principals.is_known(call.company, principal):
            raise ServiceError("InvalidArnException", f"ARN does not refer to a valid principal: {principal}")
    if not grantee:
        raise ServiceError("ValidationException", "You must specify a grantee principal.")
    operations = tuple(dict.fromkeys(call.parameters["Operations"]))
    granting.check_operations(key, operations)
    constraints = call.parameters.get("Constraints") or {}
    granting.check_constraints(constraints)
    seed = f"grant/{key.arn}/{call.company.accounts[lookup.owner(key)].next_id()}"
    digest = hashlib.sha256(seed.encode()).hexdigest()
    return Grant(
        id=digest,
        token=base64.b64encode(f"{seed}/{digest}".encode()).decode(),
        created=call.now,
        issuer=call.account.id,
        grantee=grantee,
        operations=operations,
        name=call.text("Name"),
        retiring=retiring,
        subset=constraints.get("EncryptionContextSubset"),
        equals=constraints.get("EncryptionContextEquals"),
    )


def _terms(grant: Grant) -> tuple[object, ...]:
    """What makes two calls with the same name ask for the same grant."""
    return (
        grant.name,
        grant.grantee,
        grant.retiring,
        grant.issuer,
        sorted(grant.operations),
        grant.subset,
        grant.equals,
    )


def _retired(call: Invocation) -> tuple[Key, Grant]:
    """The grant to retire: named by its token, or by its id and its key."""
    token, key_id, grant_id = call.text("GrantToken"), call.text("KeyId"), call.text("GrantId")
    if token:
        keys = (key for account in call.company.accounts.values() for key in account.kms_keys.values())
        for key in keys:
            for grant in key.grants:
                if grant.token == token and lookup.find(call.company, key.arn, call.now):
                    return key, grant
        raise ServiceError("InvalidGrantTokenException", "The grant token is not valid.")
    if not (key_id and grant_id):
        raise ServiceError("ValidationException", "Specify either a grant token, or a grant ID and a key ID.")
    found = lookup.key(call, foreign=True)
    return found, _grant(found, grant_id)


def _grant(key: Key, grant_id: str) -> Grant:
    found = next((one for one in key.grants if one.id == grant_id), None)
    if found is None:
        raise _no_grant(grant_id)
    return found


def _no_grant(grant_id: str) -> ServiceError:
    return lookup.not_found(f"Grant ID {grant_id} not found")


def _remove(call: Invocation, key: Key, grant: Grant) -> None:
    lookup.change(call, key, grants=_without(key.grants, grant))


def _without(grants: Iterable[Grant], gone: Grant) -> tuple[Grant, ...]:
    return tuple(one for one in grants if one != gone)


def _described(key: Key, grant: Grant) -> dict[str, Any]:
    retiring = {"RetiringPrincipal": grant.retiring} if grant.retiring else {}
    constraints = {"Constraints": grant.constraints} if grant.constraints else {}
    return {
        "KeyId": key.arn,
        "GrantId": grant.id,
        "Name": grant.name,
        "CreationDate": grant.created,
        "GranteePrincipal": grant.grantee,
        **retiring,
        "IssuingAccount": identifiers.root_arn(grant.issuer),
        "Operations": list(grant.operations),
        **constraints,
    }


def _known(call: Invocation) -> Mapping[str, Any]:
    """The key, and what conditions may ask about the grant ("AWS KMS condition keys": kms:GrantConstraintType)."""
    found = lookup.key(call, foreign=True)
    kinds = sorted(call.parameters.get("Constraints") or {})
    about: dict[str, Any] = {"_grant_is_for_aws_resource": False}
    if kinds:
        about["_grant_constraint_type"] = kinds[0]
    return {"KeyId": found.arn, **lookup.facts(call, found, ""), **about}


def _known_retired(call: Invocation) -> Mapping[str, Any]:
    found, _ = _retired(call)
    return {"KeyId": found.arn, **lookup.facts(call, found, "")}


OPERATIONS = {
    "CreateGrant": MappedOperation(create_grant, writes=True, known=_known),
    "ListGrants": lookup.on_key(list_grants, foreign=True),
    "ListRetirableGrants": MappedOperation(list_retirable_grants),
    "RevokeGrant": lookup.on_key(revoke_grant, writes=True, foreign=True),
    "RetireGrant": MappedOperation(retire_grant, writes=True, known=_known_retired),
}
