# Needs make, Python 3.11 or newer with venv, and a package index; all else comes from the locks.
#
#   make demo   the sample fund in ledgers/sample
#   make test   linters, types and the whole test suite
#   make docs   the generated pages of docs/ from the code and the sample
#   make lock   both lock files anew, within the bounds of setup.cfg (network)
#   make clean  everything that these made, but not the books

SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# A Python of your own choice: make demo PYTHON=/opt/python3.12/bin/python3
PYTHON ?=
# The resolver that `make lock` uses, in a folder of its own.
UV := uv==0.13.8

.PHONY: demo test docs lock clean
.DELETE_ON_ERROR:

demo: .venv/.installed
	$(BIN)/welfare demo

test: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

docs: .venv/.installed
	$(BIN)/python docs/make_reference.py
	$(BIN)/python docs/make_worked.py

# A sound .venv, with the first Python that is new enough and has venv.
define make_venv
@set -eu; \
	if test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1; then exit 0; fi; \
	old=; bare=; \
	for each in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python); do \
	    version=$$("$$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) \
	        || continue; \
	    if ! "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	        old="$$old $$each ($$version)"; continue; fi; \
	    if ! "$$each" -c 'import ensurepip, venv' 2>/dev/null; then \
	        bare="$$bare $$each"; continue; fi; \
	    echo "Making .venv with $$each (Python $$version)"; \
	    "$$each" -m venv --clear .venv; exit 0; \
	done; \
	if test -n "$$bare"; then \
	    echo "Python is there ($$bare ) but its venv module is not." >&2; \
	    echo "Debian and Ubuntu: apt-get install python3-venv" >&2; \
	elif test -n "$$old"; then \
	    echo "Python 3.11 or newer is needed; found only:$$old" >&2; \
	else \
	    echo "No Python found. Install Python 3.11 or newer, or say where it is:" >&2; \
	    echo "make PYTHON=/path/to/python3" >&2; \
	fi; \
	exit 1
endef

# The stamps: a second run installs nothing until a lock or the metadata change.
.venv/.installed: requirements.lock setup.cfg pyproject.toml
	$(make_venv)
	@echo "Installing from requirements.lock"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.tested: .venv/.installed requirements-test.lock
	@echo "Installing from requirements-test.lock"
	@$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

# One resolution for all systems and for Python 3.11 and newer. The build backend is locked too, so
# that the editable install needs nothing from outside.
LOCKED := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
    --custom-compile-command "make lock" pyproject.toml -

lock:
	$(make_venv)
	$(BIN)/python -m venv .venv/lock
	.venv/lock/bin/python -m pip --disable-pip-version-check install --quiet "$(UV)"
	echo setuptools | .venv/lock/bin/$(LOCKED) --output-file requirements.lock
	echo setuptools | .venv/lock/bin/$(LOCKED) --extra test --constraint requirements.lock \
	    --output-file requirements-test.lock

clean:
	rm -rf .venv build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
