"""Every response becomes a finished Answer."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from answers.catalogue import DATA, catalogue, read_folder, read_responses
from answers.nlg import Answers
from answers.rows import row_of
from facts.dates import day
from facts.loading import facts

SPOKEN_BY_RASA = read_folder(DATA, "responses", "responses")
DOMAIN = Domain.from_dict({"responses": {f"utter_{name}": said for name, said in SPOKEN_BY_RASA.items()}})
"""Rasa knows the responses; the phrases are ours."""

VALUES = {
    name: f"<{name}>"
    for name in [
        "when",
        "event",
        "period",
        "nearest",
        "spans",
        "as_of",
        "count",
        "trigger",
        "since",
        "ban",
        "pays",
        "section",
        "said",
        "years",
        "instrument",
        "publisher",
        "publishers",
        "by",
        "target",
        "status",
        "title",
        "narrower",
        "user",
        "question",
        "command",
        "falls",
        "kind",
        "during",
        "asked",
        "eased",
        "by_us",
        "by_russia",
        "by_eu",
    ]
}
PERIOD, YEAR = row_of(facts().periods[1]), row_of(facts().years[0])
EVENT, ACTION = row_of(facts().events[-1]), row_of(facts().actions[0])
INF = row_of(next(event for event in facts().events if event.id == "inf_1987"))
KEYS = {"id", "text", "topic", "source", "notes", "rows", "suggestions"}


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("ann", [UserUttered("why?", input_channel="rest"), *events])


async def say(response: str, *events: Any, answer: dict[str, Any] | None = None) -> tuple[dict, dict]:
    """The bot message and the Answer in it."""
    kwargs = {} if answer is None else {"answer": copy.deepcopy(answer)}
    message = await Answers(None, DOMAIN).generate(response, tracker(*events), "rest", **kwargs)
    assert message is not None
    if answer is not None:
        assert message["answer"] is kwargs["answer"]
    return message, message["answer"]


async def test_an_faq_answer() -> None:
    message, answer = await say("utter_faq/is_ally")
    assert answer.keys() == KEYS
    assert answer["text"].startswith("No")
    assert message["text"].startswith(f"{answer['text']} (Record, ")
    assert answer["topic"] == "faq/is_ally"
    assert answer["source"] == {"section": catalogue().metadata("faq/is_ally")["section"], "as_of": "2024"}
    assert answer["rows"] is None
    assert answer["suggestions"] == catalogue().suggestions("faq/is_ally")
    assert message["buttons"] == [{"title": one, "payload": one} for one in answer["suggestions"]]


async def test_suggestions_when_the_responses_come_after_the_generator() -> None:
    """Rasa's agent makes the generator before it loads the model, and hands it the responses then."""
    generator = Answers(None, Domain.empty())
    generator.responses = DOMAIN.responses
    message = await generator.generate("utter_faq/is_ally", tracker(), "rest")
    assert message["answer"]["suggestions"] == catalogue().suggestions("faq/is_ally")


async def test_a_lookup_says_its_rows() -> None:
    found = {"topic": "timeline", "rows": [PERIOD], "values": {"when": "1962"}, "section": "History", "place": 0}
    message, answer = await say("utter_timeline_year", answer={**found, "row_style": None})
    assert answer.keys() == KEYS
    assert all(fact in answer["text"] for fact in ("1962", "1947-1991", "nuclear rivals", "Cuban Missile Crisis"))
    assert answer["rows"] == [PERIOD]
    assert (answer["topic"], answer["source"]["section"]) == ("timeline", "History")
    assert message["text"] == answer["text"]


@pytest.mark.parametrize(("style", "first"), [("us", "oligarchs"), ("russia", "chicken"), ("impact", "McDonald")])
async def test_a_row_begins_with_the_side_that_was_asked_for(style: str, first: str) -> None:
    found = {"topic": "sanctions", "rows": [YEAR], "row_style": style}
    _, answer = await say(f"utter_sanctions_{style}", answer=found)
    places = [answer["text"].index(word) for word in ("oligarchs", "chicken", "McDonald")]
    assert answer["text"].index(first) == min(places)


