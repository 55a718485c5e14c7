#!/usr/bin/env bash
# Every test: contexts on SQLite and on PostgreSQL, the repository, and the journeys in a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."
py=.venv/bin/python
chromium=$($py -m tests.browser)          # brings one when there is none, or fails naming what it tried
export CHROMIUM=$chromium
jobs=${MAILLON_TEST_JOBS:-2}
$py -m pytest -q -n "$jobs" --dist worksteal -m "not kill and not journey" src/maillon tests
$py -m tests.postgres run -- $py -m pytest -q -n "$jobs" --dist worksteal -m "not kill and not journey and not one_database" src/maillon
$py -m pytest -q -n "$jobs" --dist loadfile -m "journey" tests/journeys
$py -m pytest -q -m kill tests/kill
