"""What a reviewer says about documents that were handed in, or attached by a command."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from iamlab.policy import PolicyType
from lessons.curriculum.findings import Review, review
from lessons.scenarios.models import Event

# The parameters of calls that hold a policy document, as CloudTrail names them.
_DOCUMENTS = {"policyDocument": PolicyType.IDENTITY, "assumeRolePolicyDocument": PolicyType.TRUST}


@dataclass(frozen=True)
class DocumentReview:
    """The review of one document. `title` says which: `CreatePolicy: developers-s3`."""

    title: str
    review: Review


def of_answer(text: str, policy_type: PolicyType) -> Review:
    """The review of a policy that was handed in; its fixes are offered beside the editor only."""
    return _without_fixes(review(text, policy_type))


def of_calls(events: Iterable[Event]) -> list[DocumentReview]:
    """The reviews of the documents that some calls brought, where there is anything to say about them."""
    found = []
    for event in events:
        parameters = event.record["requestParameters"] or {}
        for name, policy_type in _DOCUMENTS.items():
            text = parameters.get(name)
            if not event.error_code and isinstance(text, str):
                said = _without_fixes(review(text, policy_type))
                of_whom = parameters.get("policyName") or parameters.get("roleName") or parameters.get("policyArn")
                title = f"{event.name}: {of_whom}" if of_whom else event.name
                found += [DocumentReview(title, said)] if said.findings else []
    return found


def _without_fixes(said: Review) -> Review:
    return replace(said, findings=tuple(replace(one, fix="") for one in said.findings))
