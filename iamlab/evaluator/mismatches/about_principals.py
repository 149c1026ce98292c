"""Why a statement of a resource policy is not about the caller."""

from iamlab.evaluator.mismatches.phrases import code, either
from iamlab.evaluator.principal import Principal, PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.trace import Mismatch
from iamlab.evaluator.wording.phrases import described
from iamlab.policy.arns import parse_arn
from iamlab.policy.document import PrincipalName, Statement

_KINDS = {
    "user": "the user",
    "role": "the role",
    "assumed-role": "the session",
    "federated-user": "the federated user",
}
_ID_STARTS = ("AIDA", "AROA")


def principal_mismatch(statement: Statement, request: Request) -> Mismatch:
    """The mismatch of a statement whose Principal or NotPrincipal does not cover the caller."""
    element = "Principal" if statement.principals is not None else "NotPrincipal"
    listed = (statement.principals if element == "Principal" else statement.not_principals) or ()
    says = tuple(entry.name for entry in listed)
    path = f"Statement[{statement.index}].{element}"
    text = _left_out(request.caller) if element == "NotPrincipal" else _sentence(listed, request.caller)
    return Mismatch(element, path, says, request.principal, text)


def _sentence(listed: tuple[PrincipalName, ...], caller: Principal) -> str:
    if not listed:
        return "Principal is empty, so the statement is about nobody."
    if len(listed) > 1:
        return f"Principal names {either([entry.name for entry in listed])}; the caller is {described(caller)}."
    entry = listed[0]
    hint = _hint(entry, caller)
    return f"Principal names {_named(entry)}; the caller is {described(caller)}{_which(entry, caller)}.{hint}"


def _named(entry: PrincipalName) -> str:
    if entry.kind == "Service":
        return f"the service {code(entry.name)}"
    if entry.kind == "Federated":
        return f"the identity provider {code(entry.name)}"
    if entry.kind == "CanonicalUser":
        return f"the canonical user {code(entry.name)}"
    arn = parse_arn(entry.name)
    if arn is None:
        return f"the account {code(entry.name)}" if entry.name.isdecimal() else code(entry.name)
    if arn.resource == "root":
        return f"the account {code(arn.account)}"
    kind, _, rest = arn.resource.partition("/")
    return f"{_KINDS[kind]} {code(rest)}" if kind in _KINDS else code(entry.name)


def _which(entry: PrincipalName, caller: Principal) -> str:
    """What tells two principals of one name apart."""
    arn = parse_arn(entry.name)
    account = arn.account if arn is not None else entry.name if entry.name.isdecimal() else caller.account
    if caller.account is None or entry.kind != "AWS" or account == caller.account:
        session = caller.text.rpartition("/")[2]
        return f" in its session {code(session)}" if caller.session and ":assumed-role/" in entry.name else ""
    return "" if caller.kind is PrincipalKind.ROOT else f" of account {code(caller.account)}"


def _hint(entry: PrincipalName, caller: Principal) -> str:
    if entry.kind == "AWS" and entry.name.startswith(_ID_STARTS):
        return " An ID stands there after its user or role was deleted; it names no one any more."
    if entry.kind == "AWS" and "*" in entry.name:
        return " A `*` in a Principal stands for everyone only where it is the whole value."
    if entry.kind == "AWS" and caller.account is not None and entry.name.lower() == caller.text.lower():
        return " Names differ in capitals, and principals mind them."
    return ""


def _left_out(caller: Principal) -> str:
    return f"NotPrincipal leaves out whom it lists, and the caller, {described(caller)}, is among them."
