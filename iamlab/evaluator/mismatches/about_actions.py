"""Sentences about an Action or NotAction element that does not match."""

from collections.abc import Callable
from difflib import get_close_matches

from iamlab.catalog import actions
from iamlab.evaluator.mismatches.phrases import code, either
from iamlab.policy.patterns import compile_glob

# Operations whose action has another name ("Service Authorization Reference": Amazon S3).
_OTHER_NAMES = {
    "s3:listobjects": "s3:ListBucket",
    "s3:listobjectsv2": "s3:ListBucket",
    "s3:headbucket": "s3:ListBucket",
    "s3:headobject": "s3:GetObject",
    "s3:copyobject": "s3:PutObject",
    "s3:deleteobjects": "s3:DeleteObject",
    "s3:listbuckets": "s3:ListAllMyBuckets",
    "s3:listobjectversions": "s3:ListBucketVersions",
}


def sentence(element: str, says: tuple[str, ...], action: str) -> str:
    """Why `element` (Action or NotAction), which says `says`, does not cover the request's action."""
    if not says:
        return f"The {element} element is empty, so the statement is about nothing."
    if element == "NotAction":
        out = next((one for one in says if compile_glob(one.lower()).matches(action.lower())), says[0])
        return f"NotAction leaves out what it lists, and {code(action)} is part of {code(out)}."
    for explain in _EXPLAINERS:
        for one in says:
            found = explain(one, action)
            if found:
                return found
    return f"The statement is about {either(says)}; the request is {code(action)}."


def _api_name(said: str, action: str) -> str | None:
    meant = _OTHER_NAMES.get(said.lower())
    if meant != action:
        return None
    return f"{code(said)} is the name of an operation, not of an action. The action it needs is {code(action)}."


def _misspelt(said: str, action: str) -> str | None:
    if "*" in said or "?" in said or actions.describe(said) is not None:
        return None
    if get_close_matches(said.lower(), [action.lower()], n=1, cutoff=0.85):
        return f"There is no action {code(said)}; the request is {code(action)}. Compare them letter by letter."
    return None


def _wildcard(said: str, action: str) -> str | None:
    start, star, rest = said.partition("*")
    if _service(said) != _service(action) or not star or rest:
        return None
    return f"{code(said)} covers actions that start with {code(start)}; the request is {code(action)}."


def _same_service(said: str, action: str) -> str | None:
    if _service(said) != _service(action):
        return None
    return f"The statement is about {code(said)}; the request is {code(action)}, which is another action."


def _other_service(said: str, action: str) -> str | None:
    return f"The statement is about actions of {code(_service(said))}; the request is {code(action)}."


def _service(action: str) -> str:
    return action.partition(":")[0].lower()


_EXPLAINERS: tuple[Callable[[str, str], str | None], ...] = (
    _api_name,
    _misspelt,
    _wildcard,
    _same_service,
    _other_service,
)
