"""The codes of: what a policy gives away."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "PASS_ROLE_WITH_NOT_RESOURCE",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "Whoever may pass a role to a service can do with it what the role may do, and NotResource covers "
        "every role that it does not list, also future ones.",
    ),
    Code(
        "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "The wildcard includes iam:PassRole without saying so, and NotResource then lets people hand nearly "
        "every role, even an administrator's, to a service that works for them.",
    ),
    Code(
        "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "NotAction and NotResource allow what they do not list, and that includes passing nearly every role "
        "to a service.",
    ),
    Code(
        "PASS_ROLE_WITH_STAR_IN_RESOURCE",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "Whoever may pass every role to a service can have the service work with a role that is mightier "
        "than they are.",
    ),
    Code(
        "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "The wildcards include passing every role to every service, which is a well-known way to become administrator.",
    ),
    Code(
        "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "NotAction allows all actions that it does not list, so it also allows passing every role to a service.",
    ),
    Code(
        "CREATE_SLR_WITH_NOT_RESOURCE",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "A service-linked role lets an AWS service act in your account, and NotResource allows one for every "
        "service that it does not list.",
    ),
    Code(
        "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "The wildcard includes iam:CreateServiceLinkedRole without saying so, and NotResource allows it for "
        "nearly every service.",
    ),
    Code(
        "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "NotAction and NotResource allow what they do not list, and that includes letting nearly every AWS "
        "service act in your account.",
    ),
    Code(
        "CREATE_SLR_WITH_STAR_IN_RESOURCE",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "A service-linked role lets an AWS service act in your account, and with the wildcard people can "
        "make one for services that nobody planned to use.",
    ),
    Code(
        "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "The wildcards include making service-linked roles, with which AWS services act in your account, for "
        "every service.",
    ),
    Code(
        "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        FindingType.WARNING,
        Topic.LEAST_PRIVILEGE,
        "NotAction allows all actions that it does not list, so it also allows letting every AWS service act "
        "in your account.",
    ),
    Code(
        "PRIVILEGE_ESCALATION",
        FindingType.SECURITY_WARNING,
        Topic.ESCALATION,
        "Somebody who can give themselves more permissions has all permissions already, whatever the rest of "
        "the policy says.",
        own=True,
    ),
    Code(
        "ALLOW_WITH_NOT_ACTION",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "A list of what is not allowed is soon out of date: every action and service that AWS adds is "
        "allowed on its first day.",
        own=True,
    ),
    Code(
        "CREDENTIALS_EXPOSURE",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "Credentials that a policy gives out can be used outside AWS, by anybody who gets hold of them, "
        "until they end.",
        own=True,
    ),
    Code(
        "DATA_EXFILTRATION",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "One stolen key with this policy is enough to read all such data of the account, and not only what "
        "one task needs.",
        own=True,
    ),
    Code(
        "RESOURCE_EXPOSURE",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "Whoever can change who has access to a resource can open it to other accounts, or to everybody on "
        "the internet.",
        own=True,
    ),
    Code(
        "DESTRUCTIVE_WILDCARD",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "A mistake or a stolen key can destroy everything of this kind in the account, and much of it cannot "
        "be brought back.",
        own=True,
    ),
    Code(
        "FULL_ADMINISTRATOR",
        FindingType.SECURITY_WARNING,
        Topic.LEAST_PRIVILEGE,
        "A full administrator can do everything, also delete the account's data and lock everybody else out, "
        "so few people should be one.",
        own=True,
    ),
    Code(
        "MFA_CONDITION_SKIPPED_BY_ACCESS_KEYS",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "Long-term access keys are what leaks most often, and this condition looks as if it demanded MFA but "
        "does not stop them.",
        own=True,
    ),
)
