"""Role templates, from which AWS makes roles. AWS pages: "Overview of role templates" (the directory), "AcquireRole".

AWS publishes which templates there are, and what is in them only by the API itself: the lab knows their names.
"""

from iamlab.cloud.errors import no_such_entity, not_simulated
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output

_START = "arn:aws:iam::aws:role-template/"
_TEMPLATES = frozenset(
    f"{_START}{name}RoleTemplate:1"
    for name in (
        "backup.amazonaws.com/AWSBackupDefaultService",
        "datazone.amazonaws.com/AmazonSageMakerAdminIAMPermissiveExecution",
        "datazone.amazonaws.com/AmazonSageMakerUserIAMPermissiveExecution",
        "firehose.amazonaws.com/AmazonCloudWatchMetricStreamsFirehoseToS3",
        "iam.amazonaws.com/PowerUser",
        "logs.amazonaws.com/AmazonCloudWatchLogsScheduledQueryExecution",
        "rum.amazonaws.com/AmazonCloudWatchRUMPutEvents",
        "secretsmanager.amazonaws.com/AWSSecretsManagerRotation",
        "streams.metrics.cloudwatch.amazonaws.com/AmazonCloudWatchMetricStreamsFirehosePutRecords",
        "synthetics.amazonaws.com/AmazonCloudWatchSyntheticsExecution",
        "synthetics.amazonaws.com/AmazonCloudWatchSyntheticsKmsExecution",
        "synthetics.amazonaws.com/AmazonCloudWatchSyntheticsVpcExecution",
    )
)


def of_template(call: Invocation) -> Output:
    arn = call.text("TemplateArn")
    if arn in _TEMPLATES:
        raise not_simulated(
            f"This lab does not have what is in {arn}, which AWS tells by the API only. Make the role with"
            " aws iam create-role and aws iam put-role-policy."
        )
    raise no_such_entity(f"The role template {arn} cannot be found.")


OPERATIONS = {
    "AcquireRole": MappedOperation(of_template, writes=True),
    "GetRoleTemplateVersion": MappedOperation(of_template),
}
