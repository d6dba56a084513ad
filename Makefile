# make demo    read a report of our own making and print its record
# make test    all tests
# make help    everything else

# What is installed for this checkout stays in it.
export ASCRIBE_HOME ?= $(CURDIR)/.cache/ascribe

CARGO ?= cargo
PYTHON ?= python3
SHARED ?= $(CURDIR)/../shared

.PHONY: help demo setup test lint doc ci bench speed threads parity instructions standalone fuzz clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: ## fetch, verify and compile the language pipeline and the gazetteer (pinned; cached)
	$(CARGO) run --quiet --release --locked -p ascribe-cli -- setup

demo: setup ## read a report of our own making and print its record
	$(CARGO) run --quiet --release --locked -p ascribe-cli -- read testdata/demo/report.txt --published 2031-05-14

test: setup ## all tests
	$(CARGO) test --workspace --locked

lint: ## formatting, and clippy with warnings denied
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

doc: ## the documentation, warnings denied
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked

ci: ## what is checked before a change lands
	.ci/run

bench: setup ## accuracy on the benchmark kit, beside the peers' figures; fails below a floor
	$(CARGO) run --quiet --release --locked -p ascribe-eval -- bench --kit $(SHARED)/bench
	$(CARGO) run --quiet --release --locked -p ascribe-eval -- bench --kit $(SHARED)/bench --reader rules
	$(CARGO) run --quiet --release --locked -p ascribe-eval -- bench --kit $(SHARED)/bench --reader accurate

parity: setup ## compare with spaCy token by token on over a million words: the kit, our own texts, manuals
	tools/parity/run.sh target/release/ascribe $(SHARED)/bench .cache/parity

.cache/parity/texts.jsonl:
	$(MAKE) parity

speed: setup .cache/parity/texts.jsonl ## words a second beside spaCy's, one thread each, in one run
	$(CARGO) build --quiet --release --locked -p ascribe-nlp --example throughput
	.cache/parity/venv/bin/python tools/parity/speed.py --ours target/release/examples/throughput \
	  --compiled "$(ASCRIBE_HOME)/pipelines/en_core_web_sm-3.8.0.pipeline" .cache/parity/texts.jsonl

threads: setup .cache/parity/texts.jsonl ## how many times as fast two threads are as one, by wall: for a quiet machine
	$(CARGO) build --quiet --release --locked -p ascribe-nlp --example throughput
	$(PYTHON) tools/parity/threads.py --ours target/release/examples/throughput \
	  --compiled "$(ASCRIBE_HOME)/pipelines/en_core_web_sm-3.8.0.pipeline" .cache/parity/texts.jsonl

instructions: setup ## count the instructions of the analysis with valgrind; fails where they are many more than they were
	$(CARGO) build --quiet --release --locked -p ascribe-nlp --example throughput
	$(CARGO) test --quiet --release --locked -p ascribe-nlp --test instructions -- --ignored --nocapture

standalone: setup ## one file that is the whole program: target/release/ascribe
	ASCRIBE_EMBED="$(ASCRIBE_HOME)/pipelines/en_core_web_sm-3.8.0.pipeline" \
	ASCRIBE_EMBED_PLACES="$(ASCRIBE_HOME)/places/world.gazetteer" \
	  $(CARGO) build --release --locked -p ascribe-cli --features embed
	ASCRIBE_HOME=/nonexistent target/release/ascribe read testdata/demo/report.txt --format jsonl > /dev/null

clean: ## remove what was built and fetched
	rm -rf target .cache
