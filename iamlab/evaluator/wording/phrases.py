"""How requests, callers and statements stand in a sentence."""

from iamlab.evaluator.decision import StatementRef
from iamlab.evaluator.mismatches.phrases import code
from iamlab.evaluator.principal import Principal, PrincipalKind
from iamlab.evaluator.request import Request

_CALLERS = {
    PrincipalKind.USER: "the user {name}",
    PrincipalKind.ROLE: "the role {name}",
    PrincipalKind.FEDERATED: "the federated user {name}",
    PrincipalKind.ROOT: "the root user of account `{account}`",
    PrincipalKind.SERVICE: "the service {name}",
    PrincipalKind.PROVIDER: "someone who signed in with {name}",
    PrincipalKind.ANONYMOUS: "anonymous",
}
_SUBJECTS = {
    PrincipalKind.ROOT: "The root user",
    PrincipalKind.ANONYMOUS: "An anonymous caller",
    PrincipalKind.ROLE: "The role {name}",
    PrincipalKind.PROVIDER: "Someone who signed in with {name}",
}


def described(caller: Principal) -> str:
    """The caller after `the caller is`. A user's path belongs to the name; a session has lost its role's."""
    name = caller.text.partition(":user/")[2] if caller.kind is PrincipalKind.USER else caller.name
    return _CALLERS[caller.kind].format(name=code(name), account=caller.account)


def subject(request: Request) -> str:
    """The caller as the subject of a sentence."""
    caller = request.caller
    return _SUBJECTS.get(caller.kind, "{name}").format(name=code(caller.name))


def wish(request: Request) -> str:
    """What the caller wants, after `may`."""
    place = "" if request.resource == "*" else f" on {code(request.resource)}"
    return f"call {code(request.action)}{place}"


def by(statements: tuple[StatementRef, ...]) -> str:
    """The first of some statements, within a sentence."""
    first = statements[0]
    name = f"`{first.sid}`" if first.sid else f"number {first.index + 1}"
    return f"statement {name} of {first.policy}"


def statement(statements: tuple[StatementRef, ...]) -> str:
    """The first of some statements, at the start of a sentence."""
    text = by(statements)
    return text[0].upper() + text[1:]
