"""What somebody outside a zone of trust can bring along: whoever they are, wherever they come from.

AWS pages: "IAM Access Analyzer filter keys" (the keys that findings show), 'The meaning of "public"' in the Amazon S3
User Guide. Other condition keys, such as aws:UserAgent, are in the caller's own hands and limit nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_network

from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.policy.arns import parse_arn
from iamlab.policy.document import Condition

# Nobody's: an account, an organisation and addresses that no scenario has.
STRANGER = "999988887777"
_STRANGERS_ORGANIZATION = "o-strangers00"
_ADDRESSES = ("198.51.100.77", "2001:db8:ffff::77")
_WIDEST = {4: 8, 6: 32}  # what is wider than this network is as good as everywhere

ORGANIZATION_KEYS = ("aws:principalorgid", "aws:principalorgpaths")
ACCOUNT_KEYS = ("aws:principalaccount", "aws:principalarn", "kms:calleraccount")
# Set by AWS for its services' own requests, or telling who somebody is: nobody outside has them.
CLOSED_KEYS = (
    *("aws:principalservicename", "aws:principalservicenameslist", "aws:principalisawsservice", "aws:principaltype"),
    *("aws:userid", "aws:username", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"),
)


class Standing(Enum):
    """Where somebody outside a zone of trust stands with its organisation."""

    NO_ACCOUNT = "no account"
    MAY_BE_MEMBER = "an account of the organisation, or one that could be"
    NO_MEMBER = "an account that is not of the organisation"


def standing(account: str, zone: Zone) -> Standing:
    """The standing of an account; "" for none."""
    if not account:
        return Standing.NO_ACCOUNT
    return Standing.MAY_BE_MEMBER if account in {STRANGER, *zone.members} else Standing.NO_MEMBER


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that an outsider can have for a key; None for not having the key at all.

    `shown` is the policy's own text where the choice needs just that, and "" where anybody could choose so.
    """

    value: str | None
    shown: str = ""


def filled(text: str, filler: str = "another") -> str:
    """A text that the pattern matches."""
    return text.replace("*", filler).replace("?", "x")


def is_pattern(text: str) -> bool:
    return "*" in text or "?" in text


def named_values(conditions: Iterable[Condition], key: str) -> list[str]:
    """What the conditions name for a lower-case key, each once."""
    found = (value for one in conditions if one.key.lower() == key for value in one.values)
    return list(dict.fromkeys(found))


def organizations(key: str, values: Sequence[str], zone: Zone, who: Standing) -> list[Choice]:
    """What an outsider with an account can have for a key of organisations."""
    found = [Choice(None), Choice(_stranger_in(key))]
    for value in values:
        organization = value.partition("/")[0]
        if is_pattern(organization):
            found.append(Choice(filled(value)))
        elif organization != zone.organization:
            found.append(Choice(filled(value), value))
        elif not zone.trusts_organization and who is Standing.MAY_BE_MEMBER:
            found.append(Choice(filled(value), value))  # another account of the same organisation
    return found


def _stranger_in(key: str) -> str:
    paths = key.endswith("paths")
    return f"{_STRANGERS_ORGANIZATION}/r-root/" if paths else _STRANGERS_ORGANIZATION


def places(key: str, values: Sequence[str], zone: Zone) -> list[Choice]:
    """What an outsider can have for a key that says where a request comes from."""
    return list(PLACES[key](values, zone))


def _addresses(values: Sequence[str], zone: Zone) -> Iterator[Choice]:
    yield from map(Choice, _ADDRESSES)
    for value in values:
        try:
            network = ip_network(value, strict=False)
        except ValueError:
            continue
        first = str(network.network_address)
        yield Choice(first) if network.prefixlen < _WIDEST[network.version] else Choice(first, value)


def _names(values: Sequence[str], zone: Zone) -> Iterator[Choice]:
    """A VPC or an endpoint: whose it is, its name does not tell."""
    yield Choice(None)
    for value in values:
        yield Choice(filled(value), "" if value.partition("-")[2][:1] in ("*", "?") or value == "*" else value)


def _accounts(values: Sequence[str], zone: Zone) -> Iterator[Choice]:
    yield Choice(None)
    for value in values:
        if is_pattern(value):
            yield Choice(STRANGER)
        elif value not in zone.accounts:
            yield Choice(value, value)


def _sources(values: Sequence[str], zone: Zone) -> Iterator[Choice]:
    """The ARN of what a service calls for. One without an account may be anybody's."""
    yield Choice(None)
    for value in values:
        arn = parse_arn(value)
        account = arn.account if arn else "*"
        if is_pattern(account):
            yield Choice(filled(value.replace(f":{account}:", f":{STRANGER}:")))
        elif account not in zone.accounts:
            yield Choice(filled(value), value)


def _source_organizations(values: Sequence[str], zone: Zone) -> Iterator[Choice]:
    yield Choice(None)
    for value in values:
        if value.partition("/")[0] != zone.organization or not zone.trusts_organization:
            yield Choice(filled(value), "" if is_pattern(value.partition("/")[0]) else value)


PLACES: dict[str, Callable[[Sequence[str], Zone], Iterator[Choice]]] = {
    "aws:sourceip": _addresses,
    "aws:vpcsourceip": _addresses,
    "aws:sourcevpc": _names,
    "aws:sourcevpce": _names,
    "aws:sourcevpcarn": _sources,
    "aws:sourcearn": _sources,
    "aws:sourceaccount": _accounts,
    "aws:sourceowner": _accounts,  # what the default policy of Amazon SNS topics asks for
    "aws:sourceorgid": _source_organizations,
    "aws:sourceorgpaths": _source_organizations,
    "s3:dataaccesspointaccount": _accounts,
    "s3:dataaccesspointarn": _sources,
}
