"""A visitor with a cookie jar and no JavaScript, for tests that talk to a running site over HTTP."""

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass(frozen=True)
class Page:
    """An answer: where the visitor is after redirects, the status and the text."""

    url: str
    status: int
    text: str


class _HiddenInputs(HTMLParser):
    """The hidden inputs of the form that holds a field of a certain name."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field
        self._form: dict[str, str] = {}
        self.action = ""
        self._action = ""
        self.values: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form, self._action = {}, attributes.get("action", "")
        elif tag == "input" and attributes.get("type") == "hidden":
            self._form[attributes["name"]] = attributes.get("value", "")
        if tag in {"input", "textarea"} and attributes.get("name") == self._field:
            self.values, self.action = self._form, self._action


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def post(self, path: str, fields: dict[str, str]) -> Page:
        url = urllib.parse.urljoin(self.address, path)
        return self._open(urllib.request.Request(url, data=urllib.parse.urlencode(fields).encode()))

    def fill_in(self, page: Page, field: str, value: str) -> Page:
        """Sends the form of the page that holds `field`, with its hidden inputs as they came."""
        form = _HiddenInputs(field)
        form.feed(page.text)
        assert form.values is not None, f"no form with {field!r} on {page.url}"
        return self.post(urllib.parse.urljoin(page.url, form.action), {**form.values, field: value})

    def get_until(self, page: Page, text: str, seconds: float = 15) -> Page:
        """The page as soon as it shows `text`; the last look when it never does."""
        deadline = time.monotonic() + seconds
        while text not in page.text and time.monotonic() < deadline:
            time.sleep(0.1)
            page = self.get(page.url)
        return page

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            response = self._opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return Page(response.url, response.status, response.read().decode())
