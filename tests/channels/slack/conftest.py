"""The channel in a small app of its own process, beside a mock Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from block_limits import wrong
from slack_app import App, Starter, until

from bench.mock_slack import MockSlack


@pytest.fixture(scope="session")
def shared_slack() -> Iterator[MockSlack]:
    slack = MockSlack(check=wrong)
    yield slack
    slack.stop()


@pytest.fixture
def slack(shared_slack: MockSlack) -> Iterator[MockSlack]:
    """A Slack without faults. At the end nothing that it was sent broke its limits."""
    shared_slack.faults.clear()
    shared_slack.missing.clear()
    shared_slack.broken.clear()
    yield shared_slack
    assert shared_slack.broken == []


@pytest.fixture(scope="session")
def starter() -> Iterator[Starter]:
    program = Starter()
    yield program
    program.stop()


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory, starter: Starter, shared_slack: MockSlack) -> Iterator[App]:
    app = App(starter, tmp_path_factory.mktemp("app"), **shared_slack.socket_environment, DETENTE_DEADLINE="3")
    until(shared_slack.connected, 10)
    yield app
    app.stop()


@pytest.fixture
def app(shared_app: App, slack: MockSlack) -> App:
    """The channel over HTTP and in Socket Mode."""
    return shared_app
