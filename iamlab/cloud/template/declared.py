"""Resources of services that the lab does not carry out: they can be declared, and asked about.

Such a resource has an ARN, tags and, where its type has one, a policy of its own; all three count when a call is
authorised. Its ARN has the format of the Service Authorization Reference for its type; the gaps of the format are
filled from the properties of the same name, or from the logical id.
AWS pages: "AWS resource and property types reference", "Service Authorization Reference" (resource types).
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from iamlab.catalog import actions, resource_types
from iamlab.cloud import models, principals
from iamlab.cloud.operations import prefixes, tags, variables
from iamlab.cloud.operations.derived import EC2_IDS
from iamlab.cloud.operations.templates import Place, fill
from iamlab.cloud.services import resource_policies
from iamlab.cloud.state.resource import DeclaredResource
from iamlab.cloud.template.errors import TemplateError
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site
from iamlab.policy import PolicyError

MAX_CHARACTERS = 65_536  # of all properties of one resource
_PARTS = 3  # AWS::Service::Type
_POLICIES = ("ResourcePolicy", "Policy", "PolicyDocument", "KeyPolicy", "RepositoryPolicyText", "AccessPolicies")
_IDS = {gap: prefix for prefix, gap in EC2_IDS.items()}
_GAP = re.compile(r"\$\{(\w+)\}")
_COMMON = ("Partition", "Region", "Account", "AccountId")

# CloudFormation's name of a service -> prefix of its actions, where neither name has the other in it.
_SERVICES = {
    "amazonmq": "mq",
    "applicationautoscaling": "application-autoscaling",
    "certificatemanager": "acm",
    "codestarconnections": "codestar-connections",
    "cognito": "cognito-idp",
    "elasticloadbalancingv2": "elasticloadbalancing",
    "elasticsearch": "es",
    "kinesisanalyticsv2": "kinesisanalytics",
    "kinesisfirehose": "firehose",
    "msk": "kafka",
    "opensearchservice": "es",
    "stepfunctions": "states",
    "systemsmanagersap": "ssm-sap",
}
# CloudFormation's type -> the reference's resource type, where the names differ by more than their spelling.
_KINDS = {
    "AWS::ElastiCache::CacheCluster": "cluster",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "loadbalancer/app/",
    "AWS::Events::Rule": "rule-on-default-event-bus",
    "AWS::Logs::LogGroup": "log-group",
    "AWS::RDS::DBCluster": "cluster",
    "AWS::RDS::DBInstance": "db",
    "AWS::RDS::DBParameterGroup": "pg",
    "AWS::RDS::DBSubnetGroup": "subgrp",
}


def resource_type(name: str) -> ResourceType | None:
    """Return how to declare a resource of CloudFormation's type `name`; None where no ARN format fits it."""
    return ResourceType({}, _declare) if _arn_format(name) else None


def names(type_name: str) -> list[str]:
    """Return the types of the same service that could be declared, for a hint about a wrong name."""
    parts = type_name.split("::")
    prefix = _prefix(parts[1]) if len(parts) == _PARTS else None
    if prefix is None:
        return []
    kinds = actions.packaged().resources.get_resource_types_for_service(prefix)
    return [f"AWS::{parts[1]}::{''.join(word.title() for word in re.split(r'[^A-Za-z0-9]+', kind))}" for kind in kinds]


def _declare(resource: Resource, site: Site) -> Made:
    text = policy_text(dict(resource.properties))
    if len(text) > MAX_CHARACTERS:
        raise TemplateError(site.path, f"The properties have more than {MAX_CHARACTERS:,} characters.")
    arn_format = _arn_format(resource.type) or ""
    arn, own_name = _named(arn_format, resource, site)
    if arn in site.account.declared:
        raise TemplateError(site.path, f"There is a resource {arn} already.")
    site.account.declared[arn] = DeclaredResource(
        arn=arn,
        created=site.account.created,
        policy=_policy(resource, site),
        tags=tags.tags(resource.properties),
        type=resource.type,
        properties=_plain(resource.properties),
    )
    attributes = {key: value for key, value in resource.properties.items() if isinstance(value, str)}
    return Made(own_name, {**attributes, "Arn": arn, "Id": own_name, "Name": own_name})


