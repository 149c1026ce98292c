"""Checks: statements that another statement makes pointless.

Sources: "IAM policy validation check reference", Redundant statement; "Policy evaluation logic", where an explicit
Deny overrides every Allow.
"""

from iamlab.policy.checks.draft import Draft, DraftStatement
from iamlab.policy.checks.redundancy.covering import Budget
from iamlab.policy.checks.redundancy.meaning import Meaning, meaning_of
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import remove
from iamlab.policy.grammar import VERSIONS

_PAIR = 5  # what it costs to look at two statements, before their entries are compared

_Said = tuple[DraftStatement, Meaning]


def check(draft: Draft, findings: Findings) -> None:
    """Note statements that repeat another one, that a wider one covers, and Allows that a Deny always overrides."""
    with_variables = draft.version == VERSIONS[0]
    budget = Budget()
    read = ((one, meaning_of(one, budget, with_variables=with_variables)) for one in draft.statements)
    said = [(statement, meaning) for statement, meaning in read if meaning]
    denied = _without_repeated([one for one in said if one[1].effect == "Deny"], findings)
    allowed = _without_repeated([one for one in said if one[1].effect == "Allow"], findings)
    _note_covered(denied, budget, findings)
    _note_covered(allowed, budget, findings)
    _note_shadowed(allowed, denied, budget, findings)


def _without_repeated(alike: list[_Said], findings: Findings) -> list[_Said]:
    """Note the statements that say the same as an earlier one, and return the others."""
    first: dict[object, DraftStatement] = {}
    others = []
    for one in alike:
        statement, meaning = one
        same = first.setdefault(meaning.key, statement)
        if same is statement:
            others.append(one)
        else:
            _report("REDUNDANT_STATEMENT", statement, f"This says the same as {_name(same, inside=True)}.", findings)
    return others


def _note_covered(alike: list[_Said], budget: Budget, findings: Findings) -> None:
    for statement, meaning in alike:
        for other, wider in alike:
            if not budget.spend(_PAIR):
                return
            if other is statement or not wider.covers(meaning):
                continue
            if not meaning.covers(wider):
                _report("COVERED_STATEMENT", statement, f"{_name(other)} says all of this, and more.", findings)
            elif other.index < statement.index:  # the later one of two that say the same goes
                _report(
                    "REDUNDANT_STATEMENT", statement, f"This means the same as {_name(other, inside=True)}.", findings
                )
            else:
                continue
            break


def _note_shadowed(allowed: list[_Said], denied: list[_Said], budget: Budget, findings: Findings) -> None:
    for statement, meaning in allowed:
        for denying, wider in denied:
            if not budget.spend(_PAIR):
                return
            if wider.covers(meaning):
                message = (
                    f"{_name(denying)} denies all that is allowed here, and a Deny always wins, so this Allow has no "
                    "effect. Narrow the Deny, or delete this statement."
                )
                findings.add("SHADOWED_STATEMENT", message, statement.path)
                break


def _report(code: str, statement: DraftStatement, what: str, findings: Findings) -> None:
    message = f"{what} Delete this statement: the policy means the same without it."
    findings.add(code, message, statement.path, fix=remove("Delete the statement", statement.path))


def _name(statement: DraftStatement, *, inside: bool = False) -> str:
    named = f" ({shown(statement.sid.text)})" if statement.sid and statement.sid.text else ""
    return f"{'statement' if inside else 'Statement'} {statement.index + 1}{named}"
