"""SAML 2.0 assertions that the lab itself makes and checks, in the place of an identity provider's signature.

AWS pages: "Configure SAML assertions for the authentication response", "Available keys for SAML-based AWS STS
federation". Only what carries the sandbox's own mark is ever parsed.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from iamlab.cloud import sealing
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation.assertion import Assertion
from iamlab.cloud.federation.metadata import entity_id
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import SamlProvider
from iamlab.cloud.text import time_text

RECIPIENT = "https://signin.aws.amazon.com/saml"
PERSISTENT = "persistent"

_PURPOSE = "saml assertion"
_ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/"
_TAG = "PrincipalTag:"
_FORMATS = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
_LIFETIME = timedelta(minutes=5)
_SIGNATURE = "<SignatureValue>{}</SignatureValue>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an assertion is to say. `roles` are the ARNs of the roles that its subject may choose from."""

    provider: SamlProvider
    subject: str
    roles: tuple[str, ...]
    session_name: str
    seconds: int | None = None
    source_identity: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive: tuple[str, ...] = ()


def issue(company: Company, said: Statement, now: datetime) -> str:
    """Return the assertion as base64 text, as AssumeRoleWithSAML takes it. It is good for five minutes."""
    text = _written(said, now)
    signature = base64.b64encode(sealing.mark(company.seed, _PURPOSE, text)).decode()
    return base64.b64encode((text + _SIGNATURE.format(signature)).encode()).decode()


def verify(company: Company, provider: SamlProvider, assertion: str, role_arn: str, now: datetime) -> Assertion:
    """Return what an assertion of a provider says to a role.

    Raises ServiceError as AWS STS does: InvalidIdentityToken for an assertion that is none, that the sandbox did not
    sign or that is another provider's; ExpiredTokenException; AccessDenied where it does not name the role.
    """
    root, issuer = _parsed(company, assertion), entity_id(provider.metadata)
    said = {one.get("Name", "").removeprefix(_ATTRIBUTES): _values(one) for one in root.iter("Attribute")}
    subject, recipient = root.findtext(".//NameID", ""), root.find(".//SubjectConfirmationData")
    if root.findtext("Issuer") != issuer:
        raise _invalid("Issuer not present in specified provider")
    if recipient is None or datetime.fromisoformat(recipient.get("NotOnOrAfter", "")) <= now:
        raise ServiceError("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
    if f"{role_arn},{provider.arn}" not in said["Role"]:
        raise ServiceError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML", 403)
    account_id, name = provider.arn.split(":")[4], provider.arn.rpartition("/")[2]
    kept = {
        "saml:sub": subject,
        "saml:sub_type": PERSISTENT,
        "saml:namequalifier": _qualifier(issuer, account_id, name),
    }
    audience = recipient.get("Recipient", "")
    return Assertion(
        principal=provider.arn,
        subject=subject,
        audience=audience,
        issuer=issuer,
        subject_type=PERSISTENT,
        qualifier=kept["saml:namequalifier"],
        keys={**kept, "saml:aud": audience, "saml:iss": issuer, "saml:doc": f"{account_id}/{name}"},
        kept=kept,
        tags={key.removeprefix(_TAG): values[0] for key, values in said.items() if key.startswith(_TAG)},
        transitive=tuple(said.get("TransitiveTagKeys", ())),
        source_identity="".join(said.get("SourceIdentity", ())),
        session_name=said["RoleSessionName"][0],
        seconds=next((int(text) for text in said.get("SessionDuration", ())), None),
    )


def _written(said: Statement, now: datetime) -> str:
    attributes = {
        "Role": [f"{role},{said.provider.arn}" for role in said.roles],
        "RoleSessionName": [said.session_name],
        **({"SessionDuration": [str(said.seconds)]} if said.seconds else {}),
        **({"SourceIdentity": [said.source_identity]} if said.source_identity else {}),
        **{f"{_TAG}{key}": [value] for key, value in said.tags.items()},
        **({"TransitiveTagKeys": list(said.transitive)} if said.transitive else {}),
    }
    issuer = entity_id(said.provider.metadata)
    return (
        f"<Assertion IssueInstant={quoteattr(time_text(now))}><Issuer>{escape(issuer)}</Issuer>"
        f'<Subject><NameID Format="{_FORMATS}{PERSISTENT}">{escape(said.subject)}</NameID>'
        f"<SubjectConfirmation><SubjectConfirmationData Recipient={quoteattr(RECIPIENT)}"
        f" NotOnOrAfter={quoteattr(time_text(now + _LIFETIME))}/></SubjectConfirmation></Subject>"
        f"<AttributeStatement>{''.join(_attribute(name, values) for name, values in attributes.items())}"
        "</AttributeStatement></Assertion>"
    )


def _attribute(name: str, values: Iterable[str]) -> str:
    inside = "".join(f"<AttributeValue>{escape(value)}</AttributeValue>" for value in values)
    return f"<Attribute Name={quoteattr(_ATTRIBUTES + name)}>{inside}</Attribute>"


def _parsed(company: Company, assertion: str) -> ElementTree.Element:
    try:
        whole = base64.b64decode("".join(assertion.split()), validate=True).decode()
    except (binascii.Error, ValueError):
        raise _invalid("Invalid base64 SAMLResponse") from None
    text, _, rest = whole.partition("<SignatureValue>")
    try:
        mark = base64.b64decode(rest.removesuffix("</SignatureValue>"), validate=True)
    except (binascii.Error, ValueError):
        mark = b""
    if not sealing.is_mark(mark, company.seed, _PURPOSE, text):
        raise _invalid("Response signature invalid")
    try:
        return ElementTree.fromstring(text)  # noqa: S314  -- written by `issue`: its mark says so
    except ElementTree.ParseError:  # a value had a character in it that no XML document can have
        raise _invalid("Your request included an invalid SAML response") from None


def _values(attribute: ElementTree.Element) -> list[str]:
    return [value.text or "" for value in attribute.iter("AttributeValue")]


def _qualifier(issuer: str, account_id: str, name: str) -> str:
    """ "Uniquely identifying users in SAML-based federation": BASE64 of the SHA-1 of issuer, account and provider."""
    digest = hashlib.sha1(f"{issuer}{account_id}/{name}".encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidIdentityToken", message)
