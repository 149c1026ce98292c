"""The two policies of AWS that allow everything, and where they are attached without anybody's doing.

AWS pages: "Service control policies (SCPs)", "Resource control policies (RCPs)".
"""

import json

from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL, Organization, OrganizationPolicy

_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def _managed(policy_id: str, name: str, kind: str, description: str, statement: dict[str, str]) -> OrganizationPolicy:
    return OrganizationPolicy(
        policy_id,
        f"arn:aws:organizations::aws:policy/{kind.lower()}/{policy_id}",
        name,
        kind,
        json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2),
        description,
        aws_managed=True,
    )


FULL_ACCESS = {
    SERVICE_CONTROL: _managed(
        "p-FullAWSAccess", "FullAWSAccess", SERVICE_CONTROL, "Allows access to every operation", _ALL
    ),
    RESOURCE_CONTROL: _managed(
        "p-RCPFullAWSAccess",
        "RCPFullAWSAccess",
        RESOURCE_CONTROL,
        "Allow access to every resource",
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
    ),
}


def attach_defaults(organization: Organization, target: str) -> None:
    """Attach the policies that allow everything, of each type that is enabled, to something new."""
    for kind in organization.enabled:
        attach(organization, FULL_ACCESS[kind].id, target)


def attach(organization: Organization, policy_id: str, target: str) -> None:
    organization.attached[target] = (*organization.attached.get(target, ()), policy_id)


def detach(organization: Organization, policy_id: str, target: str) -> None:
    organization.attached[target] = tuple(one for one in organization.attached[target] if one != policy_id)


def targets(organization: Organization) -> list[str]:
    """Everything that a policy can be attached to: the root, the units and the accounts."""
    return [organization.root_id, *organization.units, *organization.members]
