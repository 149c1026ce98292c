"""DescribeParameters. AWS page: "DescribeParameters" (everything about parameters but their values)."""

from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.ssm import filters
from iamlab.cloud.state.ssm import Parameter


def describe_parameters(call: Invocation) -> Output:
    return {"Parameters": [_described(one) for one in filters.passing(call, filters.own(call))]}


def _described(parameter: Parameter) -> Output:
    latest = parameter.latest
    return {
        "Name": parameter.name,
        "ARN": parameter.arn,
        "Type": latest.type,
        **({"KeyId": latest.key} if latest.key else {}),
        "LastModifiedDate": latest.modified,
        "LastModifiedUser": latest.by,
        **({"Description": latest.description} if latest.description else {}),
        "Version": latest.number,
        "Tier": latest.tier,
        "Policies": [],
        "DataType": latest.data_type,
    }


OPERATIONS = {"DescribeParameters": MappedOperation(describe_parameters)}