@pytest.mark.parametrize(
    ("said", "place", "number"), [((), 0, 0), ((), 1, 1), (("one",), 0, 1), (("one", "two"), 1, 3)]
)
async def test_ids_count_what_is_said_to_one_message(said: tuple[str, ...], place: int, number: int) -> None:
    asked = UserUttered("why?", input_channel="rest", message_id="m1")
    events = [BotUttered("before"), asked, *(BotUttered(text) for text in said)]
    _, answer = await say("utter_greet", *events, answer={"place": place})
    assert answer["id"] == f"m1.{number}"


async def test_an_id_without_a_question() -> None:
    message = await Answers(None, DOMAIN).generate("utter_greet", DialogueStateTracker.from_events("ann", []), "rest")
    assert message["answer"]["id"] == "ann.0"


async def test_small_talk_states_nothing_from_the_article() -> None:
    _, answer = await say("utter_greet")
    assert (answer["source"], answer["rows"], answer["notes"]) == (None, None, [])


async def test_what_is_offered_is_said_too() -> None:
    message, answer = await say("utter_clarify", answer={"suggestions": ["Are they allies?", "Who pays?"]})
    assert answer["suggestions"] == ["Are they allies?", "Who pays?", "Something else"]
    assert "“Who pays?”" in message["text"]
    assert "“" not in answer["text"]


async def test_an_unknown_response_says_nothing() -> None:
    assert await Answers(None, DOMAIN).generate("utter_nothing", tracker(), "rest") is None


@pytest.mark.parametrize("response", read_responses())
async def test_every_response_renders(response: str) -> None:
    filled = {**VALUES, **{key: str(value) for key, value in {**PERIOD, **YEAR}.items()}}
    found = {"values": filled, "rows": [PERIOD, YEAR], "record": [EVENT, ACTION]}
    message, answer = await say(f"utter_{response}", answer=found)
    for text in (message["text"], answer["text"]):
        assert text.strip() == text != ""
        assert "{" not in text
        assert "}" not in text
        assert "None" not in text
        assert "\n" not in text
        assert "  " not in text
    assert answer["text"][0] == answer["text"][0].upper()
    assert answer["id"].endswith(".0")


FOUND = {"topic": "timeline", "rows": [PERIOD], "values": {"when": "1962"}, "section": "History"}


async def test_the_record_comes_after_the_article_and_changes_nothing_of_it() -> None:
    alone, _ = await say("utter_timeline_year", answer=FOUND)
    left = {"count": 7, "narrower": "a year"}
    message, answer = await say("utter_timeline_year", answer={**FOUND, "record": [INF], "left": left})
    assert message["text"].startswith(alone["text"])
    added = message["text"].removeprefix(alone["text"])
    assert added.startswith(" From the public record: 8 December 1987: The INF Treaty")
    assert "(US Department of State, Office of the Historian)" in added
    assert added.endswith("And 7 more: ask for a year.")
    assert answer["rows"] == [PERIOD, INF]
    assert answer.keys() == KEYS


async def test_what_came_after_the_article_says_when_the_record_was_checked() -> None:
    message, _ = await say("utter_timeline_year", answer={**FOUND, "record": [EVENT]})
    assert f"last checked on {day(facts().record.checked_on)}" in message["text"]


async def test_a_silent_record_says_so() -> None:
    message, _ = await say("utter_timeline_year", answer={**FOUND, "silent": "record_silent_since"})
    assert day(facts().record.known_until) in message["text"]


async def test_one_step_of_sanctions_is_said_in_full_and_several_shortly() -> None:
    found = {"topic": "sanctions", "record": [ACTION]}
    message, _ = await say("utter_sanctions_record", answer=found)
    assert ACTION["target"] in message["text"]
    message, _ = await say("utter_sanctions_record", answer={**found, "record": [ACTION] * 3})
    assert ACTION["target"] not in message["text"]


