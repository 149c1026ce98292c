"""Questions to AWS STS: who am I, whose key is that, why was that denied.

AWS pages: "GetCallerIdentity", "GetAccessKeyInfo", "DecodeAuthorizationMessage" in the AWS STS API Reference.
"""

from iamlab.cloud import authorization_messages
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.operation import Invocation, MappedOperation, Operation, Output, everything


def get_caller_identity(call: Invocation) -> Output:
    return {"UserId": call.caller.user_id, "Account": call.account.id, "Arn": call.caller.arn}


def get_access_key_info(call: Invocation) -> Output:
    key_id = call.text("AccessKeyId")
    session = call.company.sessions.get(key_id)
    if session:
        return {"Account": session.account_id}
    for account, _, key in call.company.access_keys():
        if key.id == key_id:
            return {"Account": account.id}
    raise not_simulated(
        "AWS reads the account out of any access key id. This lab knows those that this sandbox has now; compare the id"
        " with `aws iam list-access-keys`."
    )


def decode_authorization_message(call: Invocation) -> Output:
    message = authorization_messages.decode(call.company.seed, call.text("EncodedMessage"))
    if message is None:
        raise ServiceError("InvalidAuthorizationMessageException", "Invalid authorization message.")
    return {"DecodedMessage": message}


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "GetCallerIdentity": Operation("sts:GetCallerIdentity", everything, get_caller_identity),
    "GetAccessKeyInfo": Operation("sts:GetAccessKeyInfo", everything, get_access_key_info),
    "DecodeAuthorizationMessage": Operation("sts:DecodeAuthorizationMessage", everything, decode_authorization_message),
}
