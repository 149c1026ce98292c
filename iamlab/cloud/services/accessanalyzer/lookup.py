"""Finding an analyzer by its name in the Region, or by its ARN."""

from iamlab.cloud.services.accessanalyzer.errors import invalid, not_found
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.accessanalyzer import Analyzer


def analyzer_arn(account_id: str, region: str, name: str) -> str:
    return f"arn:aws:access-analyzer:{region}:{account_id}:analyzer/{name}"


def by_name(call: Invocation) -> Analyzer:
    name = call.text("analyzerName")
    found = call.account.analyzers.get(analyzer_arn(call.account.id, call.region, name))
    if found is None:
        raise not_found(f"There is no analyzer {name} in {call.region}.")
    return found


def by_arn(call: Invocation, parameter: str = "analyzerArn") -> Analyzer:
    found = call.account.analyzers.get(call.text(parameter))
    if found is None or found.region != call.region:
        raise not_found(f"There is no analyzer {call.text(parameter)[:300]} in {call.region}.")
    return found


def external_by_arn(call: Invocation, operation: str, instead: str) -> Analyzer:
    """The analyzer, where an operation is for external access analyzers only."""
    found = by_arn(call)
    if not found.external:
        hint = f" Use {instead}." if instead else ""
        raise invalid(f"{operation} is supported only for external access analyzers.{hint}")
    return found
