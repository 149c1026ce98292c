"""Checks: condition keys that AWS does not have, or no longer wants.

Sources: "AWS global condition context keys", "Service Authorization Reference"; names ignore upper and lower case.
"""

from iamlab.catalog import actions, condition_keys, published_names
from iamlab.catalog.global_keys import REPLACEMENTS
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.names import key_suggestions
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, rename
from iamlab.policy.grammar import CONDITION_KEY

_LONGEST = 300  # characters; a longer key is not one of AWS's, whatever it is near to
_MOST_SUGGESTIONS = 25  # of one document: to look for what somebody meant takes time
_TAG_PLACEHOLDERS = ("/${tagkey}", "/<key>")


def check(draft: Draft, findings: Findings) -> None:
    """Note the keys that AWS does not know. What the parser refuses is left to it."""
    review = _Review(findings)
    for statement in draft.statements:
        for condition in statement.conditions:
            if CONDITION_KEY.fullmatch(condition.key):
                review.look_at(statement, condition)


class _Review:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._suggestions = _MOST_SUGGESTIONS

    def look_at(self, statement: DraftStatement, condition: DraftCondition) -> None:
        """Note what is wrong with the name of one key."""
        key = condition.key
        if key.lower() in REPLACEMENTS:
            self._deprecated(statement, condition)
        elif condition_keys.find(key) is None and not published_names.is_condition_key(key):
            template = _without_tag(key)
            if template:
                self._add_missing_tag(template, condition)
            else:
                self._add_unknown(statement, condition)

    def _deprecated(self, statement: DraftStatement, condition: DraftCondition) -> None:
        new = REPLACEMENTS[condition.key.lower()]
        message = f"{shown(condition.key)} is an old key. Use `{new}`, which took its place."
        fix = _rename(statement, condition, new)
        self._findings.add("DEPRECATED_GLOBAL_CONDITION_KEY", message, condition.path, at_key=True, fix=fix)
        if condition.key.lower() == "aws:arn":  # the catalogue has this key under both codes
            message = (
                f"AWS does not support {shown(condition.key)} any more. Use `aws:PrincipalArn` for who makes the "
                "request, or `aws:SourceArn` for the resource that a service makes it for."
            )
            self._findings.add("UNSUPPORTED_GLOBAL_CONDITION_KEY", message, condition.path, at_key=True, fix=fix)

    def _add_missing_tag(self, template: str, condition: DraftCondition) -> None:
        message = (
            f"{shown(condition.key)} does not say which tag it looks at. Write the key of the tag behind a slash, "
            f"such as `{template}/team`."
        )
        self._findings.add("MISSING_TAG_KEY_IN_CONDITION", message, condition.path, at_key=True)

    def _add_unknown(self, statement: DraftStatement, condition: DraftCondition) -> None:
        key = condition.key
        prefix, _, name = key.partition(":")
        if published_names.is_service(prefix):
            return
        if prefix.lower() == "aws":
            code, message = "INVALID_GLOBAL_CONDITION_KEY", f"AWS has no global condition key {shown(key)}."
        elif prefix.lower() in actions.services() or prefix.lower() in condition_keys.prefixes():
            code, message = "INVALID_SERVICE_CONDITION_KEY", f"{shown(prefix)} has no condition key {shown(name)}."
        else:
            code, message = "INVALID_SERVICE", f"AWS has no service {shown(prefix)}, so it has no key {shown(key)}."
        meant, is_close = self._search(key) or (None, False)
        words = f' Did you mean "{meant}"?' if meant else " Look its name up in the Service Authorization Reference."
        fix = _rename(statement, condition, meant) if meant and is_close else None
        self._findings.add(code, message + words, condition.path, at_key=True, fix=fix)

    def _search(self, key: str) -> tuple[str, bool] | None:
        if len(key) > _LONGEST or self._suggestions <= 0:
            return None
        self._suggestions -= 1
        return key_suggestions.meant(key)


def _without_tag(key: str) -> str | None:
    """AWS's spelling of a tag's condition key where the key of the tag is missing: `aws:ResourceTag`."""
    name = key.lower().removesuffix("/")
    for placeholder in _TAG_PLACEHOLDERS:
        found = condition_keys.find(name + placeholder) if len(name) <= _LONGEST else None
        if found and found.name.lower() == name + placeholder:
            return found.name[: -len(placeholder)]
    return None


def _rename(statement: DraftStatement, condition: DraftCondition, name: str) -> Fix | None:
    """Give the key another name, unless its operator has that one already."""
    taken = {one.key.lower() for one in statement.conditions if one.path[:-1] == condition.path[:-1]}
    return None if name.lower() in taken else rename(f"Use {name}", condition.path, name)
