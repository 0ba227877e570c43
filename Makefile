# SPDX-License-Identifier: GPL-3.0-or-later
#
# shihyo: plain GNU make.  `make help` lists the targets.
#
# One static archive per folder, listed in the order of the layers
# data <- indicators <- engine and data <- charts <- engine; a folder's unit
# tests link only what that folder may use, so a wrong dependency fails here.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash
Q := $(if $(V),,@)  # make V=1 shows the commands

VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr/local
CC      := gcc
FONTS   ?= /usr/share/fonts/truetype/bizud-gothic

DEPS := gcc make pkg-config libc6-dev libgsl-dev libcsv-dev libcairo2-dev \
        libpango1.0-dev libxml2-dev libxslt1-dev libicu-dev nettle-dev \
        fonts-morisawa-bizud-gothic libxml2-utils python3-minimal locales
LINT_DEPS := cppcheck clang-tidy clang-format man-db shellcheck universal-ctags \
             valgrind clang time

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla \
        -Wmissing-prototypes -Wstrict-prototypes -Wundef -Wcast-qual \
        -Wwrite-strings
SAN  ?=
OPT  ?= -O2 -D_FORTIFY_SOURCE=2
CPPFLAGS = -I. -D_GNU_SOURCE -DSHIHYO_VERSION='"$(VERSION)"' \
           -DSHIHYO_FONTS='"$(FONTS)"' $(EXTRA_CPPFLAGS)
CFLAGS   = -std=c11 $(OPT) -g -fstack-protector-strong -fPIE \
           -ffp-contract=off -fno-fast-math -ffile-prefix-map=$(CURDIR)=. \
           $(WARN) $(SAN) -pthread -MMD -MP
LDFLAGS  = -pie -pthread -Wl,-z,relro,-z,now $(SAN)

LAYERS := data indicators charts engine
PKG_data       := icu-uc nettle
PKG_indicators := gsl
PKG_charts     := cairo-ft pangocairo pangoft2 fontconfig freetype2 libxml-2.0
PKG_engine     := libxml-2.0 libxslt
LIB_data       := -lcsv
cflags_of = $(if $(PKG_$1),$(shell pkg-config --cflags $(PKG_$1) 2>/dev/null))
libs_of   = $(if $(PKG_$1),$(shell pkg-config --libs $(PKG_$1) 2>/dev/null)) $(LIB_$1)

# What a folder may link: itself and the layers under it.
USES_data       := data
USES_indicators := indicators data
USES_charts     := charts data
USES_engine     := engine indicators charts data

