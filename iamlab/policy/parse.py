"""From a document to a policy, or to everything that is wrong with it."""

import json
from collections.abc import Mapping
from contextlib import suppress

from iamlab.policy.careful import read_with_care
from iamlab.policy.document import Policy, PolicyType
from iamlab.policy.json_objects import checked
from iamlab.policy.json_text import read
from iamlab.policy.plain import Odd, in_one_line, read_plain
from iamlab.policy.source import Source


def parse(document: str | Mapping[str, object], policy_type: PolicyType = PolicyType.IDENTITY) -> Policy:
    """Read a policy document, given as JSON text or as the object that such a text stands for.

    Raises PolicyError with every problem found: in the text, or else in the policy's grammar for its type.
    Source: "Grammar of the IAM JSON policy language".
    """
    return _of_text(document, policy_type) if isinstance(document, str) else _of_object(document, policy_type)


def _of_text(text: str, policy_type: PolicyType) -> Policy:
    json_text = read(text)
    origin = Source(text, laid_out=True)
    with suppress(Odd):
        return read_plain(json_text.value, policy_type, origin)
    return read_with_care(json_text, policy_type, origin, located=True)


def _of_object(document: Mapping[str, object], policy_type: PolicyType) -> Policy:
    with suppress(Odd):
        return read_plain(document, policy_type, Source(in_one_line(document), laid_out=False))
    text = json.dumps(checked(document), indent=2, ensure_ascii=False)
    # The object was bounded as it was copied; with its indentation it may be longer than a text may be.
    return read_with_care(read(text, most=len(text)), policy_type, Source(text, laid_out=True), located=False)
