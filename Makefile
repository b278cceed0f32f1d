# Targets explain themselves: make help

# The first of these that runs; PYTHON=... names another.
PYTHON ?= $(or $(shell for name in python3.11 python3.12 python3.13 python3.14; do \
	$$name -c "" 2>/dev/null && echo $$name && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help build test lint format bench report clean

help: ## Show what each target does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

build: $(READY) ## Install into .venv, then extract, update, merge and report the sample course
	$(BIN)/dragoman build
	$(BIN)/dragoman report

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest

lint: $(READY) ## Check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure dragoman beside its peers (minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt '.[bench]'
	$(BIN)/python benchmarks/bench.py

report: $(READY) ## Show the coverage of the sample course
	$(BIN)/dragoman report

clean: ## Remove the virtual environment and everything that was built
	rm -rf $(VENV) build .dragoman .mypy_cache .ruff_cache .pytest_cache .hypothesis
