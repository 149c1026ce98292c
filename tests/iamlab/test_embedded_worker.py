"""The worker that grades inside the lab's own process."""

import _thread
import threading
import time
from collections.abc import Iterator

import pytest

from iamlab import embedded_worker
from iamlab.celery import app
from iamlab.embedded_worker import EmbeddedWorker

pytestmark = pytest.mark.usefixtures("real_queue")
done: list[str] = []
go_on = threading.Event()


@app.task(name="tests.note")
def note(text: str) -> None:
    done.append(text)


@app.task(name="tests.wait")
def wait_to_go_on() -> None:
    done.append("started")
    go_on.wait(10)


def eventually(holds: object, seconds: float = 5) -> bool:
    """Whether the callable gets true within some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def real_queue(tasks_run_at_once: None) -> None:
    app.conf.task_always_eager = False


@pytest.fixture
def worker(real_queue: None) -> Iterator[EmbeddedWorker]:
    done.clear()
    go_on.clear()
    worker = EmbeddedWorker()
    worker.start()
    yield worker
    go_on.set()
    worker.stop(5)


def test_it_runs_what_was_queued_before_and_after_its_start() -> None:
    done.clear()
    note.delay("before")
    worker = EmbeddedWorker()
    worker.start()
    note.delay("after")
    assert eventually(lambda: sorted(done) == ["after", "before"])
    assert worker.stop(5)


def test_a_slow_task_does_not_hold_up_the_next(worker: EmbeddedWorker) -> None:
    wait_to_go_on.delay()
    note.delay("next")
    assert eventually(lambda: sorted(done) == ["next", "started"])


def test_a_stop_is_quick_and_quiet(worker: EmbeddedWorker) -> None:
    note.delay("one")
    assert eventually(lambda: done == ["one"])
    before = time.monotonic()
    assert worker.stop(5)
    assert time.monotonic() - before < 1.5
    assert not worker.died


def test_a_stop_does_not_wait_for_ever(worker: EmbeddedWorker) -> None:
    wait_to_go_on.delay()
    assert eventually(lambda: done == ["started"])
    assert not worker.stop(0.3)


def test_a_stop_before_the_start_is_nothing() -> None:
    assert EmbeddedWorker().stop(1)


def test_a_worker_that_ends_unasked_interrupts_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted = threading.Event()
    monkeypatch.setattr(embedded_worker._thread, "interrupt_main", interrupted.set)
    assert _thread.interrupt_main == interrupted.set
    worker = EmbeddedWorker()
    worker.start()
    assert eventually(lambda: app.control.shutdown() or interrupted.wait(0.1))
    assert worker.died
