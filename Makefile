# Each target does its own set-up.
python = .venv/bin/python -W ignore
.DEFAULT_GOAL := help
.PHONY: help run chat test train check facts evaluate labels bench bench-web bench-slack slack-check lint format lock

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "make %-11s %s\n", $$1, $$2}'

run: train ## set up, train if the data changed, and serve on 127.0.0.1:5005
	@$(python) -m scripts.serve

chat: .setup-run ## talk with the running bot in the terminal
	@$(python) -m scripts.chat

test: .setup-test .setup-contract check train ## set up and run the tests
	@$(python) -m pytest

train: .setup-run check ## train the model if the data changed
	@$(python) -m scripts.train

check: .setup-run ## validate everything in data/, and say what to mend where
	@$(python) -m scripts.check

facts: .setup-run check ## write everything the bot can say, with its sources, as one HTML page
	@$(python) -m scripts.facts_sheet

evaluate: .setup-test train ## score the held-out questions, by band, topic and style
	@$(python) -m bench.evaluate

labels: .setup-test train ## cross-validate the labels of the training questions
	@$(python) -m bench.labels

bench: .setup-test train ## measure against Rasa's default pipeline
	@$(python) -m bench.pipelines

bench-web: .setup-test train ## measure what the web channel adds to an answer
	@$(python) -m bench.web_overhead

bench-slack: .setup-test train ## measure how soon Slack's events are acknowledged
	@$(python) -m bench.slack_ack

slack-check: .setup-run ## tell what the Slack app still lacks, and how to mend it
	@$(python) -m scripts.slack_check $(MANIFEST)

lint: .setup-test ## formatter, linter and type checker
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy

format: .setup-test ## format the code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock: ## renew the lock files from pyproject.toml
	@scripts/lock.sh

.setup-%:
	@scripts/setup.sh $*
