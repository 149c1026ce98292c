"""How much an organisation may have. AWS page: "Quotas and service limits for AWS Organizations"."""

from datetime import timedelta

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL
from iamlab.policy import sizes

ACCOUNTS = 10  # the default; closed accounts and open invitations count
UNITS = 2_000
LEVELS_OF_UNITS = 5
POLICIES = {SERVICE_CONTROL: 10_000, RESOURCE_CONTROL: 1_000}
POLICIES_PER_TARGET = {SERVICE_CONTROL: 10, RESOURCE_CONTROL: 5}
POLICY_SIZES = {SERVICE_CONTROL: sizes.SCP, RESOURCE_CONTROL: sizes.RCP}
TAGS = 50
WAIT_BEFORE_LEAVING = timedelta(days=4)
INVITATION_LASTS = timedelta(days=15)

# The lab's own: accounts outside the organisation count, so that making and removing them comes to an end.
ACCOUNTS_PER_SANDBOX = 20


def violated(reason: str, message: str) -> ServiceError:
    """Return ConstraintViolationException with its Reason."""
    return ServiceError("ConstraintViolationException", message, reason=reason)
