"""What somebody has put into the playground, and the address of that."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.urls import reverse

from iamlab.policy import PolicyType

LONGEST_ADDRESS = 8_000  # what servers and chat programs in between still pass on


@dataclass(frozen=True)
class State:
    """The fields of the playground as far as they make sense; the others are empty."""

    policy_type: PolicyType = PolicyType.IDENTITY
    resource_type: str = ""
    policy: str = ""
    principal: str = ""
    action: str = ""
    resource: str = ""
    resource_account: str = ""
    context: str = ""
    patterns: str = ""

    @property
    def address(self) -> str:
        """The path and query that bring all of it back. It can be too long to be of use: see `has_address`."""
        filled = {name: str(value) for name, value in asdict(self).items() if value}
        return f"{reverse('playground:playground')}?{urlencode(filled)}"

    @property
    def has_address(self) -> bool:
        """Whether the address is short enough to be passed on."""
        return len(self.address) <= LONGEST_ADDRESS
