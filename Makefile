# Each target sets up .venv from requirements.lock the first time, and again when the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MONTH ?= 1401-10
NOTEBOOKS ?= notebooks/*.ipynb

.PHONY: reports test lint lint-code lint-format lint-notebooks format strip hooks \
	bench docs pictures lock clean

# What git keeps of a notebook: cells with their ids and tags, our metadata, the kernel's name. What
# Jupyter and papermill add at every run or save would only be noise in a diff.
STRIP := $(BIN)/nbstripout --unix-newlines --keep-id --extra-keys "metadata.papermill \
	cell.metadata.papermill cell.metadata.editable cell.metadata.slideshow cell.metadata.trusted \
	metadata.language_info.codemirror_mode metadata.language_info.file_extension \
	metadata.language_info.mimetype metadata.language_info.nbconvert_exporter \
	metadata.language_info.pygments_lexer metadata.language_info.version"

reports: $(VENV)/ready
	$(BIN)/gozaresh demo --month $(MONTH)
	$(BIN)/gozaresh ingest data/demo
	$(BIN)/gozaresh run $(MONTH)

test: $(VENV)/ready
	$(BIN)/python -m pytest

# Each step is a hook of .pre-commit-config.yaml as well. They change nothing; `make format` does.
lint: lint-code lint-format lint-notebooks

lint-code: $(VENV)/ready
	$(BIN)/ruff check .

lint-format: $(VENV)/ready
	@$(BIN)/ruff format --check . || (echo "'make format' sets it right." && exit 1)

lint-notebooks: $(VENV)/ready
	@$(STRIP) --verify $(NOTEBOOKS) \
		|| (echo "Git keeps neither outputs nor traces of a run: 'make strip' takes them away." && exit 1)

format: strip
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

strip: $(VENV)/ready
	$(STRIP) $(NOTEBOOKS)

hooks: $(VENV)/ready
	$(BIN)/pre-commit install

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks

docs: $(VENV)/ready
	$(BIN)/python -m gozaresh.dictionary
	$(BIN)/python -m gozaresh.indicators.document
	$(BIN)/python -m gozaresh.observed.documents
	$(BIN)/python docs/errors.py
	$(BIN)/python docs/commands.py

# docs/images/ and docs/samples/, from what `make reports` left; LibreOffice and Chromium open them.
pictures: $(VENV)/ready
	$(BIN)/python docs/pictures.py

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
