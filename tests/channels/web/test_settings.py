"""What the environment says, and what it must not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rasa.shared.exceptions import RasaException

from bench.running import MODEL, ROOT, free_port
from channels.web.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DETENTE_")]:
        monkeypatch.delenv(name)


def test_defaults() -> None:
    settings = Settings.from_environment()
    assert (settings.limit_conversation, settings.limit_address, settings.max_body) == (20, 120, 16384)
    assert (settings.secret, settings.redis_url, settings.metrics_token) == (None, None, None)
    assert settings.origins == settings.proxies == ()


def test_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SECRET": "s" * 32,
        "ORIGINS": "https://a.example,http://localhost:3000 https://b.example:8443",
        "PROXIES": "127.0.0.1, 10.0.0.0/8 fd00::/8",
        "LIMIT_CONVERSATION": "5",
        "LIMIT_ADDRESS": "50",
        "MAX_BODY": "1000",
        "METRICS_TOKEN": "",
        "REDIS_URL": "",
    }.items():
        monkeypatch.setenv(f"DETENTE_{name}", value)
    settings = Settings.from_environment()
    assert settings.secret is not None
    assert settings.secret.get_secret_value() == "s" * 32
    assert "s" * 32 not in repr(settings)
    assert settings.origins == ("https://a.example", "http://localhost:3000", "https://b.example:8443")
    assert [str(one) for one in settings.proxies] == ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]
    assert (settings.limit_conversation, settings.limit_address, settings.max_body) == (5, 50, 1000)
    assert settings.metrics_token is settings.redis_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET", "short"),
        ("ORIGINS", "*"),
        ("ORIGINS", "shop.example"),
        ("ORIGINS", "https://shop.example/"),
        ("ORIGINS", "https://shop.example/path"),
        ("ORIGINS", "https://*.shop.example"),
        ("ORIGINS", "https://Shop.example"),
        ("ORIGINS", "null"),
        ("ORIGINS", "https://a.example https://b.example/"),
        ("PROXIES", "everyone"),
        ("PROXIES", "10.0.0.1/8"),
        ("LIMIT_CONVERSATION", "many"),
        ("LIMIT_CONVERSATION", "0"),
        ("LIMIT_ADDRESS", "-1"),
        ("MAX_BODY", "16k"),
    ],
)
def test_what_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"DETENTE_{name}", value)
    with pytest.raises(RasaException, match=f"DETENTE_{name}: "):
        Settings.from_environment()


def refusal(endpoints: Path, **environment: str) -> str:
    """What a server says that does not start."""
    command = [sys.executable, "-W", "ignore", "-m", "mends", "run", "--model", str(MODEL), "--port", str(free_port())]
    command += ["--interface", "127.0.0.1", "--credentials", str(ROOT / "credentials.yml")]
    command += ["--endpoints", str(endpoints)]
    told = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=120, check=False)
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    return said


def test_the_server_does_not_start_with_it() -> None:
    said = refusal(ROOT / "endpoints.yml", DETENTE_ORIGINS="*")
    assert "DETENTE_ORIGINS: '*' is no origin" in said
    assert "Traceback" not in said


def test_the_server_does_not_start_without_a_database(tmp_path: Path) -> None:
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text("nlg: {type: answers.nlg.Answers}\n")
    said = refusal(endpoints, DETENTE_SECRET_FILE=str(tmp_path / "secret"))
    assert "the tracker store is InMemoryTrackerStore" in said
