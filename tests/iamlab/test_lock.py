"""requirements.lock: complete, exact, hashed, and free of any host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from iamlab.bootstrap import ROOT
from iamlab.install import TEST_DIVIDER
from iamlab.management.commands.lock import ENTRY, compose

RUNTIME, DIVIDER, TEST = (ROOT / "requirements.lock").read_text(encoding="utf-8").partition(TEST_DIVIDER)

PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)( ; .+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+$")


def pins(part: str) -> dict[str, str]:
    """The packages of a part of the lock and their versions."""
    entries = [entry for entry in ENTRY.findall(part) if not entry.startswith("#")]
    found = [PIN.match(entry) for entry in entries]
    assert all(found), [entry for entry, match in zip(entries, found, strict=True) if not match]
    return {match[1]: match[2] for match in found if match}


def project() -> dict[str, list[str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["project"]
    return {"runtime": table["dependencies"], "test": table["optional-dependencies"]["test"]}


@pytest.mark.parametrize("part", ["runtime", "test"])
def test_every_dependency_of_the_project_is_pinned_in_its_part(part: str) -> None:
    locked = pins(RUNTIME) if part == "runtime" else pins(RUNTIME) | pins(TEST)
    for line in project()[part]:
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name))
        assert version and wanted.specifier.contains(version), f"{line}: run `python3 manage.py lock`"


def test_the_lock_names_no_host() -> None:
    assert "//" not in RUNTIME + TEST


def test_markers_serve_every_platform() -> None:
    markers = [Marker(found) for found in re.findall(r" ; (.+?) \\", RUNTIME + TEST)]
    on_windows = [m for m in markers if m.evaluate({"sys_platform": "win32", "platform_system": "Windows"})]
    assert on_windows, "tzdata has no time zones of the system's to fall back on there"


def test_the_lab_runs_without_the_test_tools() -> None:
    assert not {"pytest", "mypy", "ruff", "playwright"} & pins(RUNTIME).keys()
    assert not pins(RUNTIME).keys() & pins(TEST).keys()


def test_the_test_part_holds_only_what_the_runtime_lacks() -> None:
    a, b = (f"{name}==1 \\\n    --hash=sha256:{'0' * 64}\n" for name in "ab")
    runtime, _, test = compose(a, a + b).partition(TEST_DIVIDER)
    assert runtime.endswith(a + "\n")
    assert test == "\n" + b


def test_the_lock_is_read_where_it_lies() -> None:
    assert DIVIDER
    assert Path(ROOT / "manage.py").exists()
