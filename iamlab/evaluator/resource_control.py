"""Which requests resource control policies bind ("Resource control policies (RCPs)", AWS Organizations User Guide)."""

from iamlab.evaluator.ownership import is_trust
from iamlab.evaluator.request import Request

# The prefixes of the page's list of AWS services that support RCPs.
SERVICES = frozenset(
    [
        "aoss",
        "appconfig",
        "appstream",
        "autoscaling",
        "autoscaling-plans",
        "budgets",
        "clouddirectory",
        "cloudfront",
        "cloudsearch",
        "cloudtrail-data",
        "codeartifact",
        "codebuild",
        "codecommit",
        "codepipeline",
        "cognito-identity",
        "cognito-idp",
        "comprehend",
        "comprehendmedical",
        "compute-optimizer",
        "cost-optimization-hub",
        "dax",
        "dsql",
        "dynamodb",
        "ecr",
        "ecr-public",
        "events",
        "firehose",
        "fis",
        "fms",
        "gamelift",
        "health",
        "inspector-scan",
        "kendra",
        "kinesisvideo",
        "kms",
        "logs",
        "memorydb",
        "networkmonitor",
        "notifications",
        "opensearch",
        "pca-connector-ad",
        "personalize",
        "polly",
        "pricing",
        "resource-groups",
        "rolesanywhere",
        "s3",
        "secretsmanager",
        "servicediscovery",
        "signin",
        "sqs",
        "sts",
        "support",
        "swf",
        "textract",
        "timestream-influxdb",
        "transcribe",
        "transfer",
        "translate",
        "wafv2",
        "workspaces",
        "xray",
    ]
)

_NOT_IMPACTED = frozenset({"kms:retiregrant"})
_SERVICE_LINKED_PATH = ":role/aws-service-role/"


def supports(request: Request) -> bool:
    """Whether RCPs can restrict the action: its service supports them, and it is none of the exceptions.

    An AWS service assuming its service-linked role is one.
    """
    action = request.action.lower()
    if is_trust(request) and _SERVICE_LINKED_PATH in request.resource:
        return False
    return action.partition(":")[0] in SERVICES and action not in _NOT_IMPACTED
