"""What the grammar allows and a reviewer still asks for; and what only the validator insists on."""

from iamlab.policy.checks.draft import Draft, DraftStatement
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Change, Fix, replace
from iamlab.policy.grammar import GRAMMARS, VERSIONS

# "Private repository policies in Amazon ECR": a repository policy names no Resource, it speaks of its repository.
_WITHOUT_RESOURCE = frozenset({"AWS::ECR::Repository", "AWS::ECR::PublicRepository"})
_ITS_ACTIONS = ("ecr:", "ecr-public:")


def check(draft: Draft, findings: Findings) -> None:
    """Note a missing version, Sids that are used twice, and statements of a resource policy without a Resource."""
    if "Version" not in draft.value and draft.statements:
        message = (
            f"The policy has no Version, so it counts as {VERSIONS[1]}, an old language without variables. "
            f'Add "Version": "{VERSIONS[0]}".'
        )
        fix = Fix(f'Add "Version": "{VERSIONS[0]}"', (Change("add", ("Version",), VERSIONS[0]),))
        findings.add("MISSING_VERSION", message, (), fix=fix)
    if not GRAMMARS[draft.policy_type].unique_sids:
        _repeated_sids(draft, findings)
    if draft.policy_type is PolicyType.RESOURCE and draft.resource_type not in _WITHOUT_RESOURCE:
        for statement in draft.statements:
            if draft.resource_type or not _is_of_repository(statement):
                _missing_resource(statement, findings)


def _repeated_sids(draft: Draft, findings: Findings) -> None:
    seen: dict[str, int] = {}
    taken = {statement.sid.text for statement in draft.statements if statement.sid}
    for statement in draft.statements:
        if statement.sid is None or not statement.sid.text:
            continue
        sid = statement.sid.text
        if sid in seen:
            message = (
                f"The Sid {shown(sid)} is used twice, in statement {seen[sid] + 1} as well. "
                "Give each statement a Sid of its own, so that messages and logs can name it."
            )
            other = next(name for number in range(2, len(taken) + 3) if (name := f"{sid}{number}") not in taken)
            taken.add(other)
            fix = replace(f"Call it {other}", statement.sid.path, other)
            findings.add("UNIQUE_SIDS_RECOMMENDED", message, statement.sid.path, fix=fix)
        else:
            seen[sid] = statement.index


def _is_of_repository(statement: DraftStatement) -> bool:
    """Whether a statement can only be meant for a repository, where nobody said what the policy belongs to."""
    actions = statement.actions
    return bool(actions) and all(one.text.lower().startswith(_ITS_ACTIONS) for one in actions)


def _missing_resource(statement: DraftStatement, findings: Findings) -> None:
    if not any(name.lower() in ("resource", "notresource") for name in statement.value):
        message = 'The statement has no Resource. Add "Resource": with the ARN of what the policy is attached to.'
        findings.add("MISSING_RESOURCE", message, statement.path)
