"""How actions and resources that do not belong together are mended."""

from iamlab.policy.checks.arns.resource_reach import ActionReach
from iamlab.policy.checks.draft import DraftStatement, Text
from iamlab.policy.fixes import Change, Fix, remove, replace

_BUCKET = "arn:${Partition}:s3:::${BucketName}"
_OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
_MOST = 20  # resources that one fix adds


def other_s3_level(statement: DraftStatement, named: tuple[frozenset[str], ...], reach: ActionReach) -> tuple[str, ...]:
    """The objects of the buckets that are named, for an action on objects; the buckets of objects, for one on buckets.

    Empty where the resources are of another kind.
    """
    old = [one.text for one, formats in zip(statement.resources, named, strict=True) if _has_level(reach) in formats]
    if len(old) > _MOST or any("${" in text for text in old):  # a variable may have a slash in it
        return ()
    return tuple(dict.fromkeys(f"{text}/*" if _OBJECT in reach.formats else text.partition("/")[0] for text in old))


def _has_level(reach: ActionReach) -> str:
    """The format of the level that is named where the action needs the other one."""
    if _OBJECT in reach.formats:
        return _BUCKET
    return _OBJECT if _BUCKET in reach.formats else ""


def name_too(
    statement: DraftStatement, named: tuple[frozenset[str], ...], new: tuple[str, ...], reaches: list[ActionReach]
) -> Fix | None:
    """Name other resources as well; in the place of all that are there if no action uses those, or may use them."""
    resources = [one.text for one in statement.resources]
    if not _is_plain(statement, "Resource", resources):
        return None
    wanted = frozenset().union(*(one.formats for one in reaches))
    all_known = all(one.known for one in reaches)
    kept = [text for text, formats in zip(resources, named, strict=True) if formats & wanted or not all_known]
    texts = list(dict.fromkeys((*kept, *new)))
    return replace(f"Name {new[0][:100]}", (*statement.path, "Resource"), _one_or_many(texts))


def own_statement(statement: DraftStatement, actions: list[Text]) -> Fix | None:
    """Let actions that cannot be limited to resources have `*`, in a statement of their own where there are others."""
    texts = [one.text for one in statement.actions]
    if not _is_plain(statement, "Action", texts):
        return None
    moved = [one.text for one in actions]
    kept = [text for text in texts if text not in moved]
    if not kept:
        return replace("Use * as the resource", (*statement.path, "Resource"), "*")
    if len(statement.path) < 2:  # the statement is no entry of a list
        return None
    other = {name: value for name, value in statement.value.items() if name != "Sid"}
    other |= {"Action": _one_or_many(moved), "Resource": "*"}
    changes = (
        Change("replace", (*statement.path, "Action"), _one_or_many(kept)),
        Change("add", ("Statement", statement.index + 1), other),
    )
    return Fix("Give them a statement of their own, with * as the resource", changes)


def without_resource(statement: DraftStatement, resource: Text) -> Fix | None:
    """Take a resource out of a list of several."""
    return remove("Take the resource out", resource.path) if len(statement.resources) > 1 else None


def _one_or_many(texts: list[str]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else texts


def _is_plain(statement: DraftStatement, element: str, texts: list[str]) -> bool:
    """Whether an element holds the texts and nothing else, so that it may be written anew."""
    return statement.value.get(element) in (texts, *texts[:1])
