"""The options of each command of `aws s3`. AWS page: "AWS CLI Command Reference: s3" (and that of each command)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iamlab.cloud import models
from iamlab.cloud.cli.usage import UsageError, bad_value, misused

_LONGEST_PATTERN = 100

# What an upload or a copy says about the object: option -> parameter of the API.
HEADERS = {
    "--acl": "ACL",
    "--cache-control": "CacheControl",
    "--content-disposition": "ContentDisposition",
    "--content-encoding": "ContentEncoding",
    "--content-language": "ContentLanguage",
    "--content-type": "ContentType",
    "--metadata": "Metadata",
    "--sse": "ServerSideEncryption",
    "--sse-kms-key-id": "SSEKMSKeyId",
    "--storage-class": "StorageClass",
    "--website-redirect": "WebsiteRedirectLocation",
}
_FILTERS = ("--exclude", "--include")
# These tune how a client works, or who pays; here they are taken and change nothing.
_TUNING_FLAGS = ("--no-progress", "--follow-symlinks", "--no-follow-symlinks", "--ignore-glacier-warnings")
_TUNING_VALUES = (
    "--source-region",
    "--request-payer",
    "--expected-size",
    "--checksum-algorithm",
    "--progress-frequency",
)
_SHOWN = ("--dryrun", "--quiet", "--only-show-errors")
_TRANSFER_VALUES = (*HEADERS, *_FILTERS, *_TUNING_VALUES, "--metadata-directive", "--copy-props", "--page-size")
_COPY = ((*_SHOWN, *_TUNING_FLAGS, "--no-guess-mime-type", "--recursive"), _TRANSFER_VALUES)
_SYNC = (
    (*_SHOWN, *_TUNING_FLAGS, "--no-guess-mime-type", "--delete", "--size-only", "--exact-timestamps"),
    _TRANSFER_VALUES,
)
# Command -> its flags, and its options with a value.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ls": (
        ("--recursive", "--human-readable", "--summarize"),
        ("--page-size", "--request-payer", "--bucket-name-prefix", "--bucket-region"),
    ),
    "cp": _COPY,
    "mv": (_COPY[0], (*_COPY[1], "--validate-same-s3-paths")),
    "sync": _SYNC,
    "rm": ((*_SHOWN, "--recursive"), (*_FILTERS, "--page-size", "--request-payer")),
    "mb": ((), ("--tags",)),
    "rb": (("--force",), ()),
    "presign": ((), ("--expires-in",)),
    "website": ((), ("--index-document", "--error-document")),
}
# --sse alone means --sse AES256.
_OPTIONAL = {"--sse": "AES256"}


@dataclass(frozen=True, slots=True)
class Given:
    """`patterns` are those of --include (true) and --exclude, in order: the last that fits decides."""

    paths: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[tuple[bool, str], ...] = ()

    def number(self, option: str, default: int) -> int:
        text = self.values.get(option, str(default))
        if not (text.isascii() and text.isdigit() and len(text) <= 7):
            raise bad_value(option, f"invalid literal for int() with base 10: '{text[:100]}'")
        return int(text)


def read(command: str, words: list[str]) -> Given:
    """Return the paths and the options of a command; raises UsageError."""
    plain, valued = COMMANDS[command]
    paths, flags, values, patterns = [], set(), {}, []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, value = word.partition("=")
        if not word.startswith("--"):
            paths.append(word)
        elif word in plain:
            flags.add(word)
        elif name in valued:
            if not joined:
                value = _value(name, left)
            if name in _FILTERS:
                patterns.append((name == "--include", _pattern(value)))
            else:
                values[name] = value
        else:
            raise _unknown(word, (*plain, *valued))
    return Given(tuple(paths), frozenset(flags), values, tuple(patterns))


def _value(name: str, left: list[str]) -> str:
    follows = bool(left) and not left[-1].startswith("--")
    if name in _OPTIONAL and (not follows or left[-1] not in ("AES256", "aws:kms", "aws:kms:dsse")):
        return _OPTIONAL[name]
    if not follows:
        raise misused(f"argument {name}: expected one argument")
    return left.pop()


def _pattern(text: str) -> str:
    if len(text) > _LONGEST_PATTERN:
        raise UsageError(f"\nA pattern here has {_LONGEST_PATTERN} characters at most.")
    return text


def _unknown(word: str, known: tuple[str, ...]) -> UsageError:
    near = models.nearest(word, list(known))
    hint = f"\nDid you mean {' or '.join(near)}?" if near else ""
    return misused(f"Unknown options: {word[:100]}{hint}")
