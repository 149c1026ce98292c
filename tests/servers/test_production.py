"""The lab as it runs in production: site on PostgreSQL, Redis between, a worker that is a process of its own."""

import sys
from pathlib import Path

import pytest
import redis

from iamlab.bootstrap import ROOT
from lessons.curriculum.content import course
from tests.lab_process import failing_lab, lab_environment, running_lab
from tests.servers.conftest import process
from tests.solutions import policy_solution
from tests.visitor import Visitor

pytestmark = pytest.mark.servers
SLUG = "read-one-bucket"


def test_a_separate_worker_grades_through_redis_on_postgresql(
    redis_url: str, database_url: str, tmp_path: Path
) -> None:
    settings = {"IAMLAB_REDIS_URL": redis_url, "IAMLAB_DATABASE_URL": database_url}
    with running_lab(tmp_path, **settings) as lab:
        assert "celery -A iamlab worker" in lab.greeting
        assert f"{sum(step.kind == 'exercise' for step in course().steps)} exercises" in lab.greeting
        visitor = Visitor(lab.address)
        attempt = visitor.fill_in(visitor.get(f"/exercises/{SLUG}/"), "answer", policy_solution(SLUG))
        assert "/attempts/" in attempt.url
        assert "Passed" not in attempt.text, "nobody grades before the worker runs"

        worker = [sys.executable, "-m", "celery", "-A", "iamlab", "worker", "--concurrency", "1", "-l", "WARNING"]
        with process(worker, cwd=ROOT, env=lab_environment(tmp_path, **settings)):
            assert "Passed" in visitor.get_until(attempt, "Passed").text


def test_what_is_handed_in_waits_in_redis_for_a_worker(redis_url: str, tmp_path: Path) -> None:
    with running_lab(tmp_path, IAMLAB_REDIS_URL=redis_url) as lab:
        visitor = Visitor(lab.address)
        visitor.fill_in(visitor.get(f"/exercises/{SLUG}/"), "answer", policy_solution(SLUG))
    assert redis.from_url(redis_url).llen("celery") == 1


def test_what_was_never_graded_is_graded_after_the_next_start(redis_url: str, tmp_path: Path) -> None:
    with running_lab(tmp_path, IAMLAB_REDIS_URL=redis_url) as lab:
        visitor = Visitor(lab.address)
        attempt = visitor.fill_in(visitor.get(f"/exercises/{SLUG}/"), "answer", policy_solution(SLUG))
    with running_lab(tmp_path) as lab:
        again = visitor.get(attempt.url.replace(visitor.address, lab.address))
        assert "Passed" in visitor.get_until(again, "Passed").text


def test_a_database_that_refuses_the_user_is_one_line(database_url: str, tmp_path: Path) -> None:
    code, output = failing_lab(tmp_path, IAMLAB_DATABASE_URL=database_url.replace("/postgres", "/no-such-database"))
    assert code == 1
    assert "no-such-database" in output
    assert output.count("\n") == 1
