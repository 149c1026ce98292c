"""Whose credentials a call is about: a user's, or those of the root user, who has no name."""

from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam.entities import user
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.iam import Root, User

Holder = User | Root


def holder(call: Invocation) -> Holder:
    """Return the user whom the call names; without a name the caller, who may be the root user."""
    return call.account.root if call.caller.is_root and not call.text("UserName") else user(call)


def store(call: Invocation, held: Holder, **changes: Any) -> None:
    """Put a changed user, or a changed root user, in the place of the old one."""
    if isinstance(held, User):
        call.account.users[held.name] = replace(held, **changes)
    else:
        call.account.root = replace(held, **changes)


def name_of(held: Holder) -> dict[str, str]:
    """The member that names the holder in an answer; the root user has none."""
    return {"UserName": held.name} if isinstance(held, User) else {}


def status(call: Invocation) -> str:
    """Return the status that the call asks for: only time makes a credential expire."""
    wanted = call.text("Status")
    if wanted == "Expired":
        raise ServiceError("InvalidInput", "Status can be set to Active or Inactive.")
    return wanted
