"""Which requests resource control policies bind ("Resource control policies (RCPs)", AWS Organizations User Guide)."""

from iamlab.catalog.resource_control import SERVICES
from iamlab.evaluator.ownership import is_trust
from iamlab.evaluator.request import Request

_NOT_IMPACTED = frozenset({"kms:retiregrant"})
_SERVICE_LINKED_PATH = ":role/aws-service-role/"


def supports(request: Request) -> bool:
    """Whether RCPs can restrict the action: its service supports them, and it is none of the exceptions.

    An AWS service assuming its service-linked role is one.
    """
    action = request.action.lower()
    if is_trust(request) and _SERVICE_LINKED_PATH in request.resource:
        return False
    return action.partition(":")[0] in SERVICES and action not in _NOT_IMPACTED
