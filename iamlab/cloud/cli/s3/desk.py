"""The calls that a command of `aws s3` makes, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from iamlab.cloud import models
from iamlab.cloud.cli import service_errors
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call


@dataclass(eq=False)
class RefusedError(Exception):
    """A call that S3 refused; `sentence` is how the AWS CLI words it."""

    error: ServiceError
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(slots=True)
class Desk:
    """`handle` carries out a call; the identity or the access key, and the Region, are those of all.

    `piped` is what the command before printed, if there is one. `answers` are those so far.
    """

    handle: Callable[[Call], Answer]
    identity: str
    access_key: str
    region: str
    piped: str | None = None
    answers: list[Answer] = field(default_factory=list)

    def ask(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Make a call of S3 and return its output; raises RefusedError."""
        call = Call("s3", operation, parameters, self.identity, self.region, self.access_key)
        answer = self.handle(call)
        self.answers.append(answer)
        if answer.error:
            sentence = service_errors.sentence(models.operation("s3", operation), answer.error)
            raise RefusedError(answer.error, sentence)
        return answer.output or {}

    def pages(self, bucket: str, prefix: str, delimiter: str = "", page_size: int | None = None) -> Iterator[Any]:
        """Every page of what a bucket lists under a prefix."""
        asked: dict[str, Any] = {"Bucket": bucket, "Prefix": prefix, "Delimiter": delimiter}
        if page_size:
            asked["MaxKeys"] = page_size
        while True:
            page = self.ask("ListObjectsV2", **asked)
            yield page
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]
