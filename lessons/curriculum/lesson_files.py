"""A lesson file: YAML front matter, then Markdown with live examples in fenced `try` blocks."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from iamlab.policy.checks import Topic
from lessons.curriculum import yaml_files
from lessons.curriculum.examples import Example, ExampleFile
from lessons.curriculum.markdown import Heading, Html, Rendered, render
from lessons.curriculum.yaml_files import ContentError, ContentModel, read_text


class FrontMatter(ContentModel):
    title: str
    summary: str
    minutes: int = Field(ge=1, le=60)
    objectives: list[str] = Field(min_length=1, max_length=6)
    topics: list[Topic] = []


@dataclass(frozen=True)
class Lesson:
    """A lesson ready to show: its text in parts, between which its live examples stand.

    `topics` are those of the validator's findings that somebody understands after reading it.
    """

    title: str
    summary: str
    minutes: int
    objectives: tuple[str, ...]
    parts: tuple[Html | Example, ...]
    headings: tuple[Heading, ...]
    topics: tuple[Topic, ...] = ()

    def example(self, id: str) -> Example | None:
        return next((part for part in self.parts if isinstance(part, Example) and part.id == id), None)


def load_lesson(path: Path) -> Lesson:
    """Read a lesson. Raises ContentError."""
    text = read_text(path)
    if not text.startswith("---\n"):
        raise ContentError([f"{path}:1: a lesson starts with its front matter between two lines of ---"])
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise ContentError([f"{path}:1: the front matter has no closing line of ---"])
    front = yaml_files.load(path, FrontMatter, head, first_line=2)
    body_starts = head.count("\n") + 4
    rendered: Rendered = render(body)
    parts = tuple(
        part
        if isinstance(part, Html)
        else Example.from_file(yaml_files.load(path, ExampleFile, part.text, body_starts + part.line + 1))
        for part in rendered.parts
    )
    return Lesson(
        front.title,
        front.summary,
        front.minutes,
        tuple(front.objectives),
        parts,
        rendered.headings,
        tuple(front.topics),
    )
