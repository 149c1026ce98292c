"""The condition keys that exist outside one service's reference ("AWS global condition context keys").

The cross-service keys of that page (`ec2:SourceInstanceArn` and so on) are here too: every action can carry them.
"""

from dataclasses import dataclass
from enum import StrEnum


class KeyType(StrEnum):
    """What the values of a condition key are, as the "Service Authorization Reference" spells it."""

    STRING = "String"
    BOOL = "Bool"
    DATE = "Date"
    NUMERIC = "Numeric"
    IP = "IPAddress"
    ARN = "ARN"
    BINARY = "Binary"


@dataclass(frozen=True, slots=True)
class ConditionKey:
    """A condition key. `name` has AWS's spelling; a part to fill in stays: `aws:ResourceTag/${TagKey}`.

    A multivalued key can have several values in one request. `second_type` is for the few keys with two types.
    """

    name: str
    type: KeyType
    multivalued: bool
    description: str
    second_type: KeyType | None = None


# Deprecated keys that still work, and what AWS says to use in their place: aws:ARN in the "IAM policy validation
# check reference", aws:SourceOwner in the Amazon SNS guide ("Example cases for Amazon SNS access control").
REPLACEMENTS = {"aws:arn": "aws:PrincipalArn", "aws:sourceowner": "aws:SourceAccount"}

