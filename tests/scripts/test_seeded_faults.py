"""One thing broken at a time in a copy of the data: `make check` names the file, the line and the mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.check import problems

NO_TOPIC = "which is no topic; see the names in data/responses"


@dataclass(frozen=True)
class Fault:
    """What is replaced where, and what is said of it.

    Attributes:
        at: words of the line that is named, when it is not the one that was broken.
    """

    name: str
    file: str
    old: str
    new: str
    said: str
    at: str = ""


FAULTS = [
    Fault(
        "a value outside its list",
        "facts/timeline.yml",
        "relationship: rivals",
        "relationship: enemies",
        "periods[cold_war].relationship must be one of allies, rivals, partners, competitors",
    ),
    Fault(
        "a misspelt field",
        "facts/sources.yml",
        "    seen: false",
        "    sean: false",
        "sources[state_new_start].sean is not a known field; mend its name or remove it",
    ),
    Fault(
        "a note without a date",
        "facts/notes.yml",
        '    as_of: "2026-02-05"\n',
        "",
        "notes[newstart_inspections].as_of is missing; add it",
        at="- id: newstart_inspections",
    ),
    Fault(
        "a note of three sentences",
        "facts/notes.yml",
        "without a successor.",
        "without a successor. It is gone. Nothing follows.",
        "notes[newstart_inspections].text has 4 sentences; a note has at most 2",
        at="    text: >-",
    ),
    Fault(
        "questions for an entry that is gone",
        "nlu/record_events.yml",
        "{entry: yalta_1945}",
        "{entry: yalta_1845}",
        "aims at the entry yalta_1845, which the record does not have; mend it or drop the questions",
    ),
    Fault(
        "questions for a cell that does not exist",
        "nlu/sanctions_targets.yml",
        "{target: 2014/us}",
        "{target: 2015/us}",
        "aims at 2015/us, which ask_sanctions cannot find; mend the target or drop the questions",
    ),
    Fault(
        "a source id that leads nowhere",
        "facts/timeline.yml",
        "source: nasa_iss}",
        "source: nasa_isss}",
        "events[zarya_1998].source names nasa_isss, which is not in sources.yml; add it there or mend the id",
    ),
    Fault(
        "a note id that leads nowhere, on a row",
        "facts/timeline.yml",
        "notes: [putin_era_list]",
        "notes: [putin_list]",
        "periods[putin_era].notes[0] names putin_list, which is not in notes.yml; add it there or mend the id",
    ),
    Fault(
        "a note id that leads nowhere, on an answer",
        "responses/cooperation.yml",
        "notes: [arctic_data]",
        "notes: [arctic_date]",
        "utter_faq/arctic has the note arctic_date, which is not in notes.yml; mend the id or add it there",
    ),
    Fault(
        "an answer without a section",
        "responses/cooperation.yml",
        '      section: "Arctic Science"\n',
        "",
        "utter_faq/arctic has no `section` in its metadata; every FAQ answer needs one",
        at="utter_faq/arctic:",
    ),
    Fault(
        "an address outside the registry",
        "responses/cooperation.yml",
        "exchange climate data from the Arctic",
        "exchange climate data (https://example.org)",
        "has a web address; addresses belong in sources.yml, which is named by its id here",
    ),
    Fault(
        "an answer about a period that is none",
        "responses/cooperation.yml",
        "about: [post_soviet]",
        "about: [post_sovjet]",
        "utter_faq/veteran_quote is about post_sovjet, which is not a period of timeline.yml; "
        "mend the id or add it there",
    ),
    Fault(
        "an answer with an entry of the record that is none",
        "responses/cooperation.yml",
        "about: [post_soviet]",
        "record: [zarya_1998, zaria_1998]",
        "utter_faq/veteran_quote has the entry zaria_1998, which is not an event or action of the record; "
        "mend the id or add it there",
    ),
    Fault(
        "a part that leads nowhere",
        "responses/conflict.yml",
        "topic: faq/us_view",
        "topic: faq/us_vieuw",
        f"utter_faq/future_outlook links to faq/us_vieuw, {NO_TOPIC}",
        at='- text: "The second:',
    ),
    Fault(
        "a why that leads nowhere",
        "responses/conflict.yml",
        "why: faq/who_benefits",
        "why: faq/who_gains",
        f"utter_faq/political_warfare links to faq/who_gains, {NO_TOPIC}",
    ),
    Fault(
        "a row whose more leads nowhere",
        "facts/timeline.yml",
        "more: faq/conflict_areas",
        "more: faq/conflicts",
        f"periods[putin_era].more links to faq/conflicts, {NO_TOPIC}",
    ),
    Fault(
        "a suggestion that is not understood",
        "responses/cooperation.yml",
        '- "What happened in the 1990s?"',
        '- "What was the mood like in the 1990s?"',
        "utter_faq/veteran_quote suggests “What was the mood like in the 1990s?”, "
        "which it is not trained to understand; put it in data/nlu/suggested.yml under one label, "
        "or use a topic (faq/...)",
    ),
    Fault(
        "words of the article",
        "facts/timeline.yml",
        "spying, wars fought through proxies, and the",
        "spying, proxy wars, my professor called this 44 years of sweating bullets, and the",
        "has words in a row from the article: “my professor called this 44 years of sweating bullets”; "
        "say it in other words",
    ),
    Fault(
        "words of the article when a row is said",
        "facts/sanctions.yml",
        "impact: {text: American diplomats",
        "impact: {text: US diplomats",
        "years[2017], said by sanctions_row, has words in a row from the article: “seized us diplomatic properties us "
        "diplomats had to”; say it in other words",
        at='- id: "2017"',
    ),
    Fault(
        "a phrase that names what a row has not",
        "phrases/timeline.yml",
        "({years})",
        "({yeers})",
        "timeline_row names 'yeers', which a row has not; use {kind}, {title}, {relationship}, {text}, {from}, {to}, ",
        at="timeline_row:",
    ),
    Fault(
        "a misspelt key of an answer",
        "responses/cooperation.yml",
        "      see_also:",
        "      see_alos:",
        "utter_faq/cooperation_areas: `see_alos` is not known; mend its name to one of question, section, why, more, "
        "since, also, see_also, notes, about, record, tells, parts, offer",
    ),
    Fault(
        "an answer copied and not renamed",
        "responses/cooperation.yml",
        "  utter_faq/arctic:",
        "  utter_faq/space:",
        "`utter_faq/space` is there twice, and only the last would count; rename or remove one",
    ),
    Fault(
        "a topic that nobody can ask for",
        "nlu/faq_voices.yml",
        "intent: faq/glaciologist_quote",
        "intent: faq/glaciologist",
        "faq/glaciologist has questions but no answer; write utter_faq/glaciologist in data/responses",
    ),
    Fault(
        "an event out of order",
        "facts/timeline.yml",
        '- {id: elbe_1945, date: "1945-04-25"',
        '- {id: elbe_1945, date: "1943-04-25"',
        "events[elbe_1945] of 1943-04-25 stands after yalta_1945 of 1945-02-04; put it in order",
    ),
    Fault(
        "a finding beyond the record",
        "facts/sources.yml",
        'known_until: "2026-07-04"',
        'known_until: "2025-07-04"',
        "record.known_until is 2025-07-04, yet ",
    ),
    Fault(
        "a date that is none",
        "facts/timeline.yml",
        'date: "1949-08-29"',
        'date: "1949-29-08"',
        "events[soviet_bomb_1949].date ",
    ),
    Fault(
        "what is not YAML",
        "facts/notes.yml",
        "sources: [fas_notebook_2024, sipri_2025]",
        "sources: [fas_notebook_2024, sipri_2025",
        "not valid YAML: ",
        at="- id: nasa_russian_rockets",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_seeded_fault_is_found(checkout: Path, fault: Fault) -> None:
    path = checkout / "data" / fault.file
    text = path.read_text(encoding="utf-8")
    place = text.index(fault.old)
    path.write_text(text[:place] + fault.new + text[place + len(fault.old) :], encoding="utf-8")
    line = next(n for n, one in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if fault.at in one)
    expected = f"data/{fault.file}:{line if fault.at else text.count(chr(10), 0, place) + 1}: {fault.said}"
    (found,) = problems(checkout)
    assert found.startswith(expected)


def add_topic(data: Path) -> str:
    """Adds an FAQ answer without training questions."""
    metadata = "{question: Who won?, section: Arctic Science, see_also: [faq/space], why: faq/space}"
    answer = f"responses:\n  utter_faq/who_won:\n  - text: Nobody.\n    metadata: {metadata}\n"
    (data / "responses" / "more.yml").write_text(answer, encoding="utf-8")
    return (
        "data/responses/more.yml:2: utter_faq/who_won has no training questions; "
        "write some under `intent: faq/who_won` in data/nlu"
    )


def drop_shingles(data: Path) -> str:
    (data / "article.shingles").unlink()
    return "data/article.shingles:1: is missing; `python -m scripts.shingles PATH_TO_ARTICLE` writes it"


def name_twice(data: Path) -> str:
    """Has a response in a second file too."""
    (data / "responses" / "more.yml").write_text("responses:\n  utter_greet:\n  - text: Hello.\n", encoding="utf-8")
    return "data/responses/more.yml:2: utter_greet is in data/responses/conversation.yml too; rename or remove one"


def suggest_what_is_not_known(data: Path) -> str:
    """Suggests a question for the timeline about a year that it has nothing of."""
    for name, old, new in (
        ("nlu/suggested.yml", "- What happened in the 1990s?", "- What happened in the 1890s?"),
        ("responses/cooperation.yml", '- "What happened in the 1990s?"', '- "What happened in the 1890s?"'),
        ("responses/conflict.yml", '- "What happened in the 1990s?"', "- faq/space"),
        ("responses/alliance.yml", '"What happened in the 1990s?"', "faq/space"),
    ):
        path = data / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return (
        f"data/responses/cooperation.yml:{line(data / 'responses/cooperation.yml', '1890s')}: utter_faq/veteran_quote "
        "suggests “What happened in the 1890s?”, to which ask_timeline finds nothing; "
        "name a year, a period or an event that it knows"
    )


def line(path: Path, words: str) -> int:
    return next(n for n, one in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in one)


@pytest.mark.parametrize("seed", [add_topic, drop_shingles, name_twice, suggest_what_is_not_known])
def test_a_fault_of_more_than_one_place(checkout: Path, seed: Callable[[Path], str]) -> None:
    expected = seed(checkout / "data")
    (found,) = problems(checkout)
    assert found.startswith(expected)


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 12
