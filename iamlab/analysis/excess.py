"""Looking for one request that a policy allows and a reference does not.

Every candidate is put to the evaluator itself, so an answer found here is the answer shown everywhere else.
This is a search over representatives within a bound, not yet a proof: finding nothing means that nothing was
found among the requests tried, and `Search` says how many those were and whether the bound cut it short.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.analysis import samples
from iamlab.analysis.context_samples import contexts
from iamlab.evaluator import AttachedPolicy, Layers, Request, authorize, compile
from iamlab.policy import Policy

MAX_REQUESTS = 10_000


@dataclass(frozen=True, slots=True)
class Excess:
    """A request that `new` allows and `reference` denies."""

    principal: str
    action: str
    resource: str
    context: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """What came of a search: the excess or None, the requests tried, and whether all of them could be."""

    excess: Excess | None
    tried: int
    complete: bool


def find_excess(new: Policy, reference: Policy, principal: str) -> Search:
    """Search for a request by `principal` that the identity policy `new` allows and `reference` does not."""
    ours = Layers(identity=(AttachedPolicy("new", compile(new)),))
    theirs = Layers(identity=(AttachedPolicy("reference", compile(reference)),))
    both = (new, reference)
    caller = Request(principal=principal, action="sts:GetCallerIdentity", resource="*").caller
    drafts = samples.drafts(both)
    circumstances = contexts(both, fixed_keys={key.lower() for key in caller.keys})
    tried = 0
    for action in samples.actions(both, granted_by=(new,)):
        for resource in samples.resources(action, drafts, caller.account or ""):
            for context in circumstances:
                if tried == MAX_REQUESTS:
                    return Search(None, tried, complete=False)
                tried += 1
                request = Request(principal=principal, action=action, resource=resource, context=context)
                if authorize(request, ours).allowed and not authorize(request, theirs).allowed:
                    return Search(Excess(principal, action, resource, context), tried, complete=True)
    return Search(None, tried, complete=True)
