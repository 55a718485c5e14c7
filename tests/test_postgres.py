"""The PostgreSQL of the tests: which way is taken, what is said when there is none, and that nothing stays behind."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres


def test_a_given_server_is_taken_and_nothing_is_started(monkeypatch):
    monkeypatch.setenv(postgres.GIVEN, "postgres://given/")
    with postgres.postgres() as url:
        assert url == "postgres://given/"


def test_without_any_server_all_three_ways_are_named(monkeypatch, tmp_path, capsys):
    monkeypatch.delenv(postgres.GIVEN, raising=False)
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: None)
    monkeypatch.setattr(postgres, "system_binaries", lambda: tmp_path)      # there, but nothing in it
    assert postgres.main(["run", "--", "true"]) == 3
    said = capsys.readouterr().err
    assert "MAILLON_TEST_POSTGRES" in said and "wheel" in said and "system's binaries" in said


def test_our_server_answers_and_leaves_no_folder(monkeypatch):
    monkeypatch.delenv(postgres.GIVEN, raising=False)
    with postgres.postgres() as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(host=str(folder), user="maillon", dbname="maillon") as link:
            assert link.info.server_version >= 150000
    assert not folder.exists()


def test_killing_the_runner_ends_its_server(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != postgres.GIVEN}
    marker = tmp_path / "url"
    script = f'echo "$DATABASE_URL" > {marker}.new; mv {marker}.new {marker}; exec sleep 60'
    command = [sys.executable, "-m", "tests.postgres", "run", "--", "sh", "-c", script]
    runner = subprocess.Popen(command, env=environment)
    try:
        wait_for(marker.exists)
        folder = Path(marker.read_text().strip().partition("host=")[2])
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        child = int(Path(f"/proc/{runner.pid}/task/{runner.pid}/children").read_text().split()[-1])
    finally:
        runner.kill()
        runner.wait()
    os.kill(child, signal.SIGKILL)                         # the sleeping command: ours, no part of what is proven
    wait_for(lambda: not Path(f"/proc/{server}").exists())
    postgres.sweep()
    assert not folder.exists()


def wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("it did not happen in time")
        time.sleep(0.05)
