"""What IAM reads in the metadata of a SAML identity provider. Standard: "Metadata for SAML 2.0", EntityDescriptor.

A document type declaration is refused, so that no entity is ever expanded and nothing is fetched.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.parsers import expat

_METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
_SEPARATOR = " "
_ROOT = f"{_METADATA}{_SEPARATOR}EntityDescriptor"
_PROVIDER = f"{_METADATA}{_SEPARATOR}IDPSSODescriptor"
_CERTIFICATE = f"{_SIGNATURE}{_SEPARATOR}X509Certificate"
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Metadata:
    """`valid_until` is None where the document sets no end."""

    entity_id: str
    valid_until: datetime | None


class MetadataError(ValueError):
    """The document is not the metadata of an identity provider; the text says why."""


def read(document: str) -> Metadata:
    """Return what a metadata document says; raises MetadataError."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(document.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise MetadataError(f"it is not well-formed XML (line {error.lineno})") from None
    return reader.metadata()


class _Reader:
    """Gathers what counts while the document is parsed."""

    def __init__(self) -> None:
        self._depth = 0
        self._root: tuple[str, dict[str, str]] = ("", {})
        self._found: set[str] = set()

    def doctype(self, name: str, system_id: str | None, public_id: str | None, internal: bool) -> None:
        raise MetadataError("a document type declaration is not allowed")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth:
            self._root = (name, attributes)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise MetadataError(f"it is nested more than {_DEEPEST} levels deep")
        self._found.add(name)

    def end(self, name: str) -> None:
        self._depth -= 1

    def metadata(self) -> Metadata:
        name, attributes = self._root
        if name != _ROOT or not attributes.get("entityID"):
            raise MetadataError("its root is not an EntityDescriptor with an entityID")
        if _PROVIDER not in self._found:
            raise MetadataError("it has no IDPSSODescriptor")
        if _CERTIFICATE not in self._found:
            raise MetadataError("it has no X509Certificate of a key")
        return Metadata(attributes["entityID"], _time(attributes.get("validUntil")))


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise MetadataError("its validUntil is not a time") from None
    return found.replace(tzinfo=found.tzinfo or UTC, microsecond=0)
