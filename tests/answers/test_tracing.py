"""Everything the bot says of the article names its section, and nothing is said in the article's own words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from answers.catalogue import DATA, catalogue, read_folder, read_responses
from answers.nlg import Answers
from answers.rows import row_of
from facts.loading import facts
from scripts.shingles import read, shared_run, words

FACTS = facts()
ARTICLE = read()
SECTIONS = {
    "The Short Answer? Not Even Close",
    "Why This Question Keeps Coming Up",
    "The Rollercoaster History Explained",
    "Where They Can't Stand Each Other",
    "Military Face-Offs",
    "Political Warfare",
    "Economic Chokeholds",
    "Where They Still Work Together",
    "Space Diplomacy",
    "Nuclear Arms Control",
    "Arctic Science",
    "What People Actually Ask Me",
    "The Future Looks Rocky",
    "Bottom Line: Allies Don't Act Like This",
}
"""The article's headings."""

SPOKEN_BY_RASA = read_folder(DATA, "responses", "responses")
DOMAIN = Domain.from_dict({"responses": {f"utter_{name}": said for name, said in SPOKEN_BY_RASA.items()}})
SAID = read_responses()
ROWS = [row_of(row) for row in (*FACTS.periods, *FACTS.years, *FACTS.events, *FACTS.actions)]
STYLES = [None, *(f"{which}{side}" for which in ("", "all_") for side in ("us", "russia", "impact"))]


async def say(name: str, **found: Any) -> dict[str, Any]:
    values = {one: f"<{one}>" for one in re.findall(r"\{(\w+)\}", SAID[name][0]["text"]) if one != "rows"}
    tracker = DialogueStateTracker.from_events("ann", [UserUttered("why?")])
    message = await Answers(None, DOMAIN).generate(
        f"utter_{name}", tracker, "rest", answer={"values": {**values, **found.pop("values", {})}, **found}
    )
    assert message is not None
    return message


def shared(text: str) -> str:
    """What a text has in common with the article, empty when nothing."""
    found = words(text)
    place = shared_run(found, ARTICLE)
    return " ".join(found[place]) if place else ""


@pytest.mark.parametrize("topic", catalogue().topics())
async def test_an_faq_answer_names_its_section(topic: str) -> None:
    answer = (await say(topic))["answer"]
    assert answer["source"] == {"section": catalogue().metadata(topic)["section"], "as_of": "2024"}
    assert answer["source"]["section"] in SECTIONS


@pytest.mark.parametrize("row", [*FACTS.periods, *FACTS.years, FACTS.totals], ids=lambda row: getattr(row, "id", "all"))
def test_a_row_of_the_article_names_its_section(row: Any) -> None:
    assert row.section in SECTIONS


@pytest.mark.parametrize("row", [*FACTS.events, *FACTS.actions], ids=lambda row: row.id)
def test_a_row_of_the_record_names_its_publisher(row: Any) -> None:
    source = FACTS.source(row.source)
    assert row_of(row)["publisher"] == source.publisher
    assert source.kind != "article"


@pytest.mark.parametrize("name", SAID)
async def test_nothing_is_said_in_the_words_of_the_article(name: str) -> None:
    for rows in [None] if "{rows}" not in SAID[name][0]["text"] else ([row] for row in ROWS):
        message = await say(name, rows=rows)
        assert shared(message["text"]) == ""
        assert [shared(str(note["text"])) for note in message["answer"]["notes"]] == [""] * len(
            message["answer"]["notes"]
        )
        assert [shared(one) for one in message["answer"]["suggestions"]] == [""] * len(message["answer"]["suggestions"])


@pytest.mark.parametrize("style", STYLES)
async def test_no_row_is_said_in_the_words_of_the_article(style: str | None) -> None:
    message = await say("sanctions_rows", rows=ROWS, row_style=style)
    assert shared(message["text"]) == ""


def test_a_sentence_of_the_article_would_be_noticed() -> None:
    assert shared("As he put it, when you're drilling ice cores at -40°F, geopolitics feels very far away.")
