"""`maillon serve`: one process that keeps pages, worker and listener alive and leaves none behind.

Each child leads a process group of its own, so that what it starts (granian's and the queue's workers) ends with it.
A child that dies is started again with a growing pause. Ctrl-C or TERM: TERM to the children, KILL after ten seconds.
"""
from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

PATIENCE = 10.0          # seconds between TERM and KILL
FIRST_PAUSE, STEADY = 0.5, 30.0
LONGEST_PAUSE = float(os.environ.get("MAILLON_LONGEST_PAUSE", "30"))      # before a child is started again
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """In a child: ask Linux to be killed when the parent is, so that not even SIGKILL leaves orphans.

    KILL, not TERM: nobody would be left to follow up on a child that does not end. What it was doing is done again by
    the next one. Ends at once where the parent was killed before this could be asked.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    me = os.getpid()
    return subprocess.Popen(command, start_new_session=True, preexec_fn=lambda: die_with_parent(me))


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started: float = 0.0
    due: float = field(default=0.0)

    def start(self) -> None:
        self.process = start(self.command)
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start the child when it is due; note its death and when to try again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        if now - self.started > STEADY:
            self.pause = FIRST_PAUSE
        self.signal(signal.SIGKILL)          # what it may have left in its group
        print(f"maillon: {self.name} ended with {code}; again in {self.pause:g} s", file=sys.stderr, flush=True)
        self.process, self.due = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    @property
    def gone(self) -> bool:
        if self.process is None:
            return True
        if self.process.poll() is None:
            return False
        try:
            os.killpg(self.process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return True
        return False


def commands() -> dict[str, list[str]]:
    me = [sys.executable, "-m", "maillon", "serve", "--only"]
    more = {f"worker {number}": [*me, "worker"] for number in range(2, int(os.environ.get("MAILLON_WORKERS", "1")) + 1)}
    return {**{part: [*me, part] for part in ("pages", "worker", "listener")}, **more}


def supervise() -> int:
    """Run until told to stop; return 0 when every child has gone."""
    children = [Child(name, command) for name, command in commands().items()]
    stopping = False

    def stop(number: int, frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, stop)
    while not stopping:
        for child in children:
            child.tend()
        time.sleep(0.1)
    return end(children)


def end(children: list[Child]) -> int:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not all(child.gone for child in children):
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()
    return 0
