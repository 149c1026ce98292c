"""How the settings read the environment."""

import subprocess
import sys
from pathlib import Path

import pytest

from iamlab import environment
from iamlab.bootstrap import ROOT


@pytest.mark.parametrize("value", ["1", "true", "TRUE", " yes ", "on"])
def test_a_flag_is_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IAMLAB_DEBUG", value)
    assert environment.flag("IAMLAB_DEBUG")


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off", "debug"])
def test_a_flag_is_off(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IAMLAB_DEBUG", value)
    assert not environment.flag("IAMLAB_DEBUG")


def test_a_flag_that_is_not_set_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IAMLAB_DEBUG", raising=False)
    assert not environment.flag("IAMLAB_DEBUG")


def test_hosts_always_hold_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IAMLAB_ALLOWED_HOSTS", " lab.example.org, ,127.0.0.1")
    assert environment.hosts("IAMLAB_ALLOWED_HOSTS") == ["lab.example.org", "127.0.0.1", ".localhost", "[::1]"]


@pytest.mark.parametrize("host", ["lab.example.org", ".example.org"])
def test_a_domain_name_is_public(host: str) -> None:
    assert environment.is_public_name(host)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "203.0.113.9", "[::1]", "lab", "lab.local", "lab.test", "*", ""]
)
def test_addresses_and_local_names_are_not_public(host: str) -> None:
    assert not environment.is_public_name(host)


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    path = tmp_path / ".lab" / "secret-key"
    secret = environment.kept_secret(path)
    assert len(secret) >= 50
    assert environment.kept_secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from iamlab.environment import kept_secret as k; print(k(pathlib.Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / ".lab" / "secret-key")]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) for _ in range(4)]
    assert len({start.communicate()[0] for start in starts}) == 1
    assert all(start.returncode == 0 for start in starts)
