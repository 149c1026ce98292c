"""AWS services that act in all accounts, and the accounts that administer them.

AWS pages: "Using AWS Organizations with other AWS services", "Delegated administrator for AWS services".
"""

from datetime import datetime

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, Output, everything
from iamlab.cloud.services.organizations.access import Caller, operation, organization_of
from iamlab.cloud.services.organizations.arns import named
from iamlab.cloud.services.organizations.describing import account_fields
from iamlab.cloud.services.organizations.finding import account, invalid
from iamlab.cloud.services.organizations.quotas import violated
from iamlab.cloud.state.organization import Organization

# Services that can be trusted with the organisation, as their principals spell them.
_TRUSTABLE = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        *("access-analyzer", "account", "agentless.inspector2", "auditmanager", "aws-artifact-account-sync", "backup"),
        *("chatbot", "cloudtrail", "compute-optimizer", "config", "config-multiaccountsetup", "controltower"),
        *("cost-optimization-hub.bcm", "detective", "devops-guru", "ds", "fms", "guardduty", "health", "iam"),
        *("inspector2", "ipam", "license-manager", "macie", "malware-protection.guardduty"),
        *("member.org.stacksets.cloudformation", "networkmanager", "ram", "reachabilityanalyzer.networkinsights"),
        *("resource-explorer-2", "securityhub", "securitylake", "servicecatalog", "servicequotas", "ssm", "sso"),
        *("stacksets.cloudformation", "storage-lens.s3", "tagpolicies.tag", "reporting.trustedadvisor"),
        *("wellarchitected", "license-management.marketplace", "opsdatasync.ssm"),
    )
)


def service_key(call: Invocation) -> Context:
    given = call.text("ServicePrincipal")
    return {"organizations:ServicePrincipal": given} if given else {}


def enable_aws_service_access(call: Invocation) -> Output:
    organization, service = organization_of(call), _service(call)
    organization.trusted.setdefault(service, call.now)
    return {}


def disable_aws_service_access(call: Invocation) -> Output:
    organization_of(call).trusted.pop(_service(call), None)
    return {}


def list_aws_service_access_for_organization(call: Invocation) -> Output:
    trusted = sorted(organization_of(call).trusted.items())
    found = [{"ServicePrincipal": service, "DateEnabled": since} for service, since in trusted]
    return {"EnabledServicePrincipals": found}


def register_delegated_administrator(call: Invocation) -> Output:
    organization, service = organization_of(call), _service(call)
    chosen = account(organization, call).id
    if chosen == organization.management_account:
        raise violated(
            "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register master account/management account as delegated administrator for your organization.",
        )
    if organization.is_closed(chosen):
        raise violated(
            "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register a suspended account as a delegated administrator.",
        )
    if service not in organization.trusted:
        raise violated(
            "SERVICE_ACCESS_NOT_ENABLED",
            "You attempted to register a delegated administrator before you enabled service access. Call the"
            " EnableAWSServiceAccess API first.",
        )
    services = organization.delegated.get(chosen, {})
    if service in services:
        raise ServiceError(
            "AccountAlreadyRegisteredException",
            "The specified account is already a delegated administrator for this AWS service.",
        )
    organization.delegated[chosen] = {**services, service: call.now}
    return {}


def deregister_delegated_administrator(call: Invocation) -> Output:
    organization, service = organization_of(call), _service(call)
    chosen = account(organization, call).id
    services = _administered(organization, chosen)
    if service not in services:
        raise _not_registered()
    left = {one: since for one, since in services.items() if one != service}
    if left:
        organization.delegated[chosen] = left
    else:
        del organization.delegated[chosen]
    return {}


def list_delegated_administrators(call: Invocation) -> Output:
    organization, wanted = organization_of(call), call.text("ServicePrincipal")
    found = []
    for chosen, services in organization.delegated.items():
        if not wanted or wanted in services:
            fields = account_fields(call, organization, chosen)
            del fields["Paths"]
            since = services[wanted] if wanted else min(services.values())
            found.append(fields | {"DelegationEnabledDate": since})
    return {"DelegatedAdministrators": found}


def list_delegated_services_for_account(call: Invocation) -> Output:
    organization = organization_of(call)
    services = _administered(organization, account(organization, call).id)
    found = [{"ServicePrincipal": one, "DelegationEnabledDate": since} for one, since in sorted(services.items())]
    return {"DelegatedServices": found}


def _service(call: Invocation) -> str:
    given = call.text("ServicePrincipal")
    if given not in _TRUSTABLE:
        raise invalid("UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified an unrecognized service principal.")
    return given


def _administered(organization: Organization, chosen: str) -> dict[str, datetime]:
    if chosen not in organization.delegated:
        raise _not_registered()
    return dict(organization.delegated[chosen])


def _not_registered() -> ServiceError:
    return ServiceError(
        "AccountNotRegisteredException",
        "The specified account is not a delegated administrator for this AWS service.",
    )


_ACCOUNT = named("AccountId")


OPERATIONS = {
    "EnableAWSServiceAccess": operation(
        "EnableAWSServiceAccess",
        everything,
        enable_aws_service_access,
        Caller.MANAGEMENT,
        writes=True,
        context=service_key,
    ),
    "DisableAWSServiceAccess": operation(
        "DisableAWSServiceAccess",
        everything,
        disable_aws_service_access,
        Caller.MANAGEMENT,
        writes=True,
        context=service_key,
    ),
    "ListAWSServiceAccessForOrganization": operation(
        "ListAWSServiceAccessForOrganization", everything, list_aws_service_access_for_organization
    ),
    "RegisterDelegatedAdministrator": operation(
        "RegisterDelegatedAdministrator",
        _ACCOUNT,
        register_delegated_administrator,
        Caller.MANAGEMENT,
        writes=True,
        context=service_key,
    ),
    "DeregisterDelegatedAdministrator": operation(
        "DeregisterDelegatedAdministrator",
        _ACCOUNT,
        deregister_delegated_administrator,
        Caller.MANAGEMENT,
        writes=True,
        context=service_key,
    ),
    "ListDelegatedAdministrators": operation(
        "ListDelegatedAdministrators", everything, list_delegated_administrators, context=service_key
    ),
    "ListDelegatedServicesForAccount": operation(
        "ListDelegatedServicesForAccount", _ACCOUNT, list_delegated_services_for_account
    ),
}
