"""The event history. AWS page: "LookupEvents" in the AWS CloudTrail API Reference."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.moments import moment
from iamlab.cloud.services.cloudtrail import lookup_tokens
from iamlab.cloud.services.cloudtrail.event_resources import resources
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

PAGE = 50
_KEPT = timedelta(days=90)

Event = dict[str, Any]
_Record = Mapping[str, Any]


def lookup_events(call: Invocation) -> Output:
    """The management events of the caller's account in the Region, newest first, of the last 90 days.

    A history can be long, and who pages through it adds to it: so that a page reads no more of it than it has to, and
    begins behind the last event of the page before, it is made here.
    """
    wanted, period = _wanted(call), _period(call)
    last = lookup_tokens.last_shown(call)
    if call.text("EventCategory"):
        return {"Events": []}  # insight is the only category there is to ask for, and the lab has no such events
    found = _behind(last, _found(call, wanted, period))
    page = list(islice(found, int(call.parameters.get("MaxResults", PAGE))))
    more = {"NextToken": lookup_tokens.token(call, page[-1][1]["EventId"])} if next(found, None) else {}
    return {"Events": [{**event, "CloudTrailEvent": _text(record)} for record, event in page], **more}


def _found(
    call: Invocation, wanted: Callable[[Event], bool], period: tuple[datetime, datetime]
) -> Iterator[tuple[_Record, Event]]:
    for record in _history(call):
        event = _event(record)
        if event["EventTime"] < period[0]:
            return
        if event["EventTime"] <= period[1] and wanted(event):
            yield record, event


def _behind(last: str, found: Iterator[tuple[_Record, Event]]) -> Iterator[tuple[_Record, Event]]:
    """What comes after an event; everything where there is none."""
    if last:
        for _, event in found:
            if event["EventId"] == last:
                break
    return found


def _text(record: _Record) -> str:
    return json.dumps(record, separators=(",", ":"), ensure_ascii=False)


def _wanted(call: Invocation) -> Callable[[Event], bool]:
    """The test of the one lookup attribute that a call may have."""
    attributes = call.parameters.get("LookupAttributes", [])
    if not attributes:
        return lambda event: True
    if len(attributes) > 1:
        raise ServiceError("InvalidLookupAttributesException", "You can only specify one lookup attribute at a time.")
    key, value = str(attributes[0]["AttributeKey"]), str(attributes[0]["AttributeValue"])
    if key in ("ResourceName", "ResourceType"):
        return lambda event: any(one[key] == value for one in event["Resources"])
    return lambda event: event.get(key) == value


def _period(call: Invocation) -> tuple[datetime, datetime]:
    start, end = _moment(call, "StartTime", call.now - _KEPT), _moment(call, "EndTime", call.now)
    if start > end:
        raise ServiceError("InvalidTimeRangeException", "The start time must be before the end time.")
    return max(start, call.now - _KEPT), end


def _moment(call: Invocation, name: str, default: datetime) -> datetime:
    found = moment(call.parameters[name]) if name in call.parameters else default
    if found is None:
        raise ServiceError("InvalidTimeRangeException", f"{name} is not a possible time.")
    return found


def _history(call: Invocation) -> Iterator[_Record]:
    for record in call.past():
        own = record.get("recipientAccountId") == call.account.id
        if own and record.get("awsRegion") == call.region and record.get("managementEvent"):
            yield record


def _event(record: _Record) -> Event:
    identity = record.get("userIdentity") or {}
    event: Event = {
        "EventId": record["eventID"],
        "EventName": record["eventName"],
        "ReadOnly": "true" if record.get("readOnly") else "false",
        "EventTime": datetime.fromisoformat(str(record["eventTime"])),
        "EventSource": record["eventSource"],
        "Resources": resources(record),
    }
    about = {"AccessKeyId": identity.get("accessKeyId"), "Username": _user_name(identity)}
    return event | {name: value for name, value in about.items() if value}


def _user_name(identity: Mapping[str, Any]) -> str:
    """A user's name, a session's name, or "root"."""
    if identity.get("type") == "Root":
        return "root"
    return str(identity.get("userName") or str(identity.get("principalId", "")).partition(":")[2])


OPERATIONS = {"LookupEvents": MappedOperation(lookup_events)}
