"""Asking the evaluator on behalf of a call. AWS page: "AWS global condition context keys"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from iamlab.catalog import condition_keys
from iamlab.cloud import models, resources
from iamlab.cloud.applied_policies import layers
from iamlab.cloud.call import Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.operations import needs
from iamlab.cloud.resources import Found
from iamlab.cloud.session_keys import session_keys
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import time_text
from iamlab.evaluator import Request, RequestError, Trace, explain

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

Keys = Mapping[str, str | list[str]]


@dataclass(slots=True)
class Authorization:
    """The decisions on one call. `trace` is the first one's, or that of the denial."""

    company: Company
    caller: Caller
    call: Call
    now: datetime
    trace: Trace | None = field(default=None, init=False)

    @property
    def account(self) -> Account:
        """The caller's account; nobody in particular asks in the first one."""
        return self.company.accounts.get(self.caller.account_id, self.company.home)

    def require(self, action: str, resource: str, keys: Keys | None = None) -> None:
        """Raise ServiceError, in the service's own words, unless the caller may do `action` on `resource`.

        `keys` are condition keys of the service, added to the global ones.
        """
        trace = self._asked(action, resource, keys or {})
        if self.trace is None or not trace.decision.allowed:
            self.trace = trace
        if not trace.decision.allowed:
            raise self._denied(trace.decision.message)

    def require_mapped(self, call: Call) -> bool:
        """Require all that `operations` says a call needs, in order; False where it does not know the operation."""
        asked = needs(call, self.account.id)
        for need in asked or ():
            self.require(need.action, need.resource, need.context)
        return asked is not None

    def allows(self, action: str, resource: str, keys: Keys | None = None) -> bool:
        """Whether the caller may do something, for a service that answers more to those who may."""
        return self._asked(action, resource, keys or {}).decision.allowed

    def _asked(self, action: str, resource: str, keys: Keys) -> Trace:
        found = resources.find(self.company, resource, action)
        owner = found.account_id if found else resources.account_in(resource) or self.account.id
        context = {**self._global_keys(), **self._resource_keys(action, found, owner), **keys}
        try:
            request = Request(self.caller.arn, action, resource, resource_account=owner, context=context)
        except RequestError as error:
            raise ServiceError("ValidationError", f"The request cannot be understood: {error}") from None
        return explain(request, layers(self.company, self.caller, found))

    def _global_keys(self) -> dict[str, str | list[str]]:
        keys: dict[str, str | list[str]] = {
            "aws:CurrentTime": time_text(self.now),
            "aws:EpochTime": str(int(self.now.timestamp())),
            "aws:RequestedRegion": self.call.region,
            "aws:SecureTransport": "true",
            "aws:SourceIp": self.call.source_ip,
            "aws:UserAgent": self.call.user_agent,
        }
        return keys | session_keys(self.company, self.caller, self.now)

    def _resource_keys(self, action: str, found: Found | None, owner: str) -> dict[str, str | list[str]]:
        """The resource's account and tags, those under the service's own name for them, too, where it has one."""
        keys: dict[str, str | list[str]] = {}
        if found:
            keys["aws:ResourceAccount"] = owner
            organization = self.company.organization
            if organization and owner in self.company.accounts:
                keys["aws:ResourceOrgID"] = organization.id
                keys["aws:ResourceOrgPaths"] = [organization.path_text(owner)]
        own = f"{action.partition(':')[0]}:ResourceTag/"
        for name, value in found.tags.items() if found else ():
            keys[f"aws:ResourceTag/{name}"] = value
            if condition_keys.find(own + name):
                keys[own + name] = value
        return keys

    def _denied(self, message: str) -> ServiceError:
        protocol = models.service(self.call.service).metadata["protocol"]
        if protocol == "ec2":
            message = f"You are not authorized to perform this operation. {message}"
        return ServiceError(_CODES.get(protocol, "AccessDenied"), message, _FORBIDDEN)
