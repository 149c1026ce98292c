"""The rule for tests that need a server or a browser: absent skips, absent in CI fails."""

import pytest

from tests.programs import require_program


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_program_that_is_absent(ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no-such-server is not installed"):
        require_program("no-such-server")


def test_a_program_that_is_there() -> None:
    assert require_program("git").exists()
