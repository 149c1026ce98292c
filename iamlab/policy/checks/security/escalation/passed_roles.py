"""The ways on which a role is passed to a service, which then does with it what somebody says."""

from iamlab.policy.checks.security.escalation.path import AWS, RHINO, SONRAI, passing

_ANY_ROLE = "run code of their own with any role that"

PASSED_ROLES = (
    passing("ec2:RunInstances", f"{_ANY_ROLE} EC2 instances may use", RHINO, "ec2"),
    passing(
        "lambda:CreateFunction + lambda:InvokeFunction|lambda:CreateEventSourceMapping|lambda:AddPermission"
        "|lambda:CreateFunctionUrlConfig",
        f"{_ANY_ROLE} Lambda functions may use",
        RHINO,
        "lambda",
    ),
    passing(
        "cloudformation:CreateStack|cloudformation:UpdateStack",
        "make any resource with any role that CloudFormation may use",
        RHINO,
        "cloudformation",
    ),
    passing(
        "cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet",
        "change any stack with any role that CloudFormation may use",
        AWS,
        "cloudformation",
    ),
    passing(
        "cloudformation:CreateStackSet|cloudformation:UpdateStackSet + cloudformation:CreateStackInstances",
        "make any resource, in several accounts, with any role that CloudFormation may use",
        AWS,
        "cloudformation",
    ),
    passing(
        "ecs:RunTask|ecs:StartTask",
        "start an ECS task with a command of their own and any role that ECS tasks may use",
        RHINO,
        "ecs-tasks",
    ),
    passing(
        "ecs:RegisterTaskDefinition + ecs:CreateService|ecs:UpdateService",
        f"{_ANY_ROLE} ECS tasks may use",
        RHINO,
        "ecs-tasks",
    ),
    passing(
        "codebuild:CreateProject|codebuild:UpdateProject + codebuild:StartBuild|codebuild:StartBuildBatch",
        f"{_ANY_ROLE} CodeBuild may use",
        RHINO,
        "codebuild",
    ),
    passing("glue:CreateDevEndpoint", f"{_ANY_ROLE} Glue may use", RHINO, "glue"),
    passing(
        "glue:CreateJob|glue:UpdateJob + glue:StartJobRun|glue:CreateTrigger",
        f"{_ANY_ROLE} Glue jobs may use",
        RHINO,
        "glue",
    ),
    passing("glue:CreateSession + glue:RunStatement", f"{_ANY_ROLE} Glue sessions may use", AWS, "glue"),
    passing(
        "sagemaker:CreateNotebookInstance + sagemaker:CreatePresignedNotebookInstanceUrl",
        f"{_ANY_ROLE} SageMaker notebooks may use",
        RHINO,
        "sagemaker",
    ),
    passing("sagemaker:CreateTrainingJob", f"{_ANY_ROLE} SageMaker training may use", RHINO, "sagemaker"),
    passing("sagemaker:CreateProcessingJob", f"{_ANY_ROLE} SageMaker processing may use", RHINO, "sagemaker"),
    passing(
        "sagemaker:CreateUserProfile|sagemaker:CreateDomain + sagemaker:CreatePresignedDomainUrl",
        f"{_ANY_ROLE} SageMaker Studio may use",
        AWS,
        "sagemaker",
    ),
    passing(
        "datapipeline:CreatePipeline + datapipeline:PutPipelineDefinition + datapipeline:ActivatePipeline",
        f"{_ANY_ROLE} Data Pipeline may use",
        RHINO,
        "datapipeline ec2 elasticmapreduce",
    ),
    passing(
        "ec2:AssociateIamInstanceProfile|ec2:ReplaceIamInstanceProfileAssociation + ssm:SendCommand|ssm:StartSession",
        "give a running instance any role that EC2 may use, and command it",
        AWS,
        "ec2",
    ),
    passing(
        "iam:AddRoleToInstanceProfile",
        "put another role behind the instances of an instance profile",
        RHINO,
        "ec2",
    ),
    passing(
        "ec2:RequestSpotInstances|ec2:RequestSpotFleet|ec2:CreateFleet",
        f"{_ANY_ROLE} EC2 instances may use",
        AWS,
        "ec2 spotfleet",
    ),
    passing(
        "autoscaling:CreateLaunchConfiguration + autoscaling:CreateAutoScalingGroup|autoscaling:UpdateAutoScalingGroup",
        f"{_ANY_ROLE} EC2 instances may use",
        RHINO,
        "ec2",
    ),
    passing(
        "ec2:CreateLaunchTemplate|ec2:CreateLaunchTemplateVersion"
        " + autoscaling:CreateAutoScalingGroup|autoscaling:UpdateAutoScalingGroup",
        f"{_ANY_ROLE} EC2 instances may use",
        RHINO,
        "ec2",
    ),
    passing(
        "states:CreateStateMachine|states:UpdateStateMachine + states:StartExecution",
        "call the API of any service with any role that Step Functions may use",
        AWS,
        "states",
    ),
    passing(
        "events:PutRule + events:PutTargets",
        "have EventBridge start tasks and builds with any role that it may use",
        AWS,
        "events",
    ),
    passing(
        "scheduler:CreateSchedule|scheduler:UpdateSchedule",
        "call the API of any service with any role that EventBridge Scheduler may use",
        AWS,
        "scheduler",
    ),
    passing("elasticmapreduce:RunJobFlow", f"{_ANY_ROLE} EMR clusters may use", AWS, "elasticmapreduce ec2"),
    passing("emr-serverless:StartJobRun", f"{_ANY_ROLE} EMR Serverless may use", AWS, "emr-serverless"),
    passing("batch:RegisterJobDefinition + batch:SubmitJob", f"{_ANY_ROLE} Batch jobs may use", AWS, "ecs-tasks batch"),
    passing(
        "apprunner:CreateService|apprunner:UpdateService",
        f"{_ANY_ROLE} App Runner may use",
        AWS,
        "tasks.apprunner build.apprunner apprunner",
    ),
    passing(
        "bedrock-agentcore:CreateCodeInterpreter + bedrock-agentcore:StartCodeInterpreterSession"
        " + bedrock-agentcore:InvokeCodeInterpreter",
        f"{_ANY_ROLE} code interpreters of Bedrock may use",
        SONRAI,
        "bedrock-agentcore",
    ),
    passing(
        "imagebuilder:CreateInfrastructureConfiguration + imagebuilder:CreateImage|imagebuilder:CreateImagePipeline",
        f"{_ANY_ROLE} EC2 instances may use, while an image is built",
        AWS,
        "ec2",
    ),
    passing(
        "kinesisanalytics:CreateApplication + kinesisanalytics:StartApplication",
        f"{_ANY_ROLE} Kinesis Data Analytics may use",
        AWS,
        "kinesisanalytics",
    ),
    passing(
        "elasticbeanstalk:CreateEnvironment|elasticbeanstalk:UpdateEnvironment",
        f"{_ANY_ROLE} EC2 instances may use",
        AWS,
        "ec2 elasticbeanstalk",
    ),
    passing("ssm:StartAutomationExecution", "run steps of their own with any role that Automation may use", AWS, "ssm"),
    passing(
        "fis:CreateExperimentTemplate + fis:StartExperiment",
        "run commands on instances with any role that Fault Injection Service may use",
        AWS,
        "fis",
    ),
    passing("synthetics:CreateCanary + synthetics:StartCanary", f"{_ANY_ROLE} canaries may use", AWS, "lambda"),
    passing("amplify:CreateApp|amplify:UpdateApp + amplify:StartJob", f"{_ANY_ROLE} Amplify may use", AWS, "amplify"),
    passing(
        "airflow:CreateEnvironment + airflow:CreateWebLoginToken",
        f"{_ANY_ROLE} Managed Airflow may use",
        AWS,
        "airflow airflow-env",
    ),
    passing("braket:CreateJob", f"{_ANY_ROLE} Braket jobs may use", AWS, "braket"),
    passing(
        "cognito-identity:SetIdentityPoolRoles",
        "let the users of an identity pool work with any role that Cognito may use",
        RHINO,
        "cognito-identity",
    ),
    passing(
        "rolesanywhere:CreateTrustAnchor + rolesanywhere:CreateProfile",
        "make certificates of their own good for any role that Roles Anywhere may use",
        AWS,
        "rolesanywhere",
    ),
    passing(
        "iot:CreateRoleAlias + iot:CreatePolicy + iot:AttachPolicy"
        " + iot:CreateKeysAndCertificate|iot:CreateCertificateFromCsr",
        "get credentials of any role that IoT devices may use",
        AWS,
        "credentials.iot",
    ),
    passing(
        "transfer:CreateUser|transfer:UpdateUser",
        "read and write files with any role that Transfer Family may use",
        AWS,
        "transfer",
    ),
)
