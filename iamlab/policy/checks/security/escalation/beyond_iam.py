"""The ways through other places than IAM that say who may do what."""

from iamlab.policy.checks.security.escalation.path import AWS, path

BEYOND_IAM = (
    path(
        "sso:AttachManagedPolicyToPermissionSet|sso:PutInlinePolicyToPermissionSet"
        "|sso:AttachCustomerManagedPolicyReferenceToPermissionSet + sso:ProvisionPermissionSet",
        "give more permissions to a permission set that they use",
        AWS,
    ),
    path("sso:CreateAccountAssignment", "assign themselves a permission set in any account", AWS),
    path("identitystore:CreateGroupMembership", "join any group of IAM Identity Center", AWS),
    path(
        "organizations:DetachPolicy|organizations:UpdatePolicy",
        "lift the policies with which the organization limits its accounts",
        AWS,
    ),
    path(
        "eks:CreateAccessEntry + eks:AssociateAccessPolicy",
        "make themselves administrators of Kubernetes clusters, and use the roles of what runs there",
        AWS,
    ),
    path("lakeformation:PutDataLakeSettings", "make themselves administrators of the data lake", AWS),
)
