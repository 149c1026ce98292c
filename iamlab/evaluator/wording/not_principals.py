"""Why a Deny with NotPrincipal hits a caller whom it seems to list ("AWS JSON policy elements: NotPrincipal")."""

from iamlab.evaluator.decision import StatementRef
from iamlab.evaluator.layers import Layer
from iamlab.evaluator.naming import Naming, missing_forms
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.wording.phrases import statement
from iamlab.policy.document import Statement

_FORMS = {
    Naming.ACCOUNT: "the account",
    Naming.IDENTITY: "the role",
    Naming.CALLER: "the caller itself",
    Naming.EVERYONE: "everyone",
}


def sentence(layer: Layer, deny: StatementRef, request: Request) -> str | None:
    """What the denying statement's NotPrincipal lacks, or None where it has none or does not list the caller at all."""
    source = _source(layer, deny)
    if source is None or source.not_principals is None:
        return None
    start = f"{statement((deny,))} denies everyone whom its NotPrincipal does not leave out"
    missing, all_forms = missing_forms(source, request.caller)
    if not missing:
        return f"{start}, and it never leaves out a caller with a permissions boundary."
    if missing == all_forms or request.caller.kind is PrincipalKind.ANONYMOUS:
        return f"{start}, and this caller is not left out."
    lacking = " and ".join(_FORMS[form] for form in sorted(missing))
    return f"{start}. It lists this caller in part only: {lacking} must be listed too."


def _source(layer: Layer, deny: StatementRef) -> Statement | None:
    for level in layer.levels:
        for attached in level:
            for one in attached.policy.statements:
                if attached.name == deny.policy and one.source.index == deny.index:
                    return one.source
    return None
