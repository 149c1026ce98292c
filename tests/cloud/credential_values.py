"""A few values for the parameters of credentials, MFA devices, providers and certificates, the likeliest first."""

import base64
from typing import Any

ACCOUNT_ARN = "arn:aws:iam::123456789012:"
SAML_METADATA = (
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/saml">'
    '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">'
    '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>'
    + "MIIB"
    * 200
    + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com"/>'
    "</IDPSSODescriptor></EntityDescriptor>"
)
PEM = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
# Of 2,048 bits; nobody has the other half.
_SSH_PARTS = (b"ssh-rsa", b"\x01\x00\x01", b"\x00\xc1" + bytes(range(1, 256)))
SSH_KEY = "ssh-rsa " + base64.b64encode(b"".join(len(part).to_bytes(4, "big") + part for part in _SSH_PARTS)).decode()

VALUES: dict[str, list[Any]] = {
    "OldPassword": ["Correct-horse-1", "x"],
    "NewPassword": ["Correct-horse-2", "short"],
    "PasswordResetRequired": [True, False],
    "MinimumPasswordLength": [10, 3],
    "PasswordReusePrevention": [2, 25],
    "AllowUsersToChangePassword": [True],
    "AccountAlias": ["acme", "Bad--Alias", "-acme-"],
    "VirtualMFADeviceName": ["phone", "bad name", "x" * 300],
    "SerialNumber": [f"{ACCOUNT_ARN}mfa/phone", f"{ACCOUNT_ARN}mfa/team/phone", "GAHT12345678"],
    "AuthenticationCode1": ["123456", "abcdef"],
    "AuthenticationCode2": ["654321"],
    "AssignmentStatus": ["Assigned", "Unassigned"],
    "SAMLMetadataDocument": [SAML_METADATA, "<" * 1000, "<!DOCTYPE a [" + "<!ENTITY b 'c'>" * 100 + "]><a>&b;</a>"],
    "SAMLProviderArn": [f"{ACCOUNT_ARN}saml-provider/corp", "not-an-arn-but-long-enough"],
    "AddPrivateKey": ["no key", PEM],
    "Url": ["https://token.example.com", "http://token.example.com", "https://[::1", "https://token.example.com:1/"],
    "OpenIDConnectProviderArn": [f"{ACCOUNT_ARN}oidc-provider/token.example.com", "not-an-arn-but-long-enough"],
    "ClientID": ["app", "other"],
    "ClientIDList": [["app", "app"], [f"app{number}" for number in range(101)]],
    "ThumbprintList": [["a" * 40], ["z" * 40], ["a" * 40] * 6],
    "ServerCertificateName": ["site", "bad name"],
    "NewServerCertificateName": ["other"],
    "CertificateBody": [PEM, "no certificate"],
    "CertificateChain": [PEM],
    "PrivateKey": ["no key", PEM],
    "CertificateId": ["A" * 24],
    "SSHPublicKeyBody": [SSH_KEY, "ssh-rsa AAAA", "no key"],
    "SSHPublicKeyId": ["APKAIOSFODNN7EXAMPLE"],
    "Encoding": ["SSH", "PEM"],
    "ServiceName": ["codecommit.amazonaws.com", "bedrock.amazonaws.com", "s3.amazonaws.com"],
    "ServiceSpecificCredentialId": ["ACCAIOSFODNN7EXAMPLE"],
    "CredentialAgeDays": [30],
    "AllUsers": [True],
    "TagKeys": [["team"], []],
}
