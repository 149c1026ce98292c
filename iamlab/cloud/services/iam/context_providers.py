"""Trusted identity propagation of OpenID Connect providers: which claims of a token become trusted context.

AWS pages: "UpdateOpenIDConnectProvider", "ContextProvider" in the IAM API Reference. The lab has no Identity Center,
so that no instance can be associated, and there is none to remove. Nothing in the lab reads the trusted context. The
condition keys of the operation (iam:EnableIdentityPropagation and others) are too new for the catalogue.
"""

import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.iam.provider_lookup import provider_of
from iamlab.cloud.services.operation import Invocation, Output

_LETTERS = frozenset(string.ascii_letters + string.digits + " _.:/=+-@#")


def update_open_id_connect_provider(call: Invocation) -> Output:
    held, parameters = provider_of(call), call.parameters
    context, instance = "ContextProvider" in parameters, "IdentityCenterInstanceArn" in parameters
    remove_context = bool(parameters.get("RemoveContextProvider"))
    remove_instance = bool(parameters.get("RemoveIdentityCenterInstance"))
    if (context and remove_context) or (instance and remove_instance):
        raise _invalid("Provide either the new value or the corresponding Remove flag, but not both.")
    if (context or remove_context) == (instance or remove_instance):
        raise _invalid("A request changes either the context provider or the IAM Identity Center association.")
    if instance:
        raise not_simulated("This lab has no IAM Identity Center, whose instances could be associated.")
    if context or remove_context:
        call.account.oidc_providers[held.arn] = replace(held, context=checked(call) if context else {})
    return {}


def checked(call: Invocation) -> Mapping[str, Any]:
    """Return the context provider that a call gives, {} where it gives none; raises ServiceError InvalidInput."""
    given: Mapping[str, Any] = call.parameters.get("ContextProvider") or {}
    if "SubjectTypeValue" in given and "SubjectTypeSourceKey" in given:
        raise _invalid("Specify either SubjectTypeSourceKey or SubjectTypeValue, but not both.")
    for name in _names(given):
        if not set(name) <= _LETTERS or name != " ".join(name.split()):
            raise _invalid(f"The key {name[:128]} has characters, or spaces, that a key cannot have.")
    return given


def _names(given: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(given[name]) for name in ("SubjectSourceKey", "SubjectTypeSourceKey") if name in given)
    for one in given.get("KeyDefinitionList", ()):
        yield from (str(one[name]) for name in ("SourceKey", "TargetKey") if name in one)


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidInput", message)
