"""Lists in pages, as the AWS CLI fetches and puts them together.

AWS page: "Using the pagination options in the AWS CLI".
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import jmespath

from iamlab.cloud import models
from iamlab.cloud.call import Answer
from iamlab.cloud.cli.usage import UsageError, bad_value

OPTIONS = ("--starting-token", "--page-size", "--max-items")
_MAX_DIGITS = 9
_TRUNCATED = "boto_truncate_amount"
# Nobody waits for a thousand small pages: after so many, the service chooses their size.
_MOST_SMALL_PAGES = 20

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a list that the learner asked for: `size` items.

    They begin after the first `skip` of the page that the service's own `tokens` lead to. `options` are as typed.
    """

    tokens: Mapping[str, Any] = field(default_factory=dict)
    skip: int = 0
    size: int | None = None
    page_size: int | None = None
    options: tuple[str, ...] = ()

    def with_option(self, name: str, word: str) -> "Page":
        given = (*self.options, name)
        if name == "--starting-token":
            tokens, skip = _read(word)
            return replace(self, tokens=tokens, skip=skip, options=given)
        if not (word.isascii() and word.isdigit() and len(word) <= _MAX_DIGITS):
            raise bad_value(name, f"invalid literal for int() with base 10: '{word[:100]}'")
        if name == "--max-items":
            return replace(self, size=int(word), options=given)
        return replace(self, page_size=int(word), options=given)


def takes(service: str, operation: str, option: str) -> bool:
    """Whether an option is one of the paging options, for an operation that has pages."""
    return option in OPTIONS and operation in models.paginators(service)


def steered(service: str, operation: str, parameters: Parameters) -> bool:
    """Whether an operation has no pages, or the learner steers them with the service's own options."""
    paginator = models.paginators(service).get(operation)
    if paginator is None:
        return True
    names = [*_names(paginator["input_token"]), *_names(paginator.get("limit_key", []))]
    return any(name in parameters for name in names)


def fetch(
    service: str,
    operation: str,
    parameters: Parameters,
    page: Page,
    ask: Callable[[Parameters], tuple[Answer, dict[str, Any]]],
) -> tuple[list[Answer], dict[str, Any]]:
    """Ask for page after page, until there are no more or enough; return the answers, and what they come to.

    `ask` returns an answer and how it is shown. An answer that is an error is the last one.
    """
    pages = _Pages(models.paginators(service)[operation], page)
    answers: list[Answer] = []
    while pages.more:
        answer, shown = ask({**parameters, **pages.parameters(len(answers))})
        answers.append(answer)
        if answer.error:
            break
        pages.add(shown)
    return answers, pages.shown()


class _Pages:
    """The pages of one list as they come in."""

    def __init__(self, paginator: Mapping[str, object], page: Page) -> None:
        self._paginator, self._page = paginator, page
        self._lists = _names(paginator["result_key"])
        self._tokens: Mapping[str, Any] = page.tokens
        self._skip = page.skip
        self._found: dict[str, Any] = {}
        self._rest: dict[str, Any] = {}
        self._next: dict[str, Any] | None = None
        self.more = True

    def parameters(self, fetched: int) -> dict[str, Any]:
        """What a call has to say to get the next page, when so many are there."""
        names = _names(self._paginator["input_token"])
        given: dict[str, Any] = {name: self._tokens[name] for name in names if self._tokens.get(name) is not None}
        limit = self._paginator.get("limit_key")
        if limit and self._page.page_size and fetched < _MOST_SMALL_PAGES:
            given[str(limit)] = self._page.page_size
        return given

    def add(self, shown: Mapping[str, Any]) -> None:
        """Take one page over, as much of it as is asked for."""
        primary, *others = self._lists
        for name in _names(self._paginator.get("non_aggregate_keys", [])):
            self._rest.setdefault(name, shown.get(name))
        items = jmespath.search(primary, shown)
        kept = (items or [])[self._skip :]
        room = None if self._page.size is None else self._page.size - len(self._found.get(primary, []))
        cut = room is not None and len(kept) > room
        if items is not None:
            self._found.setdefault(primary, []).extend(kept[:room] if cut else kept)
        for name in others:
            found = jmespath.search(name, shown)
            if isinstance(found, list) and self._skip:
                found = []  # this is the rest of a page: its other lists were shown with its beginning
            if found is not None:
                self._found[name] = self._found[name] + found if name in self._found else found
        self._go_on(shown, self._skip + cast(int, room) if cut else None, full=room is not None and len(kept) >= room)

    def _go_on(self, shown: Mapping[str, Any], cut_at: int | None, full: bool) -> None:
        following = self._following(shown)
        if cut_at is not None:
            names = _names(self._paginator["input_token"])
            self._next = {**{name: self._tokens.get(name) for name in names}, _TRUNCATED: cut_at}
        elif full and following:
            self._next = dict(following)
        self.more = cut_at is None and not full and following is not None and following != self._tokens
        self._tokens, self._skip = following or {}, 0

    def _following(self, shown: Mapping[str, Any]) -> dict[str, Any] | None:
        """The tokens of the next page; None when this is the last."""
        more = self._paginator.get("more_results")
        if more and not jmespath.search(str(more), shown):
            return None
        names, values = _names(self._paginator["input_token"]), _names(self._paginator["output_token"])
        tokens = {name: jmespath.search(value, shown) for name, value in zip(names, values, strict=True)}
        return tokens if any(tokens.values()) else None

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, items in self._found.items():
            *outer, last = name.split(".")
            place = shown
            for one in outer:
                place = place.setdefault(one, {})
            place[last] = items
        shown |= self._rest
        if self._next:
            shown["NextToken"] = base64.b64encode(json.dumps(self._next, default=str).encode()).decode()
        return shown


def _names(value: object) -> list[str]:
    return [value] if isinstance(value, str) else cast("list[str]", value)


def _read(token: str) -> tuple[dict[str, Any], int]:
    """The service's own tokens and the items to skip, from a token as the CLI prints it."""
    try:
        content = json.loads(base64.b64decode(token[:5_000], validate=True))
        skip = content.pop(_TRUNCATED, 0)
    except (binascii.Error, ValueError, RecursionError, TypeError, AttributeError):
        content, skip = {}, None
    if not isinstance(skip, int) or skip < 0:
        raise UsageError("\nBad starting token: use the NextToken of the page before, as it was printed.")
    return content, skip
