"""Tables. AWS pages: "CreateTable", "UpdateTable", "DescribeTable", "DeleteTable"."""

import uuid
from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.dynamodb import lookup, policies, tags, values
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.dynamodb.lookup import on_table
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.dynamodb import Index, KeySchema, Table

MAX_TABLES = 100
_MAX_INDEXES = 20
_KEPT = (
    *("BillingMode", "ProvisionedThroughput", "StreamSpecification", "SSESpecification", "TableClass"),
    *("DeletionProtectionEnabled", "OnDemandThroughput"),
)


def create_table(call: Invocation) -> Output:
    given = call.text("TableName")
    arn = given if given.startswith("arn:") else lookup.arn(call.region, call.account.id, given)
    name = arn.rpartition("/")[2]
    if not arn.startswith(lookup.arn(call.region, call.account.id, "")):
        raise invalid("A table is made in the caller's own account.")
    if arn in call.account.tables:
        raise ServiceError("ResourceInUseException", f"Table already exists: {name}")
    if len(call.account.tables) >= MAX_TABLES:
        raise ServiceError("LimitExceededException", f"An account here has {MAX_TABLES} tables at most.")
    keys = _schema(call.parameters.get("KeySchema") or [])
    types = {one["AttributeName"]: one["AttributeType"] for one in call.parameters.get("AttributeDefinitions") or ()}
    indexes = _indexes(call.parameters)
    _check_types(keys, indexes, types)
    _check_billing(call.parameters)
    policy = call.text("ResourcePolicy") or None
    if policy:
        policies.check(call, policy)
    made = Table(
        arn=arn,
        created=call.now,
        policy=policy,
        tags=tags.checked(tags.read(call.parameters.get("Tags") or [])),
        name=name,
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{arn}/{call.account.next_id()}")),
        keys=keys,
        types=types,
        indexes=indexes,
        settings={one: call.parameters[one] for one in _KEPT if one in call.parameters},
    )
    call.account.tables[arn] = made
    return {"TableDescription": _described(made)}


def describe_table(call: Invocation) -> Output:
    return {"Table": _described(lookup.table(call))}


def list_tables(call: Invocation) -> Output:
    return {"TableNames": sorted(one.name for one in call.account.tables.values() if f":{call.region}:" in one.arn)}


def update_table(call: Invocation) -> Output:
    held = lookup.table(call)
    given = {one: call.parameters[one] for one in _KEPT if one in call.parameters}
    if not given:
        raise invalid("At least one of the parameters that this lab keeps is required: " + ", ".join(_KEPT))
    call.parameters.get("AttributeDefinitions")  # comes along, and says what the table knows already
    return {"TableDescription": _described(lookup.keep(call, held, settings={**held.settings, **given}))}


def delete_table(call: Invocation) -> Output:
    held = lookup.table(call)
    if held.settings.get("DeletionProtectionEnabled"):
        raise invalid(
            f"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection"
            f" first. (Table: {held.name})"
        )
    del call.company.accounts[held.arn.split(":")[4]].tables[held.arn]
    return {"TableDescription": {**_described(held), "TableStatus": "DELETING"}}


def update_time_to_live(call: Invocation) -> Output:
    held, asked = lookup.table(call), call.parameters["TimeToLiveSpecification"]
    lookup.keep(call, held, ttl_attribute=asked["AttributeName"] if asked["Enabled"] else "")
    return {"TimeToLiveSpecification": dict(asked)}


def describe_time_to_live(call: Invocation) -> Output:
    name = lookup.table(call).ttl_attribute
    shown = {"TimeToLiveStatus": "ENABLED", "AttributeName": name} if name else {"TimeToLiveStatus": "DISABLED"}
    return {"TimeToLiveDescription": shown}


def update_backups(call: Invocation) -> Output:
    held, asked = lookup.table(call), call.parameters["PointInTimeRecoverySpecification"]
    return _backups(lookup.keep(call, held, recovery=bool(asked["PointInTimeRecoveryEnabled"])))


def describe_backups(call: Invocation) -> Output:
    return _backups(lookup.table(call))


def _backups(held: Table) -> Output:
    state = "ENABLED" if held.recovery else "DISABLED"
    recovery = {"PointInTimeRecoveryStatus": state}
    return {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": recovery,
        }
    }


