"""The codes of: who a policy speaks of, and what a resource policy may say."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "AWS matches the name of a principal as a whole, so a name with a wildcard in it is refused or stands for "
        "nobody.",
    ),
    Code(
        "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "Users of an identity provider reach AWS by assuming a role, so a policy that names their provider gives "
        "them nothing.",
    ),
    Code(
        "UNSUPPORTED_ACTION_IN_POLICY",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "A resource policy decides about requests to its own resource only, so an action that works on something "
        "else never takes effect.",
    ),
    Code(
        "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "A resource policy speaks about the resource it is attached to, so an ARN of something else is refused or "
        "matches nothing.",
    ),
    Code(
        "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "Requests from AWS services do not carry this key, so the condition is never true and the service is locked "
        "out.",
    ),
    Code(
        "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
        FindingType.ERROR,
        Topic.TRUST,
        "IAM finds an identity provider by its exact name, so with any other text nobody can sign in to the role.",
    ),
    Code(
        "MISMATCHED_ACTION_FOR_PRINCIPAL",
        FindingType.ERROR,
        Topic.TRUST,
        "Each kind of principal assumes a role with an operation of its own, so with the wrong one the trust is "
        "worth nothing.",
    ),
    Code(
        "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
        FindingType.ERROR,
        Topic.TRUST,
        "IAM Roles Anywhere needs three permissions together, and when one is missing it cannot start any session.",
    ),
    Code(
        "ALLOW_WITH_NOT_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        Topic.PRINCIPALS,
        "Allowing everybody except a few lets in the whole internet, people without an AWS account included.",
    ),
    Code(
        "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        Topic.PRINCIPALS,
        "A service works for all AWS customers, so without a source somebody else's account can use it to reach your "
        "resource.",
    ),
    Code(
        "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        Topic.TRUST,
        "An identity provider has many users who are not yours, and without a condition each of them can assume the "
        "role.",
    ),
    Code(
        "MISSING_GITHUB_REPO_CONDITION_KEY",
        FindingType.SECURITY_WARNING,
        Topic.TRUST,
        "GitHub signs tokens for every repository in the world, so without a condition on the repository a "
        "stranger's workflow gets your role.",
    ),
    Code(
        "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
        FindingType.SECURITY_WARNING,
        Topic.TRUST,
        "ForAnyValue is made for keys with several values, and on a key with one it can let in more tokens than you "
        "meant.",
    ),
    Code(
        "INVALID_ROLE_REFERENCE",
        FindingType.WARNING,
        Topic.PRINCIPALS,
        "A role's unique ID belongs to one role only, so when the role is deleted and made again the policy no "
        "longer knows it.",
    ),
    Code(
        "INVALID_USER_REFERENCE",
        FindingType.WARNING,
        Topic.PRINCIPALS,
        "A user's unique ID belongs to one user only, so when the user is deleted and made again the policy no "
        "longer knows them.",
    ),
    Code(
        "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
        FindingType.WARNING,
        Topic.TRUST,
        "Whoever can push to a branch or repository that you did not think of can act in your account as this role.",
    ),
    Code(
        "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        FindingType.SUGGESTION,
        Topic.PRINCIPALS,
        "AWS fills in the source keys itself, while other keys were made for other things and say less surely for "
        "whom a service acts.",
    ),
    Code(
        "IRRELEVANT_CONDITION_KEY_IN_POLICY",
        FindingType.SUGGESTION,
        Topic.PRINCIPALS,
        "The policy belongs to one resource, so a condition about whose resource it is has the same answer for every "
        "request.",
    ),
    Code(
        "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
        FindingType.SUGGESTION,
        Topic.TRUST,
        "Trusting a role covers all of its sessions, so the extra name changes nothing and hides who is really "
        "trusted.",
    ),
    Code(
        "CONFIRM_AUDIENCE_CLAIM_TYPE",
        FindingType.SUGGESTION,
        Topic.TRUST,
        "The right operator depends on whether tokens name one audience or several, and the wrong one lets in too "
        "many or nobody.",
    ),
    Code(
        "PUBLIC_ACCESS",
        FindingType.SECURITY_WARNING,
        Topic.PRINCIPALS,
        "Anybody on the internet can use a public resource, and most leaks of data from AWS started this way.",
        own=True,
    ),
    Code(
        "CROSS_ACCOUNT_ACCESS",
        FindingType.SECURITY_WARNING,
        Topic.PRINCIPALS,
        "You do not control who may act in another account, so its administrators decide who reaches your resource.",
        own=True,
    ),
    Code(
        "PUBLIC_TRUST",
        FindingType.SECURITY_WARNING,
        Topic.TRUST,
        "A role gives its permissions to whoever can assume it, and here that is anybody with an AWS account.",
        own=True,
    ),
)
