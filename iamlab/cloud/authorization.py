"""Asking the evaluator on behalf of a call. AWS page: "AWS global condition context keys"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from iamlab.cloud import callers, models
from iamlab.cloud.account import Account
from iamlab.cloud.call import Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.evaluator import Request, RequestError, Trace, explain

SOURCE_IP = "203.0.113.10"  # of the range for documentation; the course's conditions speak of 203.0.113.0/24
USER_AGENT = "aws-cli/2 (IAM Lab)"

# How a service of each protocol says "access denied".
_CODES = {
    "query": "AccessDenied",
    "rest-xml": "AccessDenied",
    "ec2": "UnauthorizedOperation",
    "json": "AccessDeniedException",
    "rest-json": "AccessDeniedException",
    "smithy-rpc-v2-cbor": "AccessDeniedException",
}
_FORBIDDEN = 403


@dataclass(slots=True)
class Authorization:
    """The decisions on one call. `trace` is the first one's, or that of the denial."""

    account: Account
    caller: Caller
    call: Call
    now: datetime
    trace: Trace | None = field(default=None, init=False)

    def require(
        self,
        action: str,
        resource: str,
        keys: Mapping[str, str | list[str]] | None = None,
        owner: str | None = None,
    ) -> None:
        """Raise ServiceError, in the service's own words, unless the caller may do `action` on `resource`.

        `keys` are condition keys of the service, added to the global ones. `owner` is the account that the resource
        is in, where that is not this one.
        """
        context = {**self._global_keys(), **(keys or {})}
        try:
            request = Request(
                self.caller.arn, action, resource, resource_account=owner or self.account.id, context=context
            )
        except RequestError as error:
            raise ServiceError("ValidationError", f"The request cannot be understood: {error}") from None
        trace = explain(request, callers.layers(self.account, self.caller))
        if self.trace is None or not trace.decision.allowed:
            self.trace = trace
        if not trace.decision.allowed:
            raise self._denied(trace.decision.message)

    def _global_keys(self) -> dict[str, str | list[str]]:
        """A long-term access key carries no aws:MultiFactorAuthPresent, so there is none here."""
        keys: dict[str, str | list[str]] = {
            "aws:CurrentTime": self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "aws:EpochTime": str(int(self.now.timestamp())),
            "aws:RequestedRegion": self.call.region,
            "aws:SecureTransport": "true",
            "aws:SourceIp": SOURCE_IP,
            "aws:UserAgent": USER_AGENT,
            "aws:userid": self.caller.user_id,
        }
        if self.caller.user:
            keys |= {f"aws:PrincipalTag/{key}": value for key, value in self.caller.user.tags.items()}
        return keys

    def _denied(self, message: str) -> ServiceError:
        protocol = models.service(self.call.service).metadata["protocol"]
        if protocol == "ec2":
            message = f"You are not authorized to perform this operation. {message}"
        return ServiceError(_CODES.get(protocol, "AccessDenied"), message, _FORBIDDEN)
