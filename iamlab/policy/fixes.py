"""Changes that mend a document: JSON Patch operations (RFC 6902), as a finding offers them."""

from dataclasses import dataclass

from iamlab.policy.json_places import Path


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of a patch: `add`, `remove`, `replace`, or `move` (which gives a member another name).

    `path` is where it happens, `value` the new value of `add` and `replace`, `source` where a `move` takes from.
    """

    op: str
    path: Path
    value: object = None
    source: Path | None = None

    def as_dict(self) -> dict[str, object]:
        """The operation as JSON Patch writes it."""
        written: dict[str, object] = {"op": self.op, "path": pointer(self.path)}
        if self.source is not None:
            written["from"] = pointer(self.source)
        elif self.op != "remove":
            written["value"] = self.value
        return written


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends what was found. `title` says in the imperative what it does: `Use StringLike`.

    The changes happen one after the other, as RFC 6902 has it.
    """

    title: str
    changes: tuple[Change, ...]


def replace(title: str, path: Path, value: object) -> Fix:
    """Put another value in the place of the one at `path`."""
    return Fix(title, (Change("replace", path, value),))


def remove(title: str, path: Path) -> Fix:
    """Take the member or entry at `path` away."""
    return Fix(title, (Change("remove", path),))


def add(title: str, path: Path, value: object) -> Fix:
    """Add a member, or an entry at an index of a list."""
    return Fix(title, (Change("add", path, value),))


def rename(title: str, path: Path, name: str) -> Fix:
    """Give the member at `path` another name."""
    return Fix(title, (Change("move", (*path[:-1], name), source=path),))


def pointer(path: Path) -> str:
    """A path as a JSON Pointer (RFC 6901): `/Statement/0/Action`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
