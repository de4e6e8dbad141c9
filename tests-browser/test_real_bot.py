"""The widget with the bot itself: Rasa, the action server, the web channel."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from chat import Chat
from mock_store import RECORDED
from playwright.sync_api import Page, expect
from site_pages import Site, page_with

from bench.running import Actions, Bot

TODAY = "2026-03-01"
"""What the recorded answers were given on."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("bot")
    actions = Actions(folder, DETENTE_TODAY=TODAY)
    try:
        bot = Bot(folder, actions.url, DETENTE_TODAY=TODAY, DETENTE_ORIGINS=site.url)
        site.pages["/"] = page_with(bot.web)
        site.strict(bot.web)
        yield bot
        bot.stop()
    finally:
        actions.stop()


def test_the_chat_page_asks_answers_remembers_and_forgets(page: Page, bot: Bot) -> None:
    response = page.goto(f"{bot.web}/chat")
    assert response
    assert "script-src 'self'" in response.headers["content-security-policy"]
    chat = Chat(page)
    chat.ask("what happened in 1962?")
    expect(chat.texts.first).to_contain_text("Cuban Missile Crisis")
    expect(chat.answers.first.get_by_role("figure")).to_be_visible()
    chat.ask("show me all sanctions")
    expect(chat.answers.last.get_by_role("table")).to_contain_text("chicken")
    chat.answers.last.get_by_role("button", name="Good answer").click()
    expect(chat.answers.last).to_contain_text("Thank you")
    before = chat.said(), chat.answered()
    page.reload()
    expect(chat.answers).to_have_count(2)
    assert (chat.said(), chat.answered()) == before
    chat.ask("source?")
    expect(chat.texts.last).to_contain_text("Economic Chokeholds")

    conversation = json.loads(next(iter(chat.stored().values())))["conversation"]
    assert bot.events(conversation)
    chat.forget()
    expect(chat.questions).to_have_count(0)
    assert [event for event in bot.events(conversation) if event["event"] in ("user", "bot")] == []
    page.reload()
    expect(chat.suggestions).to_have_count(4)
    expect(chat.questions).to_have_count(0)


def test_from_another_site_under_a_strict_policy(page: Page, bot: Bot, site: Site) -> None:
    page.goto(site.url)
    chat = Chat(page).open()
    chat.suggestions.first.click()
    expect(chat.texts.first).to_contain_text("not allies")
    chat.suggestions.first.click()
    expect(chat.texts).to_have_count(2)
    page.reload()
    chat.open()
    expect(chat.texts).to_have_count(2)


def test_slash_text_is_a_question_like_any_other(page: Page, bot: Bot, site: Site) -> None:
    page.goto(site.url)
    chat = Chat(page).open()
    chat.ask("Is Russia an ally of the US?")
    chat.ask("/restart")
    page.reload()
    chat.open()
    expect(chat.questions).to_have_text(["Is Russia an ally of the US?", "/restart"])


@pytest.mark.parametrize("kind", sorted(set(RECORDED) - {"clarify"}))
def test_the_recorded_answers_are_what_the_bot_says(bot: Bot, kind: str) -> None:
    """What the other tests draw has the shape, and the topic, of what the bot gives today."""
    recorded = RECORDED[kind]
    given = [event["metadata"]["answer"] for event in asked(bot, recorded["question"]) if event["event"] == "bot"]
    assert [shape(one) for one in given] == [shape(one) for one in recorded["answers"]]


def asked(bot: Bot, question: str) -> list[dict]:
    """The events of a conversation of that one question."""
    bot.ask(question, sender := question)
    return bot.events(sender)


def shape(answer: dict) -> dict:
    """An answer's fields, and those of its parts, without what they say."""
    return {
        "fields": sorted(answer),
        "topic": answer["topic"],
        "source": sorted(answer["source"] or []),
        "notes": [sorted(note) for note in answer["notes"]],
        "rows": [(row["kind"], sorted(row)) for row in answer["rows"] or []],
    }
