"""Which actions an operation asks for."""

from functools import lru_cache

from iamlab.catalog import actions
from iamlab.cloud.operations import prefixes
from iamlab.cloud.operations.ask import Ask, Asks
from iamlab.cloud.operations.exceptions import TABLES

_BATCH = "Batch"


@lru_cache(maxsize=4096)
def asks(service: str, operation: str) -> Asks | None:
    """What IAM is asked for an operation, in order; None where the reference has no action for it.

    Mostly the action has the operation's name ("Service Authorization Reference: The actions table"). BatchDeleteJob
    without an action of its own asks for DeleteJob, as the services with batch operations say of them.
    """
    found = TABLES.get(service, {}).get(operation)
    if found:
        return found
    for prefix in prefixes.of(service):
        for name in (operation, operation.removeprefix(_BATCH)):
            known = actions.describe(f"{prefix}:{name}")
            if known:
                return (Ask(known.name),)
    return None
