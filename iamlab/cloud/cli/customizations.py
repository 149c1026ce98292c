"""Options that the AWS CLI has beside those of the API.

AWS pages: "AWS CLI Command Reference: run-instances", "AWS CLI Command Reference: authorize-security-group-ingress".
"""

import json
from collections.abc import Mapping
from typing import Any

_COUNT = "--count"
_LEAST = "--min-count"
# Options of the API that the AWS CLI calls by another name, where --endpoint would be taken for --endpoint-url.
_RENAMED = {("sns", "Subscribe"): {"--notification-endpoint": "--endpoint"}}
_RULES = frozenset(f"{verb}SecurityGroup{way}" for verb in ("Authorize", "Revoke") for way in ("Ingress", "Egress"))
_RULE_OPTIONS = ("--protocol", "--port", "--cidr", "--source-group", "--group-owner")
_ALL = "-1"


def rewritten(service: str, operation: str, words: list[str], *, with_document: bool = False) -> list[str]:
    """Return the words of a command with the CLI's own options as the API's: `--count 1:3` of run-instances.

    `with_document` says that parameters come from --cli-input-json, too.
    """
    renamed = _RENAMED.get((service, operation), {})
    words = [_with_name(word, renamed) for word in words] if renamed else words
    if (service, operation) == ("ec2", "RunInstances"):
        return _counted(words, with_document)
    return _with_rule(words) if service == "ec2" and operation in _RULES else words


def _with_name(word: str, renamed: Mapping[str, str]) -> str:
    name, joined, value = word.partition("=")
    return renamed.get(name, name) + joined + value


def _counted(words: list[str], with_document: bool) -> list[str]:
    """One instance, unless the command says how many."""
    taken, rest = take(words, (_COUNT,))
    count = taken.get(_COUNT)
    if count is None:
        named = with_document or any(word.partition("=")[0] == _LEAST for word in rest)
        return rest if named else [*rest, _LEAST, "1", "--max-count", "1"]
    least, colon, most = count.partition(":")
    return [*rest, _LEAST, least, "--max-count", most if colon else least]


def _with_rule(words: list[str]) -> list[str]:
    """One rule from its parts, as the API takes it among others."""
    taken, rest = take(words, _RULE_OPTIONS)
    if not taken:
        return words
    protocol = taken.get("--protocol", _ALL)
    rule: dict[str, Any] = {"IpProtocol": _ALL if protocol == "all" else protocol}
    if "--port" in taken:
        first, _, last = taken["--port"].partition("-") if taken["--port"] not in (_ALL, "all") else (_ALL, "", _ALL)
        rule |= {"FromPort": _number(first), "ToPort": _number(last or first)}
    if "--cidr" in taken:
        rule["IpRanges"] = [{"CidrIp": taken["--cidr"]}]
    if "--source-group" in taken:
        owner = {"UserId": taken["--group-owner"]} if "--group-owner" in taken else {}
        rule["UserIdGroupPairs"] = [{"GroupId": taken["--source-group"], **owner}]
    return [*rest, "--ip-permissions", json.dumps([rule])]


def _number(text: str) -> int | str:
    """A port; what is none is left as it is, for the API's own check to refuse."""
    return int(text) if text.lstrip("-").isdigit() and len(text) < 10 else text


def take(words: list[str], names: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Return the values of some options, and the words without them."""
    found: dict[str, str] = {}
    rest: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        name, joined, value = word.partition("=")
        if name in names and (joined or left):
            found[name] = value if joined else left.pop()
        else:
            rest.append(word)
    return found, rest
