"""The operations that the sandbox carries out, by botocore's service name and the API's operation name."""

from iamlab.cloud.services import ec2, iam, s3, sts
from iamlab.cloud.services.operation import Operation

SIMULATED: dict[str, dict[str, Operation]] = {
    "ec2": ec2.OPERATIONS,
    "iam": iam.OPERATIONS,
    "s3": s3.OPERATIONS,
    "sts": sts.OPERATIONS,
}
