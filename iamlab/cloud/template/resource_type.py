"""What the lab knows of one type of CloudFormation resource: its properties, and how it is made."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from iamlab.cloud.template.properties import Property
from iamlab.cloud.template.site import Site


@dataclass(frozen=True, slots=True)
class Resource:
    """A declared resource with every intrinsic function resolved and every property checked."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]

    def name(self, key: str) -> str:
        """Return the name that a property declares; without one, the logical id.

        CloudFormation would make up a name from the stack's name, the logical id and random characters.
        """
        return str(self.properties.get(key, self.logical_id))

    def given(self, *names: str) -> dict[str, Any]:
        """Return those of the properties that the template gives."""
        return {name: self.properties[name] for name in names if name in self.properties}


@dataclass(frozen=True, slots=True)
class Made:
    """What Ref and Fn::GetAtt give for a resource that was made."""

    ref: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResourceType:
    """`make` makes a resource by service calls, through the site, and returns what others can refer to."""

    properties: Mapping[str, Property]
    make: Callable[[Resource, Site], Made]


def policy_text(document: Any) -> str:
    """Return a policy document of a template as the text that services take."""
    # YAML reads an unquoted 2012-10-17 as a date, which `str` writes back as it was.
    return document if isinstance(document, str) else json.dumps(document, indent=2, ensure_ascii=False, default=str)
