"""The project's own environment: makes .venv and fills it from requirements.lock. Standard library only."""

import errno
import hashlib
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PARTS = ("runtime", "test")
# The line in requirements.lock between what the lab runs on and what only its tests need.
TEST_DIVIDER = "# Test tools: everything below is for `python3 manage.py test` alone."

PIP_ARGUMENTS = (
    *("install", "--quiet", "--no-input", "--disable-pip-version-check"),
    *("--require-hashes", "--no-deps", "--only-binary", ":all:"),
)

# What pip prints -> what the person can do. The first match speaks: pip ends every failure with
# "No matching distribution", also when the network was the reason.
PIP_FAILURES = (
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package is not the file that requirements.lock names (its hash differs). "
        "Try again; if it happens again, a mirror or proxy on your network changes files.",
    ),
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "The disk is full. Make about 500 MB of room and start again.",
    ),
    (
        r"Permission denied|Read-only file system|Access is denied",
        "The folder .venv cannot be written. Make the project's folder writable, close programs that "
        "use .venv, and start again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError|"
        r"Failed to establish a new connection|Connection(ResetError|RefusedError| aborted)|Read timed out|"
        r"getaddrinfo failed|Network is unreachable",
        "The packages cannot be downloaded: the package index does not answer. "
        "Connect to the network (or check PIP_INDEX_URL and HTTPS_PROXY) and start again.",
    ),
    (
        r"not a trusted or secure host",
        "pip does not trust the package index, since its address is http. "
        "Give PIP_INDEX_URL an https address, or name the host in PIP_TRUSTED_HOST, and start again.",
    ),
    (
        r"No matching distribution found for (?P<package>[^\s;(]+)",
        "There is no ready-made {package} for this Python ({python}). "
        "Start with Python 3.11, 3.12 or 3.13, for example: python3.12 manage.py lab",
    ),
)


