"""Amazon EC2: the sandbox runs no instances, so an authorised question has a valid, empty answer."""

from iamlab.cloud.services.operation import Context, Invocation, Operation, Output, everything


def describe_instances(call: Invocation) -> Output:
    return {"Reservations": []}


def region(call: Invocation) -> Context:
    return {"ec2:Region": call.region}


OPERATIONS = {"DescribeInstances": Operation("ec2:DescribeInstances", everything, describe_instances, context=region)}