def _schema(given: list[Mapping[str, str]]) -> KeySchema:
    by_kind = {one["KeyType"]: one["AttributeName"] for one in given}
    if "HASH" not in by_kind or len(by_kind) != len(given):
        raise invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if len(set(by_kind.values())) < len(by_kind):
        raise invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    return KeySchema(by_kind["HASH"], by_kind.get("RANGE", ""))


def _indexes(parameters: Mapping[str, Any]) -> tuple[Index, ...]:
    found = []
    for member, is_global in (("LocalSecondaryIndexes", False), ("GlobalSecondaryIndexes", True)):
        for one in parameters.get(member) or ():
            found.append(Index(one["IndexName"], _schema(one["KeySchema"]), is_global, dict(one["Projection"])))
    if len(found) > _MAX_INDEXES or len({one.name for one in found}) < len(found):
        raise invalid(f"One or more parameter values were invalid: up to {_MAX_INDEXES} indexes, each with a name")
    return tuple(found)


def _check_types(keys: KeySchema, indexes: tuple[Index, ...], types: Mapping[str, str]) -> None:
    wanted = {*keys.names, *(name for index in indexes for name in index.keys.names)}
    if wanted != set(types):
        raise invalid(
            "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number"
            " of attributes defined in AttributeDefinitions"
            if wanted < set(types)
            else "One or more parameter values were invalid: Some index key attributes are not defined in"
            f" AttributeDefinitions. Keys: [{', '.join(sorted(wanted))}], AttributeDefinitions: [{', '.join(types)}]"
        )


def _check_billing(parameters: Mapping[str, Any]) -> None:
    on_demand = parameters.get("BillingMode") == "PAY_PER_REQUEST"
    if on_demand == ("ProvisionedThroughput" in parameters):
        raise invalid(
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be"
            " specified when BillingMode is PAY_PER_REQUEST"
            if on_demand
            else "No provisioned throughput specified for the table"
        )


def _described(held: Table) -> dict[str, Any]:
    settings = dict(held.settings)
    throughput = settings.pop("ProvisionedThroughput", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0})
    billing = settings.pop("BillingMode", None)
    sse, table_class = settings.pop("SSESpecification", None), settings.pop("TableClass", None)
    shown: dict[str, Any] = {
        "TableName": held.name,
        "TableArn": held.arn,
        "TableId": held.id,
        "TableStatus": "ACTIVE",
        "CreationDateTime": held.created,
        "KeySchema": _key_schema(held.keys),
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in sorted(held.types.items())
        ],
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, **throughput},
        "TableSizeBytes": sum(map(values.size, held.items.values())),
        "ItemCount": len(held.items),
        **settings,
    }
    if billing:
        shown["BillingModeSummary"] = {"BillingMode": billing}
    if sse:
        shown["SSEDescription"] = {"Status": "ENABLED", "SSEType": sse.get("SSEType", "KMS")}
    if table_class:
        shown["TableClassSummary"] = {"TableClass": table_class}
    for member, is_global in (("LocalSecondaryIndexes", False), ("GlobalSecondaryIndexes", True)):
        found = [_index(held, one) for one in held.indexes if one.is_global is is_global]
        if found:
            shown[member] = found
    return shown


def _index(held: Table, index: Index) -> dict[str, Any]:
    active = {"IndexStatus": "ACTIVE"} if index.is_global else {}
    return {
        "IndexName": index.name,
        "IndexArn": f"{held.arn}/index/{index.name}",
        "KeySchema": _key_schema(index.keys),
        "Projection": dict(index.projection),
        **active,
    }


def _key_schema(keys: KeySchema) -> list[dict[str, str]]:
    found = [{"AttributeName": keys.partition, "KeyType": "HASH"}]
    return [*found, {"AttributeName": keys.sort, "KeyType": "RANGE"}] if keys.sort else found


OPERATIONS = {
    "CreateTable": on_table(create_table, writes=True),
    "DescribeTable": on_table(describe_table),
    "ListTables": MappedOperation(list_tables),
    "UpdateTable": on_table(update_table, writes=True),
    "DeleteTable": on_table(delete_table, writes=True),
    "UpdateTimeToLive": on_table(update_time_to_live, writes=True),
    "DescribeTimeToLive": on_table(describe_time_to_live),
    "UpdateContinuousBackups": on_table(update_backups, writes=True),
    "DescribeContinuousBackups": on_table(describe_backups),
}
