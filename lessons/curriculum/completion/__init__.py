"""What can stand where the cursor is in a policy: element names, actions, ARNs, operators, condition keys, values."""

from lessons.curriculum.completion.place import Place, Role
from lessons.curriculum.completion.suggest import suggest
from lessons.curriculum.completion.suggestion import Suggestion

__all__ = ["Place", "Role", "Suggestion", "suggest"]
