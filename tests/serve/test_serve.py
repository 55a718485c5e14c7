"""`maillon serve`: all parts alive, a dead one brought back, and nothing left behind however it ends."""
from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.smtp import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0             # for a loaded machine; nothing here measures speed


class Served:
    """A supervisor with a data folder of its own, by which every process of it is known."""

    def __init__(self, home: Path, **more: str) -> None:
        self.home, self.port = home, free_port()
        self.log = home / "serve.log"
        self.marker = f"MAILLON_DATA_DIR={home}".encode()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "maillon", "serve"], env=environment(home, PORT=str(self.port), **more), cwd=ROOT,
                stdout=log, stderr=log, start_new_session=True)

    def pids(self, part: str = "") -> set[int]:
        """Return the living processes of this installation; `part`: those started as that part."""
        found = set()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    mine = self.marker in (entry / "environ").read_bytes().split(b"\0")
                    words = (entry / "cmdline").read_bytes().decode().split("\0")
                    dead = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
                except OSError:
                    continue
                if mine and not dead and (not part or part in words):
                    found.add(int(entry.name))
        return found

    def health(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_for(self, condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"{what} did not happen; {self.health()}; log:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)

    def wait_until_healthy(self) -> None:
        self.wait_for(lambda: self.health()[0] == 200, "health")

    def sweep(self) -> None:
        """End what a failed test left; all of it is ours by its data folder."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):       # its parent was killed a moment ago, and it with it
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"MAILLON_TESTING", "DATABASE_URL"}}
    return {**kept, "MAILLON_MODE": "production", "MAILLON_DATA_DIR": str(home), "EMAIL_URL": "dummymail:",
            "MAILLON_MAIL_FROM": "town@sample.invalid", "MAILLON_PUBLIC_URL": "http://localhost",
            "DATABASE_URL": f"sqlite:///{home / 'maillon.sqlite3'}", **more}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("serve") / "home"
    home.mkdir()
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        whole = [sys.executable, "-m", "maillon", "manage", *command]
        subprocess.run(whole, env=environment(home), cwd=ROOT, check=True)
    return home


@pytest.fixture
def served(migrated, tmp_path) -> Iterator[Served]:
    home = tmp_path / "home"
    shutil.copytree(migrated, home)
    served = Served(home)
    try:
        yield served
    finally:
        served.sweep()


def test_all_parts_live_a_killed_one_is_brought_back_and_term_ends_them(served):
    served.wait_until_healthy()
    assert served.health()[1] == {"healthy": True, "parts": {
        "database": True, "migrations": True, "worker": True, "listener": True}}
    for part in ("pages", "worker", "listener"):
        before = served.pids(part)
        assert before, part
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        served.wait_for(lambda part=part, before=before: served.pids(part) - before, f"a new {part}")
    served.wait_until_healthy()
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(15) == 0                     # KILL comes after ten seconds
    assert served.pids() == set()


def test_a_killed_child_of_the_pages_is_brought_back(served):
    """Granian's own worker, a process below ours."""
    served.wait_until_healthy()
    [pages] = [pid for pid in served.pids("pages") if parent_of(pid) == served.process.pid]
    below = {pid for pid in served.pids() if parent_of(pid) == pages}
    if not below:
        pytest.fail("granian answers without a process of its own; this test must be written anew")
    for pid in below:
        os.kill(pid, signal.SIGKILL)
    served.wait_for(lambda: not (below & served.pids()), "their end")
    served.wait_until_healthy()
    assert {pid for pid in served.pids("pages") if parent_of(pid) != served.process.pid} - below


def test_ctrl_c_ends_all(served):
    served.wait_until_healthy()
    os.killpg(served.process.pid, signal.SIGINT)            # what a terminal does
    assert served.process.wait(15) == 0
    assert served.pids() == set()
    assert "Traceback" not in served.log.read_text()


def test_killing_the_supervisor_itself_leaves_none(served):
    served.wait_until_healthy()
    assert len(served.pids()) >= 4
    served.process.kill()
    served.process.wait()
    served.wait_for(lambda: not served.pids(), "the end of the orphans")


def test_term_while_it_is_still_starting_leaves_none(served):
    served.wait_for(lambda: served.pids("pages"), "the first child")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(15) == 0
    assert served.pids() == set()


def test_limits_on_signing_in_hold_over_page_processes_and_restarts(migrated, tmp_path):
    """Three codes for an address, here in an hour: whichever process is asked, and after all of them were killed."""
    home = tmp_path / "home"
    shutil.copytree(migrated, home)
    more = {"MAILLON_PAGES": "2", "MAILLON_CODE_LIMIT": "20/h/ip,3/h/key"}
    served = Served(home, **more)
    try:
        served.wait_until_healthy()
        assert [ask_for_a_code(served.port) for _ in range(8)].count(302) == 3
        served.sweep()
        served = Served(home, **more)
        served.wait_until_healthy()
        assert [ask_for_a_code(served.port) for _ in range(4)] == [200] * 4
    finally:
        served.sweep()


def ask_for_a_code(port: int) -> int:
    """Ask as a browser that was never here, on a connection of its own; 302: a code was sent, 200: asked to wait."""
    address = f"http://127.0.0.1:{port}/accounts/login/"
    with httpx.Client(timeout=30) as browser:
        browser.get(address)
        token = browser.cookies["csrftoken"]
        return browser.post(address, data={"email": "new@sample.invalid", "csrfmiddlewaretoken": token}).status_code


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
