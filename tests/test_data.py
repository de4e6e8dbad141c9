"""The training questions: enough of them, each under one label, and none of those we are scored on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCORED = sorted([*(ROOT / "tests" / "heldout").glob("*.yml"), *(ROOT / "tests" / "validation").glob("*.yml")])
BY_RULE = {"nlu_fallback"}
"""Intents that components set and no question is labelled with."""

LONG = 4
"""Words from which two writers do not happen on the same question, as they do on "hello" or "2014 sanctions"."""

SMALL_TALK = [
    "greet",
    "goodbye",
    "thanks",
    "how_are_you",
    "bot_challenge",
    "help",
    "about_maker",
    "about_article",
    "how_current",
    "praise",
    "complaint",
    "fear",
    "ask_opinion",
    "ask_news",
    "human",
    "start_over",
]

# What `rasa data validate` may say, and why it may.
ALLOWED = {
    "one classifier sets `response_selector`, so `faq` stays an intent of the domain (design, section 5)": (
        "The following duplicated intents have been found across multiple domain files: faq, follow_up"
    ),
    "action_follow_up says each utter_follow_up/... by its whole name": (
        "The utterance 'utter_follow_up' is not used in any story or rule."
    ),
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@lru_cache(maxsize=1)
def training() -> list[tuple[str, str, Path]]:
    """Every training question with its label and file."""
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in read(path).get("nlu", []):
            lines = [line.strip() for line in block["examples"].splitlines()]
            found += [(line.removeprefix("- "), block["intent"], path) for line in lines if line]
    return found


def texts(content: Any) -> Iterator[str]:
    """Every question of a file of scored questions."""
    if isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content["text"]
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def normalised(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "'").replace("'", "")))


COUNTS = Counter(label for _, label, _ in training())
TOPICS = sorted(label for label in COUNTS if label.startswith("faq/"))


def test_there_are_questions_of_every_kind() -> None:
    assert len(TOPICS) >= 27
    assert COUNTS.keys() >= {*SMALL_TALK, "ask_timeline", "ask_sanctions", "out_of_scope"}


@pytest.mark.parametrize("label", TOPICS)
def test_sixty_questions_a_topic(label: str) -> None:
    assert COUNTS[label] >= 60


@pytest.mark.parametrize(("label", "least"), [("ask_timeline", 200), ("ask_sanctions", 200), ("out_of_scope", 400)])
def test_hundreds_of_lookups_and_of_what_is_out_of_scope(label: str, least: int) -> None:
    assert COUNTS[label] >= least


@pytest.mark.parametrize("band", ["far", "near", "trap"])
def test_every_band_of_what_is_out_of_scope(band: str) -> None:
    assert sum(path.stem == f"out_of_scope_{band}" for *_, path in training()) >= 100


@pytest.mark.parametrize("label", SMALL_TALK)
def test_forty_questions_of_small_talk(label: str) -> None:
    assert COUNTS[label] >= 40


def test_every_intent_is_in_the_domain_and_every_one_of_the_domain_is_trained() -> None:
    intents = {label.split("/")[0] for label in COUNTS}
    domain = {next(iter(one)) if isinstance(one, dict) else one for one in read(ROOT / "domain.yml")["intents"]}
    assert intents | BY_RULE == domain


def test_every_intent_has_one_rule() -> None:
    rules = read(ROOT / "data" / "rules.yml")["rules"]
    routed = Counter(rule["steps"][0]["intent"] for rule in rules)
    assert routed == Counter({label.split("/")[0] for label in COUNTS} | BY_RULE)


def test_every_action_of_a_rule_exists() -> None:
    said = {name for path in (ROOT / "data" / "responses").glob("*.yml") for name in read(path)["responses"]}
    actions = {*read(ROOT / "domain.yml")["actions"], *said, *(name.split("/")[0] for name in said)}
    for rule in read(ROOT / "data" / "rules.yml")["rules"]:
        assert {step["action"] for step in rule["steps"] if "action" in step} <= actions, rule["rule"]


@pytest.mark.parametrize("label", sorted(label for label in COUNTS if "/" in label))
def test_every_retrieval_label_has_an_answer(label: str) -> None:
    said = {name for path in (ROOT / "data" / "responses").glob("*.yml") for name in read(path)["responses"]}
    assert f"utter_{label}" in said


def test_no_question_has_two_labels() -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    for text, label, _ in training():
        labels[normalised(text) or text].add(label)
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


def test_no_question_is_read_as_an_entity_annotation() -> None:
    assert [text for text, *_ in training() if re.search(r"\]\(|\]\{", text)] == []


@pytest.mark.parametrize("path", SCORED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_scored_question_is_trained_on(path: Path) -> None:
    scored = {normalised(text) for text in texts(read(path))}
    assert len(scored) > 20
    # What the bot itself suggests must lead to its answer, whoever else thinks of the same words.
    trained = {normalised(text): f"{file.name}: {text}" for text, _, file in training() if file.stem != "suggested"}
    assert [trained[text] for text in sorted(scored & trained.keys()) if len(text.split()) >= LONG] == []


@pytest.fixture(scope="module")
def validation() -> subprocess.CompletedProcess:
    """`rasa data validate`, with the mends that keep TensorFlow out."""
    return subprocess.run(
        [sys.executable, "-m", "mends", "data", "validate"],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_rasa_finds_the_data_valid(validation: subprocess.CompletedProcess) -> None:
    assert validation.returncode == 0, validation.stderr[-3000:]
    assert "No story structure conflicts found" in validation.stdout + validation.stderr


def test_rasa_warns_of_nothing_unexpected(validation: subprocess.CompletedProcess) -> None:
    lines = (validation.stdout + validation.stderr).splitlines()
    warned = [line.partition("Warning: ")[2] for line in lines if re.match(r"\w*Warning: ", line)]
    warned += [line for line in lines if re.search(r"\b(WARNING|ERROR)\b", line)]
    assert sorted(warned) == sorted(ALLOWED.values())
