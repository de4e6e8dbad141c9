"""Bad connections and unwilling servers: no message is lost, and none is done twice."""

from __future__ import annotations

import json
import random
import re

import pytest
from chat import Chat
from conftest import FAILED_REQUEST
from faults import DOWN, DROP_AFTER, DROP_BEFORE, Fault
from mock_api import MockApi
from playwright.sync_api import Page, expect
from site_pages import Site

pytestmark = pytest.mark.complains(FAILED_REQUEST, "net::ERR_", "blocked by CORS policy")

MESSAGES = 100
DROPPED = 0.55
"""The share of requests whose connection is reset."""


@pytest.fixture
def quick(page: Page, site: Site) -> Chat:
    """The chat on a page whose clock the test can put forward, so that it waits for no back-off."""
    page.clock.install()
    page.goto(site.url)
    return Chat(page).open()


def wait_on(chat: Chat, answers: int) -> None:
    """Lets time pass, up to an hour of it, until there are so many answers."""
    for _ in range(600):
        if chat.texts.count() >= answers:
            return
        chat.page.clock.fast_forward(6000)
        chat.page.wait_for_timeout(15)
    raise AssertionError(f"{chat.texts.count()} of {answers} answers after an hour: {chat.log.inner_text()[-500:]}")


def test_nothing_is_lost_or_doubled_when_connections_drop(quick: Chat, api: MockApi) -> None:
    chance = random.Random(1962)
    api.faults.chance = lambda call: (
        chance.choice((DROP_BEFORE, DROP_AFTER))
        if call in ("create", "message") and chance.random() < DROPPED
        else None
    )
    texts = [f"message {number}" for number in range(MESSAGES)]
    for text in texts:
        quick.say(text)
    wait_on(quick, MESSAGES)
    drops = sum(status == 0 for _, _, status in api.requests)
    assert drops >= MESSAGES, f"only {drops} connections were dropped"
    assert quick.said() == texts
    assert quick.answered() == [f"You asked: {text}" for text in texts]
    assert api.store.texts == texts
    answered = [one for one in api.store.conversations.values() if one.messages]
    assert len(answered) == 1
    assert [one["text"] for one in answered[0].messages] == texts
    api.faults.mend()
    quick.page.reload()
    quick.open()
    expect(quick.answers).to_have_count(MESSAGES)
    assert quick.said() == texts
    assert api.store.texts == texts


def test_what_is_written_offline_is_kept_and_sent_when_the_connection_is_back(chat: Chat, api: MockApi) -> None:
    chat.ask("before")
    chat.page.context.set_offline(True)
    expect(chat.notice).to_contain_text("No connection")
    for text in ("a", "b"):
        chat.say(text)
    expect(chat.questions).to_have_text(["before", "a", "b"])
    expect(chat.typing).to_have_count(0)
    assert api.store.texts == ["before"]
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(3)
    expect(chat.notice).to_have_text("")
    assert api.store.texts == ["before", "a", "b"]


def test_what_was_written_offline_outlives_a_reload(chat: Chat, api: MockApi) -> None:
    chat.ask("before")
    chat.page.context.set_offline(True)
    chat.say("written offline")
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(2)

    api.faults.always("message", DROP_BEFORE)
    chat.say("written in a tunnel")
    expect(chat.element.get_by_text("Not sent yet.")).to_be_visible()
    chat.page.reload()
    chat.open()
    expect(chat.questions).to_have_text(["before", "written offline", "written in a tunnel"])
    api.faults.mend()
    chat.page.get_by_role("button", name="Try again").click()
    expect(chat.answers).to_have_count(3)
    assert api.store.texts == ["before", "written offline", "written in a tunnel"]


def test_the_first_message_of_all_survives_a_reload_before_it_is_sent(chat: Chat, api: MockApi) -> None:
    api.faults.always("create", DROP_BEFORE)
    chat.say("the very first")
    expect(chat.element.get_by_text("Not sent yet.")).to_be_visible()
    chat.page.reload()
    chat.open()
    expect(chat.questions).to_have_text(["the very first"])
    api.faults.mend()
    chat.page.get_by_role("button", name="Try again").click()
    expect(chat.texts).to_have_text(["You asked: the very first"])
    assert api.store.texts == ["the very first"]


def test_an_answer_lost_on_its_way_is_fetched_by_the_same_id(quick: Chat, api: MockApi) -> None:
    api.faults.plan("message", DROP_AFTER, DROP_AFTER, DROP_AFTER)
    quick.say("once")
    wait_on(quick, 1)
    assert api.store.texts == ["once"]
    assert api.count("POST", "/messages") >= 4