def _named(arn_format: str, resource: Resource, site: Site) -> tuple[str, str]:
    """Return the resource's ARN and its own name: what fills the last gap."""
    gaps = tuple(name for name in _GAP.findall(arn_format) if name not in _COMMON)
    type_name = resource.type.split("::")[-1]
    given = variables.given(resource.properties)
    pairs = variables.Pairs([(type_name, gaps)], alone=True, operation=f"Create{type_name}", names=tuple(given))
    values = {gap: given[name][0] for gap, name in pairs.fills(type_name, gaps).items()}
    for gap in gaps:
        values.setdefault(gap, _made_up(gap, resource.logical_id, site))
    found = fill(arn_format.replace("${AccountId}", "${Account}"), values, Place(site.account.id, site.region))[0]
    # What a format leaves open with a star, AWS makes up.
    return found.replace("*", resource.logical_id), values[gaps[-1]] if gaps else resource.logical_id


def _made_up(gap: str, logical_id: str, site: Site) -> str:
    """Return an id as AWS would make it up, or the logical id for what has a name."""
    digest = hashlib.sha256(f"{site.account.id}/{logical_id}/{gap}".encode()).hexdigest()
    if gap in _IDS:
        return f"{_IDS[gap]}-0{digest[:16]}"
    if gap.lower().endswith(("keyid", "uuid")):
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    return logical_id


def _policy(resource: Resource, site: Site) -> str | None:
    """Return the text of the resource's own policy; raises TemplateError for one that is none."""
    for name in _POLICIES:
        value = resource.properties.get(name)
        if isinstance(value, Mapping) and isinstance(value.get("PolicyDocument"), str | Mapping):
            value = value["PolicyDocument"]
        if not isinstance(value, str | Mapping):
            continue
        text = policy_text(dict(value) if isinstance(value, Mapping) else value)
        try:
            policy = resource_policies.read(text)
        except PolicyError as error:
            raise TemplateError(f"{site.path}.{name}", error.problems[0].message) from None
        unknown = principals.first_unknown(site.company, policy)
        if unknown:
            raise TemplateError(f"{site.path}.{name}", f"There is no such principal: {unknown}.")
        return text
    return None


def _plain(value: Any) -> Any:
    """Return a value with everything in it of a type that JSON has: YAML makes dates of some texts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


@lru_cache(maxsize=1024)
def _arn_format(type_name: str) -> str | None:
    parts = type_name.split("::")
    prefix = _prefix(parts[1]) if len(parts) == _PARTS and parts[0] == "AWS" else None
    if prefix is None:
        return None
    kinds = list(actions.packaged().resources.get_resource_types_for_service(prefix))
    wanted = _KINDS.get(type_name) or next(iter(_like(parts[2], kinds)), None)
    formats = resource_types.formats_of(prefix, wanted) if wanted else ()
    return formats[0] if formats else None


def _like(type_name: str, kinds: list[str]) -> list[str]:
    """Return the resource types whose name is that of CloudFormation's type, best first."""
    plain, about = variables.plain(type_name), variables.stem(type_name)
    same = [kind for kind in kinds if variables.plain(kind) == plain]
    alike = [kind for kind in kinds if variables.stem(kind) == about]
    endings = [kind for kind in kinds if variables.plain(kind) and plain.endswith(variables.plain(kind))]
    return [*same, *alike, *sorted(endings, key=len, reverse=True)]


@lru_cache(maxsize=256)
def _prefix(service: str) -> str | None:
    """Return the prefix of the actions of a service by CloudFormation's name for it."""
    plain = variables.plain(service)
    if plain in _SERVICES:
        return _SERVICES[plain]
    if plain in actions.services():
        return plain
    for word, name in models.services().items():
        if plain in (variables.plain(word), variables.plain(name)):
            return next(iter(prefixes.of(name)), None)
    by_id = {variables.plain(one): one for one in actions.services()}
    return by_id.get(plain)
