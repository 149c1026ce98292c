"""GetDelegatedAccessToken: what an AWS Partner does with the token of an accepted delegation request.

AWS pages: "GetDelegatedAccessToken" in the AWS STS API Reference, "IAM temporary delegation". No delegation request is
ever accepted in the lab (see `iam.delegation_requests`), so that no token is good.
"""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Operation, Output


def get_delegated_access_token(call: Invocation) -> Output:
    raise ServiceError("ValidationError", "The trade-in token is invalid.")


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "GetDelegatedAccessToken": MappedOperation(get_delegated_access_token, writes=True)
}
