"""What AWS services do to resources by themselves, as their service principals.

AWS pages: "AWS service principals", "The confused deputy problem" (aws:SourceArn, aws:SourceAccount).
"""

from collections.abc import Mapping
from datetime import datetime

from iamlab.cloud import resources
from iamlab.cloud.applied_policies import layers
from iamlab.cloud.callers import Caller
from iamlab.cloud.state.company import Company
from iamlab.cloud.text import time_text
from iamlab.evaluator import Request, authorize


def may(
    company: Company,
    principal: str,
    action: str,
    resource: str,
    source: str,
    now: datetime,
    keys: Mapping[str, str | list[str]] | None = None,
) -> bool:
    """Whether a service (`sns.amazonaws.com`) may do `action` on a resource for `source`, the ARN it acts for.

    Only the resource's policies can allow that, as a service has none of its own.
    """
    found = resources.find(company, resource, action)
    if found is None:
        return False
    account, region = source.split(":")[4], source.split(":")[3]
    context: dict[str, str | list[str]] = {
        "aws:CurrentTime": time_text(now),
        "aws:EpochTime": str(int(now.timestamp())),
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": principal,
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": found.account_id,
        "aws:SecureTransport": "true",
        "aws:SourceAccount": account,
        "aws:SourceArn": source,
        **(keys or {}),
    }
    request = Request(principal, action, resource, resource_account=found.account_id, context=context)
    return authorize(request, layers(company, Caller(principal, principal, ""), found)).allowed
