# The task index of Evaluasi ASN. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c

VENV ?= .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
SIZE ?= full
# A PostgreSQL server for the tests; the suite makes and drops its own databases there.
TEST_POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/postgres
export TEST_POSTGRES_URL

PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: help run serve test check bench screenshots clean

help:  ## List the tasks
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Evaluasi ASN memerlukan Python 3.11 atau lebih baru."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Modul venv belum ada. Jalankan: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(VENV)/wheels pyxform==1.6.0
	touch $@ $(VENV)/.runtime

build/.static: $(VENV)/.runtime $(shell find static -type f 2>/dev/null)
	$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	touch $@

run: $(VENV)/.runtime build/.static  ## Set up everything and serve the demo at http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createcachetable
	@$(BIN)/python manage.py seed_demo
	@echo "Evaluasi ASN (data contoh): http://$(HOST):$(PORT)  —  hentikan dengan Ctrl+C"
	@SITE_URL=$${SITE_URL:-http://$(HOST):$(PORT)} exec $(BIN)/python -m evaluasi.serve --bind $(HOST):$(PORT) \
		--workers 2 --threads 4 --graceful-timeout 30 --log-level warning

serve: $(VENV)/.runtime build/.static  ## Production mode: SECRET_KEY and ALLOWED_HOSTS required
	@test -n "$${SECRET_KEY:-}" || { echo "SECRET_KEY belum diisi. Lihat docs/operations.md."; exit 1; }
	@$(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createcachetable
	@exec $(BIN)/python -m evaluasi.serve --bind $(HOST):$(PORT) --workers 2 --threads 4 --graceful-timeout 30 \
		--max-requests 2000 --max-requests-jitter 200 --log-level warning

test: $(VENV)/.dev  ## Set up everything and run all tests that can run here
	@$(BIN)/python -m pytest -n 2 -q -ra --durations=20
	status=0; $(BIN)/python evaluasi/tests/postgres.py || status=$$?
	if [ $$status -eq 0 ]; then
		DATABASE_URL=$(TEST_POSTGRES_URL) $(BIN)/python -m pytest -n 2 -q -ra --durations=20 -m "not browser and not sqlite"
	elif [ $$status -eq 2 ]; then
		exit 1
	fi

check: $(VENV)/.dev  ## Lint, types, contracts, templates, migrations, deployment settings
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy --strict -p reports
	rm -rf build/templates && mkdir -p build && cp -r templates build/templates
	$(BIN)/djangofmt --quiet build/templates
	diff -r templates build/templates
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.dev  ## Measure beside the floors; SIZE=small or full; prints a table
	@$(BIN)/python -m bench --size $(SIZE)

screenshots: $(VENV)/.dev build/.static  ## Every page x 360/1280 x empty/filled/error into build/screenshots
	@$(BIN)/python -m bench.screenshots

clean:  ## Remove what the tasks made; the demo's data too
	rm -rf $(VENV) build data .mypy_cache .ruff_cache .import_linter_cache
