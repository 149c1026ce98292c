"""Operations that IAM is not asked about, each with the reason.

AWS pages are named with the reasons. `*` stands for every operation of a service.
"""

_OWN_CREDENTIALS = "The caller shows a token of the service itself; the request is not signed with IAM credentials"
_COGNITO = "Amazon Cognito user pools: an API operation that a user calls with a token, or nobody has signed in for yet"
_IDENTITY = "Amazon Cognito identity pools: a public operation, which needs no AWS credentials"

REASONS: dict[str, dict[str, str]] = {
    "codecatalyst": {"*": f"{_OWN_CREDENTIALS} (Amazon CodeCatalyst API: bearer token)."},
    "connectparticipant": {
        "*": f"{_OWN_CREDENTIALS} (Amazon Connect Participant Service: participant's connection token)."
    },
    "cognito-identity": dict.fromkeys(
        ("GetCredentialsForIdentity", "GetId", "GetOpenIdToken", "UnlinkIdentity"), f"{_IDENTITY}."
    ),
    "cognito-idp": dict.fromkeys(
        (
            "AssociateSoftwareToken",
            "ChangePassword",
            "CompleteWebAuthnRegistration",
            "ConfirmDevice",
            "ConfirmForgotPassword",
            "ConfirmSignUp",
            "DeleteUser",
            "DeleteUserAttributes",
            "DeleteWebAuthnCredential",
            "ForgetDevice",
            "ForgotPassword",
            "GetDevice",
            "GetTokensFromRefreshToken",
            "GetUser",
            "GetUserAttributeVerificationCode",
            "GetUserAuthFactors",
            "GlobalSignOut",
            "InitiateAuth",
            "ListDevices",
            "ListUserSessions",
            "ListWebAuthnCredentials",
            "ResendConfirmationCode",
            "RespondToAuthChallenge",
            "RevokeToken",
            "RevokeUserSession",
            "SetUserMFAPreference",
            "SetUserSettings",
            "SignUp",
            "StartWebAuthnRegistration",
            "UpdateAuthEventFeedback",
            "UpdateDeviceStatus",
            "UpdateUserAttributes",
            "VerifySoftwareToken",
            "VerifyUserAttribute",
        ),
        f"{_COGNITO}.",
    ),
    "geo-maps": dict.fromkeys(
        ("GetGlyphs", "GetSprites", "GetStyleDescriptor"),
        "Amazon Location Service Maps: glyphs, sprites and styles are public files.",
    ),
    "signin": {"CreateOAuth2TokenWithTokenExchange": "AWS Sign-In: the caller has no AWS credentials yet."},
    "sso": {"*": f"{_OWN_CREDENTIALS} (IAM Identity Center Portal API: access token)."},
    "sso-oidc": dict.fromkeys(
        ("CreateToken", "RegisterClient", "StartDeviceAuthorization"),
        "IAM Identity Center OIDC API: clients call it before anybody has signed in.",
    ),
    # "Actions, resources, and condition keys for AWS Security Token Service"
    "sts": {
        "GetCallerIdentity": "AWS STS: answered for every caller, whatever the policies say.",
        "GetSessionToken": "AWS STS: needs no permission; the lab does not look for an explicit denial.",
        "AssumeRoleWithSAML": "AWS STS: the role's trust policy decides; the caller has no AWS credentials.",
        "AssumeRoleWithWebIdentity": "AWS STS: the role's trust policy decides; the caller has no AWS credentials.",
    },
}


def reason(service: str, operation: str) -> str | None:
    """Why an operation needs no permission; None where it needs one."""
    found = REASONS.get(service, {})
    return found.get(operation) or found.get("*")
