"""ARN formats that the "Service Authorization Reference" leaves out, each with the page that has them."""

# "AWS Managed Policy Reference": resources in policies that AWS writes itself.
_MANAGED_POLICIES = (
    "arn:${Partition}:apigateway:${Region}::/tags",
    "arn:${Partition}:apigateway:${Region}::/v2/apis",
    "arn:${Partition}:apigateway:${Region}::/v2/apis/${Path}",
    "arn:${Partition}:appflow:${Region}:${Account}:connector-profile/${Name}",
    "arn:${Partition}:aps:${Region}:${Account}:/workspaces",
    "arn:${Partition}:autoscaling:${Region}:${Account}:scalingPolicy:${PolicyId}:resource/${Path}",
    "arn:${Partition}:backup:${Region}:${Account}:recovery-point:${RecoveryPointId}",
    "arn:${Partition}:bedrock-agentcore:${Region}:${Account}:credential-provider/${Name}",
    "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${StackName}",
    "arn:${Partition}:cloudformation:${Region}:${Account}:transform/${Name}",
    "arn:${Partition}:cloudwatch:${Region}:${Account}:iotfleethub${Name}",
    "arn:${Partition}:config:${Region}:${Account}::config-rule/${Name}",
    "arn:${Partition}:ec2:${Region}:${Account}:vpc-endpoint:${VpcEndpointId}",
    "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:listener/${Name}",
    "arn:${Partition}:grafana:${Region}:${Account}:/workspaces",
    "arn:${Partition}:logs:${Region}:${Account}:/aws${LogGroupName}",
    "arn:${Partition}:logs:${Region}:${Account}:log-group::log-stream:",
    "arn:${Partition}:logs:${Region}:${Account}:log-group::log-stream:${LogStreamName}",
    "arn:${Partition}:organizations::${Account}:",
    "arn:${Partition}:pricingplanmanager::${Account}:subscription:${Id}",
    "arn:${Partition}:profile:${Region}:${Account}:/domains/${Name}",
    "arn:${Partition}:profile:${Region}:${Account}:/templates${Path}",
    "arn:${Partition}:quicksight:${Region}:${Account}:vpcconnection/${Id}",
    "arn:${Partition}:redshift-serverless:${Region}:${Account}:snapshotcopyconfiguration/${Id}",
    "arn:${Partition}:robomaker:${Region}:${Account}:/createSimulationApplication",
    "arn:${Partition}:sagemaker:${Region}:${Account}:Canvas${Name}",
    "arn:${Partition}:sagemaker:${Region}:${Account}:canvas${Name}",
    "arn:${Partition}:sagemaker:${Region}:${Account}:endpointconfig/${Name}",
    "arn:${Partition}:secretsmanager:${Region}:${Account}:sqlworkbench!${Name}",
    "arn:${Partition}:securityagent:${Region}:${Account}:agent-instance${Id}",
    "arn:${Partition}:states:${Region}:${Account}:statemachine:${Name}",
    "arn:${Partition}:waf::${Account}:changetoken/${Token}",
    "arn:${Partition}:waf:${Region}:${Account}:changetoken/${Token}",
    "arn:${Partition}:waf-regional:${Region}:${Account}:changetoken/${Token}",
)
# "AWS Managed Policy Reference": texts without an account that nobody but AWS writes.
AS_WRITTEN = frozenset({"arn:aws:kms:*::*", "arn:*:kms:*:::*"})
# "IAM identifiers": the ARN of a role's session.
_IDENTIFIERS = ("arn:${Partition}:sts::${Account}:assumed-role/${RoleName}/${RoleSessionName}",)
# "Amazon ECS: Amazon Resource Names (ARNs) and IDs": the old format has no cluster in it.
_ECS = (
    "arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ContainerInstanceId}",
    "arn:${Partition}:ecs:${Region}:${Account}:service/${ServiceName}",
    "arn:${Partition}:ecs:${Region}:${Account}:task/${TaskId}",
)
# "AWS Security Hub: DescribeProducts": the policy of a subscription.
_SECURITY_HUB = ("arn:${Partition}:securityhub:${Region}:${Account}:product-subscription/${Company}/${ProductId}",)

