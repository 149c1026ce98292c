"""The state of one simulated AWS account."""

from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from iamlab.cloud import identifiers
from iamlab.cloud.state.access_reports import AccessReport
from iamlab.cloud.state.accessanalyzer import AccessPreview, Analyzer, PolicyGeneration
from iamlab.cloud.state.cloudtrail import Trail
from iamlab.cloud.state.dynamodb import Table
from iamlab.cloud.state.ec2 import Instance, KeyPair, SecurityGroup, Snapshot, Subnet, Volume, Vpc
from iamlab.cloud.state.iam import (
    CredentialReport,
    Group,
    InstanceProfile,
    ManagedPolicy,
    MfaDevice,
    OidcProvider,
    PasswordPolicy,
    Role,
    Root,
    SamlProvider,
    ServerCertificate,
    User,
)
from iamlab.cloud.state.kms import Alias, Key
from iamlab.cloud.state.lambda_ import Function, FunctionAlias, FunctionUrl
from iamlab.cloud.state.resource import DeclaredResource
from iamlab.cloud.state.s3 import Bucket, PublicAccessBlock
from iamlab.cloud.state.secretsmanager import Secret
from iamlab.cloud.state.sns import Subscription, Topic
from iamlab.cloud.state.sqs import Queue
from iamlab.cloud.state.ssm import Parameter

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ROOT = "root"

State = TypeVar("State", bound="DataclassInstance")


def with_own_dictionaries(state: State) -> State:
    """Return a copy whose dictionaries can be changed without changing those of `state`."""
    made = copy(state)
    for one in fields(state):
        value = getattr(state, one.name)
        if isinstance(value, dict):
            setattr(made, one.name, dict(value))
    return made


@dataclass(slots=True)
class Account:
    """Everything in one account. Unless it says otherwise, what is in a dictionary is there under its name.

    Resources of services are under their ARN; buckets under their name, which is theirs alone in all of AWS.
    """

    id: str
    name: str
    created: datetime
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    policies: dict[str, ManagedPolicy] = field(default_factory=dict)  # by ARN
    instance_profiles: dict[str, InstanceProfile] = field(default_factory=dict)
    role_deletions: tuple[str, ...] = ()  # the ids of the tasks that deleted service-linked roles
    global_tokens_everywhere: bool = False  # whether the global STS endpoint's tokens are valid in opt-in Regions, too
    role_manager: bool = False  # whether services' consoles may make roles from templates
    token_issuer: str = ""  # the URL that signs the account's own web identity tokens, while it may do so
    buckets: dict[str, Bucket] = field(default_factory=dict)
    public_access: PublicAccessBlock | None = None  # S3 Block Public Access of the whole account
    instances: dict[str, Instance] = field(default_factory=dict)
    security_groups: dict[str, SecurityGroup] = field(default_factory=dict)
    volumes: dict[str, Volume] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    key_pairs: dict[str, KeyPair] = field(default_factory=dict)
    vpcs: dict[str, Vpc] = field(default_factory=dict)
    subnets: dict[str, Subnet] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    function_aliases: dict[str, FunctionAlias] = field(default_factory=dict)
    function_urls: dict[str, FunctionUrl] = field(default_factory=dict)  # by the ARN of what they invoke
    declared: dict[str, DeclaredResource] = field(default_factory=dict)
    trails: dict[str, Trail] = field(default_factory=dict)
    analyzers: dict[str, Analyzer] = field(default_factory=dict)
    access_previews: dict[str, AccessPreview] = field(default_factory=dict)  # by id, oldest first
    policy_generations: dict[str, PolicyGeneration] = field(default_factory=dict)  # by id, oldest first
    access_reports: dict[str, AccessReport] = field(default_factory=dict)  # by id, oldest first
    kms_keys: dict[str, Key] = field(default_factory=dict)
    kms_aliases: dict[str, Alias] = field(default_factory=dict)
    queues: dict[str, Queue] = field(default_factory=dict)
    secrets: dict[str, Secret] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    root: Root = field(default_factory=Root)
    mfa_devices: dict[str, MfaDevice] = field(default_factory=dict)
    saml_providers: dict[str, SamlProvider] = field(default_factory=dict)
    oidc_providers: dict[str, OidcProvider] = field(default_factory=dict)
    server_certificates: dict[str, ServerCertificate] = field(default_factory=dict)
    alias: str = ""
    email: str = ""  # the root user's address; without one, "" (`organizations` makes one up)
    password_policy: PasswordPolicy | None = None
    credential_report: CredentialReport | None = None
    ids_issued: int = 0

    def draft(self) -> "Account":
        """Return a copy that can be changed without changing this account."""
        return with_own_dictionaries(self)

    def next_id(self) -> int:
        """Return a number that this account has not handed out before."""
        self.ids_issued += 1
        return self.ids_issued

    def issue_id(self, prefix: str, tail: int = identifiers.UNIQUE_ID_TAIL) -> str:
        """Return a new unique id that begins with `prefix` (AIDA user, AGPA group, ANPA policy, AROA role)."""
        return identifiers.unique_id(prefix, self.id, self.next_id(), tail)

    def groups_of(self, user_name: str) -> list[Group]:
        return [group for group in self.groups.values() if user_name in group.members]

    def role_arn(self, kind: str, name: str) -> str | None:
        """The ARN of a "role", or of the role in an "instance-profile"; "" for one without, None for no such name."""
        if kind == "instance-profile":
            profile = self.instance_profiles.get(name)
            if profile is None or not profile.role:
                return None if profile is None else ""
            name = profile.role
        role = self.roles.get(name)
        return identifiers.iam_arn(self.id, "role", role.path, role.name) if role else None

    def holders(self) -> "list[User | Group | Role]":
        """Return all that policies can be attached to."""
        return [*self.users.values(), *self.groups.values(), *self.roles.values()]
