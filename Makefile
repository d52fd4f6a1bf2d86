PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
LOWEST := $(VENV)/lowest
LOWEST_READY := $(LOWEST)/.installed-$(shell cat tests/lowest.txt pyproject.toml | cksum | cut -d' ' -f1)

.PHONY: review help test test-full lowest bench check lab lock setup

review: $(READY) ## build the review of 2011-2015 (what make alone does)
	$(BIN)/review build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

test-full: $(READY) ## the tests, and what takes long: every chart, ten thousand parameters, twenty kills
	$(BIN)/python -m pytest -m "" --hypothesis-profile=full

lowest: $(LOWEST_READY) ## reading, drawing, the command, both reviews with the lowest versions allowed
	$(LOWEST)/bin/python -m pytest -m "" tests/sources tests/charts/save/test_paper.py tests/charts/save/test_outlines.py \
	    tests/cli/test_cli.py tests/cli/test_progress.py tests/acceptance/test_shipped_reviews.py

bench: $(READY) ## measure how long the parts take
	$(BIN)/python tests/benchmarks/bench.py

check: $(READY) ## ruff, mypy, import-linter, stripped notebooks, texts and cards
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy analysis
	$(BIN)/mypy --platform win32 analysis
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/review check --catalogues

lab: $(READY) ## JupyterLab with warm kernels; ARGS="--no-browser --port=8890" goes on to it
	$(BIN)/python -m analysis.exploring.lab $(ARGS)

setup: $(READY) ## install the locked libraries into .venv, and nothing else

# The stamp carries their checksum, so a checkout that only touches the files installs nothing.
$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --no-deps --no-build-isolation -e .
	-$(BIN)/python -m compileall -q -j 0 $(VENV)/lib analysis > /dev/null 2>&1
	@touch $@

$(LOWEST_READY):
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/pip install --quiet --disable-pip-version-check -r tests/lowest.txt
	$(LOWEST)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: ## pin the libraries anew after a change of pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	uv pip compile --resolution lowest-direct --no-annotate --python-version 3.11 --extra dev pyproject.toml -o tests/lowest.txt
