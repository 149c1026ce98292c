"""The codes of: the grammar of policies, which the parser checks."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "JSON_SYNTAX_ERROR",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "AWS reads a policy as JSON; with one comma out of place it reads nothing at all.",
    ),
    Code(
        "DATA_TYPE_MISMATCH",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "Each element takes one kind of JSON value; AWS refuses the whole policy when it finds another kind.",
    ),
    Code(
        "INVALID_POLICY_ELEMENT",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "AWS knows only its own element names, in exactly their capitals, and refuses a policy with any other.",
    ),
    Code(
        "INVALID_EFFECT",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "A statement either allows or denies; with any other word AWS does not know which, and refuses the policy.",
    ),
    Code(
        "INVALID_VERSION",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "Version is the date of the policy language, not of your policy, and only two dates exist.",
    ),
    Code(
        "MISSING_ACTION",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "Without an action the statement does not say what it allows or denies.",
    ),
    Code(
        "MISSING_EFFECT",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "There is no default: a statement has to say whether it allows or denies.",
    ),
    Code(
        "MISSING_STATEMENT",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "The statements are the policy; without one it says nothing.",
    ),
    Code(
        "UNSUPPORTED_ELEMENT_COMBINATION",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "An element and its Not form contradict each other, so AWS refuses a statement that has both.",
    ),
    Code(
        "UNSUPPORTED_SID",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "IAM accepts only letters and digits in a Sid and refuses the whole policy otherwise.",
    ),
    Code(
        "UNIQUE_SIDS_REQUIRED",
        FindingType.ERROR,
        Topic.GRAMMAR,
        "A Sid names one statement; IAM refuses a policy in which two statements have the same name.",
    ),
    Code(
        "MISSING_RESOURCE",
        FindingType.ERROR,
        Topic.RESOURCES,
        "Without a resource the statement does not say what the actions may touch.",
    ),
    Code(
        "INVALID_ARN_PREFIX",
        FindingType.ERROR,
        Topic.RESOURCES,
        "AWS recognises a resource by its ARN; a plain name matches nothing and is refused.",
    ),
    Code(
        "MISSING_PRINCIPAL",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "This kind of policy is attached to a resource, so it has to say who is allowed or denied.",
    ),
    Code(
        "INVALID_PRINCIPAL_FORMAT",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "AWS needs to know what kind of principal a name is: an AWS identity, a service, or a federated user.",
    ),
    Code(
        "INVALID_PRINCIPAL_KEY",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "Only AWS, Service, Federated and CanonicalUser are kinds of principals; any other is refused.",
    ),
    Code(
        "UNSUPPORTED_PRINCIPAL",
        FindingType.ERROR,
        Topic.PRINCIPALS,
        "This policy already belongs to somebody: whoever it is attached to is the principal.",
    ),
    Code(
        "INVALID_CONDITION_OPERATOR",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "The operator says how to compare; AWS refuses a policy with one it does not know.",
    ),
    Code(
        "INVALID_CONDITION_KEY_FORMAT",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A condition key names its service and then the value, so that AWS knows which part of the request to look at.",
    ),
    Code(
        "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "Condition keys ignore capitals, so the two are one key with two different values.",
    ),
    Code(
        "NULL_WITH_IF_EXISTS",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "Null asks whether a key is there, so adding IfExists makes no sense and AWS refuses it.",
    ),
    Code(
        "MISSING_VERSION",
        FindingType.WARNING,
        Topic.GRAMMAR,
        "Without a version AWS uses the language of 2008, in which policy variables are plain text.",
    ),
    Code(
        "UNIQUE_SIDS_RECOMMENDED",
        FindingType.WARNING,
        Topic.GRAMMAR,
        "Messages and logs name a statement by its Sid; with two of the same name you cannot tell which one decided.",
    ),
)
