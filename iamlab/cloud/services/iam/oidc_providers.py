"""OpenID Connect identity providers. AWS page: "Create an OpenID Connect (OIDC) identity provider in IAM"."""

import hashlib
import string
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, already_exists
from iamlab.cloud.services.iam import context_providers, quotas
from iamlab.cloud.services.iam.provider_lookup import provider_of, provider_resource
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, MappedOperation, Operation, Output, everything
from iamlab.cloud.state.iam import OidcProvider

_SCHEME = "https://"
_PER_ACCOUNT = 100
_CLIENTS = 100
_THUMBPRINTS = 5
_URL_LETTERS = frozenset(string.ascii_letters + string.digits + "-._~/%:@!$&'()*+,;=")


def new_provider(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "oidc-provider", "/", call.text("Url").removeprefix(_SCHEME))


def create_open_id_connect_provider(call: Invocation) -> Output:
    arn, url, tags = new_provider(call), call.text("Url"), tags_of(call)
    require_tagging(call, "OpenIDConnectProvider", arn)
    if not _valid(url):
        raise ServiceError("ValidationError", "Invalid Open ID Connect Provider URL")
    if arn in call.account.oidc_providers:
        raise already_exists(f"Provider with url {url} already exists.")
    quotas.check("OpenIdConnectProvidersPerAccount", len(call.account.oidc_providers) + 1, _PER_ACCOUNT)
    clients = tuple(dict.fromkeys(map(str, call.parameters.get("ClientIDList", []))))
    quotas.check("ClientIdsPerOpenIdConnectProvider", len(clients), _CLIENTS)
    call.account.oidc_providers[arn] = OidcProvider(
        arn=arn,
        created=call.now,
        tags=tags,
        url=url.removeprefix(_SCHEME),
        clients=clients,
        thumbprints=_thumbprints(call) or (_fetched(url),),
        context=context_providers.checked(call),
    )
    return {"OpenIDConnectProviderArn": arn} | tag_list(tags)


def get_open_id_connect_provider(call: Invocation) -> Output:
    found = provider_of(call)
    return {
        "Url": found.url,
        "ClientIDList": list(found.clients),
        "ThumbprintList": list(found.thumbprints),
        "CreateDate": found.created,
        **({"ContextProvider": dict(found.context)} if found.context else {}),
    } | tag_list(found.tags)


def list_open_id_connect_providers(call: Invocation) -> Output:
    return {"OpenIDConnectProviderList": [{"Arn": arn} for arn in sorted(call.account.oidc_providers)]}


def delete_open_id_connect_provider(call: Invocation) -> Output:
    del call.account.oidc_providers[provider_of(call).arn]
    return {}


def add_client_id(call: Invocation) -> Output:
    found = provider_of(call)
    clients = tuple(dict.fromkeys((*found.clients, call.text("ClientID"))))
    quotas.check("ClientIdsPerOpenIdConnectProvider", len(clients), _CLIENTS)
    call.account.oidc_providers[found.arn] = replace(found, clients=clients)
    return {}


def remove_client_id(call: Invocation) -> Output:
    found, gone = provider_of(call), call.text("ClientID")
    call.account.oidc_providers[found.arn] = replace(found, clients=tuple(one for one in found.clients if one != gone))
    return {}


def update_thumbprint(call: Invocation) -> Output:
    found = provider_of(call)
    call.account.oidc_providers[found.arn] = replace(found, thumbprints=_thumbprints(call))
    return {}


def _valid(url: str) -> bool:
    """Whether the URL is of a host, perhaps with a path: no port, no query, no fragment, nobody's name."""
    if not url.startswith(_SCHEME) or not set(url) <= _URL_LETTERS:
        return False
    host = urlsplit(url).netloc
    return "." in host.strip(".") and not set(host) & set(":@")


def _thumbprints(call: Invocation) -> tuple[str, ...]:
    given = tuple(map(str, call.parameters.get("ThumbprintList", [])))
    if len(given) > _THUMBPRINTS:
        raise ServiceError("InvalidInput", f"Thumbprint list must contain at most {_THUMBPRINTS} entries.")
    if not all(set(one) <= set(string.hexdigits) for one in given):
        raise ServiceError("InvalidInput", "Thumbprint must be 40 hexadecimal digits.")
    return given


def _fetched(url: str) -> str:
    """In the place of the thumbprint that IAM would fetch: nothing here goes to the network."""
    return hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()


def _on_provider(action: str, carry_out: Callable[[Invocation], Output], writes: bool = True) -> Operation:
    return Operation(f"iam:{action}", provider_resource, carry_out, writes)


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "CreateOpenIDConnectProvider": Operation(
        "iam:CreateOpenIDConnectProvider", new_provider, create_open_id_connect_provider, writes=True, context=tag_keys
    ),
    "UpdateOpenIDConnectProvider": MappedOperation(context_providers.update_open_id_connect_provider, writes=True),
    "ListOpenIDConnectProviders": Operation(
        "iam:ListOpenIDConnectProviders", everything, list_open_id_connect_providers
    ),
    "GetOpenIDConnectProvider": _on_provider("GetOpenIDConnectProvider", get_open_id_connect_provider, writes=False),
    "DeleteOpenIDConnectProvider": _on_provider("DeleteOpenIDConnectProvider", delete_open_id_connect_provider),
    "AddClientIDToOpenIDConnectProvider": _on_provider("AddClientIDToOpenIDConnectProvider", add_client_id),
    "RemoveClientIDFromOpenIDConnectProvider": _on_provider(
        "RemoveClientIDFromOpenIDConnectProvider", remove_client_id
    ),
    "UpdateOpenIDConnectProviderThumbprint": _on_provider("UpdateOpenIDConnectProviderThumbprint", update_thumbprint),
}
