"""Terminal sessions as data: each file in sessions/ holds lines typed one after the other, and what they answer.

A step: `run` (the line), `as` (who types it; kept from the step before), `exit` (0 unless it says otherwise), `out` and
`err` (texts that standard output and standard error contain), `prints` (standard output exactly), `files` (names kept).
A step may begin `after` some days; it may `keep` what it prints under a name, which later lines write as `@name@`.
A session may begin with `files`: name -> text.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.cloud.cli import run
from tests.cloud.company import NOW, company

_FOLDER = Path(__file__).parent / "sessions"


def _sessions() -> list[Any]:
    found = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        for name, session in yaml.safe_load(path.read_text()).items():
            found.append(pytest.param(session, id=f"{path.stem}: {name}"))
    return found


@pytest.mark.parametrize("session", _sessions())
def test_the_terminal_answers_as_the_aws_cli_does(session: dict[str, Any]) -> None:
    lab, files, identity = company(), dict(session.get("files", {})), "my-admin"
    now, kept = NOW, dict[str, str]()
    past: list[Mapping[str, Any]] = []  # newest first
    records = past.copy
    for step in session["steps"]:
        identity = step.get("as", identity)
        now += timedelta(days=step.get("after", 0))
        line = step["run"]
        for name, text in kept.items():
            line = line.replace(f"@{name}@", text)
        outcome = run(lab, line, identity, files, lab.now(now), records)
        past[:0] = [answer.event for answer in reversed(outcome.answers)]
        if "keep" in step:
            kept[step["keep"]] = outcome.stdout.strip()
        shown = f"$ {line}\n{outcome.stdout}{outcome.stderr}"
        assert outcome.exit_code == step.get("exit", 0), shown
        for channel, text in (("out", outcome.stdout), ("err", outcome.stderr)):
            wanted = step.get(channel, [])
            for part in [wanted] if isinstance(wanted, str) else wanted:
                assert part in text, shown
        if "prints" in step:
            assert outcome.stdout == step["prints"], shown
        files = dict(outcome.files)
        if "files" in step:
            assert sorted(files) == sorted(step["files"]), shown
