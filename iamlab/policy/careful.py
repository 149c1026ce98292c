"""The careful way to read a document: it finds everything that is wrong with it."""

from iamlab.policy import elements
from iamlab.policy.document import Policy, PolicyType, Statement
from iamlab.policy.findings import Findings, kind_of, shown
from iamlab.policy.grammar import DEFAULT_VERSION, GRAMMARS, POLICY_ELEMENTS, VERSIONS, Grammar
from iamlab.policy.json_places import Path
from iamlab.policy.json_text import JsonText
from iamlab.policy.source import Source
from iamlab.policy.statements import one_of, read_statement, refuse_unknown


def read_with_care(document: JsonText, policy_type: PolicyType, origin: Source, *, located: bool) -> Policy:
    """The policy that a JSON value is. Raises PolicyError with every problem found, with its place if `located`."""
    findings = Findings(document, located=located)
    policy = review_grammar(document, policy_type, origin, findings)
    findings.raise_if_any()
    return policy


def review_grammar(document: JsonText, policy_type: PolicyType, origin: Source, findings: Findings) -> Policy:
    """What can be read of a JSON value; whatever is wrong with it is noted."""
    value: dict[str, object] = document.value if isinstance(document.value, dict) else {}
    if not isinstance(document.value, dict):
        message = (
            f"The document is {kind_of(document.value)}; a policy is an object: it starts with {{ and ends with }}."
        )
        findings.add("JSON_SYNTAX_ERROR", message, ())
    else:
        refuse_unknown(value, (), POLICY_ELEMENTS, "a policy", findings)
    version = one_of(value, "Version", VERSIONS, "INVALID_VERSION", (), findings) or DEFAULT_VERSION
    identifier = elements.string(value["Id"], ("Id",), findings) if "Id" in value else None
    statements = _statements(document, value, GRAMMARS[policy_type], origin, findings)
    return Policy(version, identifier, statements, origin, policy_type)


def _statements(
    document: JsonText, policy: dict[str, object], grammar: Grammar, origin: Source, findings: Findings
) -> tuple[Statement, ...]:
    found = policy.get("Statement")
    single = isinstance(found, dict)
    members = [found] if single else found
    if "Statement" not in policy or members == []:
        if isinstance(document.value, dict):
            message = 'A policy needs at least one statement: "Statement": [{"Effect": ..., "Action": ...}].'
            findings.add("MISSING_STATEMENT", message, ("Statement",) if "Statement" in policy else ())
        return ()
    if not isinstance(members, list):
        message = f"Statement is {kind_of(members)}; it must be an object or a list of objects."
        findings.add("DATA_TYPE_MISMATCH", message, ("Statement",))
        return ()
    statements: list[Statement] = []
    sids: dict[str, int] = {}
    for index, member in enumerate(members):
        path: Path = ("Statement",) if single else ("Statement", index)
        if not isinstance(member, dict):
            message = f"This statement is {kind_of(member)}; a statement is an object: {{ ... }}."
            findings.add("DATA_TYPE_MISMATCH", message, path)
            continue
        statement = read_statement(member, index, path, origin, grammar, findings)
        if statement.sid and statement.sid in sids and grammar.unique_sids:
            message = (
                f"The Sid {shown(statement.sid)} is used twice, in statement {sids[statement.sid] + 1} as well. "
                "Give each statement a Sid of its own."
            )
            findings.add("UNIQUE_SIDS_REQUIRED", message, (*path, "Sid"))
        elif statement.sid:
            sids[statement.sid] = index
        statements.append(statement)
    return tuple(statements)
