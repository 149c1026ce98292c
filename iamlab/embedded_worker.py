"""The Celery worker inside the lab's own process, for a lab without Redis: the broker is its memory."""

import _thread
import logging
import threading
import time

from celery.worker import WorkController

from iamlab.celery import app

# Its one warning is that the worker was told to stop, and it is the lab that tells it.
logging.getLogger("celery.worker.control").setLevel(logging.ERROR)


class EmbeddedWorker:
    """A worker on threads. When it ends unasked, `died` is set and the main thread is interrupted."""

    def __init__(self, concurrency: int = 2) -> None:
        self.died = False
        self._concurrency = concurrency
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float) -> bool:
        """Lets the running tasks end; False when they need more than `timeout` seconds."""
        self._stopping.set()
        deadline = time.monotonic() + timeout
        while self._thread.is_alive() and time.monotonic() < deadline:
            app.control.shutdown()  # again and again: a worker that is still starting does not hear it
            self._thread.join(0.1)
        return not self._thread.is_alive()

    def _work(self) -> None:
        try:
            # The bare controller, unlike the one of `celery worker`, takes no signals and prints no banner.
            worker: WorkController = app.WorkController(
                pool="threads",
                concurrency=self._concurrency,
                without_gossip=True,
                without_mingle=True,
                without_heartbeat=True,
            )
            worker.start()
        finally:
            if not self._stopping.is_set():
                self.died = True
                _thread.interrupt_main()
