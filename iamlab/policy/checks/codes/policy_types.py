"""The codes of: what one kind of policy may not contain."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "SCP_SYNTAX_ERROR_PRINCIPAL",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "An SCP limits every identity of the account; to spare some, name them in a Condition with aws:PrincipalArn.",
    ),
    Code(
        "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "Access Analyzer wants a wildcard only at the end, so that everybody sees what the SCP limits.",
    ),
    Code(
        "SCP_SYNTAX_ERROR_ALLOW_CONDITION",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "Since September 2025 an Allow in an SCP may have conditions.",
        not_raised="AWS dropped the rule when SCPs got the full policy language (September 2025).",
    ),
    Code(
        "SCP_SYNTAX_ERROR_ALLOW_NOTACTION",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "Since September 2025 an Allow in an SCP may use NotAction.",
        not_raised="AWS dropped the rule when SCPs got the full policy language (September 2025).",
    ),
    Code(
        "SCP_SYNTAX_ERROR_ALLOW_RESOURCE",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "Since September 2025 an Allow in an SCP may name resources.",
        not_raised="AWS dropped the rule when SCPs got the full policy language (September 2025).",
    ),
    Code(
        "SCP_SYNTAX_ERROR_NOTRESOURCE",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "Since September 2025 an SCP may use NotResource.",
        not_raised="AWS dropped the rule when SCPs got the full policy language (September 2025).",
    ),
    Code(
        "RCP_SYNTAX_ERROR_PRINCIPAL",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "An RCP protects resources from everybody at once; whom it spares is said by its conditions.",
    ),
    Code(
        "RCP_SYNTAX_ERROR_ALLOW",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "An RCP never grants anything, so a narrow Allow in it would only lock everybody out by surprise.",
    ),
    Code(
        "RCP_SYNTAX_ERROR_NOTACTION",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "With NotAction an RCP would reach services that RCPs do not support, so Organizations refuses it.",
    ),
    Code(
        "RCP_SYNTAX_ERROR_ACTION",
        FindingType.ERROR,
        Topic.ORGANIZATIONS,
        "An RCP has no effect on other services, so you would rely on a guardrail that is not there.",
    ),
    Code(
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        FindingType.ERROR,
        Topic.TRUST,
        "Everybody but a few would be allowed to become the role, so IAM refuses it.",
    ),
    Code(
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        FindingType.ERROR,
        Topic.TRUST,
        "A trust policy speaks of the one role it is attached to, so there is no resource to name.",
    ),
    Code(
        "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        FindingType.ERROR,
        Topic.TRUST,
        "A trust policy lists who may become the role; a star alone lets in the whole world.",
    ),
    Code(
        "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        FindingType.WARNING,
        Topic.ORGANIZATIONS,
        "A resource control policy also binds AWS services that act for you, and they have no account, organization "
        "or tags to show.",
    ),
    Code(
        "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
        FindingType.WARNING,
        Topic.ORGANIZATIONS,
        "A resource control policy also binds your own users and roles, and their requests never carry the source of "
        "a service.",
    ),
    Code(
        "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
        FindingType.WARNING,
        Topic.ORGANIZATIONS,
        "Not every request of an AWS service says for whom it is, and a denial that ignores this can stop backups or "
        "logs.",
    ),
)
