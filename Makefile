# Everything here runs from a clean clone with only Python 3.11 or newer, venv and make.
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install -q --disable-pip-version-check --no-user --require-hashes --no-binary :none: --only-binary :all:

MISSING := { echo "The libraries are not all here. Is there a network, and room on the disk (df -h)? Run the same again, and it goes on."; exit 1; }

# What is set elsewhere for pip or Python must not reach into the folder that is made here, nor take
# another program's modules into the check. Proxies, indexes and certificates are kept.
unexport PIP_DRY_RUN PIP_NO_BINARY PIP_ONLY_BINARY PIP_PREFIX PIP_PYTHON PIP_REQUIRE_VIRTUALENV PIP_ROOT PIP_TARGET PIP_USER
unexport PYTHONEXECUTABLE PYTHONHOME PYTHONINSPECT PYTHONOPTIMIZE PYTHONPATH PYTHONPLATLIBDIR PYTHONSAFEPATH PYTHONUSERBASE PYTHONWARNINGS

.DELETE_ON_ERROR:
.PHONY: help run kiosk quick test check format lint types layers schema reference bench soak pictures release lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

run: .venv/ready  ## take the check in this terminal; PACK=DIR takes another pack
	@$(PY) evenground.py $(if $(filter command,$(origin PACK)),--pack "$$PACK")

kiosk: .venv/kiosk  ## set up what `evenground serve` needs
	@echo "All that a kiosk needs is here. docs/KIOSK.md goes on with step 2."

quick: .venv/tests  ## run the tests of the tree and its reading that start no program, while you write
	@$(PY) -m pytest -q -m "not real" tests/house tests/reading tests/tree

test: .venv/tests  ## run the tests
	@$(PY) -m pytest -q

check: .venv/checks format lint types layers test  ## what a reviewer runs: format, lint, types, layers, tests
	@$(PY) evenground.py check --twice

format: .venv/checks  ## is everything formatted
	@$(PY) -m ruff format --check .

lint: .venv/checks  ## is everything as the linter wants it
	@$(PY) -m ruff check .

types: .venv/checks  ## do the types hold
	@$(PY) -m mypy

layers: .venv/checks  ## do imports keep to the layers
	@.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

schema: .venv/ready  ## write what editors complete and what kiosks look for, after names, words or files changed
	@$(PY) evenground.py schema > content/evenground.schema.new
	@mv content/evenground.schema.new content/evenground.schema.json
	@$(PY) -m kiosk.shipped > content/shipped.new
	@mv content/shipped.new content/shipped.json

reference: .venv/ready  ## write docs/PACK.md, every key of a pack, after shapes or their words changed
	@$(PY) evenground.py schema --reference > docs/PACK.md.new
	@mv docs/PACK.md.new docs/PACK.md

bench: .venv/checks  ## measure the proof and the kiosk beside their peers
	@$(PY) bench/prove.py
	@$(PY) bench/kiosk_peers.py

soak: .venv/checks  ## keep a kiosk full for ten minutes
	@$(PY) bench/soak.py

pictures: .venv/tests  ## draw every screen anew under tests/pictures, and those of the README
	@$(PY) -m tests.support.pictures

release: .venv/checks  ## make a release of the last commit in dist: packages, parts, licences, manual, checksums
	@$(PY) -m release dist

LOCK := uv pip compile -q --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock"

lock:  ## write the pinned requirements anew (needs uv)
	$(LOCK) --extra kiosk -o requirements-kiosk.txt pyproject.toml
	$(LOCK) --constraint requirements-kiosk.txt -o requirements.txt pyproject.toml
	$(LOCK) --constraint requirements-kiosk.txt --group test -o requirements-test.txt
	$(LOCK) --constraint requirements-kiosk.txt --constraint requirements-test.txt --group dev -o requirements-dev.txt

clean:  ## remove what was made here
	rm -rf .venv .stored dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A Python that was taken away since leaves a .venv that cannot start: it is made anew.
ifeq ($(shell test -x $(PY) || echo gone),gone)
.PHONY: .venv/ready
endif

# All requirements come as wheels: nothing is built here, so nothing but what is pinned is fetched.
# The umask is for a kiosk, whose own user reads what its host installs; nothing here is secret.
.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	@test -w . || { echo "This folder cannot be written. Copy it to one that is yours, and run make there."; exit 1; }
	@test ! -L .venv || { echo "The folder .venv is a link, and what it leads to would be emptied. Remove the link, and run the same again."; exit 1; }
	@echo "Making .venv with $(PYTHON) -m venv, and fetching libraries. This can take some minutes."
	@umask 022; $(PYTHON) -m venv --clear .venv
	@umask 022; $(PIP) -r requirements.txt || $(MISSING)
	@$(PY) -c 'import textual' 2>/dev/null || { echo "pip put the libraries elsewhere. See 'pip config list', take out target or prefix, and run the same again."; exit 1; }
	@umask 022; $(PY) -m compileall -q evenground.py commands editor kiosk screens tree
	@touch $@

.venv/kiosk: .venv/ready requirements-kiosk.txt
.venv/tests: .venv/kiosk requirements-test.txt
.venv/checks: .venv/tests requirements-dev.txt
.venv/kiosk .venv/tests .venv/checks:
	@umask 022; $(PIP) -r $(lastword $^) || $(MISSING)
	@touch $@
