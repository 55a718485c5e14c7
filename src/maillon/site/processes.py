"""The three processes of an installation, each startable alone for systemd or containers."""
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from django.conf import settings


def pages() -> None:
    """Serve pages with granian (WSGI) on PORT."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["MAILLON_PAGES_PID"] = str(os.getpid())
    Granian(
        "maillon.site.wsgi:application", address=os.environ.get("MAILLON_ADDRESS", "127.0.0.1"), port=settings.PORT,
        interface=Interfaces.WSGI, workers=int(os.environ.get("MAILLON_PAGES", "1")), blocking_threads=4,
        backpressure=64, log_level=LogLevels.warning, respawn_failed_workers=True,
    ).serve()


def worker() -> None:
    """Take work from the queue until told to stop."""
    from .worker import work

    work(_stop_flag())


def listener() -> None:
    """The only clock: once a second, start the chores that are due."""
    from django.db import Error, close_old_connections

    from maillon.core import beats, chores, clock

    stop = _stop_flag()
    last_beat = 0.0
    while not stop():
        try:
            chores.start_due(clock.now())
            if time.monotonic() - last_beat > 10:
                beats.beat("listener", clock.now())
                last_beat = time.monotonic()
        except Error as error:
            print(f"maillon listener: {error}; trying again", flush=True)
            close_old_connections()
        time.sleep(0.5)


def _stop_flag() -> Callable[[], bool]:
    told: list[bool] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.append(True))
    return lambda: bool(told)


PROCESSES = {"pages": pages, "worker": worker, "listener": listener}
