"""`manage.py lock`: for maintainers, writes requirements.lock anew after a change in pyproject.toml."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from iamlab.install import TEST_DIVIDER

HEADER = "# Written by `python3 manage.py lock` from pyproject.toml. It serves every platform.\n"
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--no-header", "pyproject.toml"),
)
# A pinned package: its line and the hashes indented below.
ENTRY = re.compile(r"^\S[^\n]*\n(?:[ ]+[^\n]*\n)*", re.MULTILINE)


class Command(BaseCommand):
    help = "Writes requirements.lock from pyproject.toml (needs uv). Versions stay unless --upgrade is given."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject allows")

    def handle(self, *args: Any, upgrade: bool, **options: Any) -> None:
        uv = shutil.which("uv")
        if uv is None:
            raise CommandError("This needs uv, which is not on the PATH. Get it with: pipx install uv")
        lock = Path(settings.BASE_DIR) / "requirements.lock"
        before = lock.read_text(encoding="utf-8") if lock.exists() and not upgrade else ""
        with tempfile.TemporaryDirectory() as folder:
            runtime_file = Path(folder) / "runtime.txt"
            # uv keeps the versions that it finds in the file it writes to.
            runtime = _compile(uv, runtime_file, before)
            everything = _compile(
                uv, Path(folder) / "all.txt", before, "--extra", "test", "--constraint", str(runtime_file)
            )
        lock.write_text(compose(runtime, everything), encoding="utf-8", newline="\n")
        self.stdout.write(f"Wrote {lock.name}.")


def compose(runtime: str, everything: str) -> str:
    """The lock file: the runtime's entries, the divider, then what the tests need beyond those."""
    entries = ENTRY.findall(runtime)
    known = set(entries)
    tests = [entry for entry in ENTRY.findall(everything) if entry not in known]
    return "".join([HEADER, *entries, "\n", TEST_DIVIDER, "\n", *tests])


def _compile(uv: str, target: Path, before: str, *arguments: str) -> str:
    target.write_text(before, encoding="utf-8")
    command = [uv, *COMPILE, *arguments, "--output-file", str(target)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(f"uv found no set of versions that fits: {done.stderr.strip()}")
    return target.read_text(encoding="utf-8")
