# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# Everything starts here. A fresh machine needs Python 3.11 or later and make, nothing else.
#   make demo            the platform with five procedures in it, on http://localhost:8000/
#   make test            every test (make test DATABASE_URL=postgres://… runs them on a server)
#   make help            the other commands

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
PY := .venv/bin/python
# What a test run may be told: make test ARGS="tests/coprogettazione/calls -k publish"
ARGS ?=
WORKERS ?= 2

export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
# Compiled Python is kept (in ignored folders) even where the machine says otherwise: it halves every start.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPATH := $(CURDIR):$(CURDIR)/site
# Given on the command line (make test DATABASE_URL=…), these reach the processes we start.
export COUNT DATABASE_URL PORT RESET ROUNDS STRETCH COPROGETTAZIONE_VAR

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint book bench bench-export bench-public bench-search bench-coediting filing screenshots messages clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

setup: .venv/.synced ## the environment alone (.uv, .venv, compiled catalogues)
	@$(PY) -m config.catalogues

.venv/.synced: $(UV) pyproject.toml uv.lock
	@$(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $@

# uv, at the version we know, in an environment of its own: nothing is installed on the machine.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .uv \
	  || { echo "This Python cannot make environments (on Debian: apt-get install python3-venv)."; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

demo: setup ## the platform with demo data, until Ctrl-C (PORT=8000, RESET=1 starts over)
	@exec $(PY) -m config.demo

test: setup ## every test, on two processes (ARGS="…" for pytest, DATABASE_URL=… for a server)
	@.ci/prepare
	@exec $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup ## every check of .pre-commit-config.yaml on every file
	@.venv/bin/pre-commit run --all-files

book: setup ## print docs/procedimento.md and docs/diritti.md from the code
	@$(PY) manage.py book

bench: setup ## measure the budgets of docs/architecture.md (on a database of its own)
	@$(PY) -m config.bench
	@$(PY) -m config.bench_public
	@exec $(PY) -m config.filing

bench-export: setup ## measure the files of 100,000 agreements: seconds and memory (on a database of its own)
	@exec $(PY) -m config.bench_export

bench-public: setup ## of bench, only the public pages over HTTP, beside bare Django and nginx (STRETCH=5 seconds)
	@exec $(PY) -m config.bench_public

bench-search: setup ## measure the search among 100,000 agreements, question by question (on the database of bench-export)
	@exec $(PY) -m config.bench_search

bench-coediting: setup ## measure the shared texts beside hocuspocus and y-websocket (ROUNDS=4, STRETCH=4 seconds)
	@exec $(PY) -m config.coediting_bench

filing: setup ## of bench, only the last minute before a term (COUNT=500 applications)
	@exec $(PY) -m config.filing

screenshots: setup ## make docs/screenshots/ again, from the demo
	@.ci/prepare
	@exec $(PY) -m config.screenshots

messages: setup ## collect the words to translate (needs GNU gettext) and compile the catalogues
	@$(PY) manage.py makemessages --locale en --no-obsolete --no-location --no-wrap \
	  --ignore '.venv/*' --ignore '.uv/*' --ignore 'var/*' --ignore 'tests/*' --ignore 'frontend/*'
	@$(PY) -m config.catalogues

clean: ## remove the environment and everything the platform wrote under var/
	@rm -rf .venv .uv var .ruff_cache .mypy_cache .pytest_cache .import_linter_cache
