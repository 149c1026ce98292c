"""Which events a trail logs. AWS pages: "PutEventSelectors", "GetEventSelectors"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.cloudtrail import finding
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

_MAX_SELECTORS = 5
_MAX_VALUES = 500
_DATA_TYPES = ("AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Object")
# What a trail logs that nobody has given selectors.
_EVERYTHING_MANAGED: Mapping[str, Any] = {
    "ReadWriteType": "All",
    "IncludeManagementEvents": True,
    "DataResources": [],
    "ExcludeManagementEventSources": [],
}


def put_event_selectors(call: Invocation) -> Output:
    held = finding.own_trail(call, "TrailName")
    basic, advanced = call.parameters.get("EventSelectors", []), call.parameters.get("AdvancedEventSelectors", [])
    if bool(basic) == bool(advanced):
        raise _invalid("Give either event selectors or advanced event selectors.")
    if len(basic) > _MAX_SELECTORS or _count(advanced) > _MAX_VALUES:
        raise _invalid(f"A trail can have up to {_MAX_SELECTORS} event selectors, or {_MAX_VALUES} conditions.")
    for selector in basic:
        for data in selector.get("DataResources", []):
            if data.get("Type") not in _DATA_TYPES:
                raise _invalid(f"DataResources.Type must be one of {', '.join(_DATA_TYPES)}.")
    kept = tuple({**_EVERYTHING_MANAGED, **selector} for selector in basic)
    changed = replace(held, selectors=kept, advanced_selectors=tuple(advanced))
    call.account.trails[held.arn] = changed
    return {"TrailARN": held.arn, **({"EventSelectors": list(kept)} if kept else {"AdvancedEventSelectors": advanced})}


def get_event_selectors(call: Invocation) -> Output:
    held = finding.trail(call, "TrailName")
    if held.advanced_selectors:
        return {"TrailARN": held.arn, "AdvancedEventSelectors": list(held.advanced_selectors)}
    return {"TrailARN": held.arn, "EventSelectors": list(held.selectors) or [dict(_EVERYTHING_MANAGED)]}


def _count(selectors: Sequence[Mapping[str, Any]]) -> int:
    fields = [field for selector in selectors for field in selector.get("FieldSelectors", [])]
    return sum(len(values) for field in fields for values in field.values() if isinstance(values, list))


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidEventSelectorsException", message)


OPERATIONS = {
    "PutEventSelectors": MappedOperation(put_event_selectors, writes=True),
    "GetEventSelectors": MappedOperation(get_event_selectors),
}
