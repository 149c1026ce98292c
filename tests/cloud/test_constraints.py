"""The patterns of the service models meet what learners type, so none may take long on a hostile text."""

import re
import time

import pytest
from botocore.model import Shape

from iamlab.cloud import models
from iamlab.cloud.services import SIMULATED

LONGEST_SECONDS = 1
HOSTILE = {
    "one letter again and again": "a" * 5_000 + "!",
    "digits": "1" * 5_000 + "!",
    "folders": "/a" * 2_500 + "!",
    "hyphens": "a-" * 2_500 + "!",
    "an ARN with folders": "arn:aws:a:a:123456789012:" + "a/" * 2_500 + "!",
    "colons": ":" * 5_000 + "!",
    "words with colons": "a:" * 2_500 + "!",
    "words with dots": "a." * 2_500 + "\n!",
}


def patterns() -> set[str]:
    """Every pattern that a parameter of an operation which the lab carries out is checked by."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()

    def look(shape: Shape, service: str) -> None:
        if (service, shape.name) in seen:
            return
        seen.add((service, shape.name))
        if pattern := shape.metadata.get("pattern"):
            found.add(pattern)
        inner = [shape.member] if shape.type_name == "list" else []
        inner += [shape.key, shape.value] if shape.type_name == "map" else []
        inner += shape.members.values() if shape.type_name == "structure" else []
        for one in inner:
            look(one, service)

    for service, operations in SIMULATED.items():
        for name in operations:
            if given := models.operation(service, name).input_shape:
                look(given, service)
    return found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_pattern_takes_long_on_a_hostile_text(text: str) -> None:
    assert patterns()
    for pattern in patterns():
        try:
            compiled = re.compile(pattern, re.ASCII)
        except re.error:
            continue  # of another dialect, and not used
        begun = time.monotonic()
        compiled.fullmatch(text)
        assert time.monotonic() - begun < LONGEST_SECONDS, pattern