def test_a_server_that_is_down_is_tried_again_and_said_so(quick: Chat, api: MockApi) -> None:
    api.faults.plan("message", DOWN, DOWN)
    quick.say("hello?")
    expect(quick.log).to_contain_text("The bot is not answering just now")
    wait_on(quick, 1)
    expect(quick.log).not_to_contain_text("The bot is not answering just now")
    assert api.store.texts == ["hello?"]


def test_a_message_that_keeps_failing_is_given_back_to_the_person(quick: Chat, api: MockApi) -> None:
    api.faults.always("message", DOWN)
    quick.say("hello?")
    for _ in range(200):
        quick.page.clock.fast_forward(60_000)
        quick.page.wait_for_timeout(20)
        if quick.element.get_by_text("This could not be answered.").count():
            break
    expect(quick.element.get_by_text("This could not be answered.")).to_be_visible()
    tried = api.count("POST", "/messages")
    assert tried < 15
    api.faults.mend()
    quick.page.get_by_role("button", name="Try again").click()
    expect(quick.texts).to_have_text(["You asked: hello?"])


def test_a_flood_waits_as_long_as_the_server_says(quick: Chat, api: MockApi) -> None:
    api.faults.plan("message", Fault(status=429, headers={"Retry-After": "45"}))
    quick.say("too fast")
    expect(quick.log).to_contain_text("That was a lot at once")
    quick.page.clock.fast_forward(30_000)
    quick.page.wait_for_timeout(300)
    assert api.store.texts == []
    assert api.count("POST", "/messages") == 1
    quick.page.clock.fast_forward(16_000)
    expect(quick.texts).to_have_text(["You asked: too fast"])
    assert api.store.texts == ["too fast"]


@pytest.mark.parametrize("status", [401, 410])
def test_a_conversation_that_has_ended_goes_on_in_a_new_one_and_says_so(chat: Chat, api: MockApi, status: int) -> None:
    chat.ask("old")
    old = api.store.only()
    if status == 410:
        old.forgotten = True
    else:
        old.tokens.clear()
    chat.say("new")
    expect(chat.texts).to_have_text(["You asked: new"])
    expect(chat.log).to_contain_text("Your earlier conversation has ended. This is a new one.")
    assert len(api.store.conversations) == 2
    assert [text for conversation, _, text in api.store.runs if conversation != old.id] == ["new"]
    (kept,) = chat.stored().values()
    assert json.loads(kept)["conversation"] != old.id


def test_a_conversation_that_ended_while_one_was_away_is_told_on_the_next_visit(chat: Chat, api: MockApi) -> None:
    chat.ask("old")
    api.store.only().forgotten = True
    chat.page.reload()
    chat.open()
    expect(chat.log).to_contain_text("Your earlier conversation has ended.")
    expect(chat.questions).to_have_count(0)
    assert chat.stored() == {}
    chat.ask("new")
    assert len(api.store.conversations) == 2


@pytest.mark.parametrize("status", [400, 409, 413])
def test_a_message_that_is_refused_is_not_sent_again(quick: Chat, api: MockApi, status: int) -> None:
    api.faults.plan("message", Fault(status=status))
    quick.say("no")
    expect(quick.log).to_contain_text("This was not accepted.")
    quick.page.clock.fast_forward(300_000)
    quick.page.wait_for_timeout(100)
    assert api.count("POST", "/messages") == 1
    quick.ask("yes")
    assert api.store.texts == ["yes"]


def test_a_renewed_token_is_used_and_kept(chat: Chat, api: MockApi) -> None:
    api.renew = True
    chat.ask("a")
    conversation = api.store.only()
    (kept,) = chat.stored().values()
    assert json.loads(kept)["token"] == conversation.tokens[-1] != conversation.tokens[0]
    del conversation.tokens[:-1]
    chat.ask("b")
    assert len(api.store.conversations) == 1


def test_history_that_does_not_come_is_tried_again(chat: Chat, api: MockApi) -> None:
    chat.ask("hi")
    api.faults.plan("history", DOWN, DROP_BEFORE)
    chat.page.reload()
    chat.open()
    expect(chat.log).to_contain_text("Loading the conversation")
    expect(chat.texts).to_have_text(["You asked: hi"])
    expect(chat.log).not_to_contain_text("Loading the conversation")


def test_a_slow_answer_is_waited_for(chat: Chat, api: MockApi) -> None:
    api.faults.plan("message", Fault(delay=3))
    chat.ask("slow")
    assert api.store.texts == ["slow"]


def test_a_site_that_is_not_allowed_gets_no_conversation(chat: Chat, api: MockApi) -> None:
    api.origins.clear()
    chat.say("from elsewhere")
    expect(chat.log).to_contain_text(re.compile("Not sent yet|not accepted"))
    expect(chat.questions).to_have_text(["from elsewhere"])
    assert api.store.conversations == {}
