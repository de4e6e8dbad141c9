"""Answers as Slack messages: golden ones, and everything within Slack's limits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from block_limits import wrong
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.slack.rendering import Setting, asked, draw, rated, retired, simple

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
"""Answers of the bot (`answer`) and what they become (`text`, `blocks`); DETENTE_UPDATE_GOLDEN=1 writes them anew."""

SETTING = Setting("slack-T1-dm-U1")

Json = dict[str, Any]


def answer(**fields: Any) -> Json:
    empty: Json = {"id": "Ev1.0", "text": "No.", "topic": "faq/is_ally", "source": None, "notes": [], "rows": None}
    return {**empty, "suggestions": [], **fields}


def note(text: str, url: str | None = "https://nato.int/a?b=1&c=2") -> Json:
    return {"text": text, "as_of": "2026-02-19", "source": "NATO", "url": url}


def event(number: int, length: int = 50) -> Json:
    title = f"Event {number} " + "x" * length
    row = {"kind": "event", "category": "crisis", "id": f"e{number}", "from": "1962-10-16", "to": "1962-10-28"}
    return {**row, "title": title, "origin": "record", "source": "s", "publisher": "NATO", "url": "https://nato.int"}


def test_there_are_thirty() -> None:
    assert len(GOLDEN) >= 30


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_answer(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    message = draw(golden["answer"], SETTING)
    if os.environ.get("DETENTE_UPDATE_GOLDEN"):
        new = {**golden, "text": message.text, "blocks": message.blocks}
        path.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    assert message.blocks == golden["blocks"]
    assert message.text == golden["text"]
    assert wrong(message.blocks) == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("setting", [Setting("c", "<@U1> asked: what?", "share"), Setting("c", modest=True)])
def test_a_golden_answer_in_other_settings(path: Path, setting: Setting) -> None:
    given_answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
    message = draw(given_answer, setting)
    assert wrong(message.blocks) == []
    assert message.text.strip()
    shown = json.dumps(message.blocks, ensure_ascii=False)
    for one in given_answer["rows"] or [] if len(given_answer["rows"] or []) > 1 else []:
        assert (one.get("us") or one.get("text") or one["title"])[1:] in shown


def test_no_fact_is_said_twice() -> None:
    for path in GOLDEN:
        golden = json.loads(path.read_text(encoding="utf-8"))
        shown = json.dumps(golden["blocks"], ensure_ascii=False)
        for one in golden["answer"]["notes"]:
            assert shown.count(json.dumps(one["text"], ensure_ascii=False)[1:-1]) == 1, path.stem
        for row in golden["answer"]["rows"] or []:
            if len(golden["answer"]["rows"]) > 1 and row["kind"] == "event":
                assert shown.count(json.dumps(row["title"], ensure_ascii=False)[1:-1]) == 1, path.stem


@pytest.mark.parametrize(
    "given_answer",
    [
        answer(text="word " * 2000),
        answer(text="x" * 20_000),
        answer(text="&" * 4_000),
        answer(suggestions=["What? " * 30] * 40),
        answer(suggestions=["x" * 3_000, "What happened in 1962?"]),
        answer(notes=[note("y" * 900)] * 60),
        answer(notes=[note("& " * 2_000)]),
        answer(rows=[event(number) for number in range(150)], topic="timeline"),
        answer(rows=[event(number, 400) for number in range(40)], notes=[note("z" * 800)] * 12, topic="timeline"),
        answer(text="<!channel> <@U1> *bold* & more", notes=[note("<!here>", "javascript:alert(1)")]),
        answer(text="-"),
    ],
)
def test_an_excess_is_cut_to_what_slack_takes(given_answer: Json) -> None:
    message = draw(given_answer, SETTING)
    assert wrong(message.blocks) == []
    assert 0 < len(message.text) <= 4_000
    assert "<!" not in message.text
    assert "<!" not in json.dumps(message.blocks)


def test_what_is_left_out_is_counted() -> None:
    message = draw(answer(rows=[event(number) for number in range(150)], topic="timeline"), SETTING)
    table = next(block for block in message.blocks if block["type"] == "table")
    left = 150 - (len(table["rows"]) - 1)
    assert f"{left} more" in json.dumps(message.blocks)


def test_all_of_a_long_text_is_shown_in_several_sections() -> None:
    words = [f"word{number}." for number in range(900)]
    message = draw(answer(text=" ".join(words)), SETTING)
    shown = " ".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")
    assert shown.split() == words


def test_a_suggestion_sends_exactly_its_text() -> None:
    question = "What of R&D <in> the “Cold War”, and how did it go on from there until the year 1991, in short?"
    row = next(one for one in draw(answer(suggestions=[question]), SETTING).blocks if one["type"] == "actions")
    (button,) = row["elements"]
    assert button["value"] == question
    assert button["text"]["text"].endswith("…")


def test_the_small_print_names_source_and_note_with_a_link() -> None:
    source = {"section": "Arms & Control", "as_of": "2024"}
    message = draw(answer(source=source, notes=[note("It ended.")]), SETTING)
    small = [one["elements"][0]["text"] for one in message.blocks if one["type"] == "context"]
    assert small == [
        "Article (2024), section “Arms &amp; Control”",
        "*Record, Feb 2026:* It ended. <https://nato.int/a?b=1&amp;c=2|(NATO)>",
    ]
    assert message.text == "No. (Article (2024), section “Arms &amp; Control”) (Record, Feb 2026: It ended.)"


def test_a_rating_names_conversation_and_answer() -> None:
    pair = next(one for one in draw(answer(), SETTING).blocks if one["type"] == "context_actions")["elements"][0]
    assert rated(pair["positive_button"]["value"]) == ("slack-T1-dm-U1", "Ev1.0", "up")
    assert rated(pair["negative_button"]["value"]) == ("slack-T1-dm-U1", "Ev1.0", "down")


@pytest.mark.parametrize("value", ["", "up", "[]", '["a", "b"]', '["a", "b", 3]', "{}"])
def test_what_is_no_rating_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="feedback button"):
        rated(value)


def test_a_clicked_row_retires_and_the_rest_stays() -> None:
    blocks = draw(answer(suggestions=["Why?"]), SETTING).blocks
    left = retired(blocks, asked("U1", "Why?"))
    assert [one["type"] for one in left] == ["section", "context", "context_actions"]
    assert left[1]["elements"][0]["text"] == "<@U1> asked: Why?"
    assert wrong(left) == []


def test_a_question_that_is_shown_as_asked_mentions_nobody_else() -> None:
    assert asked("U1", "<!channel> *now*") == "<@U1> asked: &lt;!channel&gt; *\u200bnow*"


def test_a_plain_text_is_escaped() -> None:
    message = simple("a < b")
    assert (message.text, message.blocks[0]["text"]["text"]) == ("a &lt; b", "a &lt; b")


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(min_size=1, max_size=400).filter(lambda text: text.strip()),
    suggestions=st.lists(st.text(max_size=120), max_size=6),
    notes=st.lists(st.text(min_size=1, max_size=300).filter(lambda text: text.strip()), max_size=5),
)
def test_any_answer_is_within_the_limits(text: str, suggestions: list[str], notes: list[str]) -> None:
    message = draw(answer(text=text, suggestions=suggestions, notes=[note(one) for one in notes]), SETTING)
    assert wrong(message.blocks) == []
