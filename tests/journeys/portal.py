"""A portal of its own for a journey: `maillon serve` as a subprocess, on a free port, with a copy of a scene's data."""
from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Portal:
    url: str
    data: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run a `maillon` command against this portal's data and return what it printed."""
        done = subprocess.run([sys.executable, "-m", "maillon", *arguments], env=self.environment, cwd=ROOT,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


def environment(data: Path, port: int, database_url: str | None) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items()
             if not key.startswith(("MAILLON_", "DATABASE_URL", "DJANGO_", "EMAIL_", "PYTEST"))}
    given = {"MAILLON_MODE": "sample", "MAILLON_DATA_DIR": str(data), "PORT": str(port), "PYTHONPATH": str(ROOT / "src")}
    return clean | given | ({"DATABASE_URL": database_url} if database_url else {})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_scene(name: str, data: Path, database_url: str | None = None) -> None:
    """Set a scene up in an empty data folder by the command line."""
    done = subprocess.run([sys.executable, "-m", "maillon", "scene", name], cwd=ROOT, capture_output=True, text=True,
                          env=environment(data, 8000, database_url), timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]


@contextlib.contextmanager
def serving(template: Path, place: Path, database_url: str | None = None,
            more: Mapping[str, str] | None = None) -> Iterator[Portal]:
    """Copy the template's data, serve it, wait until healthy, and leave no process behind. `more`: of the environment."""
    data = place / "var"
    shutil.copytree(template, data)
    port = free_port()
    variables = environment(data, port, database_url) | dict(more or {})
    with (place / "serve.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "maillon", "serve"], cwd=ROOT, env=variables, stdout=log,
                                   stderr=log, start_new_session=True)
    try:
        wait_until_healthy(f"http://localhost:{port}/healthz", process, place / "serve.log")
        yield Portal(f"http://localhost:{port}", data, variables)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        finally:
            process.kill()


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    last = ""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError) as error:
            last = str(error.read() if isinstance(error, urllib.error.HTTPError) else error)
        time.sleep(0.2)
    raise AssertionError(f"not healthy: {last}\n{log.read_text()[-3000:]}")
