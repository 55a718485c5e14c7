"""SIGKILL at random moments while posts come in: none lost, none counted twice, no task stuck. On both databases.

`make test` runs a short form; `make kill` a hundred kills on each database (`MAILLON_KILLS`).
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.portal import ROOT, environment, free_port
from tests.postgres import postgres

KILLS = int(os.environ.get("MAILLON_KILLS", "6"))
SEED = os.environ.get("MAILLON_KILL_SEED", "1")


@pytest.mark.kill
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_random_moments(database: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(postgres()) if database == "postgresql" else None
        variables = environment(tmp_path / "var", free_port(), url) | {
            "MAILLON_TASK_LEASE": "2", "MAILLON_LONGEST_PAUSE": "0.5", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        done = subprocess.run([sys.executable, "-m", "tests.kill.storm", str(KILLS), SEED], cwd=ROOT, env=variables,
                              capture_output=True, text=True, timeout=300 + 25 * KILLS)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    told = json.loads(done.stdout.splitlines()[-1])
    print(told)
    assert sum(told["kills"].values()) == KILLS
    assert told["posts"] == told["expected_of_files"] + told["square_stored"]
    assert told["square_accepted"] > 0
    assert told["square_lost"] == [], "accepted on the square and not there"
    assert told["square_twice"] == []
    assert told["unread"] == 0 and told["aside"] == 0
    assert told["speaking"] == told["in_a_voice"], "posts that speak of the town, heard once more, and those in a voice"
    assert told["voices"] == told["leading"] and told["copies"] == told["in_a_voice"] - told["leading"]
    assert told["wrong_counters"] == []
    assert told["calm"], "a task is stuck, or a post is not read"
    assert told["set_aside"] == 0
    assert told["left_processes"] == []
