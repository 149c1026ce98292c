"""What goes wrong in a browser without a page saying so."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

_PARTS = {"stylesheet", "script", "image", "font", "manifest"}


class Troubles:
    """Script errors, console errors (violations of the content security policy among them), parts of a page that
    are missing, and answers with an error of the server."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._expected: list[str] = []

    def expect(self, words: str) -> None:
        """Trouble that contains these words belongs to the test."""
        self._expected.append(words)

    def unexpected(self) -> list[str]:
        return [trouble for trouble in self._seen if not any(words in trouble for words in self._expected)]

    def watch(self, context: BrowserContext) -> None:
        context.on("weberror", lambda error: self._seen.append(f"script error: {error.error}"))
        context.on("console", self._console)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # The status of an answer is judged below, where its kind is known.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._seen.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type in _PARTS):
            self._seen.append(f"status {response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page went on before the answer came
            self._seen.append(f"no answer: {request.url} ({request.failure})")
