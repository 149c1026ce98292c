"""How much an account has, and how much it may have. AWS page: "GetAccountSummary" in the IAM API Reference."""

from datetime import datetime

from iamlab.cloud.mfa import devices_of
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.iam.root_password import root_password
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.account import Account

_QUOTAS = {
    "AccessKeysPerUserQuota": quotas.ACCESS_KEYS_PER_USER,
    "AssumeRolePolicySizeQuota": quotas.TRUST_SIZE,
    "AttachedPoliciesPerGroupQuota": quotas.POLICIES_PER_GROUP,
    "AttachedPoliciesPerRoleQuota": quotas.POLICIES_PER_ROLE,
    "AttachedPoliciesPerUserQuota": quotas.POLICIES_PER_USER,
    "GroupPolicySizeQuota": quotas.GROUP_INLINE_SIZE,
    "GroupsPerUserQuota": quotas.GROUPS_PER_USER,
    "GroupsQuota": quotas.GROUPS_PER_ACCOUNT,
    "InstanceProfilesQuota": quotas.INSTANCE_PROFILES_PER_ACCOUNT,
    "PoliciesQuota": quotas.POLICIES_PER_ACCOUNT,
    "PolicySizeQuota": quotas.MANAGED_POLICY_SIZE,
    "PolicyVersionsInUseQuota": 10_000,
    "RolePolicySizeQuota": quotas.ROLE_INLINE_SIZE,
    "RolesQuota": quotas.ROLES_PER_ACCOUNT,
    "ServerCertificatesQuota": 20,
    "SigningCertificatesPerUserQuota": 2,
    "UserPolicySizeQuota": quotas.USER_INLINE_SIZE,
    "UsersQuota": quotas.USERS_PER_ACCOUNT,
    "VersionsPerPolicyQuota": quotas.VERSIONS_PER_POLICY,
}


def get_account_summary(call: Invocation) -> Output:
    return {"SummaryMap": _counts(call.account, root_password(call.company, call.account)) | _QUOTAS}


def set_security_token_service_preferences(call: Invocation) -> Output:
    call.account.global_tokens_everywhere = call.text("GlobalEndpointTokenVersion") == "v2Token"
    return {}


def _counts(account: Account, password: datetime | None) -> dict[str, int]:
    devices = account.mfa_devices.values()
    return {
        "AccountAccessKeysPresent": int(bool(account.root.access_keys)),
        "AccountMFAEnabled": int(bool(devices_of(account, None))),
        "AccountPasswordPresent": int(password is not None),
        "AccountSigningCertificatesPresent": int(bool(account.root.signing_certificates)),
        "GlobalEndpointTokenVersion": 2 if account.global_tokens_everywhere else 1,
        "Groups": len(account.groups),
        "InstanceProfiles": len(account.instance_profiles),
        "MFADevices": len(devices),
        "MFADevicesInUse": sum(device.holder is not None for device in devices),
        "Policies": len(account.policies),
        "PolicyVersionsInUse": sum(len(policy.versions) for policy in account.policies.values()),
        "Providers": len(account.saml_providers) + len(account.oidc_providers),
        "Roles": len(account.roles),
        "ServerCertificates": len(account.server_certificates),
        "Users": len(account.users),
    }


OPERATIONS: Operations = {
    "GetAccountSummary": Operation("iam:GetAccountSummary", everything, get_account_summary),
    "SetSecurityTokenServicePreferences": Operation(
        "iam:SetSecurityTokenServicePreferences", everything, set_security_token_service_preferences, writes=True
    ),
}
