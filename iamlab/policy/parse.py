"""From a document to a policy, or to everything that is wrong with it."""

import json
from collections.abc import Mapping

from iamlab.policy import elements
from iamlab.policy.document import Policy, PolicyType, Statement
from iamlab.policy.findings import Findings, kind_of, shown
from iamlab.policy.grammar import DEFAULT_VERSION, GRAMMARS, POLICY_ELEMENTS, VERSIONS, Grammar
from iamlab.policy.json_objects import checked
from iamlab.policy.json_places import Path, member_lines
from iamlab.policy.json_text import MAX_CHARACTERS, JsonText, read
from iamlab.policy.statements import one_of, read_statement, refuse_unknown


def parse(document: str | Mapping[str, object], policy_type: PolicyType = PolicyType.IDENTITY) -> Policy:
    """Read a policy document, given as JSON text or as the object that such a text stands for.

    Raises PolicyError with every problem found: in the text, or else in the policy's grammar for its type.
    Source: "Grammar of the IAM JSON policy language".
    """
    located = isinstance(document, str)
    text = document if isinstance(document, str) else json.dumps(checked(document), indent=2, ensure_ascii=False)
    # An object is bounded as it is copied; written out with its indentation it may be longer than a text may be.
    json_text = read(text, most=MAX_CHARACTERS if located else len(text))
    findings = Findings(json_text, located=located)
    policy = _policy(json_text, policy_type, findings)
    findings.raise_if_any()
    return policy


def _policy(document: JsonText, policy_type: PolicyType, findings: Findings) -> Policy:
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
    statements = _statements(document, value, GRAMMARS[policy_type], findings)
    return Policy(version, identifier, statements, document.text, policy_type)


def _statements(
    document: JsonText, policy: dict[str, object], grammar: Grammar, findings: Findings
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
    lines = member_lines(document.text, "Statement")
    statements: list[Statement] = []
    sids: dict[str, int] = {}
    for index, member in enumerate(members):
        path: Path = ("Statement",) if single else ("Statement", index)
        if not isinstance(member, dict):
            message = f"This statement is {kind_of(member)}; a statement is an object: {{ ... }}."
            findings.add("DATA_TYPE_MISMATCH", message, path)
            continue
        statement = read_statement(member, index, path, lines[index], grammar, findings)
        if statement.sid and statement.sid in sids:
            message = (
                f"The Sid {shown(statement.sid)} is used twice, in statement {sids[statement.sid] + 1} as well. "
                "Give each statement a Sid of its own."
            )
            findings.add("UNIQUE_SIDS_REQUIRED", message, (*path, "Sid"))
        elif statement.sid:
            sids[statement.sid] = index
        statements.append(statement)
    return tuple(statements)
