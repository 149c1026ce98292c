"""Whether Resource entries name one thing, or all things of a kind."""

from functools import lru_cache
from itertools import islice

from iamlab.catalog.resource_types import VARIABLE, arn_formats
from iamlab.policy.arns import FIELDS
from iamlab.policy.checks.draft import DraftStatement
from iamlab.policy.containment import covers
from iamlab.policy.patterns import compile_glob

_MOST = 1024  # characters of an entry that is looked at
_MOST_ENTRIES = 100  # entries of a statement that are: no statement that AWS accepts has more room
_OWN_USER = "${aws:username}"
_RUNNING = frozenset({"ec2", "ecs"})  # services of what other services work on


class Reach:
    """How far the Resource or NotResource element of a statement reaches."""

    def __init__(self, statement: DraftStatement) -> None:
        self._not = statement.not_resource
        self._any = bool(statement.resources)
        candidates = (one.text for one in statement.resources if _may_be_wide(one.text))
        self._entries = tuple(islice(candidates, _MOST_ENTRIES))
        self.services = tuple(dict.fromkeys(fields[2].lower() for fields in map(arn_fields, self._entries) if fields))
        self.is_everything = self._not or any(map(is_everything, self._entries))

    def all_of(self, action: str) -> bool:
        """Whether the element leaves the action on everything of a kind that it works on."""
        found = any(is_unbounded(entry, action) for entry in self._entries)
        return self._any and not found if self._not else found

    def own_user(self, action: str) -> bool:
        """Whether a Resource entry names, with the variable for it, the very user who asks."""
        return not self._not and any(_is_own_user(entry, action) for entry in self._entries)


def is_everything(resource: str) -> bool:
    """Whether an entry is `*`, or as good as that."""
    return resource != "" and not resource.strip("*")


def arn_fields(resource: str) -> list[str] | None:
    """The six fields of an entry, with `*` for each that is missing. None for what is no ARN, or too long to read.

    Source: "Identify AWS resources with Amazon Resource Names (ARNs)", the note on incomplete ARNs.
    """
    if len(resource) > _MOST or not resource.startswith("arn:"):
        return None
    fields = resource.split(":", len(FIELDS) - 1)
    return fields + ["*"] * (len(FIELDS) - len(fields))


def is_unbounded(resource: str, action: str) -> bool:
    """Whether an entry names every resource, of one kind at least, that the action works on."""
    return is_everything(resource) or (len(resource) <= _MOST and _is_unbounded(resource, action))


@lru_cache(maxsize=8192)
def _is_unbounded(resource: str, action: str) -> bool:
    fields = arn_fields(resource)
    return fields is not None and any(
        compile_glob(fields[2]).matches(service) and covers(fields[5], everything)
        for service, everything in _kinds(action)
    )


def _may_be_wide(resource: str) -> bool:
    return "*" in resource or _OWN_USER in resource.lower() or resource.count(":") < len(FIELDS) - 1


def _is_own_user(resource: str, action: str) -> bool:
    fields = arn_fields(resource)
    return (
        fields is not None
        and fields[5].startswith("user/")
        and fields[5].lower().endswith(_OWN_USER)
        and any(everything == "user/*" for _, everything in _kinds(action))
    )


@lru_cache(maxsize=2048)
def _kinds(action: str) -> tuple[tuple[str, str], ...]:
    """Service and pattern of everything, like `user/*`, for each kind of resource that the action works on.

    Where there are kinds of the action's own service, those of others are only used by the way: ssm:SendCommand writes
    into a bucket, ec2:RunInstances counts a license. Instances and tasks are what is worked on all the same.
    """
    formats = [one.split(":", len(FIELDS) - 1) for one in arn_formats(action)]
    own = action.partition(":")[0].lower()
    if any(one[2] == own for one in formats):
        formats = [one for one in formats if one[2] == own or one[2] in _RUNNING]
    return tuple((one[2], VARIABLE.sub("*", one[5])) for one in formats)
