"""Asking the evaluator on behalf of a call. AWS page: "AWS global condition context keys"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from iamlab.catalog import condition_keys
from iamlab.cloud import resources
from iamlab.cloud.applied_policies import denying_arn, layers
from iamlab.cloud.call import Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.denials import refusal
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.operations import needs
from iamlab.cloud.resources import Found
from iamlab.cloud.session_keys import session_keys
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import time_text
from iamlab.evaluator import Request, RequestError, Trace, explain

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
        trace, denying = self._asked(action, resource, keys or {})
        if self.trace is None or not trace.decision.allowed:
            self.trace = trace
        if not trace.decision.allowed:
            raise refusal(self.company, self.caller, self.call, trace, denying)

    def require_undenied(self, action: str, resource: str, keys: Keys | None = None) -> None:
        """Raise ServiceError only where a policy denies it, for what a setting of the account allows to everybody."""
        trace, denying = self._asked(action, resource, keys or {})
        if trace.decision.outcome == "explicitDeny":
            self.trace = trace
            raise refusal(self.company, self.caller, self.call, trace, denying)

    def require_mapped(self, call: Call) -> bool:
        """Require all that `operations` says a call needs, in order; False where it does not know the operation."""
        asked = needs(call, self.account.id, self.account.role_arn)
        for need in asked or ():
            self.require(need.action, need.resource, need.context)
        return asked is not None

    def allows(self, action: str, resource: str, keys: Keys | None = None) -> bool:
        """Whether the caller may do something, for a service that answers more to those who may."""
        return self._asked(action, resource, keys or {})[0].decision.allowed

    def _asked(self, action: str, resource: str, keys: Keys) -> tuple[Trace, str]:
        """Return the decision, and the ARN of the policy that denied, if it has one."""
        found = resources.find(self.company, resource, action)
        owner = self._owner(resource, found)
        context = {**self._global_keys(), **self._resource_keys(action, found, owner), **keys}
        context |= self._url_keys(action)
        try:
            request = Request(self.caller.arn, action, resource, resource_account=owner, context=context)
        except RequestError as error:
            raise ServiceError("ValidationError", f"The request cannot be understood: {error}") from None
        applied = layers(self.company, self.caller, found)
        trace = explain(request, applied)
        return trace, denying_arn(applied, trace.decision)

    def _owner(self, resource: str, found: Found | None) -> str:
        """The account whose resource this is, for IAM."""
        if found:
            return self.account.id if found.shared else found.account_id
        return resources.account_in(resource) or self.account.id

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

    def _url_keys(self, action: str) -> dict[str, str]:
        """What S3 says of presigned URLs ("Amazon S3 Signature Version 4 authentication specific policy keys")."""
        signed = self.call.url_signature
        if signed is None or not action.startswith("s3:"):
            return {}
        keys = {"s3:authType": "REST-QUERY-STRING", "s3:signatureversion": signed.version}
        age = {} if signed.age is None else {"s3:signatureAge": str(signed.age // timedelta(milliseconds=1))}
        return keys | age

    def _resource_keys(self, action: str, found: Found | None, owner: str) -> dict[str, str | list[str]]:
        """The resource's account and tags, those under the service's own name for them, too, where it has one."""
        keys: dict[str, str | list[str]] = {}
        if found:
            keys["aws:ResourceAccount"] = owner
            organization = self.company.organization
            if organization and organization.has(owner):
                keys["aws:ResourceOrgID"] = organization.id
                keys["aws:ResourceOrgPaths"] = [organization.path_text(owner)]
            keys |= found.keys
        own = f"{action.partition(':')[0]}:ResourceTag/"
        for name, value in found.tags.items() if found else ():
            keys[f"aws:ResourceTag/{name}"] = value
            if condition_keys.find(own + name):
                keys[own + name] = value
        return keys
