# Công khai. The first two: `make demo` and `make test`. Everything is set up in .venv on first use.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PORT ?= 8001
KILLS ?= 200

.PHONY: help demo test test-real test-browser serve lint types bench crash replay requirements clean
help: ## what can be typed here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt .venv/bin/python
	@echo "Setting up .venv (once, a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The peers want older libraries than ours: an environment of their own. The file names all that is needed, so pip has
# nothing to resolve (an old one fails over the extras that two peers ask of lxml).
.venv/bench/.peers: requirements-bench.txt .venv/bin/python
	@$(BIN)/python -m venv .venv/bench
	@.venv/bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-bench.txt
	@touch $@

# pywb proves that our WARC files are anybody's (GPL: a program of its own, never imported): an environment of its own too.
.venv/replay/.pywb: requirements-replay.txt .venv/bin/python
	@$(BIN)/python -m venv .venv/replay
	@PYTHONWARNINGS=ignore .venv/replay/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-replay.txt
	@touch $@

replay: .venv/replay/.pywb

demo: .venv/.run ## crawl the bundled sample portals offline and open them in Datasette (DEMO_EXIT=1: end after the crawl)
	@$(BIN)/python -m demo

serve: .venv/.run ## browse archive.db on 127.0.0.1 (PORT=8001)
	@$(BIN)/python -m scrapy serve --port $(PORT)

test: .venv/.dev ## the tests, offline
	@$(BIN)/python -m pytest --ignore=tests/real --ignore=tests/browser

test-real: .venv/.dev .venv/replay/.pywb ## the same code on real pages (REAL_DATA names their folder), and in pywb
	@$(BIN)/python -m pytest tests/real tests/test_replay_pywb.py -rs

# The browser is the machine's own (CHROMIUM names it where it is called otherwise); without one every test skips and says so.
test-browser: .venv/.dev ## the demo archive in headless Chromium, and a snapshot behind nginx (SCREENSHOTS=<folder> keeps pictures)
	@$(BIN)/python -m pytest tests/browser -rs

lint: .venv/.dev ## ruff, with the rules of pyproject.toml
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.dev ## mypy --strict on spiders and pipelines
	@$(BIN)/mypy

bench: .venv/.dev .venv/bench/.peers ## the benchmarks (REAL_DATA names the folder of real pages)
	@$(BIN)/python -m benchmarks.read && $(BIN)/python -m benchmarks.reextract && $(BIN)/python -m benchmarks.crawl \
	  && $(BIN)/python -m benchmarks.cleaning --all-peers --peers .venv/bench/bin/python \
	  && $(BIN)/python -m benchmarks.figures --peers .venv/bench/bin/python

crash: .venv/.dev ## kill -9 at random points until KILLS (200) of them have counted
	@$(BIN)/python -m benchmarks.crash --kills $(KILLS)

requirements: .venv/.dev ## compile requirements*.txt from pyproject.toml
	@$(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header \
	  -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header \
	  --allow-unsafe --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header \
	  --extra bench -o requirements-bench.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header \
	  --no-annotate --extra export -c requirements.txt -o requirements-export.txt pyproject.toml
	@echo 'pywb>=2.10,<3' | $(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --no-header --no-annotate -o requirements-replay.txt -

clean: ## take .venv and caches away (the archive stays)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
