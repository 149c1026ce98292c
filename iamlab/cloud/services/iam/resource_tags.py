"""Tags of MFA devices, identity providers and server certificates. AWS page: "Tags for AWS IAM resources"."""

from typing import Any

from iamlab.cloud.services.iam import provider_lookup, saml_providers, server_certificates, virtual_mfa_devices
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.iam.tagging import Taggable, operations
from iamlab.cloud.services.operation import Invocation


def _store_device(call: Invocation, changed: Any) -> None:
    call.account.mfa_devices[changed.arn] = changed


def _store_saml(call: Invocation, changed: Any) -> None:
    call.account.saml_providers[changed.arn] = changed


def _store_oidc(call: Invocation, changed: Any) -> None:
    call.account.oidc_providers[changed.arn] = changed


def _store_certificate(call: Invocation, changed: Any) -> None:
    call.account.server_certificates[changed.arn] = changed


OPERATIONS: Operations = {
    **operations(
        Taggable("MFADevice", virtual_mfa_devices.virtual_device, virtual_mfa_devices.device_resource, _store_device)
    ),
    **operations(Taggable("SAMLProvider", saml_providers.provider_of, saml_providers.provider_resource, _store_saml)),
    **operations(
        Taggable("OpenIDConnectProvider", provider_lookup.provider_of, provider_lookup.provider_resource, _store_oidc)
    ),
    **operations(
        Taggable(
            "ServerCertificate",
            server_certificates.certificate_of,
            server_certificates.certificate_resource,
            _store_certificate,
        )
    ),
}