class InstallError(Exception):
    """The environment cannot be made; the message is one line for the person who typed the command."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment of the checkout in `root`.

    A stamp per installed part of the lock lies inside .venv. It is written when everything is in place and
    removed before anything changes, so an environment without the right stamp is one to make afresh.
    """

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def is_running(self) -> bool:
        """True inside this environment's own Python."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def missing(self, wanted: Sequence[str]) -> list[str]:
        """The parts of `wanted` that are not installed as the lock, this Python and this folder ask for.

        Raises InstallError when requirements.lock cannot be read.
        """
        texts = self._parts()
        return [part for part in wanted if not self._is_stamped(part, texts[part])]

    def install(self, wanted: Sequence[str]) -> None:
        """Makes the environment hold `wanted`, whatever state it is in. One process at a time does it.

        Raises InstallError.
        """
        try:
            with one_at_a_time(self.root / ".lab" / "install.lock"):
                missing = self.missing(wanted)  # another start may have done the work while this one waited
                if missing:
                    self._install(wanted, missing)
        except OSError as error:
            raise InstallError(cannot_write(self.root, error)) from error

    def _install(self, wanted: Sequence[str], missing: Sequence[str]) -> None:
        texts = self._parts()
        # Test tools are added to a sound environment; for anything else it is made afresh, since pip can
        # neither mend a package that it was interrupted in nor remove what the lock no longer names.
        afresh = "runtime" in missing
        new = wanted if afresh else missing
        for part in PARTS:
            self._stamp(part).unlink(missing_ok=True)
        packages = sum(len(re.findall(r"^\S+==", texts[part], re.MULTILINE)) for part in new)
        _say(f"Installing {packages} packages into .venv (once; up to a minute) ...")
        if afresh:
            self._create()
        requirements = self.folder / "requirements.txt"
        requirements.write_text("".join(texts[part] for part in new), encoding="utf-8")
        pip_install(self.python, requirements)
        for part in wanted:
            self._stamp(part).write_text(self._fingerprint(texts[part]), encoding="ascii")

    def _create(self) -> None:
        if self.folder.is_symlink():  # clearing it would empty a folder that is not ours
            raise InstallError(f"{self.folder} is a link to another folder. Remove the link and start again.")
        if find_spec("ensurepip") is None:
            raise InstallError(
                "This Python cannot make virtual environments (it has no ensurepip). On Debian and Ubuntu: "
                f"apt install python{_python()}-venv. Elsewhere, use Python from python.org."
            )
        try:
            venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(self.folder)
        except subprocess.CalledProcessError as error:  # what ensurepip printed; it runs pip
            raise InstallError(explain_pip(_text(error.output))) from error
        except ValueError as error:
            raise InstallError(
                f"The environment {self.folder} cannot be made ({error}). Remove what is at that path and start again."
            ) from error

    def _parts(self) -> dict[str, str]:
        lock = self.root / "requirements.lock"
        try:
            runtime, _, test = lock.read_text(encoding="utf-8").partition(TEST_DIVIDER)
        except OSError as error:
            raise InstallError(
                f"{lock} cannot be read ({error.strerror}). Get it back with: git checkout requirements.lock"
            ) from error
        return {"runtime": runtime, "test": test}

    def _is_stamped(self, part: str, text: str) -> bool:
        try:
            stamp = self._stamp(part).read_text(encoding="ascii")
        except OSError:
            return False
        # A Python that was upgraded or removed leaves a dangling link behind.
        return stamp == self._fingerprint(text) and self.python.exists()

    def _stamp(self, part: str) -> Path:
        return self.folder / f"installed-{part}"

    def _fingerprint(self, text: str) -> str:
        # The folder, because an environment that was moved or copied still points to where it was made.
        return hashlib.sha256(f"{_python()}\n{self.folder}\n{text}".encode()).hexdigest()


def pip_install(python: Path, requirements: Path) -> None:
    """Installs a part of the lock with the pip of `python`, under the user's own pip configuration.

    Raises InstallError with what the person can do about it.
    """
    environment = {
        # A dead network is found out within half a minute; the person's own settings win.
        "PIP_RETRIES": "2",
        **({} if "PIP_DEFAULT_TIMEOUT" in os.environ else {"PIP_TIMEOUT": "8"}),
        **os.environ,
        # A user-wide "install --user" cannot work inside an environment.
        "PIP_USER": "0",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [str(python), "-m", "pip", *PIP_ARGUMENTS, "-r", str(requirements)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise InstallError(explain_pip(done.stdout + done.stderr))


def explain_pip(output: str) -> str:
    """One line that says what to do after pip failed with `output`."""
    for pattern, advice in PIP_FAILURES:
        if found := re.search(pattern, output):
            return advice.format(**found.groupdict(), python=f"{_python()} on {sys.platform}")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")] or lines or ["no message"]
    return f"The packages cannot be installed; pip says: {errors[-1]}"


def _text(output: str | bytes | None) -> str:
    return output.decode(errors="replace") if isinstance(output, bytes) else output or ""


def cannot_write(folder: Path, error: OSError) -> str:
    """One line that says what to do after `error` while writing below `folder`."""
    if error.errno == errno.ENOSPC:
        return f"The disk is full: {folder} needs about 500 MB. Make room and start again."
    return (
        f"IAM Lab cannot write in {folder} ({error.strerror}: {error.filename}). "
        "Make the folder writable or copy it to one that you own, and start again."
    )


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Waits for, then holds the lock named by the file `path`. The system frees it however the process ends.

    Raises OSError when the file cannot be made.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("a") as file:
        if sys.platform == "win32":
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError as error:  # gives up after ten seconds; an install takes longer
                    if error.errno != errno.EDEADLOCK:
                        raise
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _python() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def _say(line: str) -> None:
    # Standard error, since other commands write their answers to standard output.
    print(line, file=sys.stderr, flush=True)