# name, type, multivalued, description
_ROWS: tuple[tuple[str, str, bool, str], ...] = (
    # Properties of the principal
    ("aws:PrincipalArn", "ARN", False, "The ARN of the user or role that makes the request"),
    ("aws:PrincipalAccount", "String", False, "The account that the principal belongs to"),
    ("aws:PrincipalOrgPaths", "String", True, "The path of the principal's account through its organization"),
    ("aws:PrincipalOrgID", "String", False, "The organization that the principal belongs to"),
    ("aws:PrincipalTag/${TagKey}", "String", False, "The value of a tag of the principal"),
    ("aws:PrincipalIsAWSService", "Bool", False, "Whether an AWS service makes the request with its own name"),
    ("aws:PrincipalServiceName", "String", False, "The name of the AWS service that makes the request"),
    ("aws:PrincipalServiceNamesList", "String", True, "All names of the AWS service that makes the request"),
    ("aws:PrincipalType", "String", False, "The kind of the principal: Account, User, AssumedRole, ..."),
    ("aws:userid", "String", False, "The unique ID of the principal"),
    ("aws:username", "String", False, "The name of the IAM user that makes the request"),
    # Properties of a role session
    ("aws:AssumedRoot", "Bool", False, "Whether the credentials come from AssumeRoot"),
    ("aws:FederatedProvider", "String", False, "The identity provider that the session was started with"),
    ("aws:TokenIssueTime", "Date", False, "When the temporary credentials were issued"),
    ("aws:SignInSessionArn", "ARN", False, "The AWS Sign-In session that the request comes from"),
    ("aws:MultiFactorAuthAge", "Numeric", False, "How many seconds ago the principal signed in with MFA"),
    ("aws:MultiFactorAuthPresent", "Bool", False, "Whether the temporary credentials were issued with MFA"),
    ("aws:ChatbotSourceArn", "ARN", False, "The chat configuration that the session was started from"),
    ("aws:Ec2InstanceSourceVpc", "String", False, "The VPC of the instance that got the credentials"),
    ("aws:Ec2InstanceSourcePrivateIPv4", "IPAddress", False, "The private address of that instance"),
    ("aws:SourceIdentity", "String", False, "The source identity that was set when the role was assumed"),
    ("ec2:RoleDelivery", "Numeric", False, "The version of the metadata service that delivered the credentials"),
    ("ec2:SourceInstanceArn", "ARN", False, "The EC2 instance that the role session belongs to"),
    ("glue:RoleAssumedBy", "String", False, "Set where AWS Glue itself makes the request with a service role"),
    ("glue:CredentialIssuingService", "String", False, "Set where a Glue job or endpoint makes the request"),
    ("codebuild:BuildArn", "ARN", False, "The CodeBuild build that got the credentials"),
    ("codebuild:ProjectArn", "ARN", False, "The CodeBuild project that got the credentials"),
    ("lambda:SourceFunctionArn", "ARN", False, "The Lambda function that got the credentials"),
    ("ssm:SourceInstanceArn", "ARN", False, "The Systems Manager managed instance that got the credentials"),
    ("identitystore:UserId", "String", False, "The IAM Identity Center user behind the request"),
    # Properties of the network
    ("aws:SourceIp", "IPAddress", False, "The public IP address that the request comes from"),
    ("aws:SourceVpc", "String", False, "The VPC that the request passed through"),
    ("aws:SourceVpcArn", "ARN", False, "The ARN of the VPC that the request passed through"),
    ("aws:SourceVpce", "String", False, "The VPC endpoint that the request passed through"),
    ("aws:VpceAccount", "String", False, "The account that owns the VPC endpoint of the request"),
    ("aws:VpceOrgID", "String", False, "The organization that owns the VPC endpoint of the request"),
    ("aws:VpceOrgPaths", "String", True, "The organization path of the VPC endpoint's account"),
    ("aws:VpcSourceIp", "IPAddress", False, "The IP address behind the VPC endpoint that the request comes from"),
    # Properties of the resource
    ("aws:ResourceAccount", "String", False, "The account that owns the resource"),
    ("aws:ResourceOrgID", "String", False, "The organization that the resource's account belongs to"),
    ("aws:ResourceOrgPaths", "String", True, "The organization path of the account that owns the resource"),
    ("aws:ResourceTag/${TagKey}", "String", False, "The value of a tag of the resource"),
    # Properties of the request
    ("aws:CalledVia", "String", True, "The services that pass the request on for the principal, in order"),
    ("aws:CalledViaFirst", "String", False, "The first service that passed the request on"),
    ("aws:CalledViaLast", "String", False, "The last service that passed the request on"),
    ("aws:CalledViaAWSMCP", "String", False, "The AWS MCP service that passed the request on"),
    ("aws:ViaAWSService", "Bool", False, "Whether a service makes the request on behalf of a principal"),
    ("aws:ViaAWSMCPService", "Bool", False, "Whether an AWS MCP service makes the request for a principal"),
    ("aws:CurrentTime", "Date", False, "The date and time of the request"),
    ("aws:EpochTime", "Date", False, "The time of the request in seconds since 1970"),
    ("aws:referer", "String", False, "The web page that linked to the request, as the browser says"),
    ("aws:RequestedRegion", "String", False, "The Region that the request is sent to"),
    ("aws:RequestTag/${TagKey}", "String", False, "The value of a tag that the request sets"),
    ("aws:TagKeys", "String", True, "The keys of the tags in the request"),
    ("aws:SecureTransport", "Bool", False, "Whether the request was sent with TLS"),
    ("aws:SourceAccount", "String", False, "The account of the resource for which a service makes the request"),
    ("aws:SourceArn", "ARN", False, "The resource for which a service makes the request"),
    ("aws:SourceOrgID", "String", False, "The organization of the resource for which a service makes the request"),
    ("aws:SourceOrgPaths", "String", True, "The organization path of the resource for which a service asks"),
    ("aws:UserAgent", "String", False, "The program that makes the request, as it says itself"),
    ("aws:IsMcpServiceAction", "Bool", False, "Whether the action is one of an MCP service"),
)
_DEPRECATED: tuple[tuple[str, str, bool, str], ...] = (
    ("aws:ARN", "ARN", False, "The old name of aws:PrincipalArn"),
    ("aws:SourceOwner", "String", False, "The account of the resource for which a service makes the request"),
)
_SECOND_TYPES = {"aws:EpochTime": KeyType.NUMERIC, "aws:FederatedProvider": KeyType.ARN}


def _read(rows: tuple[tuple[str, str, bool, str], ...]) -> tuple[ConditionKey, ...]:
    return tuple(
        ConditionKey(name, KeyType(kind), multivalued, description, _SECOND_TYPES.get(name))
        for name, kind, multivalued, description in rows
    )


CURRENT = _read(_ROWS)
DEPRECATED = _read(_DEPRECATED)