MORE = (*_MANAGED_POLICIES, *_IDENTIFIERS, *_ECS, *_SECURITY_HUB)
# Nobody says which actions work on these.
ACTIONS_UNKNOWN = frozenset((*_MANAGED_POLICIES, *_ECS, *_SECURITY_HUB))

_OUTPOST = "arn:${Partition}:s3-outposts:${Region}:${Account}:outpost/${OutpostId}"

# Formats that stand for a resource that has another format in the reference. An action on that one works on these too.
SAME = {
    # "Overview of managing access permissions to your CloudWatch Logs resources": a log group may end with `:*`.
    "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}": (
        "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:${Any}",
    ),
    # "Using resource-based policies for Lambda": a function may be called by a version or an alias.
    "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}": (
        "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}",
    ),
    # "Control access to a REST API with IAM permissions": the root of an API has no path.
    "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${ApiSpecificResourcePath}": (
        "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/",
    ),
    # "Amazon S3 User Guide", permissions of Multi-Region Access Points: what they list, and their objects.
    "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}": (
        "arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}",
    ),
    "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}": (
        "arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}/object/${ObjectName}",
    ),
    # "AWS Managed Policy Reference": what AWS offers to everybody has no account.
    "arn:${Partition}:ssm:${Region}:${Account}:automation-definition/${AutomationDefinitionName}:${VersionId}": (
        "arn:${Partition}:ssm:${Region}::automation-definition/${AutomationDefinitionName}:${VersionId}",
    ),
    "arn:${Partition}:ssm:${Region}:${Account}:document/${DocumentName}": (
        "arn:${Partition}:ssm:${Region}::document/${DocumentName}",
    ),
    "arn:${Partition}:ssm:${Region}:${Account}:parameter/${ParameterNameWithoutLeadingSlash}": (
        "arn:${Partition}:ssm:${Region}::parameter/aws/service/${Path}",
    ),
    # "Service Authorization Reference", AWS Resource Explorer: the views that AWS makes have no account.
    "arn:${Partition}:resource-explorer-2:${Region}:${Account}:view/${ViewName}/${ViewUuid}": (
        "arn:${Partition}:resource-explorer-2:${Region}::view/${ViewName}/service-view",
    ),
    # "Amazon ECS: Amazon Resource Names (ARNs) and IDs": the new format has the cluster in it.
    "arn:${Partition}:ecs:${Region}:${Account}:task/${TaskId}": (
        "arn:${Partition}:ecs:${Region}:${Account}:task/${ClusterName}/${TaskId}",
    ),
    # "AWS Security Hub Finding Format", ProductArn: products of AWS and its partners have no account.
    "arn:${Partition}:securityhub:${Region}:${Account}:product/${Company}/${ProductId}": (
        "arn:${Partition}:securityhub:${Region}::product/${Company}/${ProductId}",
    ),
    # "Versions and aliases in Step Functions workflows", authorization: an execution of a version or an alias.
    "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}": (
        "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}:${Qualifier}",
    ),
    # "Using Amazon S3 on Outposts access points": objects behind an access point.
    f"{_OUTPOST}/bucket/${{BucketName}}/object/${{ObjectName}}": (
        f"{_OUTPOST}/accesspoint/${{AccessPointName}}/object/${{ObjectName}}",
    ),
    # "IAM policy examples for Amazon QuickSight": users have no Region.
    "arn:${Partition}:quicksight:${Region}:${Account}:user/${ResourceId}": (
        "arn:${Partition}:quicksight::${Account}:user/${ResourceId}",
    ),
    # "Access control" (AWS Backup), resource ARNs: recovery points of EC2 are snapshots and images.
    "arn:${Partition}:${Vendor}:${Region}:*:${ResourceType}:${RecoveryPointId}": (
        "arn:${Partition}:ec2:${Region}::image/${ImageId}",
        "arn:${Partition}:ec2:${Region}::snapshot/${SnapshotId}",
    ),
}
