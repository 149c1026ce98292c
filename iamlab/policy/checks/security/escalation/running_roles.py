"""The ways that make use of roles which something has already."""

from iamlab.policy.checks.security.escalation.path import AWS, BISHOP_FOX, RHINO, SONRAI, path

RUNNING_ROLES = (
    path("sts:AssumeRole", "work as every role that trusts the account, up to administrators' roles", AWS),
    path("lambda:UpdateFunctionCode", "put code of their own into a function, which runs with its role", RHINO),
    path(
        "lambda:UpdateFunctionConfiguration",
        "put a layer of their own into a function, which runs with its role",
        RHINO,
    ),
    path("ssm:SendCommand", "run commands on instances, with the roles of the instances", BISHOP_FOX),
    path("ssm:StartSession", "open a shell on instances, with the roles of the instances", BISHOP_FOX),
    path(
        "ec2-instance-connect:SendSSHPublicKey|ec2-instance-connect:SendSerialConsoleSSHPublicKey",
        "sign in to instances with a key of their own, and use the roles of the instances",
        BISHOP_FOX,
    ),
    path(
        "ec2:ModifyInstanceAttribute + ec2:StopInstances + ec2:StartInstances",
        "make instances run a script of theirs at the next start, with the roles of the instances",
        AWS,
    ),
    path(
        "ec2:CreateLaunchTemplateVersion + ec2:ModifyLaunchTemplate",
        "make new instances of a launch template run a script of theirs",
        AWS,
    ),
    path("ecs:ExecuteCommand", "run commands in running ECS tasks, with the roles of the tasks", AWS),
    path("cloudformation:UpdateStack", "change stacks with the roles that the stacks have already", AWS),
    path(
        "cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet",
        "change stacks with the roles that the stacks have already",
        AWS,
    ),
    path("glue:UpdateDevEndpoint", "put an SSH key of their own on a Glue endpoint, and use its role", RHINO),
    path("codebuild:StartBuild|codebuild:StartBuildBatch", "run other commands than planned in a build", AWS),
    path("sagemaker:CreatePresignedNotebookInstanceUrl", "open other people's notebooks, and use their roles", AWS),
    path("sagemaker:CreatePresignedDomainUrl", "open other people's SageMaker Studio, and use their roles", AWS),
    path(
        "sagemaker:CreateNotebookInstanceLifecycleConfig|sagemaker:UpdateNotebookInstanceLifecycleConfig"
        " + sagemaker:UpdateNotebookInstance + sagemaker:StopNotebookInstance + sagemaker:StartNotebookInstance",
        "make notebooks run a script of theirs at the next start",
        AWS,
    ),
    path(
        "bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter",
        "run code in existing code interpreters, with the roles of those",
        SONRAI,
    ),
    path("elasticmapreduce:AddJobFlowSteps", "run code on EMR clusters, with the roles of the clusters", AWS),
    path("cloud9:CreateEnvironmentMembership", "join other people's development environments", AWS),
    path(
        "iam:DeactivateMFADevice + iam:CreateVirtualMFADevice + iam:EnableMFADevice",
        "put an MFA device of their own in the place of another user's",
        AWS,
    ),
)
