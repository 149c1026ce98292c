"""The names of AWS services as principals: `lambda.amazonaws.com` ("AWS JSON policy elements: Principal")."""

import re

REGION = r"[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}"  # how the name of a Region looks, whether there is one or not

# The domains under which AWS names its services, in all partitions.
_DOMAINS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "aws.internal",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
)
_ALEXA = re.compile(r"alexa-[a-z]+\.amazon\.com", re.ASCII)  # what calls a skill in Lambda; no other service is there
_LABEL = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_REGION = re.compile(REGION, re.ASCII)
_LONGEST = 200

_FORMAT = "service-name.amazonaws.com"
_REGIONAL_FORMAT = "service-name.region.amazonaws.com"


def problem_with(name: str, *, regional: bool = False) -> str | None:
    """Why `name` is no service principal, as a sentence for a message; None where it looks like one.

    `regional` asks for the form with a Region, which `kms:ViaService` needs ("AWS KMS condition keys"). Whether there
    is such a service is not looked at: AWS publishes no list. Wildcards and variables are not understood here.
    """
    form = _REGIONAL_FORMAT if regional else _FORMAT
    if len(name) <= _LONGEST and name != name.lower():
        return f"A service principal is written in lower case only, in the form {form}."
    labels = _labels(name)
    if labels is None:
        return f"A service principal has the form {form}."
    if regional and (len(labels) < 2 or not _REGION.fullmatch(labels[-1])):
        return f"Here the service principal names a Region too, in the form {form}."
    return None


def mended(name: str, *, regional: bool = False) -> str | None:
    """The service principal that `name` most likely stands for, where only capitals or the domain are missing."""
    lower = name[:_LONGEST].lower()
    short = lower.removesuffix(".amazon.com")
    bare = short.count(".") == int(regional)
    for candidate in (lower, f"{short}.amazonaws.com" if bare else ""):
        if problem_with(candidate, regional=regional) is None:
            return candidate
    return None


def _labels(name: str) -> list[str] | None:
    if len(name) > _LONGEST:
        return None
    if _ALEXA.fullmatch(name):
        return name.split(".")[:1]
    for domain in _DOMAINS:
        if name.endswith(f".{domain}"):
            labels = name.removesuffix(f".{domain}").split(".")
            return labels if all(map(_LABEL.fullmatch, labels)) else None
    return None