async def test_questions_that_lead_on_come_before_the_usual_ones() -> None:
    _, answer = await say("utter_sanctions_rows", answer={"topic": "sanctions", "rows": [YEAR], "lead": ["And more?"]})
    assert answer["suggestions"] == ["And more?", *catalogue().suggestions("sanctions_rows")[:2]]


async def test_rendering_changes_no_response() -> None:
    before = copy.deepcopy(DOMAIN.responses)
    generator = Answers(None, DOMAIN)
    for _ in range(2):
        await generator.generate("utter_faq/is_ally", tracker(), "rest")
        await generator.generate("utter_timeline_list", tracker(), "rest", answer={"rows": [PERIOD]})
    assert before == DOMAIN.responses


def brackets(text: str) -> int:
    return text.count("(Record, ")


async def test_new_start_is_put_right_unasked() -> None:
    message, answer = await say("utter_faq/arms_control")
    assert "inspections" in answer["text"]
    assert "Record" not in answer["text"]
    assert "no New START inspection took place after March 2020" in message["text"]
    assert [note["as_of"] for note in answer["notes"]] == ["2026-02-05", "2026-02-11", "2026-02-05"]
    assert brackets(message["text"]) == 2


async def test_a_row_brings_its_notes() -> None:
    message, answer = await say("utter_sanctions_rows", answer={"topic": "sanctions", "rows": [YEAR]})
    assert len(answer["notes"]) == brackets(message["text"]) == 2
    assert "food embargo" in answer["notes"][0]["text"]


async def test_a_list_brings_few() -> None:
    rows = [row_of(year) for year in facts().years]
    message, answer = await say("utter_sanctions_list", answer={"topic": "sanctions", "rows": rows})
    assert len(answer["notes"]) == 3
    assert "about 3,600 US listings" in message["text"]
    assert brackets(message["text"]) == 2


async def test_a_note_is_said_once() -> None:
    """Both the phrase and its row tell of the farm ban."""
    message, answer = await say("utter_sanctions_farm_ban", answer={"values": {"ban": "b"}, "rows": [YEAR]})
    texts = [note["text"] for note in answer["notes"]]
    assert len(texts) == len(set(texts)) == 2
    assert message["text"].count("whole food embargo") == 1


async def test_what_is_said_again_brings_its_notes_again() -> None:
    _, first = await say("utter_faq/nukes_count")
    again = {"topic": "faq/nukes_count", "values": {"said": first["text"]}, "rows": None}
    _, answer = await say("utter_repeat", answer=again)
    assert answer["notes"] == first["notes"] != []


async def test_a_part_brings_the_notes_of_its_topic() -> None:
    said = catalogue().metadata("faq/why_care")["parts"][2]["text"]
    _, answer = await say("utter_repeat", answer={"topic": "faq/why_care", "values": {"said": said}, "rows": None})
    assert answer["notes"][0]["text"].startswith("Both of the article's examples have lapsed")


async def test_a_section_alone_brings_none() -> None:
    values = {"section": "Economic Chokeholds", "said": ""}
    found = {"topic": "sanctions", "rows": [YEAR], "values": values}
    _, answer = await say("utter_source", answer=found)
    assert answer["notes"] == []


async def test_rows_of_the_record_are_dated_and_sourced() -> None:
    event = row_of(next(one for one in facts().events if one.id == "inf_1987"))
    _, answer = await say("utter_timeline_rows", answer={"rows": [PERIOD, event], "row_style": "us"})
    assert "8 December 1987: The INF Treaty" in answer["text"]
    assert "US Department of State, Office of the Historian" in answer["text"]


async def test_it_says_how_far_the_record_reaches() -> None:
    _, answer = await say("utter_how_current")
    assert "2024" in answer["text"]
    assert "22 November 2026" in answer["text"]
