"""Operations that the packaged reference has no action for, with the action that AWS's own rule gives them.

AWS page: "Service Authorization Reference: The actions table" (an action usually allows the API operation with the same
name). Measured on the 18,932 operations whose actions the reference knows: 98.7 % have an action of the operation's
name under the service's usual prefix. By prefix, with at least ten known operations each, the rule holds for nine in
ten operations or more under 307 of 316 prefixes, and under those for 99.7 % of the operations. Where it holds, an
unknown operation is taken to follow it as well. So is an action that AWS's managed policies name, of whatever prefix.
A test measures the two tables again.
"""

from functools import lru_cache

from iamlab.catalog import actions, published_names
from iamlab.cloud.operations import api_gateway, kinds, names, prefixes, variables
from iamlab.cloud.operations.ask import Ask, Asks

# Prefixes under which too few operations have an action of their own name.
UNLIKE = frozenset(
    {"bcm-pricing-calculator", "budgets", "cassandra", "dms", "neptune-db", "s3", "signin", "sqs", "tax"}
)
# Prefixes under which too few operations are known to tell.
UNTOLD = frozenset(
    {
        *("autoscaling-plans", "bcm-recommended-actions", "cloudfront-keyvaluestore", "cloudtrail-data"),
        *("codecatalyst", "controlcatalog", "cost-optimization-hub", "cur", "dlm", "ebs", "ec2-instance-connect"),
        *("eks-auth", "execute-api", "freetier", "geo-maps", "geo-places", "geo-routes", "importexport"),
        *("inspector-scan", "iotjobsdata", "kendra-ranking", "managedblockchain-query"),
        *("marketplacecommerceanalytics", "notifications-contacts", "payments", "pricing", "pricingplanmanager"),
        *("rds-data", "route53-recovery-cluster", "s3-outposts", "ssm-guiconnect", "sso-oauth", "sts"),
        *("sustainability", "tag", "uxc", "workmailmessageflow"),
    }
)

_READING = ("BatchGet", "Describe", "Get", "Head", "List", "Search")
# The actions whose resources stand in for those of an unknown one, the likeliest first.
_SIBLINGS = ("Get", "Describe", "Update", "Modify", "Delete", "Put", "Create", "Start", "Stop")


@lru_cache(maxsize=4096)
def asks(service: str, operation: str) -> Asks | None:
    """What IAM is taken to be asked for an operation that the reference does not know; None where nothing is sound."""
    if service in api_gateway.SERVICES or names.asks(service, operation) is not None:
        return None
    usual = prefixes.of(service)
    if len(usual) != 1:
        return None
    action = f"{usual[0]}:{operation}"
    sound = usual[0] not in UNLIKE | UNTOLD
    return (Ask(action, like=_sibling(*usual, operation)),) if sound or published_names.is_action(action) else None


def reads(operation: str) -> bool:
    """Whether an operation changes nothing, by its verb."""
    return operation.startswith(_READING)


def _sibling(prefix: str, operation: str) -> str:
    """A known action about the same thing, and with resources: GetGrant for RevokeGrant. Empty where there is none."""
    about = variables.noun(operation)
    alike = {
        name.partition(":")[2].removesuffix(rest): name
        for name in actions.names(prefix)
        if (rest := variables.rest(name.partition(":")[2])) and variables.stem(rest) == about
    }
    return next((alike[verb] for verb in _SIBLINGS if verb in alike and kinds.of_action(alike[verb])), "")
