"""What all operations of EC2 have in common: the dry run. AWS page: "Common query parameters", DryRun."""

from collections.abc import Callable

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output


def ec2(carry_out: Callable[[Invocation], Output], writes: bool = False) -> MappedOperation:
    """An operation that, asked for a dry run, says that it would have gone: permissions were checked by then."""

    def unless_dry(call: Invocation) -> Output:
        if call.parameters.get("DryRun"):
            raise ServiceError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
        return carry_out(call)

    return MappedOperation(unless_dry, writes)
