"""SAML identity providers. AWS page: "Create a SAML identity provider in IAM"."""

from dataclasses import replace
from datetime import datetime, timedelta

from iamlab.cloud import identifiers, saml_metadata
from iamlab.cloud.errors import ServiceError, already_exists, limit_exceeded, no_such_entity, not_simulated
from iamlab.cloud.keys import pem
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Fields, Operations
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.iam import SamlProvider

_PER_ACCOUNT = 100
_PRIVATE_KEYS = 2
_ID_TAIL = 22  # these ids are longer than others
_LONGEST_DOCUMENT = 100_000
_WITHOUT_END = timedelta(days=36_525)  # a hundred years


def new_provider(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "saml-provider", "/", call.text("Name"))


def provider_resource(call: Invocation) -> str:
    return call.text("SAMLProviderArn")


def create_saml_provider(call: Invocation) -> Output:
    arn, document, tags = new_provider(call), call.text("SAMLMetadataDocument"), tags_of(call)
    require_tagging(call, "SAMLProvider", arn)
    valid_until = _check(call, document)
    if arn in call.account.saml_providers:
        raise already_exists(f"Provider with name {call.text('Name')} already exists.")
    quotas.check("SAMLProvidersPerAccount", len(call.account.saml_providers) + 1, _PER_ACCOUNT)
    call.account.saml_providers[arn] = _with_encryption(
        call,
        SamlProvider(
            arn=arn,
            created=call.now,
            tags=tags,
            id=call.account.issue_id("ASPR", _ID_TAIL),
            metadata=document,
            valid_until=valid_until,
        ),
    )
    return {"SAMLProviderArn": arn} | tag_list(tags)


def get_saml_provider(call: Invocation) -> Output:
    found = provider_of(call)
    fields: Fields = {
        "SAMLProviderUUID": found.id,
        "SAMLMetadataDocument": found.metadata,
        "CreateDate": found.created,
        "ValidUntil": found.valid_until,
    }
    if found.encryption:
        fields["AssertionEncryptionMode"] = found.encryption
    if found.private_keys:
        fields["PrivateKeyList"] = [{"KeyId": key, "Timestamp": added} for key, added in found.private_keys]
    return fields | tag_list(found.tags)


def list_saml_providers(call: Invocation) -> Output:
    return {
        "SAMLProviderList": [
            {"Arn": arn, "ValidUntil": held.valid_until, "CreateDate": held.created}
            for arn, held in sorted(call.account.saml_providers.items())
        ]
    }


def update_saml_provider(call: Invocation) -> Output:
    found = provider_of(call)
    if "SAMLMetadataDocument" in call.parameters:
        document = call.text("SAMLMetadataDocument")
        found = replace(found, metadata=document, valid_until=_check(call, document))
    gone = call.text("RemovePrivateKey")
    if gone:
        kept = tuple(key for key in found.private_keys if key[0] != gone)
        if len(kept) == len(found.private_keys):
            raise no_such_entity(f"The private key with id {gone} cannot be found.")
        found = replace(found, private_keys=kept)
    call.account.saml_providers[found.arn] = _with_encryption(call, found)
    return {"SAMLProviderArn": found.arn}


def delete_saml_provider(call: Invocation) -> Output:
    del call.account.saml_providers[provider_of(call).arn]
    return {}


def provider_of(call: Invocation) -> SamlProvider:
    """Return the provider that the call names."""
    arn = call.text("SAMLProviderArn")
    found = call.account.saml_providers.get(arn)
    if found is None:
        raise no_such_entity(f"Manifest not found for arn {arn}")
    return found


def _check(call: Invocation, document: str) -> datetime:
    """Until when the metadata is valid."""
    if len(document) > _LONGEST_DOCUMENT:
        raise not_simulated(
            f"This lab keeps metadata of at most {_LONGEST_DOCUMENT:,} characters. Shorten the document."
        )
    try:
        found = saml_metadata.read(document)
    except saml_metadata.MetadataError as error:
        raise ServiceError("InvalidInput", f"Could not parse metadata: {error}") from None
    return found.valid_until or call.now + _WITHOUT_END


def _with_encryption(call: Invocation, provider: SamlProvider) -> SamlProvider:
    """The provider with the mode and the private key that the call adds; of the key only an id is kept."""
    provider = replace(provider, encryption=call.text("AssertionEncryptionMode") or provider.encryption)
    if "AddPrivateKey" not in call.parameters:
        return provider
    try:
        labels = [block.label for block in pem.blocks(call.text("AddPrivateKey"))]
    except ValueError:
        labels = []
    if len(labels) != 1 or not labels[0].endswith("PRIVATE KEY"):
        raise ServiceError("InvalidInput", "Could not parse private key: it must be one key in PEM format.")
    if len(provider.private_keys) >= _PRIVATE_KEYS:
        raise limit_exceeded(f"Cannot exceed quota for PrivateKeysPerSAMLProvider: {_PRIVATE_KEYS}")
    made = (call.account.issue_id("ASPK", _ID_TAIL), call.now)
    return replace(provider, private_keys=(*provider.private_keys, made))


OPERATIONS: Operations = {
    "CreateSAMLProvider": Operation(
        "iam:CreateSAMLProvider", new_provider, create_saml_provider, writes=True, context=tag_keys
    ),
    "GetSAMLProvider": Operation("iam:GetSAMLProvider", provider_resource, get_saml_provider),
    "ListSAMLProviders": Operation("iam:ListSAMLProviders", everything, list_saml_providers),
    "UpdateSAMLProvider": Operation("iam:UpdateSAMLProvider", provider_resource, update_saml_provider, writes=True),
    "DeleteSAMLProvider": Operation("iam:DeleteSAMLProvider", provider_resource, delete_saml_provider, writes=True),
}
