# Everything a developer does; needs python3 (3.11 or newer), make and a C compiler.  `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LEDGER := demo-ledger
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help install demo test check format score bench bless docs lock train clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(STAMP): requirements.lock pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

install: $(STAMP) ## make the virtual environment with every locked dependency

demo: $(STAMP) ## read the bundled sample reports into a ledger and print an account of them
	@$(BIN)/diurna demo --ledger $(LEDGER)

test: $(STAMP) ## run every test
	$(BIN)/python -m pytest

check: $(STAMP) ## format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## rewrite the sources in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(STAMP) ## score every gold set that lies beside the repository (../shared)
	$(BIN)/python benchmarks/scores.py
	$(BIN)/python benchmarks/figure_values.py
	$(BIN)/python benchmarks/names.py
	$(BIN)/python benchmarks/events.py --limit 300

bench: $(STAMP) ## time and memory of reading pages, as a ratio to the parser alone; speed of the dates stage
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/dates.py
	$(BIN)/python benchmarks/statements.py

bless: $(STAMP) ## rewrite the golden files; read the diff before committing
	$(BIN)/python tests/golden/bless.py

docs: $(STAMP) ## rewrite the generated pages of docs/
	$(BIN)/python docs/generate.py

lock: $(STAMP) ## lock every dependency again, with hashes
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --allow-unsafe --generate-hashes --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file=requirements.lock pyproject.toml

train: $(STAMP) ## train the model of event types again from training/events (less than an hour on two cores)
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python training/train_events.py

clean: ## remove the virtual environment and what was built
	rm -rf $(VENV) $(LEDGER) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
