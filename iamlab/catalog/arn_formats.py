"""The ARN formats of the "Service Authorization Reference": what the ARNs of each resource type look like."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog.actions import packaged, services
from iamlab.catalog.more_arn_formats import MORE, SAME
from iamlab.catalog.resource_types import FIELDS, arn_formats, formats_of

_PLACEHOLDER = re.compile(r"\$\{\w+\}|\*")

# Names that hold no slash, where no other format says so ("Amazon SQS message quotas", "Amazon SNS: CreateTopic").
_NO_SLASH = frozenset({"sns", "sqs"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a resource that the format leaves open: at least one character, and none of `without`."""

    without: str = ""


@dataclass(frozen=True, slots=True)
class ArnFormat:
    """What the ARNs of one resource type look like. `text` is the format as AWS writes it.

    `region` and `account` are what AWS writes there: "" where the ARNs have none, `${...}` or `*` where they have
    one, or a name such as `aws`. `resource` is the last field as literal texts and gaps.
    """

    text: str
    service: str
    region: str
    account: str
    resource: tuple[str | Gap, ...]

    @property
    def example(self) -> str:
        """The format as a sentence shows it: `arn:aws:iam::<Account>:user/<UserNameWithPath>`."""
        return _PLACEHOLDER.sub(_angled, self.text.replace("${Partition}", "aws"))

    @property
    def start(self) -> str:
        """What the last field starts with, before its first gap."""
        return "".join(part for part in self.resource[:1] if isinstance(part, str))


def _angled(placeholder: re.Match[str]) -> str:
    return placeholder[0] if placeholder[0] == "*" else f"<{placeholder[0][2:-1]}>"


@lru_cache(maxsize=1)
def _by_text() -> dict[str, ArnFormat]:
    texts: dict[str, None] = dict.fromkeys((*MORE, *(one for others in SAME.values() for one in others)))
    resources = packaged().resources
    for service in services():
        for kind in resources.get_resource_types_for_service(service):
            texts |= dict.fromkeys(formats_of(service, kind))
    by_service: dict[str, list[list[str]]] = defaultdict(list)
    for text in texts:
        fields = text.split(":", FIELDS - 1)
        if len(fields) == FIELDS:
            by_service[fields[2]].append(fields)
    return {one.text: one for found in by_service.values() for one in _formats(found)}


def _formats(found: list[list[str]]) -> Iterable[ArnFormat]:
    """The formats of one service. A gap ends where another format goes on: a bucket's name has no slash.

    `${BucketName}` and `${BucketName}/${ObjectName}` are both formats of S3, so that only the second has slashes.
    """
    ends: dict[str, set[str]] = defaultdict(set)
    for fields in found:
        plain = _PLACEHOLDER.sub("*", fields[5])
        for place, character in enumerate(plain):
            if character == "*" and plain[place + 1 : place + 2] in ("/", ":"):
                ends[plain[:place]].add(plain[place + 1])
        if fields[2] in _NO_SLASH:
            ends[""].add("/")
    for fields in found:
        yield ArnFormat(":".join(fields), fields[2], fields[3], fields[4], tuple(_parts(fields[5], ends)))


def _parts(resource: str, ends: dict[str, set[str]]) -> Iterable[str | Gap]:
    before = ""
    for number, literal in enumerate(_PLACEHOLDER.split(resource)):
        if number:
            yield Gap("".join(sorted(ends.get(before, ()))))
            before += "*"
        if literal:
            yield literal
            before += literal


@lru_cache(maxsize=1)
def _by_service() -> dict[str, tuple[ArnFormat, ...]]:
    """All formats by the service field of the ARN, which need not be the service that has them in its reference."""
    found: dict[str, list[ArnFormat]] = defaultdict(list)
    for one in _by_text().values():
        found[one.service].append(one)
    return {service: tuple(formats) for service, formats in found.items()}


def of_service(service: str) -> tuple[ArnFormat, ...]:
    """The formats of all ARNs with that service field; empty where none is known."""
    return _by_service().get(service, ())


@lru_cache(maxsize=1)
def of_any_service() -> tuple[ArnFormat, ...]:
    """The formats that leave the service open: what AWS Backup keeps can belong to any."""
    return tuple(one for one in all_formats() if one.service.startswith("$"))


@lru_cache(maxsize=1)
def all_formats() -> tuple[ArnFormat, ...]:
    """Every format of every service."""
    return tuple(_by_text().values())


def by_text(text: str) -> ArnFormat:
    """The format that AWS writes so."""
    return _by_text()[text]


@lru_cache(maxsize=1)
def arn_services() -> tuple[str, ...]:
    """What may stand in the service field of an ARN, sorted: prefixes of services, and `catalog` for one."""
    return tuple(sorted({*services(), *(name for name in _by_service() if not name.startswith("$"))}))


@lru_cache(maxsize=8192)
def of_action(action: str) -> tuple[ArnFormat, ...]:
    """The formats of the resources that an action works on, named as AWS spells it; empty where it needs `*`."""
    if action.partition(":")[0] not in services():
        return ()
    texts = arn_formats(action)
    texts += tuple(other for text in texts for other in SAME.get(text, ()))
    return tuple(_by_text()[text] for text in dict.fromkeys(texts) if text in _by_text())
