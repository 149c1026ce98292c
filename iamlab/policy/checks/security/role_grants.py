"""What makes a statement allow an action on roles too broadly: the six shapes that AWS's catalogue tells apart.

Both families of codes there, PASS_ROLE_... and CREATE_SLR_..., have the same six endings.
"""

from collections.abc import Callable
from dataclasses import dataclass

from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.checks.security.grant_limits import limiting_values
from iamlab.policy.checks.security.reach import Reach
from iamlab.policy.checks.security.statement_actions import StatementActions
from iamlab.policy.document import PolicyType
from iamlab.policy.fixes import Fix, replace
from iamlab.policy.fixes import add as add_entry

# Access Analyzer knows boundaries and session policies as identity policies. The others grant nobody a role.
_TYPES = frozenset({PolicyType.IDENTITY, PolicyType.BOUNDARY, PolicyType.SESSION})


@dataclass(frozen=True, slots=True)
class Shape:
    """The end of a code, where it is raised, and the fix where there is one."""

    ending: str
    place: Text
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class RoleAction:
    """An action on roles. `is_broad` tells of a Resource entry whether it leaves the role open.

    A condition that limits the key `limited_by` (lower-case) makes up for a broad Resource.
    """

    name: str
    limited_by: str
    is_broad: Callable[[str], bool]

    def shapes(self, draft: Draft) -> list[Shape]:
        """One shape for each statement of the document that allows too much."""
        statements = draft.statements if draft.policy_type in _TYPES else ()
        found = (self._shape(statement) for statement in statements if statement.allows)
        return [shape for shape in found if shape]

    def _shape(self, statement: DraftStatement) -> Shape | None:
        where = self._where(statement)
        if where is None:
            return None
        actions = StatementActions(statement)
        if statement.not_action:
            element = actions.giving(self.name)
            return Shape(_with_not_action(where), element, self._take_out(statement)) if element else None
        star = actions.by_wildcard(self.name)
        if star:
            return Shape(f"STAR_IN_ACTION_AND_{where.removeprefix('STAR_IN_')}", star)
        exact = actions.by_name(self.name)
        return Shape(where, exact) if exact else None

    def _where(self, statement: DraftStatement) -> str | None:
        if statement.not_resource:
            return "NOT_RESOURCE" if Reach(statement).all_of(self.name) else None
        broad = any(self.is_broad(resource.text) for resource in statement.resources)
        return "STAR_IN_RESOURCE" if broad and limiting_values(statement, self.limited_by) is None else None

    def _take_out(self, statement: DraftStatement) -> Fix:
        title, path = f"Take {self.name} out with NotAction", (*statement.path, "NotAction")
        entries = statement.value["NotAction"]
        if isinstance(entries, list):
            return add_entry(title, (*path, len(entries)), self.name)
        return replace(title, path, [entries, self.name])


def _with_not_action(where: str) -> str:
    return "NOT_ACTION_AND_NOT_RESOURCE" if where == "NOT_RESOURCE" else f"{where}_AND_NOT_ACTION"
