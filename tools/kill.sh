#!/usr/bin/env bash
# The long form of tests/kill: at least a hundred SIGKILLs on each database.
set -euo pipefail
cd "$(dirname "$0")/.."
MAILLON_KILLS=${MAILLON_KILLS:-100} .venv/bin/python -m pytest -q -m kill tests/kill
