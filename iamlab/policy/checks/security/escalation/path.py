"""What one known way from some permissions to all is.

Sources, by the marks of the tables. RHINO: Rhino Security Labs, "AWS IAM Privilege Escalation: Methods and Mitigation",
with its later part 2. BISHOP_FOX: Bishop Fox, "IAM Vulnerable". SONRAI: Sonrai Security on code interpreters of
Bedrock AgentCore. AWS: what AWS's reference says that the operations do; where a role is passed, "Passing a role to
a service". AWS CodeStar, which is in the first list too, has been closed.
"""

from typing import NamedTuple

from iamlab.policy.checks.security.grants import PASSING

RHINO, BISHOP_FOX, SONRAI, AWS = "Rhino Security Labs", "Bishop Fox", "Sonrai Security", "AWS"


class EscalationPath(NamedTuple):
    """One way. `needs` are actions that it takes all of, each with alternatives.

    `how` completes the sentence `With these, somebody can ...`. `passed_to` are the services that get a role.
    """

    needs: tuple[tuple[str, ...], ...]
    how: str
    source: str
    passed_to: tuple[str, ...] = ()


def path(needs: str, how: str, source: str) -> EscalationPath:
    """A way as the tables write it: `one:Action + another:Action|or:This`."""
    return EscalationPath(tuple(tuple(group.split("|")) for group in needs.split(" + ")), how, source)


def passing(needs: str, how: str, source: str, passed_to: str) -> EscalationPath:
    """A way on which a role is passed, to one of some services: `lambda`, or `tasks.apprunner`."""
    services = tuple(f"{one}.amazonaws.com" for one in passed_to.split())
    return path(f"{PASSING} + {needs}", how, source)._replace(passed_to=services)
