# Two commands matter: `make demo` and `make test`. Everything is built once, in release, with its tests.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BUILD := swift build -c release --build-tests
# Asked only when it is needed: it takes a moment, and `make help` must work without Swift.
BIN = $$(swift build -c release --show-bin-path)
# Options: make bench ARGS="--quick --topics csv"
ARGS ?=

.PHONY: help demo demo-clean test lint format bench conformance check fuzz sanitize set-up build samples

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

set-up: ## Look whether everything is there that the build needs; install what is missing (Debian, Ubuntu)
	@scripts/set-up

build: set-up ## Build everything, tests too
	$(BUILD)

demo: set-up ## Build, run a sample project, and show what comes out; run it again and nothing is new
	@scripts/demo

demo-clean: ## Forget the demo's project: the next demo begins anew
	@if [ -e .build/demo ]; then chmod -R u+w .build/demo && rm -rf .build/demo; fi

test: build ## Build and run all tests
	swift test -c release --skip-build

lint: ## Check style and the rules of the house
	@scripts/lint

format: ## Bring all Swift files into the style that lint asks for
	swift format --in-place --recursive --parallel --configuration .swift-format Sources Tests Benchmarks SampleData Pipelines Package.swift

bench: build ## Measure against peers (some minutes; ARGS="--quick" tries everything in small)
	python3 Benchmarks/run.py --bin "$(BIN)" --python "$$(scripts/venv bench Benchmarks/requirements.txt)" $(ARGS)

conformance: build ## Check with other people's validators and suites
	@scripts/conformance

fuzz: set-up ## Fuzz the parsers (ARGS="--seconds 60 --only csv")
	@scripts/fuzz $(ARGS)

sanitize: set-up ## Run tests under AddressSanitizer and ThreadSanitizer (ARGS="address"), a build of some minutes each
	@scripts/sanitize $(ARGS)

check: lint test conformance ## Everything that must pass before a change goes in

samples: set-up ## Make the sample projects anew
	swift run -c release transect-samples --root .
