"""Finding the KMS key that a call names. AWS page: "Key identifiers (KeyId)"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.kms import Key
from iamlab.policy.arns import parse_arn

_ALIAS = "alias/"
_KEY_ID = re.compile(r"(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII)


def arn(region: str, account_id: str, resource: str) -> str:
    """The ARN of a key (`key/` and its id) or an alias (its name)."""
    return f"arn:{PARTITION}:kms:{region}:{account_id}:{resource}"


def not_found(what: str) -> ServiceError:
    return ServiceError("NotFoundException", what)


def key(call: Invocation, parameter: str = "KeyId", alias: bool = False, foreign: bool = False) -> Key:
    """Return the key that a parameter names; raises ServiceError NotFoundException.

    `alias` says that the operation takes aliases, `foreign` that it works on keys of other accounts, too: both are
    told by the API reference of each operation ("Cross-account use", KeyId).
    """
    return named(call, call.text(parameter), alias, foreign)


def named(call: Invocation, given: str, alias: bool = True, foreign: bool = True, home: str = "") -> Key:
    """Return the key of an id, an ARN or an alias, for the rules see `key`.

    `home` is the account whose key an id or an alias without an account is, if that is not the caller's.
    """
    whole = _whole(call, given, alias, home or call.account.id)
    parsed = parse_arn(whole)
    if parsed is None or parsed.service != "kms":
        raise not_found(f"Invalid keyId '{given}'")
    if parsed.region != call.region:
        raise not_found(f"Invalid arn {parsed.region}")
    if parsed.account != call.caller.account_id and not foreign:
        raise not_found(f"Key '{whole}' does not exist")
    target = whole
    if parsed.resource.startswith(_ALIAS):
        account = call.company.accounts.get(parsed.account)
        held = account.kms_aliases.get(whole) if account else None
        if held is None:
            raise not_found(f"Alias {whole} is not found.")
        target = held.target
    found = find(call.company, target, call.now)
    if found is None:
        raise not_found(f"Key '{target}' does not exist")
    return found


def find(company: Company, key_arn: str, now: datetime) -> Key | None:
    """The key of an ARN, whoever owns it; None where there is none (any more)."""
    parsed = parse_arn(key_arn)
    account = company.accounts.get(parsed.account) if parsed else None
    found = account.kms_keys.get(key_arn) if account else None
    return None if found is None or (found.deletion and found.deletion <= now) else found


def owner(found: Key) -> str:
    """The id of the account that a key belongs to."""
    return found.arn.split(":")[4]


def change(call: Invocation, found: Key, **values: Any) -> None:
    """Keep a key with other values in the place of what it was."""
    call.company.accounts[owner(found)].kms_keys[found.arn] = replace(found, **values)


def aliases_of(company: Company, found: Key) -> list[str]:
    """The names of the aliases of a key, sorted."""
    return sorted(one.name for one in company.accounts[owner(found)].kms_aliases.values() if one.target == found.arn)


def facts(call: Invocation, found: Key, given: str) -> dict[str, Any]:
    """What conditions may ask about a key: AWS page "AWS KMS condition keys".

    The names are those that `iamlab.cloud.operations` fills condition keys from.
    """
    facts: dict[str, Any] = {"_key_spec": found.spec, "_key_usage": found.usage, "_key_origin": "AWS_KMS"}
    facts["_multi_region"] = False
    if _ALIAS in given:
        facts["_alias"] = _ALIAS + given.partition(_ALIAS)[2]
    names = aliases_of(call.company, found)
    return facts | ({"_resource_aliases": names} if names else {})


def on_key(
    carry_out: Callable[[Invocation], Output], writes: bool = False, alias: bool = False, foreign: bool = False
) -> MappedOperation:
    """An operation on the key that KeyId names; it is found before anything is decided, as its policy decides."""

    def known(call: Invocation) -> Mapping[str, Any]:
        found = key(call, alias=alias, foreign=foreign)
        return {"KeyId": found.arn, **facts(call, found, call.text("KeyId"))}

    return MappedOperation(carry_out, writes, known)


def _whole(call: Invocation, given: str, alias: bool, home: str) -> str:
    """The ARN that an identifier stands for."""
    if given.startswith("arn:"):
        is_alias = f":{_ALIAS}" in given
        if is_alias and not alias:
            raise not_found(f"Invalid keyId '{given}'")
        return given
    if given.startswith(_ALIAS) and alias:
        return arn(call.region, home, given)
    if not _KEY_ID.fullmatch(given):
        raise not_found(f"Invalid keyId '{given}'")
    return arn(call.region, home, f"key/{given}")
