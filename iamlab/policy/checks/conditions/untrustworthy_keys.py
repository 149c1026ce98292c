"""Checks: keys whose value the caller chooses ("AWS global condition context keys", warnings at the keys)."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.findings import Findings, shown

_WHO_SAYS_SO = {
    "aws:referer": "the Referer header",
    "aws:useragent": "the User-Agent header",
}


def check(draft: Draft, findings: Findings) -> None:
    """Note conditions on what the caller says about itself."""
    for statement in draft.statements:
        for condition in statement.conditions:
            header = _WHO_SAYS_SO.get(condition.key.lower())
            if header is None:
                continue
            message = (
                f"{shown(condition.key)} is {header} of the request, and any caller can write there what it likes. "
                "Do not base access on it: ask for aws:PrincipalArn, aws:SourceVpce or another key that AWS sets."
            )
            findings.add("UNTRUSTWORTHY_CONDITION_KEY", message, condition.path, at_key=True)
