"""AWS Security Token Service. AWS page: "AWS STS API Reference"."""

from iamlab.cloud.services.operation import Invocation, Operation, Output, everything


def get_caller_identity(call: Invocation) -> Output:
    return {"UserId": call.caller.user_id, "Account": call.account.id, "Arn": call.caller.arn}


OPERATIONS = {"GetCallerIdentity": Operation("sts:GetCallerIdentity", everything, get_caller_identity)}
