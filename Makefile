# Everything there is to type. Each target sets up what it needs in .venv/, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-all test-time test-rate check bench lock clean

run: $(VENV)/.ready-run ## the bot with the token in .env; without one, the sandbox with a phone in the browser
	@$(BIN)/python -m bot --or-sandbox

test: $(VENV)/.ready-dev ## the fast suite, under three minutes; ARGS=--cov reports what it covers
	$(BIN)/python -m pytest -m "not slow" -n 2 $(ARGS)

test-all: $(VENV)/.ready-slow ## the slow suites: kill -9, a browser, PostgreSQL (TEST_DATABASE_URL), somebody else's emulator, then test-time
	$(BIN)/python -m pytest -m "slow and not faketime" -n 2
	@$(MAKE) --no-print-directory test-time

test-time: $(VENV)/.ready-slow ## of these, the real process under a clock that leaps (Debian: apt install faketime)
	$(BIN)/python -m pytest -m faketime -n 2

test-rate: $(VENV)/.ready-slow ## a broadcast's pace against Telegram's limits; wants the machine to itself
	$(BIN)/python -m pytest tests/bot/test_broadcast_rate.py

check: $(VENV)/.ready-dev ## ruff, mypy, the rooms' contracts, the collection
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check

bench: $(VENV)/.ready-bench ## the matching beside BM25, token_set_ratio and TF-IDF; ARGS="--short" for a quick look
	$(BIN)/python -m tests.benchmarks.matching $(ARGS)

lock: $(VENV)/.ready-dev ## renews the lock files; they carry no addresses
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --group bench $(LOCK) -o requirements-bench.lock
	$(BIN)/uv pip compile pyproject.toml --group slow $(LOCK) -o requirements-slow.lock

LOCK := --universal --no-strip-extras --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes --upgrade \
	--quiet --custom-compile-command "make lock"

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Quartierslotse needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv ..."
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "python3 can't make environments here; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/.ready-run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the bot needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.ready-run

$(VENV)/.ready-slow: requirements-slow.lock $(VENV)/.ready-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-slow.lock
	@touch $@

$(VENV)/.ready-bench: requirements-bench.lock $(VENV)/.ready-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
