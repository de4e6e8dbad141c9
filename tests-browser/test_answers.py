"""What is drawn from an Answer, and what never is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from chat import Chat
from mock_api import MockApi
from mock_store import RECORDED, Answer, plain_answer
from playwright.sync_api import Locator, Page, expect
from site_pages import Site

HOSTILE = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "</p></div><svg onload='window.hurt = 1'>",
    "<style>* { display: none !important }</style>",
    "<a href='javascript:window.hurt = 1'>click</a>",
    "${window.hurt = 1}",
    "{{constructor.constructor('window.hurt = 1')()}}",
    "\u202egnp.exe\u202c \u0000 \ufeff",
    "<iframe srcdoc='<script>parent.hurt = 1</script>'></iframe>",
    "https://evil.example/" + "a" * 1900,
]
UNLINKABLE = [
    "javascript:window.hurt = 1",
    "JaVaScRiPt:window.hurt=1",
    " javascript:window.hurt=1",
    "java\nscript:window.hurt=1",
    "data:text/html,<script>window.hurt = 1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:http://localhost/x",
    "//evil.example",
    "not an address",
    '"><script>window.hurt = 1</script>',
]


def the(kind: str) -> Answer:
    return RECORDED[kind]["answers"][0]


def test_the_source_says_the_section_and_the_year(chat: Chat) -> None:
    source = chat.ask(RECORDED["faq"]["question"]).locator("[part=source]")
    expect(source).to_contain_text(the("faq")["source"]["section"])
    expect(source).to_contain_text("2024")


def test_an_answer_from_no_source_shows_none(chat: Chat) -> None:
    answer = chat.ask(RECORDED["decline"]["question"])
    expect(answer.locator("[part=source]")).to_have_count(0)
    expect(answer.locator("[part=note]")).to_have_count(0)
    expect(answer.get_by_role("figure")).to_have_count(0)
    expect(chat.suggestions).to_have_text(the("decline")["suggestions"])


def test_notes_stand_once_with_their_date_source_and_link(chat: Chat) -> None:
    answer = chat.ask(RECORDED["notes"]["question"])
    notes = answer.locator("[part=note]")
    expect(notes).to_have_count(len(the("notes")["notes"]))
    for shown, note in zip(notes.all(), the("notes")["notes"], strict=True):
        expect(shown).to_contain_text(note["text"])
        expect(shown).to_contain_text(note["source"])
        expect(shown).to_contain_text(note["as_of"][:4])
        links = shown.get_by_role("link")
        expect(links).to_have_count(1 if note["url"] else 0)
        if note["url"]:
            expect(links).to_have_attribute("href", note["url"])
    assert all(answer.inner_text().count(note["text"]) == 1 for note in the("notes")["notes"])


def test_links_open_apart_and_tell_their_site_nothing(chat: Chat) -> None:
    for kind in ("notes", "timeline", "events", "steps", "sanctions"):
        chat.ask(RECORDED[kind]["question"])
    links = chat.answers.get_by_role("link").all()
    assert len(links) > 10
    for link in links:
        assert re.match("https?://", link.get_attribute("href") or "")
        assert set((link.get_attribute("rel") or "").split()) >= {"noopener", "noreferrer"}
        expect(link).to_have_attribute("target", "_blank")


def bands(figure: Locator) -> list[dict[str, Any]]:
    """The drawn periods: title, left and right edge in px."""
    return figure.locator("svg .band").evaluate_all(
        """(bands) => bands.map((band) => {
          const {left, right} = band.querySelector("rect").getBoundingClientRect();
          return {title: band.querySelector("title").textContent, left, right};
        })"""
    )


def test_the_timeline_draws_periods_in_proportion_and_lists_them(chat: Chat) -> None:
    figure = chat.ask(RECORDED["timeline"]["question"]).get_by_role("figure")
    rows = the("timeline")["rows"]
    expect(figure.locator("figcaption")).to_contain_text("1941")
    expect(figure.get_by_role("img", name=re.compile("1941"))).to_be_visible()
    drawn = {band["title"]: band for band in bands(figure)}
    assert set(drawn) == {row["title"] for row in rows}
    war, cold_war, after = drawn["World War II"], drawn["the Cold War"], drawn["the post-Soviet era"]
    # 1941 to the end of 1945 are 5 years, 1947 to the end of 1991 are 45.
    assert (cold_war["right"] - cold_war["left"]) / (war["right"] - war["left"]) == pytest.approx(9, rel=0.02)
    assert war["right"] < cold_war["left"]
    assert after["left"] < cold_war["right"]
    items = figure.get_by_role("listitem")
    expect(items).to_have_count(len(rows))
    for item, row in zip(items.all(), rows, strict=True):
        expect(item).to_contain_text(row["title"], ignore_case=True)
        expect(item).to_contain_text(row["relationship"])
        expect(item).to_contain_text(f"{row['from']}–{row['to'] or 'present'}")


def test_the_timeline_puts_events_inside_their_period(chat: Chat) -> None:
    figure = chat.ask(RECORDED["events"]["question"]).get_by_role("figure")
    rows = the("events")["rows"]
    period = figure.locator("li", has_text="The Putin era").first
    for row in rows[1:]:
        expect(period.get_by_role("listitem").filter(has_text=row["title"])).to_have_count(1)
        expect(period).to_contain_text(row["publisher"])
    expect(period).to_contain_text("24 Feb 2022")
    expect(figure.locator("svg .mark")).to_have_count(len(rows) - 1)


def test_an_event_of_some_days_is_drawn_inside_its_period(chat: Chat) -> None:
    figure = chat.ask(RECORDED["year"]["question"]).get_by_role("figure")
    (band,) = bands(figure)
    mark = figure.locator("svg .mark").bounding_box()
    assert mark
    assert band["left"] < mark["x"] < band["right"]
    # October 1962 is 15.8 of the 45 years in.
    middle = (mark["x"] + mark["width"] / 2 - band["left"]) / (band["right"] - band["left"])
    assert middle == pytest.approx(15.8 / 45, abs=0.02)
    expect(figure).to_contain_text(re.compile(r"16\s?–\s?28 Oct 1962"))


def test_sanctions_stand_action_beside_reaction_by_year(chat: Chat) -> None:
    table = chat.ask(RECORDED["sanctions"]["question"]).get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["The US", "Russia"])
    expect(table.locator("caption")).to_have_count(1)
    for row in the("sanctions")["rows"]:
        year = table.get_by_role("rowgroup").filter(has=chat.page.get_by_role("rowheader", name=row["from"]))
        cells = year.get_by_role("cell").all_inner_texts()
        assert cells[0].lower() == row["us"].lower()
        assert cells[1].lower() == row["russia"].lower()
        assert row["impact"] in cells[2]
    first, second = table.locator("tbody td").nth(0).bounding_box(), table.locator("tbody td").nth(1).bounding_box()
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]


def test_steps_of_sanctions_stand_on_the_side_that_took_them(chat: Chat) -> None:
    table = chat.ask(RECORDED["steps"]["question"]).get_by_role("table")
    rows = [row for row in the("steps")["rows"] if row["kind"] == "action"]
    if more := table.locator("..").get_by_role("button", name=re.compile("^Show all")).all():
        more[0].click()
    for row in rows:
        side = {"us": 0, "russia": 1}[row["imposer"]]
        cell = table.get_by_role("cell").filter(has_text=row["title"])
        expect(cell).to_have_count(1)
        assert cell.evaluate("(cell) => cell.cellIndex") == side, row["title"]
        expect(cell).to_contain_text(row["publisher"])


def test_a_long_figure_shows_all_when_asked(chat: Chat, api: MockApi) -> None:
    events = [
        {"kind": "event", "from": str(1950 + n), "to": str(1950 + n), "title": f"Event {n}", "origin": "record"}
        for n in range(20)
    ]
    api.store.answers["many"] = [plain_answer("Many.", rows=events)]
    figure = chat.ask("many").get_by_role("figure")
    shown = figure.get_by_role("listitem").count()
    assert 0 < shown < 20
    figure.get_by_role("button", name="Show all 20").click()
    expect(figure.get_by_role("listitem")).to_have_count(20)
    figure.get_by_role("button", name="Show fewer").click()
    expect(figure.get_by_role("listitem")).to_have_count(shown)


def hostile_answer(place: int) -> Answer:
    """An answer that is hostile in every field that is drawn."""
    evil, url = HOSTILE[place % len(HOSTILE)], UNLINKABLE[place % len(UNLINKABLE)]
    record = {
        "origin": "record",
        "publisher": evil,
        "url": url,
        "source": evil,
        "from": "2014-03-06",
        "to": "2014-03-06",
    }
    return plain_answer(
        evil,
        topic=evil,
        source={"section": evil, "as_of": evil},
        notes=[{"text": evil, "as_of": "2024", "source": evil, "url": url}],
        rows=[
            {"kind": "period", "from": "1941", "to": None, "title": evil, "relationship": evil, "text": evil},
            {"kind": "event", "title": evil, "category": evil, **record},
            {"kind": "year", "from": "2014", "to": "2014", "title": evil, "us": evil, "russia": evil, "impact": evil},
            {
                "kind": "action",
                "imposer": "us",
                "action": evil,
                "title": evil,
                "partners": evil,
                "status": evil,
                **record,
            },
        ],
        suggestions=[evil],
    )


def test_hostile_markup_is_shown_and_does_nothing(chat: Chat, api: MockApi) -> None:
    asked = max(len(HOSTILE), len(UNLINKABLE))
    for place in range(asked):
        api.store.answers[f"evil {place}"] = [hostile_answer(place)]
        answer = chat.ask(f"evil {place}")
        expect(answer.locator(".text").first).to_have_text(HOSTILE[place % len(HOSTILE)], use_inner_text=False)
        expect(answer.get_by_role("link")).to_have_count(0)
        expect(chat.suggestions).to_have_count(1)
    for tag in ("script", "img", "iframe", "style", "object", "embed"):
        expect(chat.log.locator(tag)).to_have_count(0)
    handlers = "(all) => all.flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))"
    assert chat.log.locator("*").evaluate_all(handlers) == []
    assert chat.page.evaluate("window.hurt") is None
    assert not chat.scrolls_sideways()
    expect(chat.input).to_be_visible()


def test_hostile_questions_are_shown_and_do_nothing(chat: Chat) -> None:
    for text in (one.strip() for one in HOSTILE[:7]):
        chat.ask(text)
        expect(chat.questions.last).to_have_text(text)
    expect(chat.log.locator("img, script, iframe")).to_have_count(0)
    assert chat.page.evaluate("window.hurt") is None


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"id": 7, "text": None, "notes": "no", "rows": {"a": 1}, "suggestions": 3, "source": "x"},
        {"text": "ok", "rows": [None, 1, "x", {"kind": "what"}, {"kind": "period"}, {"kind": "year", "from": "abc"}]},
        {"text": "ok", "rows": [{"kind": "period", "from": "2000", "to": "1990", "title": "backwards"}]},
        {"text": "ok", "rows": [{"kind": "event", "from": "9999-99-99", "to": "0000-00-00", "title": "no such day"}]},
        {
            "text": "ok",
            "notes": [None, {"text": "n", "as_of": "soon", "source": 1, "url": 5}],
            "suggestions": [None, {}],
        },
    ],
    ids=["empty", "wrong types", "no rows", "backwards", "no such day", "no dates"],
)
def test_an_answer_that_is_none_breaks_nothing(chat: Chat, api: MockApi, broken: Answer) -> None:
    api.store.answers["broken"] = [broken]
    chat.say("broken")
    expect(chat.typing).to_have_count(0)
    chat.ask("whole")
    expect(chat.texts.last).to_have_text("You asked: whole")


def test_a_long_conversation_is_all_there(page: Page, site: Site, api: MockApi) -> None:
    page.goto(site.url)
    chat = Chat(page).open()
    for number in range(60):
        chat.say(f"question {number}")
    expect(chat.answers).to_have_count(60, timeout=20_000)
    assert chat.answered() == [f"You asked: question {number}" for number in range(60)]
