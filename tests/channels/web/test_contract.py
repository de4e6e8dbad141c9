"""The API does what its OpenAPI document says: Schemathesis, from an environment of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from bench.running import ROOT, Actions, Bot
from bench.web import WebChat
from channels.guard import Limits
from channels.web.bodies import LONGEST_COMMENT, UUID
from channels.web.channel import OPENAPI
from channels.web.settings import Settings

SCHEMATHESIS = ROOT / ".venv-contract" / "bin" / "schemathesis"
CONFIG = """
[parameters]
"path.conversation" = "{conversation}"

[checks]
positive_data_acceptance.expected-statuses = [200, 201, 204, 404, 409, 410]

# An answer that was never given cannot be rated: 404 in a conversation that is there.
[[operations]]
include-operation-id = "rate"
checks.ensure_resource_availability.enabled = false
"""


@pytest.fixture(scope="module")
def generous(tmp_path_factory: pytest.TempPathFactory, actions: Actions) -> Iterator[Bot]:
    """A bot that lets one caller ask a lot."""
    limits = {"DETENTE_LIMIT_CONVERSATION": "100000", "DETENTE_LIMIT_ADDRESS": "100000"}
    server = Bot(tmp_path_factory.mktemp("generous"), actions.url, **limits)
    yield server
    server.stop()


def run(bot: Bot, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Has Schemathesis call the bot, with the token of a conversation that was rated."""
    if not SCHEMATHESIS.exists():
        pytest.fail(
            f"There is no {SCHEMATHESIS.relative_to(ROOT)}: run `scripts/setup.sh contract`, as `make test` does."
        )
    chat = WebChat(bot.web)
    chat.ask("what happened in 1962?")
    (folder / "schemathesis.toml").write_text(CONFIG.format(conversation=chat.id))
    command = [str(SCHEMATHESIS), "--config-file", str(folder / "schemathesis.toml"), "run"]
    command += [f"{bot.web}/api/openapi.json", "--header", f"Authorization: Bearer {chat.token}"]
    command += ["--seed", "5", "--generation-deterministic", "--max-examples", "15", "--no-color", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def test_every_call_does_what_its_description_says(generous: Bot, tmp_path: Path) -> None:
    done = run(generous, tmp_path, "--exclude-tag", "site", "--exclude-method", "DELETE")
    assert done.returncode == 0, done.stdout + done.stderr


def test_forgetting_does_what_its_description_says(generous: Bot, tmp_path: Path) -> None:
    done = run(generous, tmp_path, "--include-method", "DELETE")
    assert done.returncode == 0, done.stdout + done.stderr


def document() -> dict[str, Any]:
    return yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))


def test_the_document_is_served(web: Bot) -> None:
    reply = requests.get(f"{web.web}/api/openapi.json", timeout=60)
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json() == document()
    assert reply.json()["openapi"].startswith("3.1.")


def test_the_document_has_the_limits_of_the_code() -> None:
    schemas, settings = document()["components"]["schemas"], Settings()
    assert schemas["NewMessage"]["properties"]["text"]["maxLength"] == Limits().characters
    assert schemas["NewFeedback"]["properties"]["comment"]["maxLength"] == LONGEST_COMMENT
    told = {name: one["description"] for name, one in document()["components"]["responses"].items()}
    assert f"{settings.max_body // 1024} KB" in told["TooLarge"]
    assert f"{settings.limit_conversation} messages" in told["TooMany"]
    assert f"{settings.limit_address} messages" in told["TooMany"]
    assert schemas["MessageId"]["pattern"].count("[0-9a-f]") == 5
    assert UUID.startswith("[0-9a-f]{8}")
