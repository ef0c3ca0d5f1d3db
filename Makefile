# Everything a developer or a build machine does; needs git, make and Python >= 3.11. Start with: make demo
PYTHON ?= python3
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help venv system-qt system-test fonts demo test check fmt lint types imports texts bench race lock \
	serve desk web clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' Makefile
venv:  ## .venv from requirements.lock
	@$(PYTHON) installer/venv.py
system-qt:  ## the libraries that Qt loads
	@$(PYTHON) installer/system_packages.py qt
system-test:  ## the servers and programs that the tests start
	@$(PYTHON) installer/system_packages.py qt test
fonts: venv  ## Chinese fonts into build/fonts
	@$(PY) -m installer.fonts
demo: system-qt venv fonts  ## a clinic with invented patients, server and workstation
	@$(PY) -m omms_server.demo
test: system-test venv fonts check  ## check, then every test, with coverage
	@rm -rf build/coverage
	$(PY) -m pytest -q -n 2 -m "not serial" --cov --cov-report= --cov-fail-under=0
	$(PY) -m pytest -q -m serial --cov --cov-append --cov-report=term
race: system-test venv  ## the concurrency tests a hundred times
	OMMS_TIMES=100 $(PY) -m pytest -q -n 2 -m concurrency tests/server
check: lint types imports  ## what needs no test run
fmt: venv  ## put every file into shape
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format .
lint: venv
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
types: venv
	@$(PY) -m mypy
imports: venv  ## who may import whom
	@.venv/bin/lint-imports --no-logo
texts: venv  ## collect and compile translations
	@$(PY) -m installer.texts
bench: system-test venv fonts  ## how fast it is, against its promises
	@$(PY) -m tests.bench
lock:  ## requirements.lock from pyproject.toml; needs uv
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header -q -o requirements.lock
serve: venv  ## the application server
	@$(PY) -m omms_server.cli serve
desk: system-qt venv fonts  ## the workstation
	@$(PY) -m omms_desktop
web: venv  ## the booking sidecar
	@$(PY) -m omms_server.cli web
clean:  ## all that was made, but not what was fetched
	@rm -rf build/coverage dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
