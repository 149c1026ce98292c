"""What Amazon EC2 keeps. Nothing is ever run: an instance is what the API says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Ec2Resource(Resource):
    """Whatever has an id of EC2's, which is the last part of its ARN."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc(Ec2Resource):
    cidr: str
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet(Ec2Resource):
    vpc: str
    cidr: str
    zone: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a security group; `target` is what is open: a range of addresses, or the id of a group."""

    id: str
    egress: bool
    protocol: str
    target: str
    from_port: int | None = None
    to_port: int | None = None
    description: str = ""

    @property
    def says(self) -> tuple[bool, str, str, int | None, int | None]:
        """What makes two rules the same."""
        return self.egress, self.protocol, self.target, self.from_port, self.to_port


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup(Ec2Resource):
    name: str
    description: str
    vpc: str
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair(Ec2Resource):
    """The private key is shown once and not kept."""

    name: str
    fingerprint: str
    kind: str = "rsa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(Ec2Resource):
    size: int
    zone: str
    kind: str = "gp3"
    encrypted: bool = False
    instance: str = ""
    device: str = ""
    snapshot: str = ""
    attached: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Ec2Resource):
    """`shared` are the accounts that may make volumes of it; "all" is everybody."""

    volume: str
    size: int
    description: str = ""
    encrypted: bool = False
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance(Ec2Resource):
    """`profile` is the name of the instance profile in it, `association` the id of that being so."""

    reservation: str
    image: str
    kind: str
    state: str
    subnet: str
    vpc: str
    zone: str
    address: str
    groups: tuple[str, ...]
    key_name: str = ""
    profile: str = ""
    association: str = ""
    stopped: datetime | None = None
    protected: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)
