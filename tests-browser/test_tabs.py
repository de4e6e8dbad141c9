"""Two tabs of one browser on the same conversation."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from chat import Chat
from conftest import FAILED_REQUEST
from faults import DROP_AFTER, DROP_BEFORE
from mock_api import MockApi
from mock_store import RECORDED
from playwright.sync_api import BrowserContext, expect
from test_network import wait_on

Tab = Callable[[], Chat]


def test_what_is_said_in_one_tab_shows_in_the_other(chat: Chat, tab: Tab, api: MockApi) -> None:
    chat.ask("before")
    other = tab()
    expect(other.texts).to_have_text(["You asked: before"])
    other.ask("in the second")
    expect(chat.questions).to_have_text(["before", "in the second"])
    expect(chat.texts.last).to_have_text("You asked: in the second")
    chat.ask("in the first")
    expect(other.texts.last).to_have_text("You asked: in the first")
    assert api.store.texts == ["before", "in the second", "in the first"]
    assert len(api.store.conversations) == 1


def test_two_tabs_that_begin_at_once_have_one_conversation(tab: Tab, api: MockApi) -> None:
    one, other = tab(), tab()
    api.faults.hold()
    one.say("from one")
    other.say("from the other")
    api.faults.release()
    for each in (one, other):
        expect(each.answers).to_have_count(2)
        assert sorted(each.answered()) == ["You asked: from one", "You asked: from the other"]
    assert sorted(api.store.texts) == ["from one", "from the other"]
    # A second one may have been signed, which costs the server nothing; both must be said in the same.
    assert len({conversation for conversation, _, _ in api.store.runs}) == 1
    assert one.stored() == other.stored()


def test_the_other_tab_shows_the_question_while_it_is_answered(chat: Chat, tab: Tab, api: MockApi) -> None:
    other = tab()
    api.faults.hold()
    chat.say("slow")
    expect(other.questions).to_have_text(["slow"])
    expect(other.typing).to_be_visible()
    api.faults.release()
    expect(other.texts).to_have_text(["You asked: slow"])


def test_forgetting_in_one_tab_empties_the_other(chat: Chat, tab: Tab, api: MockApi) -> None:
    chat.ask("a secret")
    other = tab()
    expect(other.questions).to_have_count(1)
    chat.forget()
    expect(other.questions).to_have_count(0)
    expect(other.suggestions).to_have_count(4)
    other.ask("new")
    expect(chat.texts).to_have_text(["You asked: new"])
    assert len(api.store.conversations) == 2
    assert chat.stored() == other.stored()


def test_a_rating_shows_in_the_other_tab(chat: Chat, tab: Tab) -> None:
    chat.ask(RECORDED["faq"]["question"])
    other = tab()
    chat.named("Good answer").click()
    expect(other.named("Good answer")).to_have_attribute("aria-pressed", "true")


@pytest.mark.complains(FAILED_REQUEST)
def test_two_tabs_lose_and_double_nothing_when_connections_drop(
    context: BrowserContext, tab: Tab, api: MockApi
) -> None:
    context.clock.install()
    tabs = tab(), tab()
    chance = random.Random(1991)
    api.faults.chance = lambda call: (
        chance.choice((DROP_BEFORE, DROP_AFTER)) if call != "file" and chance.random() < 0.4 else None
    )
    texts = [f"{name} {number}" for number in range(15) for name in ("one", "other")]
    for number, text in enumerate(texts):
        tabs[number % 2].say(text)
    for each in tabs:
        wait_on(each, len(texts))
    assert sum(status == 0 for _, _, status in api.requests) >= 15
    assert sorted(api.store.texts) == sorted(texts)
    assert len({conversation for conversation, _, _ in api.store.runs}) == 1
    for each in tabs:
        assert sorted(each.said()) == sorted(texts)
        assert sorted(each.answered()) == sorted(f"You asked: {text}" for text in texts)


@pytest.mark.complains(FAILED_REQUEST)
def test_a_message_whose_tab_is_closed_is_sent_by_another_or_later(chat: Chat, tab: Tab, api: MockApi) -> None:
    chat.ask("before")
    other = tab()
    api.faults.always("message", DROP_AFTER)
    other.say("left behind")
    expect(chat.questions).to_have_text(["before", "left behind"])
    other.page.close()
    api.faults.mend()
    chat.page.reload()
    chat.open()
    expect(chat.texts).to_have_text(["You asked: before", "You asked: left behind"])
    assert api.store.texts == ["before", "left behind"]
