PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
LOWEST := $(VENV)/lowest
LOWEST_READY := $(LOWEST)/.installed-$(shell cat tests/lowest.txt pyproject.toml | cksum | cut -d' ' -f1)

.PHONY: review test test-full lowest bench check lab lock setup

review: $(READY)
	$(BIN)/review build

test: $(READY)
	$(BIN)/python -m pytest

# Also what takes long: every chart, ten thousand parameters, twenty kills, many more examples.
test-full: $(READY)
	$(BIN)/python -m pytest -m "" --hypothesis-profile=full

# With the lowest versions that pyproject.toml allows: reading, drawing, the command, both reviews.
lowest: $(LOWEST_READY)
	$(LOWEST)/bin/python -m pytest -m "" tests/sources tests/charts/save/test_paper.py tests/charts/save/test_outlines.py \
	    tests/cli/test_cli.py tests/cli/test_progress.py tests/acceptance/test_shipped_reviews.py

bench: $(READY)
	$(BIN)/python tests/benchmarks/bench.py

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy analysis
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/review check --catalogues

# ARGS goes on to JupyterLab, as in `make lab ARGS="--no-browser --port=8890"`.
lab: $(READY)
	$(BIN)/python -m analysis.exploring.lab $(ARGS)

setup: $(READY)

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

# Needs uv; run after a change of the dependencies in pyproject.toml.
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	uv pip compile --resolution lowest-direct --no-annotate --python-version 3.11 --extra dev pyproject.toml -o tests/lowest.txt
