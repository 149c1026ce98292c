"""The services that give the condition keys about the owner of a VPC endpoint ("AWS global condition context keys")."""

_EVERY_KEY = frozenset(
    [
        "acm-pca",
        "applicationinsights",
        "apprunner",
        "athena",
        "cloudformation",
        "comprehendmedical",
        "compute-optimizer",
        "datasync",
        "discovery",
        "dynamodb",
        "ebs",
        "ecr",
        "ecs",
        "firehose",
        "gamelift",
        "healthlake",
        "iam",
        "iotfleetwise",
        "iotwireless",
        "kinesisanalytics",
        "kms",
        "lambda",
        "medical-imaging",
        "omics",
        "payment-cryptography",
        "polly",
        "rbin",
        "rekognition",
        "route53",
        "s3",
        "scheduler",
        "servicediscovery",
        "servicequotas",
        "shield",
        "ssm-contacts",
        "storagegateway",
        "textract",
        "transcribe",
        "transfer",
    ]
)
_ORGANIZATION_ID_ONLY = frozenset(
    [
        "b2bi",
        "cassandra",
        "cognito-identity",
        "dms",
        "ds-data",
        "identitystore",
        "iottwinmaker",
        "network-firewall",
        "pricing",
        "ses",
        "sms-voice",
        "sqs",
        "workmail",
    ]
)

# The prefixes of the services, by the key in lower case.
SERVICES = {
    "aws:vpceaccount": _EVERY_KEY,
    "aws:vpceorgid": _EVERY_KEY | _ORGANIZATION_ID_ONLY,
    "aws:vpceorgpaths": _EVERY_KEY,
}
# Actions of those services that have none of the keys all the same.
UNSUPPORTED_ACTIONS = ("iam:PassRole",)
