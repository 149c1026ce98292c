"""The programs that tests drive: servers and a browser that the machine may lack."""

import os
import shutil
import sys
from pathlib import Path

import pytest

# What was installed with the tests comes first: the AWS CLI. Debian keeps PostgreSQL's server off the PATH.
_OWN = Path(sys.executable).parent
_MORE_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def require_program(name: str) -> Path:
    """Where the program is. Without it the test skips; in CI, where a skip would hide it, the test fails."""
    path = os.pathsep.join([str(_OWN), os.environ.get("PATH", ""), *map(str, _MORE_PLACES)])
    if found := shutil.which(name, path=path):
        return Path(found)
    reason = f"{name} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI allows no such skip")
    pytest.skip(reason)
