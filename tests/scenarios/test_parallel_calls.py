"""Many windows and clients on one sandbox at once: nothing that was acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

THREADS, LINES = 4, 6


def test_parallel_calls_lose_no_update_and_no_event(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.parallel_calls", str(THREADS), str(LINES)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "iamlab.settings",
            "IAMLAB_DATABASE_URL": f"sqlite:///{(tmp_path / 'lab.sqlite3').as_posix()}",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    acknowledged, busy = found["acknowledged"], found["busy"]
    assert len(acknowledged) + len(busy) == THREADS * LINES and acknowledged
    assert set(acknowledged) <= set(found["users"])
    assert not set(busy) & set(found["users"])
    assert sorted(found["recorded"]) == sorted(acknowledged)
