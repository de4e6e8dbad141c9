"""`make check` finds what an editor can break, and `make train` notices what an editor changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts import train
from scripts.check import problems

ROOT = Path(__file__).parent.parent.parent
BROKEN = "nlu:\n- intent: greet\n  examples: |\n  - broken\n    - indented: [\n"


def edit(path: Path, old: str, new: str) -> int:
    """Replaces the first `old`; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r} to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def test_this_checkout_is_well() -> None:
    assert problems() == []


def test_a_copy_is_well(checkout: Path) -> None:
    assert problems(checkout) == []


@pytest.mark.parametrize("name", ["data/nlu/greetings.yml", "data/responses/more.yml", "data/rules.yml", "domain.yml"])
def test_broken_yaml_is_named_with_its_line(checkout: Path, name: str) -> None:
    (checkout / name).write_text(BROKEN, encoding="utf-8")
    (found,) = problems(checkout)
    assert found.startswith((f"{name}:4: not valid YAML", f"{name}:5: not valid YAML", f"{name}:6: not valid YAML"))


def test_a_link_to_a_topic_that_does_not_exist(checkout: Path) -> None:
    edit(checkout / "data/responses/alliance.yml", "- faq/ever_allies", "- faq/never_allies")
    (found,) = problems(checkout)
    assert found.startswith("data/responses/alliance.yml:")
    assert "utter_faq/" in found
    assert "faq/never_allies, which is no topic" in found


@pytest.mark.parametrize("key", ["question", "section", "why", "more"])
def test_an_answer_without_something_it_needs(checkout: Path, key: str) -> None:
    path = checkout / "data/responses/alliance.yml"
    edit(path, f"      {key}:", f"      no_{key}:")
    (found,) = problems(checkout)
    place, said = found.split(": ", 1)
    assert place.startswith("data/responses/alliance.yml:")
    assert path.read_text(encoding="utf-8").splitlines()[int(place.split(":")[1]) - 1].strip().startswith("utter_faq/")
    assert f"has no `{key}`" in said


def test_mistakes_of_different_kinds_are_reported_at_once(checkout: Path) -> None:
    (checkout / "data/nlu/greetings.yml").write_text(BROKEN, encoding="utf-8")
    edit(checkout / "data/facts/timeline.yml", "relationship: allies", "relationship: besties")
    edit(checkout / "data/facts/sanctions.yml", "  trigger:", "  reason:")
    assert sorted({one.split(":")[0] for one in problems(checkout)}) == [
        "data/facts/sanctions.yml",
        "data/facts/timeline.yml",
        "data/nlu/greetings.yml",
    ]


@pytest.fixture
def sources(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything a model is made from, as `scripts.train` sees it."""
    shutil.copytree(ROOT / "nlu", checkout / "nlu", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(train, "ROOT", checkout)
    monkeypatch.setattr(train, "MODEL", checkout / "detente.tar.gz")
    monkeypatch.setattr(train, "STAMP", checkout / "detente.sha256")
    return checkout


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/names.yml",
        "data/rules.yml",
        "data/nlu/timeline.yml",
        "data/responses/alliance.yml",
        "nlu/classifier.py",
    ],
)
def test_a_changed_input_asks_for_training(sources: Path, name: str) -> None:
    before = train.fingerprint()
    assert train.fingerprint() == before
    with (sources / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert train.fingerprint() != before


@pytest.mark.parametrize("name", ["data/facts/timeline.yml", "endpoints.yml", "credentials.yml"])
def test_what_is_read_at_start_asks_for_no_training(sources: Path, name: str) -> None:
    before = train.fingerprint()
    with (sources / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert train.fingerprint() == before


def test_a_renamed_file_asks_for_training(sources: Path) -> None:
    before = train.fingerprint()
    (sources / "data/nlu/timeline.yml").rename(sources / "data/nlu/history.yml")
    assert train.fingerprint() != before


def test_trained_only_with_a_model_of_these_inputs(sources: Path) -> None:
    assert not train.trained()
    train.STAMP.write_text(train.fingerprint() + "\n")
    assert not train.trained()
    train.MODEL.write_bytes(b"model")
    assert train.trained()
    with (sources / "domain.yml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert not train.trained()
