# The doors of this project: run, test, check, fmt; the rest serves whoever changes it.
#
#   make run      set everything up, load the demo, serve http://127.0.0.1:8000/
#   make test     set everything up, run the whole suite on SQLite, and places, progress and reports on PostgreSQL
#   make check    linters, types, layers, migrations, production settings
#   make fmt      put the code in the form that check asks for
#
# Only make and Python 3.11 or newer need to be there. Packages go to .venv, everything that running makes to var/.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
WORKERS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Packages are installed again only when the pins change: a stamp carries the checksum of its file.
sum = $(shell cksum < $(1) | tr ' ' -)
RUNTIME := $(VENV)/.runtime-$(call sum,requirements.txt)
DEVELOPMENT := $(VENV)/.development-$(call sum,requirements-dev.txt)
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
TEMPLATES = templates courses/templates progress/templates
LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql check fmt lock messages bench bench-rush bench-cancel screenshots clean

help:
	@sed -n 's/^#   make/make/p' Makefile

run: $(RUNTIME)
	@$(BIN)/python manage.py serve $(ADDRESS)

# Both halves always run, so that one failure does not hide another.
test: $(DEVELOPMENT)
	@failed=0; \
	$(MAKE) --no-print-directory test-sqlite || failed=1; \
	$(MAKE) --no-print-directory test-postgresql || failed=1; \
	exit $$failed

test-sqlite: $(DEVELOPMENT)
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-postgresql: $(DEVELOPMENT)
	$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest -n $(WORKERS) -m both_databases $(ARGS)

check: $(DEVELOPMENT)
	@mkdir -p var
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djhtml --check $(TEMPLATES)
	$(BIN)/curlylint $(TEMPLATES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=cms.settings.production SECRET_KEY=$$(head -c 40 /dev/urandom | od -An -tx1 | tr -d ' \n') \
		ALLOWED_HOSTS=vidare.example.org BASE_URL=https://vidare.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: $(DEVELOPMENT)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml $(TEMPLATES)

# Pins with hashes and without addresses. The tests' pins keep to those of the running site.
lock: | $(BIN)/python
	$(PIP:--require-hashes=) uv
	$(LOCK) --extra site --output-file requirements.txt
	$(LOCK) --all-extras --constraint requirements.txt --output-file requirements-dev.txt

# Needs gettext. The compiled files are committed, so that nobody who only runs the site needs it.
messages: $(DEVELOPMENT)
	$(BIN)/python manage.py makemessages -l sv -l nb -l nn --no-obsolete --no-wrap --add-location file \
		--ignore $(VENV) --ignore var --ignore tests --ignore bench
	$(BIN)/python manage.py compilemessages --ignore $(VENV)

bench: $(DEVELOPMENT)
	$(BIN)/python -m bench $(ARGS)

# Two minutes on each database; with others at work on the machine it measures them too.
bench-rush: $(DEVELOPMENT)
	$(BIN)/python -m bench.rush
	$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.rush

bench-cancel: $(DEVELOPMENT)
	$(BIN)/python -m bench.cancelling $(ARGS)
	$(BIN)/python -m tests.postgresql $(BIN)/python -m bench.cancelling $(ARGS)

screenshots: $(DEVELOPMENT)
	$(BIN)/python -m pytest -n 0 -m screenshots tests/browser/test_screenshots.py $(ARGS)

clean:
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Vidare needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)."; \
		echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "'$(PYTHON)' has no venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): | $(BIN)/python
	@echo "Installing packages into $(VENV); this takes a minute or two, once."
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): | $(BIN)/python
	@echo "Installing packages and test tools into $(VENV); this takes a minute or two, once."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUNTIME)
