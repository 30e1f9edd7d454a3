# Foedera. `make demo` shows it at work, `make test` tests it; both set up .venv first.

PYTHON ?= python3
SERVE ?= 1
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXPORT_UV := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.PHONY: help setup demo test lint types contracts docs check lock clean bench-actors bench-command bench-events bench-forecast bench-kinds bench-networks bench-publish bench-read bench-record bench-register bench-register-load bench-room bench-statements bench-wording

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 14) else "Foedera needs Python 3.11 to 3.14; this is " + sys.version.split()[0] + ". Say which with: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $(STAMP)

setup: $(STAMP) ## Make .venv with pinned dependencies and this project

demo: $(STAMP) ## Read the bundled dossiers and serve them (SERVE=0: only the summary)
	$(BIN)/foedera demo $(if $(filter 0,$(SERVE)),--no-serve,)

test: $(STAMP) ## Run the tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## mypy --strict
	$(BIN)/mypy

contracts: $(STAMP) ## No floor imports a higher one
	$(BIN)/lint-imports

docs: $(STAMP) ## Build the documentation into docs/_build
	$(BIN)/sphinx-build -W -q -b html docs docs/_build/html

check: lint types contracts ## All static checks

bench-actors: $(STAMP) ## The actor base's speed and the resolver's precision and recall: make bench-actors FOLDER=...
	$(BIN)/python benchmarks/bench_actors.py $(FOLDER)

bench-command: $(STAMP) ## Simulation of command: closed forms, SimPy and Ciw, events a second
	$(BIN)/python benchmarks/bench_command.py

bench-events: $(STAMP) ## Events in whole sentences against our gold: make bench-events FOLDER=...
	$(BIN)/python benchmarks/bench_events.py $(FOLDER)

bench-forecast: $(STAMP) ## Rankings of who comes next, probabilities, and their cost: make bench-forecast FOLDER=...
	$(BIN)/python benchmarks/bench_forecast.py $(FOLDER)
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/bench_forecast_odds.py $(FOLDER)

bench-kinds: $(STAMP) ## Instruments, commands, assets, figures, affiliations against our gold: make bench-kinds FOLDER=...
	$(BIN)/python benchmarks/bench_kinds.py $(FOLDER)

bench-statements: $(STAMP) ## Statements and their confidence against our gold: make bench-statements FOLDER=...
	$(BIN)/python benchmarks/bench_statements.py $(FOLDER)

bench-read: $(STAMP) ## Documents a second against spaCy alone: make bench-read FOLDER=...
	$(BIN)/python benchmarks/bench_read.py $(FOLDER)

bench-record: $(STAMP) ## A record of a million claims: adding, as_of, search, diff
	$(BIN)/python benchmarks/bench_record.py

bench-register: $(STAMP) ## Entries against the labelled world, and real documents: make bench-register FOLDER=...
	$(BIN)/python benchmarks/bench_register.py $(FOLDER)

bench-register-load: $(STAMP) ## A register of 100,000 claims: consolidating, adding a document, questions
	$(BIN)/python benchmarks/register_load.py

bench-room: $(STAMP) ## The reading room on a record of 100,000 claims: pages, search, memory
	$(BIN)/python benchmarks/bench_room.py

bench-publish: $(STAMP) ## A static site of some ten thousand entries: processor time
	$(BIN)/python benchmarks/bench_publish.py

bench-wording: $(STAMP) ## What is new in the wording, on pairs with known edits; its speed
	$(BIN)/python benchmarks/bench_wording.py $(FOLDER)

bench-networks: $(STAMP) ## Panels against peacesciencer's tables, similarity, structure, cost: make bench-networks FOLDER=...
	$(BIN)/python benchmarks/bench_networks.py $(FOLDER)

bench-spillover: $(STAMP) ## Spillover: simulated truth, negative controls, real events; routes: make bench-spillover FOLDER=...
	$(BIN)/python benchmarks/bench_spillover.py $(FOLDER)
	$(BIN)/python benchmarks/bench_routes.py

lock: $(STAMP) ## Write the lock files anew (needs the network and uv)
	uv pip compile pyproject.toml --group dev --extra all $(EXPORT_UV) -o requirements/dev.lock
	uv pip compile pyproject.toml --extra all $(EXPORT_UV) -o requirements/runtime.lock

clean: ## Remove what was built; .venv stays
	rm -rf build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis
