"""Operations of other services whose action has another name, or that ask for several.

AWS pages: the "API operations" and "Actions" tables of each service in the "Service Authorization Reference", and the
service's own page about permissions where it is named below.
"""

from iamlab.cloud.operations.ask import Ask, Asks, same

_TABLE = "arn:${Partition}:dynamodb:${Region}:${Account}:table/"
_KEY = "arn:${Partition}:kms:${Region}:${Account}:key/"
_FUNCTION = "arn:${Partition}:lambda:${Region}:${Account}:function:"


# `_partiql` has the names of the tables by the verbs of the statements, as `derived` reads them.
_PARTIQL = tuple(
    Ask(f"dynamodb:PartiQL{verb}", _TABLE + "${_partiql." + verb.lower() + "}", f"_partiql.{verb.lower()}")
    for verb in ("Select", "Insert", "Update", "Delete")
)

DYNAMODB: dict[str, Asks] = {
    "BatchGetItem": (Ask("dynamodb:BatchGetItem", _TABLE + "${keys(RequestItems)}"),),
    "BatchWriteItem": (Ask("dynamodb:BatchWriteItem", _TABLE + "${keys(RequestItems)}"),),
    **dict.fromkeys(("BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"), _PARTIQL),
    "CreateTable": (
        Ask("dynamodb:CreateTable"),
        Ask("dynamodb:PutResourcePolicy", _TABLE + "${TableName}", "ResourcePolicy"),
    ),
    # "Using IAM with Amazon DynamoDB transactions"
    "TransactGetItems": (Ask("dynamodb:GetItem", _TABLE + "${TransactItems[].Get.TableName}"),),
    "TransactWriteItems": (
        Ask(
            "dynamodb:ConditionCheckItem",
            _TABLE + "${TransactItems[].ConditionCheck.TableName}",
            "TransactItems[].ConditionCheck",
        ),
        Ask("dynamodb:PutItem", _TABLE + "${TransactItems[].Put.TableName}", "TransactItems[].Put"),
        Ask("dynamodb:DeleteItem", _TABLE + "${TransactItems[].Delete.TableName}", "TransactItems[].Delete"),
        Ask("dynamodb:UpdateItem", _TABLE + "${TransactItems[].Update.TableName}", "TransactItems[].Update"),
    ),
    # With an index, only the index is asked for: "Using conditions for fine-grained access control".
    "Query": (
        Ask("dynamodb:Query", _TABLE + "${TableName}", "!IndexName"),
        Ask("dynamodb:Query", _TABLE + "${TableName}/index/${IndexName}", "IndexName"),
    ),
    "Scan": (
        Ask("dynamodb:Scan", _TABLE + "${TableName}", "!IndexName"),
        Ask("dynamodb:Scan", _TABLE + "${TableName}/index/${IndexName}", "IndexName"),
    ),
}

LAMBDA: dict[str, Asks] = {
    "Invoke": (Ask("lambda:InvokeFunction", _FUNCTION + "${_function}"),),
    "InvokeWithResponseStream": (Ask("lambda:InvokeFunction", _FUNCTION + "${_function}"),),
    "GetLayerVersionByArn": (Ask("lambda:GetLayerVersion", "${Arn}"),),
    "CreateFunction": (
        Ask("lambda:CreateFunction", _FUNCTION + "${_function}"),
        Ask("lambda:GetLayerVersion", "${Layers}", "Layers"),
    ),
}

KMS: dict[str, Asks] = {
    "ReEncrypt": (
        Ask("kms:ReEncryptFrom", _KEY + "${_source_key}"),
        Ask("kms:ReEncryptTo", _KEY + "${_destination_key}"),
    ),
    # "Controlling access to aliases": the alias and the key are both asked for.
    "CreateAlias": (
        Ask("kms:CreateAlias", "arn:${Partition}:kms:${Region}:${Account}:${AliasName}"),
        Ask("kms:CreateAlias", _KEY + "${TargetKeyId}"),
    ),
    "UpdateAlias": (
        Ask("kms:UpdateAlias", "arn:${Partition}:kms:${Region}:${Account}:${AliasName}"),
        Ask("kms:UpdateAlias", _KEY + "${TargetKeyId}"),
    ),
    "DeleteAlias": (Ask("kms:DeleteAlias", "arn:${Partition}:kms:${Region}:${Account}:${AliasName}"),),
}

