# Each target does its own set-up.
python = .venv/bin/python -W ignore
# Rasa imports 2,600 modules: compiled once, not at every start.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help run chat web test test-browser screenshots train check facts evaluate labels bench bench-web bench-widget
.PHONY: bench-slack slack-check lint format lock

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'

run: train web ## set up, train and build the widget if they changed, and serve on 127.0.0.1:5005
	@$(python) -m scripts.serve

chat: .setup-run ## talk with the running bot in the terminal
	@$(python) -m scripts.chat

web: ## build the web widget, web/dist, if its sources changed
	@scripts/web.sh

test: .setup-test .setup-contract check train ## set up and run the tests
	@$(python) -m pytest

test-browser: .setup-test train web ## test the widget: its types and units, then driven in Chromium
	@scripts/npm_ci.sh web && scripts/npm_ci.sh tests-browser
	@cd web && PATH="$$(../scripts/node.sh):$$PATH" && npm run --silent check && npm test --silent
	@$(python) -m pytest tests-browser

screenshots: .setup-test web ## write pictures of the widget's main states to results/screenshots/
	@$(python) -m pytest tests-browser/screenshots.py

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

bench-widget: .setup-test web ## measure the widget's size and start against deep-chat and rasa-webchat
	@scripts/npm_ci.sh bench/widget
	@$(python) -m bench.widget

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
