"""Applies the fix of a finding: `apply` to a document, `edits` to its text, which keeps its own layout."""

from iamlab.policy.json_patch import apply
from iamlab.policy.text_edits import Edit, edited, edits

__all__ = ["Edit", "apply", "edited", "edits"]
