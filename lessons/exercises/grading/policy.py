"""Grading a policy: by what it does, never by its text."""

from collections.abc import Mapping, Sequence

from iamlab.analysis import Excess, Search, find_excess
from iamlab.evaluator import AttachedPolicy, Layers, compile
from iamlab.policy import PolicyError, parse
from lessons.exercises.format import PolicyExercise, Probe
from lessons.exercises.grading.feedback import Counterexample, Feedback, ProbeResult
from lessons.exercises.grading.probes import decide

YOUR_POLICY = "your policy"


def grade_policy(exercise: PolicyExercise, text: str) -> Feedback:
    """Put every probe of the exercise to the policy in `text`, then look beyond them for an excess.

    Never raises for anything a learner can write: what cannot be read comes back as located problems.
    """
    try:
        policy = parse(text, exercise.policy_type)
    except PolicyError as error:
        return Feedback(passed=False, problems=error.problems)
    layers = Layers(identity=(AttachedPolicy(YOUR_POLICY, compile(policy)),))
    probes = tuple(
        _try(exercise, layers, probe, must)
        for must, wanted in (("allow", exercise.must_allow), ("deny", exercise.must_deny))
        for probe in wanted
    )
    missed = next((probe for probe in probes if not probe.met), None)
    if missed:
        return Feedback(passed=False, counterexample=_from_probe(missed), probes=probes)
    search = find_excess(policy, parse(exercise.at_most), exercise.principal)
    if search.excess:
        return Feedback(passed=False, counterexample=_from_excess(search.excess, layers), probes=probes)
    return Feedback(passed=True, probes=probes, proof=_proof(search))


def _try(exercise: PolicyExercise, layers: Layers, probe: Probe, must: str) -> ProbeResult:
    decided = decide(exercise.principal, probe.action, probe.resource, layers, probe.context)
    return ProbeResult(
        id=probe.id,
        says=probe.says,
        must=must,
        met=decided.decision.allowed == (must == "allow"),
        decision=decided.decision.outcome,
        deciding=decided.deciding,
        context=probe.context,
        command=probe.command,
        idea=probe.idea,
        lesson=probe.lesson,
        trace=decided.trace,
    )


def _from_probe(probe: ProbeResult) -> Counterexample:
    request = probe.trace["request"]
    can = "cannot" if probe.must == "allow" else "can"
    wish = "It must be allowed" if probe.must == "allow" else "It must be denied"
    call = f"`{request['action']}` on `{request['resource']}`{_circumstances(probe.context)}"
    sentence = f"With this policy, {_who(request['principal'])} {can} call {call}. {wish}."
    return Counterexample(sentence, probe.command, probe.idea, probe.lesson, probe.trace)


def _from_excess(excess: Excess, layers: Layers) -> Counterexample:
    """A request outside the probes that the answer allows and the widest right policy does not."""
    trace = decide(excess.principal, excess.action, excess.resource, layers, excess.context).trace
    call = f"`{excess.action}` on `{excess.resource}`{_circumstances(excess.context)}"
    sentence = f"Every goal is met, but {_who(excess.principal)} can also call {call}. Nobody asked for that."
    idea = "Least privilege: what the task does not need stays denied, even if nobody would think of trying it."
    return Counterexample(sentence, "", idea, "policies#least-privilege", trace)


def _proof(search: Search) -> str:
    tried = f"{search.tried:,} other kinds of request were tried, and your policy allows none that it should not."
    return tried if search.complete else f"{tried} There are more kinds than that; the search stopped at its bound."


def _circumstances(context: Mapping[str, str | Sequence[str]]) -> str:
    if not context:
        return ""
    listed = ((key, value if isinstance(value, str) else ", ".join(value)) for key, value in context.items())
    return " when " + " and ".join(f"`{key}` is `{value}`" for key, value in listed)


def _who(principal: str) -> str:
    return f"`{principal.rpartition('/')[2] or principal}`"
