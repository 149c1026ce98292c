"""The ways from some permissions to all within IAM alone: one action is enough."""

from iamlab.policy.checks.security.escalation.path import AWS, RHINO, path

IAM_ALONE = (
    path(
        "iam:CreatePolicyVersion",
        "write a new default version, with every permission, of a policy that is attached to themselves",
        RHINO,
    ),
    path("iam:AttachUserPolicy", "attach AdministratorAccess to their own user", RHINO),
    path("iam:AttachGroupPolicy", "attach AdministratorAccess to a group that they are in", RHINO),
    path("iam:AttachRolePolicy", "attach AdministratorAccess to a role that they can use", RHINO),
    path("iam:PutUserPolicy", "write a policy with every permission into their own user", RHINO),
    path("iam:PutGroupPolicy", "write a policy with every permission into a group that they are in", RHINO),
    path("iam:PutRolePolicy", "write a policy with every permission into a role that they can use", RHINO),
    path("iam:AddUserToGroup", "make themselves members of the administrators' group", RHINO),
    path("iam:UpdateAssumeRolePolicy", "make any role trust them, and then work as that role", RHINO),
    path("iam:CreateAccessKey", "make access keys for another user, and work as that user", RHINO),
    path("iam:CreateLoginProfile", "give a user without a password one, and sign in as that user", RHINO),
    path("iam:UpdateLoginProfile", "change the password of another user, and sign in as that user", RHINO),
    path(
        "iam:SetDefaultPolicyVersion",
        "bring back an older version of a policy of theirs that allowed more",
        RHINO,
    ),
    path(
        "iam:DeleteUserPermissionsBoundary|iam:PutUserPermissionsBoundary",
        "lift the permissions boundary that limits their own user",
        AWS,
    ),
    path(
        "iam:DeleteRolePermissionsBoundary|iam:PutRolePermissionsBoundary",
        "lift the permissions boundary that limits a role that they can use",
        AWS,
    ),
    path(
        "iam:DetachUserPolicy|iam:DeleteUserPolicy",
        "take policies that deny something off their own user",
        AWS,
    ),
    path(
        "iam:DetachGroupPolicy|iam:DeleteGroupPolicy|iam:RemoveUserFromGroup",
        "take policies that deny something off a group, or leave the group that has them",
        AWS,
    ),
    path(
        "iam:DetachRolePolicy|iam:DeleteRolePolicy",
        "take policies that deny something off a role that they can use",
        AWS,
    ),
    path(
        "iam:CreateServiceSpecificCredential|iam:ResetServiceSpecificCredential",
        "make credentials of another user for services such as CodeCommit, and work there as that user",
        AWS,
    ),
    path("iam:UploadSSHPublicKey", "give another user an SSH key of their own, and use CodeCommit as that user", AWS),
    path(
        "iam:UpdateSAMLProvider",
        "put their own sign-in service in the place of a trusted one, and take every role that trusts it",
        AWS,
    ),
    path(
        "iam:AddClientIDToOpenIDConnectProvider|iam:UpdateOpenIDConnectProviderThumbprint",
        "make a trusted sign-in service accept tokens of their own, and take roles that trust it",
        AWS,
    ),
)

# What helps somebody up even where it is allowed on their own user only. The others are then plain self-service:
# "IAM: Allows IAM users to manage their own password, access keys, and SSH public keys".
ON_ONESELF = frozenset(
    {
        "iam:AttachUserPolicy",
        "iam:PutUserPolicy",
        "iam:DeleteUserPermissionsBoundary",
        "iam:PutUserPermissionsBoundary",
        "iam:DetachUserPolicy",
        "iam:DeleteUserPolicy",
    }
)
