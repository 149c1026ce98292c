"""Applies the fix of a finding: `apply` to a document, `edits` to its text, which keeps its own layout."""

from iamlab.policy.json_patch import apply
from iamlab.policy.text_edits import edited, edits
from iamlab.policy.typed_text import Edit

__all__ = ["Edit", "apply", "edited", "edits"]
