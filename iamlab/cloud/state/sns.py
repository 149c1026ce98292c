"""What Amazon SNS keeps. AWS page: "Amazon SNS message delivery"."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iamlab.cloud.state.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Resource):
    """`attributes` are those that were set, as texts; the policy is kept as any resource's."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(Resource):
    """`token` confirms it; it is "" once that is done. `subscriber` is the account that subscribed."""

    topic: str
    protocol: str
    endpoint: str
    subscriber: str
    token: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
