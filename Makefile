# Everything here runs from a clean clone with only Python 3.11 or newer, venv and make.
PYTHON ?= python3
PY := .venv/bin/python

.DELETE_ON_ERROR:
.PHONY: help run test check format lint types layers schema bench soak lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

run: .venv/ready  ## take the check in this terminal
	@$(PY) evenground.py

test: .venv/ready  ## run the tests
	@$(PY) -m pytest -q

check: .venv/checks format lint types layers test  ## what a reviewer runs: format, lint, types, layers, tests
	@$(PY) evenground.py check

format: .venv/checks  ## is everything formatted
	@$(PY) -m ruff format --check .

lint: .venv/checks  ## is everything as the linter wants it
	@$(PY) -m ruff check .

types: .venv/checks  ## do the types hold
	@$(PY) -m mypy

layers: .venv/checks  ## do imports keep to the layers
	@.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

schema: .venv/ready  ## write what editors complete in the shipped pack, after names or words changed
	@$(PY) evenground.py schema > content/evenground.schema.new
	@mv content/evenground.schema.new content/evenground.schema.json

bench: .venv/checks  ## measure the proof and the kiosk beside their peers
	@$(PY) bench/prove.py
	@$(PY) bench/kiosk_peers.py

soak: .venv/checks  ## keep a kiosk full for ten minutes
	@$(PY) bench/soak.py

lock:  ## write the pinned requirements anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock" --group build -o requirements-build.txt
	uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock" --group test -o requirements.txt pyproject.toml
	uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock" --constraint requirements.txt --group dev -o requirements-dev.txt

clean:  ## remove what was made here
	rm -rf .venv .stored .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Two requirements come as source only: what builds them is pinned too, and nothing else is fetched.
.venv/ready: requirements-build.txt requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.txt
	@$(PY) -m compileall -q evenground.py commands kiosk screens tree
	@touch $@

.venv/checks: .venv/ready requirements-dev.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
