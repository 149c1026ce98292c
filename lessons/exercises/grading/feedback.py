"""What a learner is told about an answer; plain data that is stored with the submission and shown by templates."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from iamlab.policy import Problem


@dataclass(frozen=True)
class ProbeResult:
    """One request put to the learner's policy. `met` says whether it went the way it must."""

    id: str
    says: str
    must: str
    met: bool
    decision: str
    deciding: str
    context: Mapping[str, str | Sequence[str]]
    command: str
    idea: str
    lesson: str | None
    trace: dict[str, Any]


@dataclass(frozen=True)
class GoalResult:
    """One goal tried on a copy of the learner's account. `found` says what happened, in words."""

    id: str
    says: str
    met: bool
    found: str
    command: str
    idea: str
    lesson: str | None
    trace: dict[str, Any] | None


@dataclass(frozen=True)
class Counterexample:
    """One concrete thing that should have gone the other way."""

    sentence: str
    command: str
    idea: str
    lesson: str | None
    trace: dict[str, Any] | None


@dataclass(frozen=True)
class Feedback:
    """The whole answer to a submission. A document with problems is not put to any probe.

    `proof` says what was tried beyond the probes of an answer that passed.
    """

    passed: bool
    problems: tuple[Problem, ...] = ()
    counterexample: Counterexample | None = None
    probes: tuple[ProbeResult, ...] = ()
    goals: tuple[GoalResult, ...] = ()
    proof: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The feedback as it is stored. Fixes are left out: the editor works them out for the text as it is then."""
        stored = asdict(self)
        for problem in stored["problems"]:
            del problem["fix"]
        return stored
