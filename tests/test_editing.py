"""The walks of docs/editing.md, taken as they are written: whoever changes the document changes this test."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.rasa import RasaFileImporter

from answers.nlg import Answers
from answers.rows import row_of
from facts import loading
from facts.loading import load_facts
from facts.lookups import covering
from facts.models import Facts
from facts.periods import Period
from nlu.gate import plain, suggested_questions
from scripts.check import ROOT, problems
from scripts.facts_sheet import write

DOCUMENT = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<lead>[^\n]+)\n\n```(?P<kind>yaml|text)\n(?P<text>.*?)```\n", re.S)
PLACES = {
    "append": re.compile(r"At the end of `(?P<file>[^`]+)`:$"),
    "insert": re.compile(r"In `(?P<file>[^`]+)`, below the entry `(?P<entry>[^`]+)`:$"),
    "replace": re.compile(r"In `(?P<file>[^`]+)`, the entry `(?P<entry>[^`]+)` becomes:$"),
    "create": re.compile(r"In the new file `(?P<file>[^`]+)`:$"),
}
MISWRITTEN = re.compile(r"Written with `(?P<wrong>[^`]+)` instead of `(?P<right>[^`]+)`")
WELL = "The data are well"
WALKS = ["Add an event", "Correct a number", "Add an FAQ topic"]


@dataclass(frozen=True)
class Step:
    """Something to write, or what `make check` says at this point.

    Attributes:
        how: a key of `PLACES`, or `says`.
        miswritten: what is to be written wrongly, and what it stands for, before `make check` says its text.
    """

    how: str
    text: str
    file: str = ""
    entry: str = ""
    miswritten: tuple[str, str] | None = None


def steps(walk: str) -> Iterator[Step]:
    """The steps of one section of the document."""
    section = re.split(r"^## ", DOCUMENT, flags=re.M)
    (text,) = (one for one in section if one.startswith(f"{walk}\n"))
    # A block right below another has no line of its own to lead it in.
    for block in BLOCK.finditer(text.replace("```\n\n```", "```\n\nThen:\n\n```")):
        if block["kind"] == "text":
            wrong = MISWRITTEN.match(block["lead"])
            yield Step("says", block["text"].strip(), miswritten=(wrong["wrong"], wrong["right"]) if wrong else None)
            continue
        ((how, found),) = [(how, found) for how, one in PLACES.items() if (found := one.search(block["lead"]))]
        yield Step(how, block["text"], found["file"], found.groupdict().get("entry", ""))


def write_down(root: Path, step: Step) -> None:
    """Does what a step says, as an editor would."""
    path = root / step.file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    assert path.exists() != (step.how == "create")
    start = end = len(lines)
    if step.entry:
        start = next(n for n, one in enumerate(lines) if re.match(rf"  - \{{?id: {step.entry}\b", one))
        end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith("   ")), len(lines))
    if step.how == "insert":
        start = end
    path.write_text("".join([*lines[:start], step.text, *lines[end:]]), encoding="utf-8")


def unnumbered(said: str) -> str:
    """A mistake without the number of its line, which other edits move."""
    return re.sub(r"^([\w/.]+):\d+:", r"\1:", said)


def line_of(said: str, root: Path) -> str:
    """The line that a mistake names."""
    path, number, _ = said.split(":", 2)
    return (root / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]


def take(walk: str, root: Path) -> list[tuple[str, list[str]]]:
    """Takes a walk; whenever the document says what `make check` says, that and what it does say."""
    said, last = [], None
    for step in steps(walk):
        if step.how != "says":
            write_down(root, step)
            last = step
            continue
        if step.miswritten and last:
            wrong, right = step.miswritten
            assert right in last.text
            write_down(root, replace(last, how="replace", text=last.text.replace(right, wrong)))
        said.append((step.text, problems(root)))
        if step.miswritten and last:
            write_down(root, replace(last, how="replace"))
    return said


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[tuple[str, list[str]]]]]:
    """A copy of the data after all walks, and what `make check` said on the way."""
    root = tmp_path_factory.mktemp("editing")
    shutil.copytree(ROOT / "data", root / "data")
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, root / path.name)
    return root, {walk: take(walk, root) for walk in WALKS}


@pytest.fixture
def known(edited: Any, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """The facts after all walks, which every answer is composed from."""
    facts, real = load_facts(edited[0] / "data"), loading.facts
    for name, module in list(sys.modules.items()):
        if name.startswith("answers.") and getattr(module, "facts", None) is real:
            monkeypatch.setattr(module, "facts", lambda: facts)
    return facts


async def say(name: str, domain: Domain, **found: Any) -> dict[str, Any]:
    """The message that a response makes."""
    tracker = DialogueStateTracker.from_events("ann", [UserUttered("and?")])
    message = await Answers(None, domain).generate(f"utter_{name}", tracker, "rest", answer=found)
    assert message is not None
    return message


@pytest.mark.parametrize("walk", WALKS)
def test_make_check_says_what_the_document_says(edited: Any, walk: str) -> None:
    said = edited[1][walk]
    assert WELL in [text for text, _ in said]
    assert any(text != WELL for text, _ in said)
    for text, found in said:
        assert [unnumbered(one) for one in found] == ([] if text == WELL else [unnumbered(text)])


def test_the_line_that_is_named_is_the_one_to_look_at(edited: Any) -> None:
    root, said = edited
    (event,) = said["Add an event"][0][1]
    assert line_of(event, root).startswith(("  - {id: geneva_1955", "     category: diplomacy"))


def test_the_sheet_shows_all_of_it(edited: Any, tmp_path: Path) -> None:
    page = write(edited[0], tmp_path / "results" / "facts.html").read_text(encoding="utf-8")
    assert "Eisenhower and the Soviet, British and French leaders meet in Geneva" in page
    assert 'href="https://history.state.gov/historicaldocuments/frus1955-57v05"' in page
    assert "For 2025 the estimate is 5,459;" in page
    assert "about 5,460" not in page
    assert "To a film whose plot turns more often" in page
    assert 'id="faq/film_image"' in page


async def test_the_event_is_among_those_of_its_year(known: Facts) -> None:
    found = covering(known.events, Period.from_iso("1955"), known.present)
    assert [one.id for one in found] == ["geneva_1955"]
    row = row_of(found[0])
    assert (row["from"], row["to"]) == ("1955-07-18", "1955-07-23")
    assert row["publisher"] == "US Department of State, Office of the Historian"


async def test_the_answers_have_the_number(known: Facts) -> None:
    responses = RasaFileImporter(training_data_paths=[str(ROOT / "data" / "responses")]).get_nlu_data().responses
    message = await say("faq/nukes_count", Domain.from_dict({"responses": responses}))
    assert "and 5,459 in 2025)" in message["text"]
    assert "5,460" not in message["text"]
    assert any("the estimate is 5,459" in note["text"] for note in message["answer"]["notes"])


async def test_rasa_reads_the_topic(edited: Any, known: Facts) -> None:
    data = edited[0] / "data"
    paths = [str(data / "responses"), str(data / "nlu" / "faq_film.yml"), str(data / "nlu" / "suggested.yml")]
    read = RasaFileImporter(training_data_paths=paths).get_nlu_data()
    examples = [one for one in read.intent_examples if one.get_full_intent() == "faq/film_image"]
    assert len(examples) == 12
    question = "What does the author compare the history to?"
    assert suggested_questions(read)[plain(question)] == "faq/film_image"
    message = await say("faq/film_image", Domain.from_dict({"responses": read.responses}))
    assert message["text"].startswith("To a film whose plot turns")
    assert message["answer"]["source"] == {"section": "The Rollercoaster History Explained", "as_of": "2024"}
    assert message["answer"]["suggestions"][0] == "What happened in each period?"
