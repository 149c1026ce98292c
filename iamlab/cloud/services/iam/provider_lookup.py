"""The OpenID Connect provider that a call names."""

from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.iam import OidcProvider


def provider_resource(call: Invocation) -> str:
    return call.text("OpenIDConnectProviderArn")


def provider_of(call: Invocation) -> OidcProvider:
    """Return the provider that the call names."""
    arn = provider_resource(call)
    found = call.account.oidc_providers.get(arn)
    if found is None:
        raise no_such_entity(f"OpenIDConnect Provider not found for arn {arn}")
    return found
