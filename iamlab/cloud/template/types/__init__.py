"""The resource types that a template may use: one module for each service.

A module gives `TYPES: dict[str, ResourceType]` by CloudFormation's name of the type. A ResourceType has the properties
(name -> one of the kinds of `template.properties`: TEXT, TEXTS, NUMBER, BOOLEAN, DOCUMENT, TAGS, LIST, one_of(...),
structure(...); `needed(...)` for one that must be there) and a function that makes the resource:

    def _queue(resource: Resource, site: Site) -> Made:
        name = resource.name("QueueName")  # the property, or the logical id
        made = site.call("sqs", "CreateQueue", {"QueueName": name, "tags": ...}, "QueueName")
        return Made(ref=made["QueueUrl"], attributes={"Arn": ..., "QueueName": name})

`site.call` carries out one operation of one service (botocore's names) as the account's root user; parameters that are
None are left out, and an error is reported at the property that the last argument names. `site.account.id` and
`site.region` are there for ARNs, `policy_text(...)` makes a policy document the text that services take. References
(Ref, Fn::GetAtt, ...) are resolved before, and what a resource refers to is made before it. AWS page of each type:
"Return values" says what Ref and Fn::GetAtt give. A type without a module is declared only: `template.declared`.
"""

from iamlab.cloud.template.resource_type import ResourceType
from iamlab.cloud.template.types import (
    accessanalyzer,
    cloudtrail,
    dynamodb,
    ec2,
    iam,
    kms,
    lambda_,
    s3,
    secretsmanager,
    sns,
    sqs,
    ssm,
)

TYPES: dict[str, ResourceType] = {
    **accessanalyzer.TYPES,
    **cloudtrail.TYPES,
    **dynamodb.TYPES,
    **ec2.TYPES,
    **iam.TYPES,
    **kms.TYPES,
    **lambda_.TYPES,
    **s3.TYPES,
    **secretsmanager.TYPES,
    **sns.TYPES,
    **sqs.TYPES,
    **ssm.TYPES,
}
