"""Checks: how long a policy may be ("IAM and AWS STS quotas", "Quotas for AWS Organizations")."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings
from iamlab.policy.sizes import TRUST, quotas

_CODES = {
    PolicyType.IDENTITY: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    PolicyType.BOUNDARY: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    PolicyType.SESSION: "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA",
    PolicyType.SCP: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    PolicyType.RESOURCE: "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    PolicyType.TRUST: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
    PolicyType.RCP: "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    PolicyType.ENDPOINT: "POLICY_SIZE_EXCEEDS_ENDPOINT_POLICY_QUOTA",
}
_SPLIT = "Split it into several policies, each about one task."
_SHORTEN = (
    "Shorten it: join statements that differ in one element only, or use wildcards where all that match is meant."
)
_ADVICE = {
    PolicyType.IDENTITY: f"{_SPLIT} A role can hold up to 10,240 characters in inline policies.",
    PolicyType.BOUNDARY: f"An identity has one boundary, so splitting does not help. {_SHORTEN}",
    PolicyType.SESSION: f"{_SHORTEN} Or pass managed policies by their ARNs.",
    PolicyType.SCP: f"{_SPLIT} White space counts too, unless you save it in the console.",
    PolicyType.RESOURCE: f"A resource has one policy, so splitting does not help. {_SHORTEN}",
    PolicyType.TRUST: "Shorten it, or ask for a higher quota for the account. Is it higher already, ignore this.",
    PolicyType.RCP: f"{_SPLIT} White space counts too, unless you save it in the console.",
    PolicyType.ENDPOINT: f"An endpoint has one policy, and white space counts. {_SHORTEN}",
}


def check(draft: Draft, findings: Findings) -> None:
    """Note a policy that is longer than AWS accepts."""
    quota = quotas(draft.policy_type, draft.resource_type)[0]
    used = quota.used(draft.text)
    if used <= quota.limit:
        return
    kind = PolicyType.TRUST if quota is TRUST else draft.policy_type
    message = (
        f"The policy has {used:,} {quota.counted.value}. {quota.name} may have at most {quota.limit:,}. {_ADVICE[kind]}"
    )
    findings.add(_CODES[kind], message, ())
