"""The codes of: names of services, actions and condition keys."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "INVALID_ACTION",
        FindingType.ERROR,
        Topic.ACTIONS,
        "An action that AWS does not have matches no request, so the statement silently allows or denies less than "
        "you think.",
    ),
    Code(
        "INVALID_SERVICE_IN_ACTION",
        FindingType.ERROR,
        Topic.ACTIONS,
        "Every action starts with the prefix of its service, and with a wrong prefix it matches no request at all.",
    ),
    Code(
        "INVALID_SERVICE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "No request carries a key of a service that does not exist, so the condition does not decide what you want "
        "it to.",
    ),
    Code(
        "INVALID_GLOBAL_CONDITION_KEY",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "AWS never fills in a key that it does not know, so the condition always works with a missing value.",
    ),
    Code(
        "INVALID_SERVICE_CONDITION_KEY",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A service fills in only its own keys, so a condition on any other key always works with a missing value.",
    ),
    Code(
        "UNSUPPORTED_GLOBAL_CONDITION_KEY",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A key that AWS no longer supports can be missing in a request, and then the condition protects nothing.",
    ),
    Code(
        "MISSING_TAG_KEY_IN_CONDITION",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A resource or a request can have many tags, so AWS must know which of them the condition compares.",
    ),
    Code(
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A request for such an action never has a value for the key, so the condition cannot limit the action in "
        "the way that you want.",
    ),
    Code(
        "MISSING_ACTION_FOR_CONDITION_KEY",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "Only requests for one certain action have a value for this key, so without that action the condition "
        "compares nothing.",
    ),
    Code(
        "DEPRECATED_GLOBAL_CONDITION_KEY",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "AWS keeps an old key only for the sake of old policies, and its successor is the one that is explained "
        "and maintained.",
    ),
    Code(
        "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "Other services send no value for this key, so the condition can let strangers in or lock your own people out.",
    ),
    Code(
        "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "Without the tag in the request the condition of the Deny is false, so what you want to protect stays open.",
    ),
    Code(
        "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "NotAction also reaches actions that carry no resource tag, and you cannot see which of them the Deny "
        "fails to stop.",
    ),
    Code(
        "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "Without the tag in the request the condition of the Allow is false, so people do not get the access that "
        "you mean to give.",
    ),
    Code(
        "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "NotAction also reaches actions that carry no resource tag, so it is hard to tell what the statement "
        "really allows.",
    ),
    Code(
        "WILDCARD_IN_SERVICE_NAME",
        FindingType.SUGGESTION,
        Topic.ACTIONS,
        "AWS starts new services all the time, and a wildcard in the service name may include one without anybody "
        "noticing.",
    ),
)
