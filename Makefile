# Every verb sets up what it needs in .venv; a fresh clone needs Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/datasets

.PHONY: run test check bench models docs clean

run: .venv/run.stamp
	$(BIN)/onoma extract examples

test: .venv/dev.stamp
	$(BIN)/pytest

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/dev.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ .venv/run.stamp
