"""The supervisor with children of our own making: deaf ones, and ones that die at once."""
from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from maillon.site import supervise
from maillon.site.supervise import FIRST_PAUSE, LONGEST_PAUSE, Child

DEAF = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
below = subprocess.Popen([sys.executable, "-c", deaf])
print(below.pid, flush=True)
time.sleep(60)
"""


def test_a_deaf_child_and_what_it_started_are_killed_when_patience_ends(monkeypatch):
    monkeypatch.setattr(supervise, "PATIENCE", 0.3)
    child = Child("deaf", [sys.executable, "-c", DEAF])
    child.process = subprocess.Popen(child.command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    below = int(child.process.stdout.readline())
    assert supervise.end([child]) == 0
    assert child.process.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 20
    while Path(f"/proc/{below}").exists() and "Z" not in Path(f"/proc/{below}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_child_that_dies_at_once_is_tried_again_after_growing_pauses(monkeypatch, capsys):
    clock = [1000.0]
    monkeypatch.setattr(supervise.time, "monotonic", lambda: clock[0])
    child = Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(9):
        child.tend()
        assert child.process is not None
        child.process.wait()
        child.tend()
        assert child.process is None
        pauses.append(child.due - clock[0])
        child.tend()                                          # too early: nothing is started
        assert child.process is None
        clock[0] = child.due
    assert pauses[0] == FIRST_PAUSE and pauses[-1] == LONGEST_PAUSE
    assert pauses == sorted(pauses)
    assert "broken ended with 3; again in 0.5 s" in capsys.readouterr().err


def test_a_child_that_lived_long_is_tried_again_soon(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(supervise.time, "monotonic", lambda: clock[0])
    child = Child("steady", [sys.executable, "-c", "pass"], pause=LONGEST_PAUSE)
    child.tend()
    child.process.wait()
    clock[0] += supervise.STEADY + 1
    child.tend()
    assert child.due - clock[0] == FIRST_PAUSE
