"""`manage.py lab` as a process of its own, for tests that look at it from outside."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from iamlab.bootstrap import ROOT


@dataclass(frozen=True)
class Lab:
    """A running lab: its process, what it printed at the start, and its address without a slash at the end."""

    process: subprocess.Popen[str]
    greeting: str
    address: str

    def stop(self, signal_number: int) -> tuple[int, str]:
        """Sends the signal; returns the exit code and what the lab still printed."""
        self.process.send_signal(signal_number)
        rest, _ = self.process.communicate(timeout=10)
        return self.process.returncode, rest


def lab_command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", "lab", "--port", "0", *arguments]


def lab_environment(folder: Path, **settings: str) -> dict[str, str]:
    """This process's environment with no lab settings but the given ones, and a database in `folder`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("IAMLAB_")}
    return {**inherited, "IAMLAB_DATABASE_URL": f"sqlite:///{folder / 'lab.sqlite3'}", **settings}


@contextmanager
def running_lab(folder: Path, *arguments: str, **settings: str) -> Iterator[Lab]:
    """A lab on a free port; `settings` are environment variables. It is gone when the block ends."""
    process = subprocess.Popen(
        lab_command(*arguments),
        cwd=ROOT,
        env=lab_environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        greeting = ""
        for line in process.stdout:
            greeting += line
            if line.startswith("Ctrl-C"):
                break
        found = re.search(r"(?:Open|Listening on) (http://\S+?)/? ", greeting)
        assert found, f"the lab did not start:\n{greeting}"
        yield Lab(process, greeting, found[1])
    finally:
        process.kill()
        process.communicate()


def failing_lab(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code and all output of a lab that cannot start."""
    done = subprocess.run(
        lab_command(*arguments),
        cwd=ROOT,
        env=lab_environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout
