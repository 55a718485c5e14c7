"""The served portal that is killed, and somebody who keeps writing on its square."""
from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx


def family(pid: int) -> dict[int, str]:
    """Return every living process below `pid`, with its command line."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat[0] != "Z":
                parents[int(entry.name)] = int(stat[1])
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        here = waiting.pop()
        for child in [child for child, parent in parents.items() if parent == here]:
            try:
                found[child] = (Path("/proc") / str(child) / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            waiting.append(child)
    return found


class Served:
    """`maillon serve`, in a session of its own."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "maillon", "serve"], stdout=log, stderr=log,
                                            start_new_session=True)

    def kill_one(self, chance: random.Random) -> str:
        """SIGKILL a random process, or all of one part, or the supervisor itself; return what it was."""
        assert self.process is not None
        below = family(self.process.pid)
        part = chance.choice(["pages"] * 2 + ["worker"] * 5 + ["listener"] * 2 + ["supervisor"])
        pids = [pid for pid, line in below.items() if f"--only {part}" in line]
        if part == "supervisor" or not pids:
            self.process.kill()
            self.process.wait()
            self.start()
            return "supervisor"
        if chance.random() < 0.5:
            pids = [chance.choice(pids)]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return part

    def stop(self) -> list[str]:
        """TERM; return those that are still there fifteen seconds later."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(20)
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and (left := self._left()):
            time.sleep(0.1)
        left = self._left()
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return [f"{pid}: {line}" for pid, line in left.items()]

    def _left(self) -> dict[int, str]:
        """Processes that serve this storm's data folder, wherever they hang; numbers alone are used again by others."""
        mark = f"MAILLON_DATA_DIR={os.environ['MAILLON_DATA_DIR']}"
        left = {}
        for entry in Path("/proc").iterdir():
            try:
                ours = entry.name.isdigit() and mark in (entry / "environ").read_text(errors="replace").split("\0")
                line = (entry / "cmdline").read_text().replace("\0", " ") if ours else ""
            except OSError:
                continue
            if "maillon serve" in line:
                left[int(entry.name)] = line
        return left


class Feeder(threading.Thread):
    """Writes on the square, one post after the other, and remembers those that were accepted (answered by a redirect)."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.accepted: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            text = f"Fournil Pruneau, numéro {number}"
            try:
                with httpx.Client(timeout=5) as client:
                    client.get(self.address)
                    token = client.cookies.get("csrftoken", "")
                    answer = client.post(self.address, data={"text": text, "author": f"w{number}", "csrfmiddlewaretoken": token},
                                         headers={"Referer": self.address})
                if answer.status_code == 302:
                    self.accepted.append(text)
            except httpx.HTTPError:
                time.sleep(0.2)
            time.sleep(0.1)

    def stop(self) -> None:
        self.ended.set()
        self.join(15)
