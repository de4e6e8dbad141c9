"""The CLINC150 script on tiny data: the same pipeline, trained and scored."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import clinc150
from bench.clinc150 import Understanding, pipeline, read, scores, table

BALANCE = ["what is my balance", "tell me the balance of my account", "how much money do i have", "account balance"]
WEATHER = ["will it rain today", "what is the weather like", "how warm is it outside", "is it going to snow"]
OUTSIDE = ["who painted the mona lisa", "how tall is the eiffel tower", "name a good novel", "who won the cup"]
TRAIN = [[text, "balance"] for text in BALANCE] + [[text, "weather"] for text in WEATHER]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    outside = [[text, "oos"] for text in OUTSIDE]
    content = {"train": TRAIN, "val": TRAIN[:2], "test": TRAIN}
    content |= {"oos_train": outside, "oos_val": outside[:1], "oos_test": outside}
    (tmp_path / "data.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "data.json"


def test_intents_are_topics_and_oos_is_out_of_scope(path: Path) -> None:
    sets = read(path)
    assert sets["val"][0] == (BALANCE[0], "faq/balance")
    assert sets["oos_val"] == [(OUTSIDE[0], "out_of_scope")]


@pytest.mark.parametrize("content", [None, "not json", "{}", "[]", '{"train": 3}'])
def test_another_file_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "data.json").write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit, match="is not CLINC150"):
        read(tmp_path / "data.json")


def test_it_is_every_component_of_ours_that_learns() -> None:
    assert [component.__name__ for component, _ in pipeline()] == [
        "Speller",
        "SentenceEncoder",
        "TopicClassifier",
        "ScopeCheck",
        "Gate",
        "TargetClassifier",
    ]


def test_what_it_learnt_it_answers(path: Path, tmp_path: Path) -> None:
    sets = read(path)
    understanding = Understanding(sets["train"] + sets["oos_train"], tmp_path)
    assert scores(understanding, sets["test"], sets["oos_test"]) == (100.0, 100.0)
    assert understanding.labels(["how is the weather", "hwo much moneey do i have"]) == ["faq/weather", "faq/balance"]
    assert understanding.labels(["purple socks"]) == ["out_of_scope"]


@pytest.mark.parametrize("arguments", [[], ["--validation"]])
def test_the_table(
    path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["clinc150", str(path), *arguments])
    clinc150.main()
    said = capsys.readouterr().out
    assert f"oos-train, {'val' if arguments else 'test'} | 100.0 | 100.0 |" in said
    assert "| BERT, oos-train | 96.9 | 40.3 |" in said
    assert table("test", 97.04, 70.0).splitlines()[2] == "| Détente, oos-train, test | 97.0 | 70.0 |"
