"""Reports on when services were last accessed. The report follows from the past; what is kept is what was asked."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReport:
    """A report job. `about` is an IAM resource's ARN, or the path of an organisation's entity.

    `requested_by` is the principal that alone may read it; `policy_id` limits an organisation's report to one SCP.
    """

    id: str
    about: str
    created: datetime
    requested_by: str
    by_action: bool = False
    policy_id: str = ""
