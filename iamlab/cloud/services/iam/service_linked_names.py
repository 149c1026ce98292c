"""The service-linked roles that AWS services have: how each is called, and the policy that AWS attaches to it.

AWS page: "AWS services that work with IAM" (column "Service-linked roles"), and each service's own page about its role.
AWS publishes no list; these are the common ones.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkedRole:
    """`policy` is the name of an AWS managed policy. Only a few services have several roles, told by a suffix."""

    name: str
    policy: str
    takes_suffix: bool = False


LINKED_ROLES = {
    f"{service}.amazonaws.com": LinkedRole(f"AWSServiceRoleFor{name}", policy, service == "autoscaling")
    for service, name, policy in (
        ("access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
        ("apprunner", "AppRunner", "AppRunnerServiceRolePolicy"),
        ("autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"),
        ("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
        ("batch", "Batch", "BatchServiceRolePolicy"),
        ("cks.kms", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"),
        ("cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"),
        ("compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"),
        ("config", "Config", "AWSConfigServiceRolePolicy"),
        (
            "dynamodb.application-autoscaling",
            "ApplicationAutoScaling_DynamoDBTable",
            "AWSApplicationAutoscalingDynamoDBTablePolicy",
        ),
        ("ecs", "ECS", "AmazonECSServiceRolePolicy"),
        (
            "ecs.application-autoscaling",
            "ApplicationAutoScaling_ECSService",
            "AWSApplicationAutoscalingECSServicePolicy",
        ),
        ("eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
        ("eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
        ("elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"),
        ("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
        ("elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
        ("elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
        ("es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
        ("fms", "FMS", "FMSServiceRolePolicy"),
        ("globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
        ("guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
        ("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
        ("logger.cloudfront", "CloudFrontLogger", "AWSCloudFrontLogger"),
        ("macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
        ("mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"),
        ("opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
        ("ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"),
        ("organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
        ("ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
        ("rds", "RDS", "AmazonRDSServiceRolePolicy"),
        ("redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
        ("replication.dynamodb", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
        ("replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"),
        ("replicator.lambda", "LambdaReplicator", "AWSLambdaReplicator"),
        ("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
        ("spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
        ("spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
        ("ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
        ("sso", "SSO", "AWSSSOServiceRolePolicy"),
        ("support", "Support", "AWSSupportServiceRolePolicy"),
        ("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
        ("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
        ("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
    )
}
