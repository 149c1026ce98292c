"""The sections of a template beside its resources. AWS page: "CloudFormation template sections".

What an account is made from is either a whole template, with a section `Resources`, or only what would stand there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from iamlab.cloud import models
from iamlab.cloud.template.errors import TemplateError

MAX_RESOURCES = 500  # "CloudFormation quotas"
_TAKEN = ("Resources", "Parameters", "Mappings", "Conditions")
_WITHOUT_EFFECT = ("AWSTemplateFormatVersion", "Description", "Metadata", "Outputs")
_LIST_TYPES = ("CommaDelimitedList", "List<")


@dataclass(frozen=True, slots=True)
class Sections:
    """`parameters` are the values of the template's parameters: their defaults."""

    resources: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    mappings: Mapping[str, Any] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)


def read(declared: Any) -> Sections:
    """Return the sections of a template, or of a mapping of resources alone; raises TemplateError."""
    if not isinstance(declared, Mapping):
        raise TemplateError("resources", "This is a mapping from logical ids to resources.")
    inner = declared.get("Resources")
    whole = isinstance(inner, Mapping) and not isinstance(inner.get("Type"), str)
    found = _of_template(declared) if whole else Sections(declared)
    if len(found.resources) > MAX_RESOURCES:
        raise TemplateError("resources", f"A template has {MAX_RESOURCES} resources at most.")
    return found


def _of_template(template: Mapping[str, Any]) -> Sections:
    known = [*_TAKEN, *_WITHOUT_EFFECT]
    for name in template:
        if name not in known:
            near = models.nearest(str(name), known)
            hint = f"Did you mean {near[0]}?" if near else f"The lab reads {', '.join(known)}."
            raise TemplateError(str(name), f"This section of a template is not supported. {hint}")
    sections = {name: template.get(name) or {} for name in _TAKEN}
    for name, section in sections.items():
        if not isinstance(section, Mapping):
            raise TemplateError(name, "This section is a mapping.")
    return Sections(
        sections["Resources"],
        dict(_defaults(sections["Parameters"])),
        sections["Mappings"],
        sections["Conditions"],
    )


def _defaults(parameters: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, body in parameters.items():
        path = f"Parameters.{name}"
        if not isinstance(body, Mapping) or not isinstance(body.get("Type"), str):
            raise TemplateError(path, "A parameter has a Type, such as String, and here a Default.")
        if "Default" not in body:
            raise TemplateError(path, "Give this parameter a Default: nobody is asked for its value here.")
        default = body["Default"]
        if "AllowedValues" in body and default not in body["AllowedValues"]:
            raise TemplateError(path, "The Default is not one of the AllowedValues.")
        listed = body["Type"].startswith(_LIST_TYPES) and isinstance(default, str)
        yield str(name), [part.strip() for part in default.split(",")] if listed else default
