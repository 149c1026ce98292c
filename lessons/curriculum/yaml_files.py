"""Content files: YAML read into typed models, with errors that name the file, the line and the field."""

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from iamlab.cloud.template.loader import TemplateLoader

CONTENT = Path(__file__).resolve().parent.parent / "content"
MAX_BYTES = 1_000_000

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[str | int, ...]


class ContentError(ValueError):
    """A content file that cannot be used. `problems` has one printable line for each thing wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class ContentModel(BaseModel):
    """Base of all content models: a misspelt field is an error, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Loader(TemplateLoader):
    """YAML whose plain scalars mean what an author of policies expects, with CloudFormation's `!Ref` and `!Sub`.

    `Version: 2012-10-17` stays text instead of becoming a date, and only true and false are booleans
    (YAML 1.1 would read the group name `On` as one). A repeated key is an error.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} is here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_DROPPED = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(path: Path, model: type[Model], text: str | None = None, first_line: int = 1) -> Model:
    """Read `path` (or `text` out of it that starts at `first_line`) as a `model`.

    Raises ContentError with lines such as `exercises/read.yaml:12: must_allow[0].action: Field required`.
    """
    source = read_text(path) if text is None else text
    try:
        node = yaml.compose(source, Loader=_Loader)
        loader = _Loader("")
        data = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        raise ContentError([f"{path}:{line}: {error.problem or error.context}"]) from error
    except yaml.YAMLError as error:
        raise ContentError([f"{path}: {error}"]) from error
    except RecursionError as error:
        raise ContentError([f"{path}: nested too deeply"]) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = [
            f"{path}:{_line(node, item['loc']) + first_line}: {_dotted(item['loc'])}: {item['msg']}"
            for item in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise ContentError(problems) from error


def line_of(path: Path, place: str) -> int:
    """The line, from 1, of `place` in a file, such as `accounts[0].resources.Admins.Properties`, or of as much of it
    as the file has. A key may have dots in it: `objects.my-bucket.report.pdf`."""
    node, line, rest = yaml.compose(read_text(path), Loader=_Loader), 0, place
    while rest:
        found = _child(node, rest)
        if found is None:
            break
        mark, node, rest = found
        line = mark.line
    return line + 1


def _child(node: yaml.Node | None, rest: str) -> tuple[yaml.Mark, yaml.Node, str] | None:
    """The part of a node that a place begins with: where it starts, what it is, and the rest of the place."""
    if isinstance(node, yaml.MappingNode):
        pairs = [pair for pair in node.value if f"{rest}.".startswith((f"{pair[0].value}.", f"{pair[0].value}["))]
        if not pairs:
            return None
        key, value = max(pairs, key=lambda pair: len(pair[0].value))
        return key.start_mark, value, rest[len(key.value) :].removeprefix(".")
    index, bracket, after = rest.removeprefix("[").partition("]")
    if isinstance(node, yaml.SequenceNode) and bracket and index.isdecimal() and int(index) < len(node.value):
        return node.value[int(index)].start_mark, node.value[int(index)], after.removeprefix(".")
    return None


def read_text(path: Path) -> str:
    """The file's text. Raises ContentError when it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError([f"{path}: larger than {MAX_BYTES:,} bytes"])
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError([f"{path}: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        raise ContentError([f"{path}: not UTF-8 text (byte {error.start})"]) from error


def _dotted(location: Location) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.lstrip(".") or "the file"


def _line(node: yaml.Node | None, location: Location) -> int:
    """The zero-based line of the deepest part of `location` that exists in the file."""
    line = node.start_mark.line if node else 0
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is None:
                continue  # a union's tag, or a missing field: stay at what contains it
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line
