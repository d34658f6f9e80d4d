# Each target sets up .venv from requirements.lock the first time, and again when the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MONTH ?= 1401-10

.PHONY: reports test lint bench docs lock clean

reports: $(VENV)/ready
	$(BIN)/gozaresh demo --month $(MONTH)
	$(BIN)/gozaresh ingest data/demo
	$(BIN)/gozaresh run $(MONTH)

test: $(VENV)/ready
	$(BIN)/python -m pytest

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks

docs: $(VENV)/ready
	$(BIN)/python -m gozaresh.dictionary
	$(BIN)/python -m gozaresh.indicators.document
	$(BIN)/python -m gozaresh.observed.documents

# Hashes yes, registry addresses no: uv.lock would write them down.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--output-file requirements.lock pyproject.toml

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" \
		|| (echo "Gozaresh needs Python 3.11 or newer; name one with 'make PYTHON=python3.12 …'." && exit 1)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-lock data reports/1*
