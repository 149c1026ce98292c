"""Where to read on: `policies#arns` in a content file to a lesson's address and the heading's words."""

from dataclasses import dataclass

from django.urls import reverse

from iamlab.policy.checks import Topic
from lessons.curriculum.content import course


@dataclass(frozen=True)
class ReadOn:
    url: str
    title: str


def read_on(link: str) -> ReadOn | None:
    """The place `link` names, or None when the course has no such lesson."""
    slug, _, anchor = link.partition("#")
    lesson = course().lessons.get(slug)
    if lesson is None:
        return None
    url = reverse("curriculum:lesson", args=[slug])
    for heading in lesson.headings:
        if anchor and heading.anchor == anchor:
            return ReadOn(f"{url}#{anchor}", f"{lesson.title}: {heading.text}")
    return ReadOn(url, lesson.title)


def all_read_on(links: list[str]) -> list[ReadOn]:
    """The places that exist, in order."""
    return [place for place in map(read_on, links) if place]


def read_on_about(topic: Topic) -> ReadOn | None:
    """The lesson that teaches what a finding is about, or None where the course has none yet."""
    slug = course().by_topic.get(topic)
    return read_on(slug) if slug else None
