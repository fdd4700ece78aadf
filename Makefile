# `make demo` and `make test` do all the set-up; nothing but Python 3.11+, git and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench bench-brief train clean

# What the product needs; a marker file so that it is done once.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

# What the tests and the linters need besides.
$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/firstlight brief examples/june-2016

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

bench-brief: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.brief

# All measurements, and the page made of them; some need the data folder (FIRSTLIGHT_DATA).
BENCHMARKS := brief reading reading.speed places control openings staging

bench: $(VENV)/.installed-dev
	mkdir -p benchmarks/results
	for name in $(BENCHMARKS); do \
	  $(BIN)/python -m benchmarks.$$name --json benchmarks/results/$$name.json || exit 1; done
	$(BIN)/python -m benchmarks.page

# The reading model and the ranker of places anew, from the data folder (FIRSTLIGHT_DATA) and the labels:
# about 75 minutes on two cores. The weights it writes are those of firstlight/data.
train: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training.train
	$(BIN)/python -m training.export
	$(BIN)/python -m training.calibrate
	$(BIN)/python -m training.places

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache
