"""A request and its answer as HTTP carries them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

MOST_FIELDS = 10_000  # of a form


@dataclass(frozen=True)
class Request:
    """One HTTP request.

    `path` and `query` are as they were sent, percent-encoded. `headers` have names in lower case. `prefix` is the part
    of the path that leads to the lab and is no part of AWS's own, such as /aws. It may end with a sandbox's key tag, as
    in /aws/sandbox-ABCDEFGHIJ: that is how a request that nobody signed finds its sandbox. `bucket` is what stands
    before the lab's own name in the host's, where clients of Amazon S3 put a bucket; "" for nothing.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    prefix: str = ""
    bucket: str = ""

    @cached_property
    def target(self) -> str:
        """The path as AWS would know it, with the bucket, still percent-encoded."""
        path = self.path.removeprefix(self.prefix) or "/"
        return f"/{self.bucket}{path}" if self.bucket else path

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        """The parameters of the query string, decoded, in order."""
        return [
            (unquote(name), unquote(value))
            for name, _, value in (pair.partition("=") for pair in self.query.split("&") if pair)
        ]

    @property
    def tag(self) -> str:
        """The key tag in the prefix; "" for none."""
        return self.prefix.partition("/sandbox-")[2]

    def header(self, name: str, default: str = "") -> str:
        """Return a header by its name in lower case."""
        return self.headers.get(name, default)


@dataclass(frozen=True, slots=True)
class Response:
    """`headers` have no Content-Length: whoever sends the response counts."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
