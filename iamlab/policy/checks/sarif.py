"""Findings for editors and code scanning ("Static Analysis Results Interchange Format (SARIF) Version 2.1.0")."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from iamlab.policy.checks.codes import CODES
from iamlab.policy.checks.finding import Finding, FindingType
from iamlab.policy.checks.lines import Validated
from iamlab.policy.fixes import Fix
from iamlab.policy.patching import edits

_LEVELS = {
    FindingType.ERROR: "error",
    FindingType.SECURITY_WARNING: "warning",
    FindingType.WARNING: "warning",
    FindingType.SUGGESTION: "note",
}


def log(documents: Iterable[Validated], refused: Iterable[str]) -> dict[str, Any]:
    """One SARIF log of one run: `documents` with their findings, `refused` the lines that could not be read.

    A document's id is its artifact. A document given as an object has no lines; its findings then name the path only.
    """
    results = [_result(document, finding) for document in documents for finding in document.findings]
    codes = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = codes.index(result["ruleId"])
    notifications = [{"level": "error", "message": {"text": text}} for text in refused]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "IAM Lab", "rules": [_rule(code) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
                ],
                "results": results,
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name, "name": name.title().replace("_", "")}
    if name in CODES:
        code = CODES[name]
        rule["fullDescription"] = {"text": code.why}
        rule["defaultConfiguration"] = {"level": _LEVELS[code.type]}
        rule["properties"] = {"findingType": code.type.value, "topic": code.topic.value}
    return rule


def _result(document: Validated, finding: Finding) -> dict[str, Any]:
    artifact = {"uri": quote(str(document.id), safe="")}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column}
    location: dict[str, Any] = {"physicalLocation": place}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.type],
        "message": {"text": finding.message},
        "locations": [location],
        "properties": {"findingType": finding.type.value},
    }
    if finding.fix is not None and isinstance(document.document, str):
        result["fixes"] = [_fix(artifact, document.document, finding.fix)]
    return result


def _fix(artifact: dict[str, str], text: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in edits(text, fix)
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }
