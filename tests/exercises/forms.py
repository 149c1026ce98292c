"""Handing in as a browser does: the form of the page, with what the learner typed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden inputs of a page."""
    parser = _Inputs()
    parser.feed(page)
    return parser.values


def submit(client: Client, slug: str, answer: str, *, htmx: bool = False, **changed: str) -> Any:
    """Open the exercise and hand in `answer`; returns the last response, redirects followed."""
    fields = hidden_fields(client.get(f"/exercises/{slug}/").content.decode())
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"/exercises/{slug}/", fields | {"answer": answer} | changed, headers=headers, follow=True)
