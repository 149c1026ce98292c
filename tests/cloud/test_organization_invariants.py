"""What holds of an organisation after any calls, in any order."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.call import Call
from iamlab.cloud.gateway import handle
from iamlab.cloud.services.organizations.defaults import targets
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL, Organization
from tests.cloud.organization import LATER, MAIN, NAMES, RCP, SCP, company

SERVICE = "config.amazonaws.com"
WHO = ["admin", "admin", "admin", "production/admin", "vendor/admin", "New/root"]
OPERATIONS: dict[str, dict[str, list[Any]]] = {
    "CreateOrganization": {},
    "DeleteOrganization": {},
    "CreateAccount": {"Email": ["a@example.com", "b@example.com"], "AccountName": ["New"]},
    "CreateOrganizationalUnit": {"ParentId": ["parent"], "Name": ["A", "B"]},
    "UpdateOrganizationalUnit": {"OrganizationalUnitId": ["unit"], "Name": ["A", "B"]},
    "DeleteOrganizationalUnit": {"OrganizationalUnitId": ["unit"]},
    "MoveAccount": {"AccountId": ["account"], "SourceParentId": ["parent"], "DestinationParentId": ["parent"]},
    "RemoveAccountFromOrganization": {"AccountId": ["account"]},
    "LeaveOrganization": {},
    "CloseAccount": {"AccountId": ["account"]},
    "CreatePolicy": {
        "Name": ["P", "Q"],
        "Description": [""],
        "Type": [SERVICE_CONTROL, RESOURCE_CONTROL],
        "Content": [SCP, RCP, "{"],
    },
    "DeletePolicy": {"PolicyId": ["policy"]},
    "AttachPolicy": {"PolicyId": ["policy"], "TargetId": ["target"]},
    "DetachPolicy": {"PolicyId": ["policy"], "TargetId": ["target"]},
    "EnablePolicyType": {"RootId": ["root"], "PolicyType": [SERVICE_CONTROL, RESOURCE_CONTROL]},
    "DisablePolicyType": {"RootId": ["root"], "PolicyType": [SERVICE_CONTROL, RESOURCE_CONTROL]},
    "TagResource": {"ResourceId": ["target", "policy"], "Tags": [[{"Key": "a", "Value": "b"}]]},
    "EnableAWSServiceAccess": {"ServicePrincipal": [SERVICE]},
    "RegisterDelegatedAdministrator": {"AccountId": ["account"], "ServicePrincipal": [SERVICE]},
    "DeregisterDelegatedAdministrator": {"AccountId": ["account"], "ServicePrincipal": [SERVICE]},
    "InviteAccountToOrganization": {"Target": [{"Type": "ACCOUNT", "Id": one} for one in NAMES]},
    "AcceptHandshake": {"HandshakeId": ["handshake"]},
    "DeclineHandshake": {"HandshakeId": ["handshake"]},
    "CancelHandshake": {"HandshakeId": ["handshake"]},
}
CALLS = st.tuples(st.sampled_from(sorted(OPERATIONS)), st.sampled_from(WHO), st.integers(min_value=0))


def chosen(lab: Company, word: Any, number: int) -> Any:
    """One of the things that the organisation has of a kind; a value that is no kind stands for itself."""
    organization = lab.organization or Organization("o-none", MAIN, "r-none")
    held = {
        "root": [organization.root_id],
        "unit": [*organization.units, "ou-none-12345678"],
        "parent": [organization.root_id, *organization.units],
        "account": [*lab.accounts],
        "policy": [*organization.policies, "p-12345678"],
        "target": [*targets(organization), *NAMES],
        "handshake": [*organization.handshakes, "h-12345678"],
    }.get(word if isinstance(word, str) else "", [word])
    return held[number % len(held)]


def check(lab: Company) -> None:
    organization = lab.organization
    if organization is None:
        return
    everything = targets(organization)
    assert set(organization.parents) == {*organization.units, *organization.members}
    assert set(organization.members) <= set(lab.accounts) and organization.management_account in organization.members
    for target in everything:
        assert organization.path(target)[0] == organization.root_id
        for kind in (SERVICE_CONTROL, RESOURCE_CONTROL):
            held = organization.policies_of(target, kind)
            assert bool(held) is (kind in organization.enabled), "whatever is enabled has a policy everywhere"
            assert len(set(held)) == len(held)
    assert set(organization.attached) <= set(everything)
    assert set(organization.tags) <= {*everything, *organization.policies}
    assert set(organization.delegated) <= set(organization.members) - {organization.management_account}
    names = [(organization.parents[unit.id], unit.name) for unit in organization.units.values()]
    assert len(set(names)) == len(names)


@settings(max_examples=60, deadline=None)
@given(st.lists(CALLS, min_size=1, max_size=30))
def test_no_sequence_of_calls_breaks_an_organization(made: list[tuple[str, str, int]]) -> None:
    lab = company()
    for operation, who, number in made:
        before = lab.to_document()
        parameters = {
            name: chosen(lab, words[number % len(words)], number // (place + 1))
            for place, (name, words) in enumerate(OPERATIONS[operation].items())
        }
        answer = handle(lab, Call("organizations", operation, parameters, who), LATER)
        assert (answer.error is None) or lab.to_document() == before
        assert answer.changed is (lab.to_document() != before)
        check(lab)
    assert Company.from_document(json.loads(json.dumps(lab.to_document()))) == lab
