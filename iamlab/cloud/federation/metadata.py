"""The name of a SAML identity provider in its metadata document. Standard: "Metadata for SAML 2.0"."""

import re
from xml.sax.saxutils import unescape

_ELEMENT = "EntityDescriptor"
_LONGEST_START_TAG = 10_000
_ENTITY_ID = re.compile(r"""\sentityID\s?=\s?["']([^"'<>]{1,1024})["']""")


def entity_id(metadata: str) -> str:
    """Return the entity id, which is the issuer of the provider's assertions; "" where the document names none.

    The document was checked when the provider was made: the first such element in it is the one that counts.
    """
    begin = metadata.find(_ELEMENT)
    found = _ENTITY_ID.search(metadata[begin : begin + _LONGEST_START_TAG].partition(">")[0]) if begin >= 0 else None
    return unescape(found[1]) if found else ""
