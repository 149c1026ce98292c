"""What AWS Lambda keeps. No code is ever kept or run: only its size and hash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Resource):
    """A function, or a published version of one, which has a version in its ARN.

    `settings` are the members of FunctionConfiguration that a caller gives, by name. `published` is the number of the
    newest version.
    """

    name: str
    role: str
    modified: datetime
    code_size: int
    code_hash: str
    version: str = "$LATEST"
    description: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    published: int = 0
    concurrency: int | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionAlias(Resource):
    """A name for a version; `weights` sends a share of the calls to another version."""

    name: str
    version: str
    description: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    revision: int = 1


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """The URL of a function or of an alias; `function` is the ARN of that. Nothing is served there."""

    function: str
    auth: str
    created: datetime
    modified: datetime
    cors: Mapping[str, Any] = field(default_factory=dict)
    invoke_mode: str = "BUFFERED"
