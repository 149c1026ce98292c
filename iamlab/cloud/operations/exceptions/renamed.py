"""Services whose actions mostly have other names than their operations, one action to an operation.

AWS pages: the "Actions" tables of each service in the "Service Authorization Reference", and the pages named below.
"""

from iamlab.cloud.operations.ask import same

# "Actions, resources, and condition keys for Amazon Keyspaces": the CQL verbs.
KEYSPACES = same(
    "cassandra",
    {
        "CreateKeyspace": "Create",
        "CreateTable": "Create",
        "CreateType": "Create",
        "DeleteKeyspace": "Drop",
        "DeleteTable": "Drop",
        "DeleteType": "Drop",
        "GetKeyspace": "Select",
        "GetTable": "Select",
        "GetTableAutoScalingSettings": "Select",
        "GetType": "Select",
        "ListKeyspaces": "Select",
        "ListTables": "Select",
        "ListTypes": "Select",
        "ListTagsForResource": "Select",
        "RestoreTable": "Restore",
        "UpdateKeyspace": "Alter",
        "UpdateTable": "Alter",
    },
)

# "Identity-based policies for AWS Budgets": two actions for all of budgets, notifications and subscribers.
BUDGETS = same(
    "budgets",
    {
        **dict.fromkeys(
            (
                "CreateBudget",
                "CreateNotification",
                "CreateSubscriber",
                "DeleteBudget",
                "DeleteNotification",
                "DeleteSubscriber",
                "UpdateBudget",
                "UpdateNotification",
                "UpdateSubscriber",
            ),
            "ModifyBudget",
        ),
        **dict.fromkeys(
            (
                "DescribeBudget",
                "DescribeBudgetNotificationsForAccount",
                "DescribeBudgetPerformanceHistory",
                "DescribeBudgets",
                "DescribeNotificationsForBudget",
                "DescribeSubscribersForNotification",
            ),
            "ViewBudget",
        ),
    },
)

DMS = same(
    "dms",
    {
        "DescribeDataProviders": "ListDataProviders",
        "DescribeExtensionPackAssociations": "ListExtensionPacks",
        "DescribeInstanceProfiles": "ListInstanceProfiles",
        "DescribeMetadataModelAssessments": "ListMetadataModelAssessments",
        "DescribeMetadataModelConversions": "ListMetadataModelConversions",
        "DescribeMetadataModelExportsAsScript": "ListMetadataModelExports",
        "DescribeMetadataModelExportsToTarget": "ListMetadataModelExports",
        "DescribeMigrationProjects": "ListMigrationProjects",
        "ModifyConversionConfiguration": "UpdateConversionConfiguration",
        "ModifyDataProvider": "UpdateDataProvider",
        "ModifyInstanceProfile": "UpdateInstanceProfile",
        "ModifyMigrationProject": "UpdateMigrationProject",
        "StartExtensionPackAssociation": "AssociateExtensionPack",
        "StartMetadataModelExportAsScript": "StartMetadataModelExportAsScripts",
    },
)

# "IAM actions for administering/accessing data in Amazon Neptune databases"
NEPTUNE_DATA = same(
    "neptune-db",
    {
        "CancelGremlinQuery": "CancelQuery",
        "CancelOpenCypherQuery": "CancelQuery",
        "DeletePropertygraphStatistics": "DeleteStatistics",
        "DeleteSparqlStatistics": "DeleteStatistics",
        "ExecuteFastReset": "ResetDatabase",
        "ExecuteGremlinExplainQuery": "ReadDataViaQuery",
        "ExecuteGremlinProfileQuery": "ReadDataViaQuery",
        "ExecuteGremlinQuery": "ReadDataViaQuery",
        "ExecuteOpenCypherExplainQuery": "ReadDataViaQuery",
        "ExecuteOpenCypherQuery": "ReadDataViaQuery",
        "GetGremlinQueryStatus": "GetQueryStatus",
        "GetMLDataProcessingJob": "GetMLDataProcessingJobStatus",
        "GetMLEndpoint": "GetMLEndpointStatus",
        "GetMLModelTrainingJob": "GetMLModelTrainingJobStatus",
        "GetMLModelTransformJob": "GetMLModelTransformJobStatus",
        "GetOpenCypherQueryStatus": "GetQueryStatus",
        "GetPropertygraphStatistics": "GetStatisticsStatus",
        "GetPropertygraphStream": "GetStreamRecords",
        "GetPropertygraphSummary": "GetGraphSummary",
        "GetRDFGraphSummary": "GetGraphSummary",
        "GetSparqlStatistics": "GetStatisticsStatus",
        "GetSparqlStream": "GetStreamRecords",
        "ListGremlinQueries": "GetQueryStatus",
        "ListOpenCypherQueries": "GetQueryStatus",
        "ManagePropertygraphStatistics": "ManageStatistics",
        "ManageSparqlStatistics": "ManageStatistics",
    },
)