sources_of = $(filter-out engine/main.c,$(wildcard $1/*.c))
objects_of = $(patsubst %.c,$(BUILD)/%.o,$(call sources_of,$1))
archive_of = $(BUILD)/lib$1.a

all: $(BUILD)/shihyo ## build build/shihyo

$(BUILD)/%.o: %.c $(BUILD)/.flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(call cflags_of,$(firstword $(subst /, ,$*))) -c $< -o $@

define layer_rules
$(call archive_of,$1): $(call objects_of,$1)
	@rm -f $$@
	@echo '  AR    $$@'
	$$(Q)ar rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer_rules,$l)))

# Schemas, stylesheets and presets travel inside the program.
EMBEDDED := $(wildcard engine/schema/report.rng engine/stylesheets/*.xsl \
              data/presets/*.xml)
$(BUILD)/engine/embedded.o: $(EMBEDDED)

$(BUILD)/shihyo: $(BUILD)/engine/main.o $(foreach l,$(USES_engine),$(call archive_of,$l))
	@echo '  LINK  $@'
	$(Q)$(CC) $(LDFLAGS) $< $(foreach l,$(USES_engine),$(call archive_of,$l)) \
	  $(foreach l,$(LAYERS),$(call libs_of,$l)) -lm -o $@

# A change of flags rebuilds the tree; the folder of the tree does not matter.
FLAGS_NOW := $(subst $(CURDIR),.,$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS))
$(BUILD)/.flags: force
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || echo '$(subst ','\'',$(FLAGS_NOW))' > $@
force:
.PHONY: force all

# ---------------------------------------------------------------------- tests
unit_of = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/$1/t_*.c))
UNITS := $(foreach l,$(LAYERS),$(call unit_of,$l))
unit: $(UNITS)

define unit_rules
$(BUILD)/tests/$1/%: tests/unit/$1/%.c tests/tap.h $(foreach l,$(USES_$1),$(call archive_of,$l)) $(BUILD)/.flags
	@mkdir -p $$(@D)
	@echo '  TEST  $$<'
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(foreach l,$(USES_$1),$(call cflags_of,$l)) $(LDFLAGS) $$< \
	  $(foreach l,$(USES_$1),$(call archive_of,$l)) \
	  $(foreach l,$(USES_$1),$(call libs_of,$l)) -lm -o $$@
endef
$(foreach l,$(LAYERS),$(eval $(call unit_rules,$l)))

check: deps-check ## install what is missing, build, run the whole test suite
	@$(MAKE) --no-print-directory check-built

check-built:
	@$(MAKE) --no-print-directory all unit
	@BUILD=$(BUILD) CC=$(CC) tests/run.sh '$(T)'

retest: ## run only the tests that failed last time
	@$(MAKE) --no-print-directory all unit
	@BUILD=$(BUILD) CC=$(CC) tests/run.sh --failed

golden: all ## show how CASE=name differs from its expectation
	@BUILD=$(BUILD) tests/golden.sh diff '$(CASE)'

accept: all ## take the new output of CASE=name as its expectation
	@BUILD=$(BUILD) tests/golden.sh accept '$(CASE)'

asan: ## AddressSanitizer and UBSan build; `make asan check` runs the suite
	$(eval export BUILD := build/asan)
	$(eval export SAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
	$(eval export OPT := -O1)
	@$(MAKE) --no-print-directory all

# First the build, then the suite in it, also with -j.
check check-built retest: | $(filter asan ubsan,$(MAKECMDGOALS))

ubsan: ## UBSan build alone; `make ubsan check` runs the suite
	$(eval export BUILD := build/ubsan)
	$(eval export SAN := -fsanitize=undefined -fno-sanitize-recover=all)
	$(eval export OPT := -O1)
	@$(MAKE) --no-print-directory all

valgrind: all unit ## unit tests and one run under valgrind
	@BUILD=$(BUILD) tests/valgrind.sh

.PHONY: unit check check-built retest golden accept asan ubsan valgrind

# ----------------------------------------------------------------- everything else
deps: ## install the Debian packages that building needs
	@tests/deps.sh $(DEPS)

deps-check:
	@pkg-config --exists $(sort $(foreach l,$(LAYERS),$(PKG_$l))) 2>/dev/null && \
	  test -e $(FONTS)/BIZUDPGothic-Regular.ttf && test -e /usr/include/csv.h && \
	  command -v $(CC) xmllint python3 localedef >/dev/null || $(MAKE) --no-print-directory deps
.PHONY: deps deps-check

# ------------------------------------------------------------- care of the source
lint-deps: ## install the Debian packages of lint, format, metrics, valgrind, fuzz
	@tests/deps.sh $(LINT_DEPS)

lint: export CPPFLAGS := $(CPPFLAGS)
lint: export WARN := $(WARN)
lint: export PACKAGES := $(sort $(foreach l,$(LAYERS),$(PKG_$l)))
lint: ## static checks: analyser, cppcheck, clang-tidy, schemas, manual pages
	@BUILD=$(BUILD) CC=$(CC) tests/lint.sh

C_FILES = $(shell find $(LAYERS) tests -name '*.[ch]')
format: ## lay the C files out as .clang-format says
	clang-format -i $(C_FILES)

format-check: ## say which C files are laid out otherwise
	@clang-format --dry-run --Werror $(C_FILES)

layers: ## are includes and libraries in their folders?
	@BUILD=$(BUILD) tests/layers.sh

check-messages: ## is every message complete, used and shown by an example?
	@BUILD=$(BUILD) tests/messages.sh

metrics: ## sizes of functions and files
	@tests/metrics.sh

coverage: ## run the suite in a coverage build, print lines and branches taken
	@$(MAKE) --no-print-directory BUILD=build/coverage SAN=--coverage OPT=-O0 coverage-run

coverage-run: all unit
	@find $(BUILD) -name '*.gcda' -delete
	@BUILD=$(BUILD) CC=$(CC) tests/run.sh || true
	@BUILD=$(BUILD) tests/coverage.sh

T_FUZZ = $(or $(T),number)
TIME  ?= 60
fuzz: ## fuzz one reader: T=number|period|csv|scan|plan TIME=60
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang OPT=-O1 \
	  SAN=-fsanitize=fuzzer-no-link,address,undefined build/fuzz/fuzz/$(T_FUZZ)
	@mkdir -p build/fuzz/corpus/$(T_FUZZ)
	build/fuzz/fuzz/$(T_FUZZ) -max_total_time=$(TIME) -artifact_prefix=build/fuzz/ build/fuzz/corpus/$(T_FUZZ)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(foreach l,$(USES_engine),$(call archive_of,$l))
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer $< \
	  $(foreach l,$(USES_engine),$(call archive_of,$l)) \
	  $(foreach l,$(LAYERS),$(call libs_of,$l)) -lm -o $@

bench: all ## shipped plans, then the survey engine against its peers (BIG=1: large files)
	@BUILD=$(BUILD) tests/bench.sh
	@BUILD=$(BUILD) tests/bench_peers.sh $(if $(BIG),big)

bench-fits: $(BUILD)/bench/fits ## trend fits per second and core
	@$<
$(BUILD)/bench/fits: tests/bench/fits.c $(foreach l,$(USES_indicators),$(call archive_of,$l))
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $< $(foreach l,$(USES_indicators),$(call archive_of,$l)) \
	  $(foreach l,$(USES_indicators),$(call libs_of,$l)) -lm -o $@
.PHONY: bench-fits
.PHONY: lint-deps lint format format-check layers check-messages metrics coverage coverage-run fuzz bench

# ----------------------------------------------------------------------- packaging
MAN := $(wildcard engine/man/*.[15])
man: $(MAN:engine/man/%=build/man/%.txt) ## manual pages as text in build/man/
build/man/%.txt: engine/man/%
	@mkdir -p $(@D)
	@MANWIDTH=80 man -E UTF-8 -l $< | col -b > $@
	@echo $@

INSTALL = install -D
install: all ## install the program, manual pages, schemas: DESTDIR= PREFIX=
	$(INSTALL) -m 755 $(BUILD)/shihyo $(DESTDIR)$(PREFIX)/bin/shihyo
	for page in $(MAN); do \
	  $(INSTALL) -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	for file in $(wildcard engine/schema/*); do \
	  $(INSTALL) -m 644 $$file $(DESTDIR)$(PREFIX)/share/shihyo/schema/$${file##*/}; done
	for file in $(wildcard data/presets/*.xml); do \
	  $(INSTALL) -m 644 $$file $(DESTDIR)$(PREFIX)/share/shihyo/presets/$${file##*/}; done

DIST := shihyo-$(VERSION)
dist: ## build/shihyo-VERSION.tar.gz from the last commit
	@mkdir -p build
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n > build/$(DIST).tar.gz

distcheck: dist ## unpack it, build, run the suite, install
	rm -rf build/distcheck && mkdir -p build/distcheck
	tar -xzf build/$(DIST).tar.gz -C build/distcheck
	$(MAKE) -C build/distcheck/$(DIST) BUILD=build check
	$(MAKE) -C build/distcheck/$(DIST) BUILD=build DESTDIR=$(CURDIR)/build/distcheck/root install
	build/distcheck/root$(PREFIX)/bin/shihyo --version
.PHONY: man install dist distcheck

demo: deps-check ## evaluate data/plans/sapporo-2020 into build/demo/
	@$(MAKE) --no-print-directory all
	@mkdir -p build/demo
	@$(BUILD)/shihyo run data/plans/sapporo-2020 -o build/demo/sapporo-2020

samples: all ## draw data/plans/sapporo-2015/sample.svg anew
	@rm -rf $(BUILD)/samples
	@$(BUILD)/shihyo run data/plans/sapporo-2015 -o $(BUILD)/samples --lang ja >/dev/null
	@cp $(BUILD)/samples/figures/f-plan.svg data/plans/sapporo-2015/sample.svg

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

clean: ## delete everything that was built
	rm -rf build
.PHONY: demo samples help clean

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