_BALANCER = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/"
_STORED = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:"
_SSM = "arn:${Partition}:ssm:${Region}:"
_INSTANCE = "arn:${Partition}:ec2:${Region}:${Account}:instance/"
_ROLE = "arn:${Partition}:iam::${Account}:role/${RoleName}"

SMALL: dict[str, dict[str, Asks]] = {
    "accessanalyzer": same("access-analyzer", {"GetFindingV2": "GetFinding", "ListFindingsV2": "ListFindings"}),
    "athena": {
        "StartQueryExecution": (
            Ask(
                "athena:StartQueryExecution",
                "arn:${Partition}:athena:${Region}:${Account}:workgroup/${WorkGroup || 'primary'}",
            ),
        ),
    },
    "apigatewaymanagementapi": same(
        "execute-api",
        dict.fromkeys(("DeleteConnection", "GetConnection", "PostToConnection"), "ManageConnections"),
    ),
    # The right to invoke a model is one for all ways to call it ("InvokeModel", "Converse").
    "bedrock-runtime": {
        operation: (Ask(f"bedrock:{action}", "arn:${Partition}:bedrock:${Region}::foundation-model/${modelId}"),)
        for operation, action in {
            "Converse": "InvokeModel",
            "ConverseStream": "InvokeModelWithResponseStream",
            "InvokeModel": "InvokeModel",
            "InvokeModelWithBidirectionalStream": "InvokeModelWithResponseStream",
            "InvokeModelWithResponseStream": "InvokeModelWithResponseStream",
            "StartAsyncInvoke": "InvokeModel",
        }.items()
    },
    "bedrock-agent-runtime": same("bedrock", {"RetrieveAndGenerateStream": "RetrieveAndGenerate"}),
    "cloudfront": {
        "CreateDistributionWithTags": (
            Ask("cloudfront:CreateDistribution"),
            Ask("cloudfront:TagResource", "arn:${Partition}:cloudfront::${Account}:distribution/*"),
        ),
    },
    "cloudsearchdomain": same("cloudsearch", {"Search": "search", "Suggest": "suggest", "UploadDocuments": "document"}),
    "detective": same("detective", {"ListOrganizationAdminAccounts": "ListOrganizationAdminAccount"}),
    "elbv2": {
        "CreateLoadBalancer": (
            Ask(
                "elasticloadbalancing:CreateLoadBalancer",
                _BALANCER + "app/${Name}/*",
                "!Type || Type == 'application'",
            ),
            Ask("elasticloadbalancing:CreateLoadBalancer", _BALANCER + "net/${Name}/*", "Type == 'network'"),
            Ask("elasticloadbalancing:CreateLoadBalancer", _BALANCER + "gwy/${Name}/*", "Type == 'gateway'"),
        ),
    },
    # "Grant a user permissions to pass a role to an AWS service": a role that is put into an instance profile.
    "iam": {
        "AddRoleToInstanceProfile": (
            Ask("iam:AddRoleToInstanceProfile"),
            Ask("iam:PassRole", _ROLE, context={"iam:PassedToService": "ec2.amazonaws.com"}),
        ),
    },
    "neptune-graph": same("neptune-graph", {"ExecuteQuery": "ReadDataViaQuery", "GetQuery": "GetQueryStatus"}),
    # "Identity-based policies in EventBridge Scheduler": a schedule is in the group `default` unless the call says so.
    "scheduler": {
        operation: (
            Ask(
                f"scheduler:{operation}",
                "arn:${Partition}:scheduler:${Region}:${Account}:schedule/${GroupName || 'default'}/${Name}",
            ),
        )
        for operation in ("CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule")
    },
    "signin": same(
        "signin",
        {
            "IntrospectOAuth2TokenWithIAM": "IntrospectOAuth2Token",
            "RevokeOAuth2TokenWithIAM": "RevokeOAuth2Token",
            "CreateOAuth2TokenWithIAM": "CreateOAuth2Token",
        },
    ),
    # "BatchGetSecretValue", "RotateSecret": required permissions
    "secretsmanager": {
        "BatchGetSecretValue": (
            Ask("secretsmanager:BatchGetSecretValue", "*"),
            Ask("secretsmanager:ListSecrets", "*", "Filters"),
            Ask("secretsmanager:GetSecretValue", _STORED + "${_secrets}", "_secrets"),
        ),
        "RotateSecret": (
            Ask("secretsmanager:RotateSecret", _STORED + "${SecretId}"),
            Ask("lambda:InvokeFunction", "${RotationLambdaARN}", "RotationLambdaARN"),
        ),
    },
    # "Amazon SNS actions"; a text message goes to no topic: "Sending SMS messages" has `*` as the resource.
    "sns": {
        **same("sns", {"PublishBatch": "Publish"}),
        "Publish": (
            Ask("sns:Publish", "${[TopicArn, TargetArn] | [?@]}", "!PhoneNumber"),
            Ask("sns:Publish", "*", "PhoneNumber"),
        ),
    },
    # "Amazon SQS API permissions": the batch calls need the action of the single call.
    "sqs": same(
        "sqs",
        {
            "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
            "DeleteMessageBatch": "DeleteMessage",
            "SendMessageBatch": "SendMessage",
        },
    ),
    # AWS Tax Settings: "Use fine-grained AWS Tax Settings actions"
    "taxsettings": same(
        "tax",
        {
            "BatchGetTaxExemptions": "GetExemptions",
            "GetTaxExemptionTypes": "GetExemptions",
            "ListTaxExemptions": "GetExemptions",
            "PutTaxExemption": "UpdateExemptions",
        },
    ),
    # "Actions, resources, and condition keys for AWS Systems Manager"; documents of AWS have no account in their ARN.
    "ssm": {
        "SendCommand": (
            Ask("ssm:SendCommand", _SSM + "${Account}:document/${DocumentName}", "!starts_with(DocumentName, 'AWS-')"),
            Ask("ssm:SendCommand", _SSM + ":document/${DocumentName}", "starts_with(DocumentName, 'AWS-')"),
            Ask("ssm:SendCommand", _INSTANCE + "${_instances.i}", "_instances.i"),
            Ask("ssm:SendCommand", _SSM + "${Account}:managed-instance/${_instances.mi}", "_instances.mi"),
        ),
        # "Sample IAM policies for Session Manager"; the default document is not asked for.
        "StartSession": (
            Ask("ssm:StartSession", _INSTANCE + "${Target}", "starts_with(Target, 'i-')"),
            Ask("ssm:StartSession", _SSM + "${Account}:managed-instance/${Target}", "starts_with(Target, 'mi-')"),
            Ask("ssm:StartSession", _SSM + "${Account}:document/${DocumentName}", "!starts_with(DocumentName, 'AWS-')"),
            Ask("ssm:StartSession", _SSM + ":document/${DocumentName}", "starts_with(DocumentName, 'AWS-')"),
        ),
    },
    # "Pass session tags in AWS STS": who passes tags needs this, too.
    "sts": {
        "AssumeRole": (Ask("sts:AssumeRole"), Ask("sts:TagSession", "${RoleArn}", "Tags")),
    },
    "timestream-query": same("timestream", {"Query": "Select"}),
    "wickr": same("wickr", {"UpdateNetwork": "UpdateNetworkDetails"}),
    "glue": same(
        "glue",
        {
            "GetUnfilteredPartitionMetadata": "GetPartition",
            "GetUnfilteredPartitionsMetadata": "GetPartitions",
            "GetUnfilteredTableMetadata": "GetTable",
        },
    ),
    "marketplace-agreement": same(
        "aws-marketplace",
        {
            "AcceptAgreementApproval": "AcceptAgreementApprovalRequest",
            "GetAgreementApproval": "GetAgreementApprovalRequest",
            "ListAgreementApprovals": "ListAgreementApprovalRequests",
            "RejectAgreementApproval": "RejectAgreementApprovalRequest",
        },
    ),
}
