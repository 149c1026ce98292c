"""What is wrong with the last field of a resource's ARN ("Service Authorization Reference", ARN formats)."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from iamlab.catalog.arn_formats import ArnFormat
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.pattern import ArnPattern, could_name, read_pattern
from iamlab.policy.findings import shown

_CODE = "INVALID_ARN_RESOURCE"
_SHOWN = 4  # formats that a message names
_KIND = re.compile(r"(/?[A-Za-z0-9._-]+)([/:])")


def resource_complaint(pattern: ArnPattern, formats: Sequence[ArnFormat]) -> Complaint:
    """What to say of an ARN whose last field goes with no format of its service."""
    written = pattern.written[-1]
    ends = f"ends with {shown(written)}" if written else "ends without a resource"
    message = f"This ARN {ends}, and no resource of {pattern.written[2]} has such an ARN."
    if meant := _meant(pattern, formats):
        message += f" Did you mean {shown(meant)}?"
        return Complaint(_CODE, message, f"Write {meant[:80]}", pattern.having("resource", meant))
    if wider := _wider(pattern, formats):
        return Complaint(_CODE, f"{message} {shown(wider)} would stand for all of them.")
    return Complaint(_CODE, f"{message} Its ARNs are like {examples_of(formats)}.")


def _wider(pattern: ArnPattern, formats: Sequence[ArnFormat]) -> str:
    """The last field with a star behind it, where a name is all that it lacks: `user`, `amzn-s3-demo-bucket/`."""
    written = pattern.written[-1]
    if not written:
        return ""
    starts = [written] if written.endswith(("/", ":")) else [f"{written}/", f"{written}:"]
    # With a name in place of the star first: a star may stand for separators too, `fam/*` for `fam/a:1`.
    names = (start for name in ("x", "*") for start in starts if _fits(pattern, start + name, formats))
    start = next(names, "")
    return f"{start}*" if start else ""


def _fits(pattern: ArnPattern, resource: str, formats: Sequence[ArnFormat]) -> bool:
    mended = read_pattern(pattern.having("resource", resource))
    return mended is not None and any(could_name(mended.field("resource"), one.resource) for one in formats)


def examples_of(formats: Iterable[ArnFormat]) -> str:
    """Some of the formats, the shortest first, as a sentence names them."""
    examples = sorted({one.example for one in formats}, key=lambda text: (len(text), text))
    return " or ".join(examples[:_SHOWN]) + (" …" if len(examples) > _SHOWN else "")


def _meant(pattern: ArnPattern, formats: Sequence[ArnFormat]) -> str:
    """The last field with the kind of resource that is nearest to the written one, where that makes it fit."""
    written = pattern.written[-1]
    kind = _KIND.match(written)
    if kind is None:
        return ""
    starts = {start[1].lower(): start for one in formats if (start := _KIND.match(one.start))}
    for near in get_close_matches(kind[1][:60].lower(), starts, n=3, cutoff=0.6):
        better = starts[near][0] + written[kind.end() :]
        if _fits(pattern, better, formats):
            return better
    return ""
