"""What AWS CloudTrail keeps. The events themselves are the sandbox's past, not state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail(Resource):
    """A trail. `settings` are those of CreateTrail and UpdateTrail, by the API's names; `started` and `stopped` are
    when logging was switched on and off last. Of the two kinds of selectors one is empty.
    """

    name: str
    region: str
    settings: Mapping[str, Any]
    logging: bool = False
    started: datetime | None = None
    stopped: datetime | None = None
    selectors: tuple[Mapping[str, Any], ...] = ()
    advanced_selectors: tuple[Mapping[str, Any], ...] = ()
