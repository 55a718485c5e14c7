# The whole life of a checkout. Every target sets up what it needs; nothing else has to be prepared.
PY := .venv/bin/python
PORT ?= 8000
export MAILLON_DATA_DIR ?= $(CURDIR)/var
UV_COMPILE = .venv/bin/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

.DEFAULT_GOAL := help
.PHONY: help run test check bench messages kill setup lock screenshots clean

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup  ## Set everything up and serve the sample town, with the listener at work
	@export MAILLON_MODE=sample PORT=$(PORT); $(PY) -m maillon setup && exec $(PY) -m maillon serve

test: check .venv/test.done  ## Check, then run every test, on SQLite and PostgreSQL, in a real browser
	@bash tools/test.sh

check: setup .venv/test.done  ## Style, types, import contracts, catalogues
	@$(PY) -m ruff check --quiet .
	@.venv/bin/lint-imports --no-cache >var/lint-imports.log 2>&1 || (cat var/lint-imports.log; exit 1)
	@$(PY) -m mypy --no-error-summary src/maillon

bench: setup .venv/bench.done .venv/test.done  ## Measure, with peers in the same run; tables and JSON in var/bench
	@$(PY) -m benchmarks

kill: setup .venv/test.done  ## SIGKILL every process at random moments, a hundred times on each database
	@bash tools/kill.sh

messages: .venv/test.done  ## Collect translatable texts into the catalogues
	@PYTHONPATH=. $(PY) tools/messages.py && $(PY) tools/compile_messages.py

screenshots: setup .venv/test.done  ## Make the pictures of the README from a running sample town
	@$(PY) -m tools.screenshots

setup: .venv/run.done .venv/front.done .venv/messages.done
	@mkdir -p -m 700 var

.venv/bin/python:
	@python3 -m venv .venv

.venv/run.done: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what it runs on …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(PY) -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/test.done: requirements/test.txt .venv/run.done
	@echo "Installing what its tests need …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/bench.done: requirements/bench.txt .venv/run.done
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

.venv/front.done: package-lock.json tools/build_front.mjs | .venv/bin/python
	@echo "Bringing in the fonts and scripts of its pages …"
	@npm ci --silent --no-audit --no-fund
	@node tools/build_front.mjs
	@touch $@

.venv/messages.done: $(wildcard src/maillon/locale/*/LC_MESSAGES/*.po) .venv/run.done
	@$(PY) tools/compile_messages.py
	@touch $@

lock:  ## Renew the lock files
	@for name in run test bench cluster; do $(UV_COMPILE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean:  ## Remove everything made here, the sample town's data too
	rm -rf .venv node_modules var src/maillon/core/static/vendor
