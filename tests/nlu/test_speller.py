"""Spelling is mended where it is wrong, and nothing else is touched."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from small_pipeline import CONTEXT, message, training_data

from bench.running import ROOT
from facts.loading import facts
from facts.sanctions import Sanctions
from facts.timeline import Timeline
from nlu.attributes import MENDED
from nlu.names import NameFinder, read_names
from nlu.speller import Lexicon, Speller, words

QUESTIONS = [
    "what sanctions did america impose on russian oligarchs",
    "what happened between the two countries in the cuban missile crisis",
    "is their relationship friendly and do they cooperate in space",
    "which agricultural products were banned and who suffered",
    "what hapend wiht teh sanktions",
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.from_questions(QUESTIONS, read_names().words())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """What the component learns from the real training questions."""
    messages = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            messages += [message(line.removeprefix("- "), block["intent"]) for line in block["examples"].splitlines()]
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("speller"))
    speller = Speller.create(Speller.get_default_config(), storage, Resource("speller"), CONTEXT)
    speller.learn(TrainingData(messages))
    return speller._lexicon


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("sactions", "sanctions"),
        ("sanctoins", "sanctions"),
        ("what hapened", "what happened"),
        ("oligrachs", "oligarchs"),
        ("relatonship", "relationship"),
        ("agriculturl prodcts", "agricultural products"),
        ("cuban misile crisys", "cuban missile crisis"),
        ("ukrane", "ukraine"),
        ("rusia", "russia"),
        ("Sactions!", "sanctions!"),
        ("rusia's", "russia's"),
        ("kbg", "kgb"),
        ("teh uas", "the usa"),
        ("nto", "nato"),
    ],
)
def test_typos_are_mended(lexicon: Lexicon, typed: str, mended: str) -> None:
    assert lexicon.mend(typed) == mended


@pytest.mark.parametrize(
    "text",
    [
        "what happened between the countries?",
        "the mission was a sanction of passion",
        "my cat plays the piano in a castle",
        "in 2014, '17 and the 1980s; 2,500 and 11%",
        "NATO, the USSR, Kyiv and the Kremlin",
        "Zelensky and Putin met Biden",
        "us US U.S. usa",
        "CIA kgb FBI eu WMD",
        "don't they've Russia's",
        "C-3PO x1y2z3",
        "Россия союзник США?",
        "俄罗斯是美国的盟友吗",
        "🙂 <b>bold</b> {slot}",
        "",
        "   \n\t ",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "qqqqqqqq zzzzzzzz",
    ],
)
def test_what_is_right_or_unknown_stays(full: Lexicon, text: str) -> None:
    assert full.mend(text) == text


def test_typos_in_the_training_questions_are_not_learnt(lexicon: Lexicon) -> None:
    assert not {"hapend", "sanktions"} & lexicon.counts.keys()
    assert lexicon.mend("sanktions") == "sanctions"


def test_every_listed_name_is_right(full: Lexicon) -> None:
    names, finder = read_names().canonical, NameFinder(read_names())
    assert len(names) > 500
    mended = {name: full.mend(name) for name in sorted(names)}
    lost = {name: to for name, to in mended.items() if [one["value"] for one in finder.find(to)] != [names[name]]}
    assert lost == {}


def test_every_name_of_the_lookups_is_right(full: Lexicon) -> None:
    timeline, sanctions = Timeline(facts(), date(2026, 3, 1)), Sanctions(facts(), date(2026, 3, 1))
    events = [name for row in facts().periods for event in row.events for name in event.names]
    cells = [name for row in facts().years for side in (row.us, row.russia, row.impact) for name in side.names]
    totals = (*facts().totals.farm_ban.names, *facts().totals.who_pays.names)
    asked = [(timeline, name) for row in facts().periods for name in (row.title.lower(), *row.names)]
    asked += [(timeline, name) for name in events] + [(sanctions, name) for name in (*cells, *totals)]
    lost = {name: full.mend(name) for table, name in asked if table.ask(full.mend(name)) != table.ask(name)}
    assert lost == {}


def test_mending_twice_changes_nothing(lexicon: Lexicon) -> None:
    once = lexicon.mend("wat hapened in teh cuban misile crisys and sactions agains rusia")
    assert lexicon.mend(once) == once


@pytest.mark.parametrize("unit", ["sactions ", "a", "a'", "'", "é", "\u0301a", "qwertyuiopasdfg ", "aaaaaaab"])
def test_time_grows_with_the_text_and_no_faster(lexicon: Lexicon, unit: str) -> None:
    def seconds(text: str) -> float:
        started = time.perf_counter()
        lexicon.mend(text)
        return time.perf_counter() - started

    lexicon.mend(unit)
    short, long = unit * (8_000 // len(unit)), unit * (64_000 // len(unit))
    assert min(seconds(long) for _ in range(3)) < 24 * max(min(seconds(short) for _ in range(3)), 0.002)


def test_the_words_of_a_text() -> None:
    assert words("Don't they’ve Russia's 2014 C-3PO?") == ["don", "they", "russia", "c", "po"]


def test_the_users_text_stays_as_typed_and_the_model_remembers(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("speller")
    Speller.create(Speller.get_default_config(), storage, resource, CONTEXT).train(training_data())
    loaded = Speller.load(Speller.get_default_config(), storage, resource, CONTEXT)
    messages = loaded.process([Message({TEXT: "What sactions?"}), Message({TEXT: ""}), Message({})])
    assert [message.get(TEXT) for message in messages] == ["What sactions?", "", None]
    assert [message.get(MENDED) for message in messages] == ["What sanctions?", "", ""]
