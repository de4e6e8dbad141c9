"""How one answer leads to another."""

from __future__ import annotations

import pytest

from answers.catalogue import MOST_SUGGESTIONS, Catalogue, catalogue, read_responses
from answers.rows import row_of, row_values
from facts.loading import facts

RESPONSES = read_responses()
TOPICS = catalogue().topics()
CONTRACT = [
    "is_ally",
    "relationship_kind",
    "why_people_ask",
    "leader_change",
    "why_care",
    "ever_allies",
    "what_would_make_allies",
    "why_not_after_soviet_collapse",
    "conflict_areas",
    "military_faceoffs",
    "political_warfare",
    "cooperation_areas",
    "space",
    "arms_control",
    "arctic",
    "cooperation_not_alliance",
    "future_outlook",
    "structural_problems",
    "allies_dont",
    "ordinary_people",
    "nato_view",
    "oil_gas_share",
    "nukes_count",
    "author_conclusion",
    "diplomats_embassy",
    "general_quote",
    "astronaut_quote",
]

SMALL = Catalogue(
    {
        "faq/a": [{"text": "A.", "metadata": {"question": "A?", "see_also": ["faq/b", "Which year?", "x", "y"]}}],
        "faq/b": [{"text": "B.", "metadata": {"question": "B?"}}],
        "greet": [{"text": "Hello."}],
    }
)


def test_suggestions_are_plain_questions_and_at_most_three() -> None:
    assert SMALL.suggestions("faq/a") == ["B?", "Which year?", "x"]
    assert SMALL.suggestions("faq/b") == SMALL.suggestions("greet") == SMALL.suggestions("nothing") == []


def test_a_question_leads_to_its_topic() -> None:
    assert SMALL.topic_of("B?") == "faq/b"
    assert SMALL.topic_of("Which year?") is None
    assert SMALL.question("faq/b") == "B?"
    assert SMALL.question("Which year?") == "Which year?"
    assert SMALL.topics() == ["faq/a", "faq/b"]


@pytest.mark.parametrize("topic", CONTRACT)
def test_every_topic_of_the_contract_has_an_answer(topic: str) -> None:
    assert f"faq/{topic}" in TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_a_source_and_leads_on(topic: str) -> None:
    metadata = catalogue().metadata(topic)
    assert metadata["section"]
    suggestions = catalogue().suggestions(topic)
    assert 2 <= len(suggestions) <= MOST_SUGGESTIONS
    assert len(set(suggestions)) == len(suggestions)
    assert catalogue().question(topic) not in suggestions


def test_every_question_leads_to_one_topic() -> None:
    questions = [catalogue().question(topic) for topic in TOPICS]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("name", RESPONSES)
def test_a_suggestion_is_a_question_a_person_would_ask(name: str) -> None:
    for suggestion in catalogue().suggestions(name):
        assert not suggestion.startswith(("/", "faq/")), "a link to a topic that does not exist"
        assert suggestion.endswith(("?", "."))


@pytest.mark.parametrize("row", [*facts().periods, *facts().years], ids=lambda row: row.id)
def test_every_fact_leads_on(row: object) -> None:
    assert row.why in TOPICS


def test_rows() -> None:
    period, year = row_of(facts().periods[-1]), row_of(facts().years[0])
    assert (period["kind"], period["from"], period["to"], period["origin"]) == ("period", "2000", None, "article")
    assert (year["kind"], year["from"], year["to"], year["origin"]) == ("year", "2014", "2014", "article")
    assert {"us", "russia", "impact"} <= year.keys()
    assert (row_values(period)["years"], row_values(year)["years"]) == ("2000-present", "2014")


def test_rows_of_the_record() -> None:
    crisis = row_of(next(event for event in facts().events if event.id == "cuban_missile_crisis_1962"))
    assert (crisis["kind"], crisis["from"], crisis["to"]) == ("event", "1962-10-16", "1962-10-28")
    assert (crisis["origin"], crisis["category"], crisis["source"]) == ("record", "crisis", "historian_cuba")
    assert crisis["url"].startswith("https://history.state.gov/")
    assert row_values(crisis)["when"] == "16-28 October 1962"
    cap = row_of(next(action for action in facts().actions if action.id == "price_cap"))
    assert (cap["kind"], cap["imposer"], cap["action"]) == ("action", "us", "sanction")
    assert cap["partners"] == "the G7, the EU and Australia"
    assert row_values(cap)["when"] == "5 December 2022"


def test_notes_of_a_part_are_those_of_its_topic() -> None:
    whole, part = catalogue().metadata("faq/why_care"), catalogue().metadata("faq/nukes_count")
    assert catalogue().notes("faq/why_care", "Because ...") == whole["notes"]
    assert catalogue().notes("faq/why_care", whole["parts"][1]["text"]) == part["notes"]
    assert catalogue().notes("timeline", "For 1962 ...") == []


def test_related_topics_are_those_an_answer_leads_to_and_the_parts_of_its_lists() -> None:
    related = catalogue().related("faq/arctic")
    assert {"faq/arctic", "faq/glaciologist_quote", "faq/cooperation_areas", "faq/space", "faq/arms_control"} <= related
    assert related <= set(TOPICS)
    assert "faq/leader_change" not in related
    assert catalogue().related("goodbye") <= set(TOPICS)
