"""IAM Access Analyzer. AWS page: "AWS::AccessAnalyzer" (resource type reference)."""

from typing import Any

from iamlab.cloud.template.properties import TAGS, TEXT, Property, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType
from iamlab.cloud.template.site import Site

_KINDS = ("ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS")
_OPERATORS = {"Eq": "eq", "Neq": "neq", "Contains": "contains", "Exists": "exists"}


def _analyzer(resource: Resource, site: Site) -> Made:
    configuration = resource.properties.get("AnalyzerConfiguration", {}).get("UnusedAccessConfiguration")
    age = (configuration or {}).get("UnusedAccessAge")
    asked = {
        "analyzerName": resource.name("AnalyzerName"),
        "type": resource.properties["Type"],
        "archiveRules": [_rule(one) for one in resource.properties.get("ArchiveRules", [])] or None,
        "configuration": {"unusedAccess": {"unusedAccessAge": age}} if age is not None else None,
        "tags": {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", [])} or None,
    }
    arn = site.call("accessanalyzer", "CreateAnalyzer", asked)["arn"]
    return Made(arn, {"Arn": arn})


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    criteria = {
        one["Property"]: {_OPERATORS[key]: one[key] for key in _OPERATORS if key in one} for one in rule["Filter"]
    }
    return {"ruleName": rule["RuleName"], "filter": criteria}


def _are_rules(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(rule, dict)
        and set(rule) == {"RuleName", "Filter"}
        and isinstance(rule["Filter"], list)
        and all(
            isinstance(one, dict) and {"Property"} < set(one) <= {"Property", *_OPERATORS} for one in rule["Filter"]
        )
        for rule in value
    )


TYPES: dict[str, ResourceType] = {
    "AWS::AccessAnalyzer::Analyzer": ResourceType(
        {
            "AnalyzerName": TEXT,
            "Type": needed(one_of(*_KINDS)),
            "ArchiveRules": Property(_are_rules, "a list of rules, each with RuleName and Filter"),
            "AnalyzerConfiguration": structure("UnusedAccessConfiguration"),
            "Tags": TAGS,
        },
        _analyzer,
    ),
}
