"""A conversation: what is said, shown, kept, told and forgotten."""

from __future__ import annotations

import json
import re

import pytest
from chat import Chat, until
from conftest import FAILED_REQUEST
from faults import DOWN
from mock_api import MockApi
from mock_store import RECORDED, plain_answer
from playwright.sync_api import BrowserContext, Page, expect
from site_pages import Site


def test_welcomes_with_questions_to_ask_and_says_what_is_kept(chat: Chat) -> None:
    expect(chat.suggestions).to_have_count(4)
    welcome = chat.element.locator("[part=welcome]")
    expect(welcome).to_contain_text("30 days")
    expect(welcome).to_contain_text("forgotten at any time")
    expect(welcome).to_contain_text("2024")


def test_nothing_is_stored_or_sent_before_the_first_message(chat: Chat, api: MockApi, context: BrowserContext) -> None:
    chat.input.fill("not sent")
    chat.close()
    chat.page.reload()
    chat.open()
    databases = chat.page.evaluate("indexedDB.databases()")
    assert (chat.stored(), chat.page.evaluate("({...sessionStorage})"), databases, context.cookies()) == (
        {},
        {},
        [],
        [],
    )
    assert [path for _, path, _ in api.requests if "/api/" in path] == []


def test_a_question_is_answered(chat: Chat, api: MockApi) -> None:
    recorded = RECORDED["faq"]
    chat.ask(recorded["question"])
    assert chat.said() == [recorded["question"]]
    assert chat.answered() == [recorded["answers"][0]["text"]]
    assert api.store.texts == [recorded["question"]]
    expect(chat.input).to_have_value("")
    expect(chat.input).to_be_focused()


def test_a_question_with_several_answers_shows_them_all(chat: Chat, api: MockApi) -> None:
    api.store.answers["both"] = [plain_answer("One."), plain_answer("Two.")]
    chat.say("both")
    expect(chat.texts).to_have_text(["One.", "Two."])


def test_a_suggestion_sends_exactly_its_text(chat: Chat, api: MockApi) -> None:
    for kind in ("clarify", "faq"):
        chat.ask(RECORDED[kind]["question"])
        offered = RECORDED[kind]["answers"][0]["suggestions"]
        expect(chat.suggestions).to_have_text(offered)
        chat.suggestions.first.click()
        expect(chat.questions.last).to_have_text(offered[0])
        expect(chat.typing).to_have_count(0)
        assert api.store.texts[-1] == offered[0]


def test_a_message_shows_at_once_and_the_typing_indicator_until_it_is_answered(chat: Chat, api: MockApi) -> None:
    api.faults.hold()
    chat.say("slow")
    expect(chat.questions).to_have_text(["slow"])
    expect(chat.typing).to_be_visible()
    expect(chat.typing).to_contain_text("answering")
    expect(chat.texts).to_have_count(0)
    api.faults.release()
    expect(chat.texts).to_have_text(["You asked: slow"])
    expect(chat.typing).to_have_count(0)


def test_messages_sent_while_one_is_answered_are_answered_in_order(chat: Chat, api: MockApi) -> None:
    api.faults.hold()
    for text in ("a", "b", "c"):
        chat.say(text)
    expect(chat.questions).to_have_text(["a", "b", "c"])
    api.faults.release()
    expect(chat.texts).to_have_text(["You asked: a", "You asked: b", "You asked: c"])
    assert api.store.texts == ["a", "b", "c"]


def test_the_conversation_is_there_after_a_reload(chat: Chat, api: MockApi) -> None:
    for kind in ("faq", "timeline", "clarify"):
        chat.ask(RECORDED[kind]["question"])
    before = chat.said(), chat.answered(), chat.suggestions.all_text_contents()
    chat.page.reload()
    chat.open()
    expect(chat.answers).to_have_count(3)
    assert (chat.said(), chat.answered(), chat.suggestions.all_text_contents()) == before
    assert len(api.store.runs) == 3
    chat.ask("and on")
    assert len(api.store.conversations) == 1


def test_what_is_kept_is_the_session_alone(chat: Chat, api: MockApi) -> None:
    chat.ask("hi")
    (key,) = chat.stored()
    conversation = api.store.only()
    assert key == f"detente:{api.url}"
    assert json.loads(chat.stored()[key]) == {
        "conversation": conversation.id,
        "token": conversation.tokens[0],
        "expires": conversation.expires,
    }


def test_shift_enter_begins_a_line_and_enter_sends(chat: Chat, api: MockApi) -> None:
    chat.input.press_sequentially("one")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("two")
    expect(chat.input).to_have_value("one\ntwo")
    chat.input.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert api.store.texts == ["one\ntwo"]


def test_enter_that_ends_a_composition_does_not_send(chat: Chat, api: MockApi) -> None:
    devtools = chat.page.context.new_cdp_session(chat.page)
    devtools.send("Input.imeSetComposition", {"text": "ニホン", "selectionStart": 3, "selectionEnd": 3})
    expect(chat.input).to_have_value("ニホン")
    chat.input.press("Enter")
    expect(chat.questions).to_have_count(0)
    devtools.send("Input.insertText", {"text": "日本"})
    value = chat.input.input_value().strip()
    chat.input.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert api.store.texts == [value]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_to_say_is_not_sent(chat: Chat, api: MockApi, text: str) -> None:
    chat.say(text)
    expect(chat.button).to_be_disabled()
    expect(chat.questions).to_have_count(0)
    assert api.store.conversations == {}


def test_the_counter_shows_near_the_limit_and_too_much_is_not_sent(chat: Chat, api: MockApi) -> None:
    counter = chat.element.locator(".counter")
    chat.input.fill("x" * 1500)
    expect(counter).to_be_hidden()
    chat.input.fill("x" * 1990)
    expect(counter).to_have_text("10 characters left")
    chat.input.fill("x" * 2003)
    expect(counter).to_have_text("3 characters too many")
    expect(chat.button).to_be_disabled()
    chat.input.press("Enter")
    expect(chat.input).to_have_value("x" * 2003)
    chat.input.fill("x" * 2000)
    chat.input.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert api.store.texts == ["x" * 2000]


def test_slash_text_goes_as_it_is(chat: Chat, api: MockApi) -> None:
    chat.ask('/restart{"x": 1}')
    assert api.store.texts == ['/restart{"x": 1}']


def test_escape_closes_and_the_focus_returns_to_where_it_was(page: Page, site: Site) -> None:
    page.goto(site.url)
    link = page.get_by_role("link", name="a link")
    link.focus()
    page.evaluate("document.querySelector('detente-chat').open()")
    chat = Chat(page)
    expect(chat.input).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.input).to_be_hidden()
    expect(link).to_be_focused()
    chat.open()
    page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()


def test_the_badge_counts_answers_that_came_while_it_was_closed(chat: Chat, api: MockApi) -> None:
    api.faults.hold()
    chat.say("a")
    chat.say("b")
    chat.close()
    api.faults.release()
    badge = chat.element.locator("[part=badge]")
    expect(badge).to_have_text("2")
    expect(chat.named("Open the chat, 2 new answers")).to_be_visible()
    chat.open()
    expect(chat.texts).to_have_count(2)
    chat.close()
    expect(badge).to_have_count(0)


def test_new_answers_below_are_told_to_someone_who_reads_further_up(chat: Chat, api: MockApi) -> None:
    for kind in ("timeline", "steps", "sanctions"):
        chat.ask(RECORDED[kind]["question"])
    api.faults.hold()
    chat.say("one more")
    chat.log.evaluate("(log) => log.scrollTo({top: 0, behavior: 'instant'})")
    expect(chat.questions.last).not_to_be_in_viewport()
    api.faults.release()
    newest = chat.named("New answer")
    expect(newest).to_be_visible()
    expect(chat.texts.last).not_to_be_in_viewport()
    newest.click()
    expect(chat.texts.last).to_be_in_viewport()
    expect(newest).to_have_count(0)


def test_the_newest_answer_is_in_view_for_someone_at_the_end(chat: Chat) -> None:
    for kind in ("timeline", "faq", "steps"):
        chat.ask(RECORDED[kind]["question"])
        expect(chat.texts.last).to_be_in_viewport()


def test_an_answer_is_copied_with_its_notes_and_source(chat: Chat, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = chat.ask(RECORDED["sanctions"]["question"])
    answer.get_by_role("button", name="Copy this answer").click()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    recorded = RECORDED["sanctions"]["answers"][0]
    assert copied.startswith(recorded["text"])
    assert all(note["text"] in copied for note in recorded["notes"])
    assert recorded["source"]["section"] in copied


def test_a_good_answer_is_rated(chat: Chat, api: MockApi) -> None:
    answer = chat.ask("hi")
    good = answer.get_by_role("button", name="Good answer")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(answer).to_contain_text("Thank you")
    message = api.store.only().messages[0]["id"]
    until(chat.page, lambda: len(api.store.only().feedback) == 1)
    assert api.store.only().feedback == [{"answer": f"{message}.0", "rating": "up"}]


def test_a_bad_answer_is_rated_and_may_be_commented_on(chat: Chat, api: MockApi) -> None:
    answer = chat.ask("hi")
    answer.get_by_role("button", name="Bad answer").click()
    comment = answer.get_by_role("textbox", name="What was wrong? (optional)")
    comment.fill("the year")
    comment.press("Enter")
    expect(answer).to_contain_text("Thank you")
    message = api.store.only().messages[0]["id"]
    until(chat.page, lambda: len(api.store.only().feedback) == 2)
    first, second = api.store.only().feedback
    assert first == {"answer": f"{message}.0", "rating": "down"}
    assert second == {"answer": f"{message}.0", "rating": "down", "comment": "the year"}


@pytest.mark.complains(FAILED_REQUEST)
def test_a_rating_that_does_not_arrive_is_taken_back(chat: Chat, api: MockApi) -> None:
    answer = chat.ask("hi")
    api.faults.plan("feedback", DOWN)
    good = answer.get_by_role("button", name="Good answer")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "false")
    expect(chat.element.get_by_text("Your rating could not be sent.")).to_be_attached()
    assert api.store.only().feedback == []


def test_forgetting_erases_it_here_and_there(chat: Chat, api: MockApi) -> None:
    chat.ask("a secret")
    conversation = api.store.only()
    chat.named("Forget this conversation").click()
    expect(chat.named("Keep it")).to_be_focused()
    chat.named("Keep it").click()
    assert not conversation.forgotten
    expect(chat.questions).to_have_count(1)
    chat.forget()
    expect(chat.questions).to_have_count(0)
    expect(chat.notice).to_have_text("The conversation is forgotten.")
    expect(chat.suggestions).to_have_count(4)
    assert conversation.forgotten
    assert conversation.messages == []
    assert chat.stored() == {}
    chat.page.reload()
    chat.open()
    expect(chat.questions).to_have_count(0)
    chat.ask("new")
    assert len(api.store.conversations) == 2


@pytest.mark.complains(FAILED_REQUEST)
def test_forgetting_that_fails_says_so_and_keeps_everything(chat: Chat, api: MockApi) -> None:
    chat.ask("a secret")
    api.faults.plan("forget", DOWN)
    chat.forget()
    expect(chat.notice).to_contain_text("could not be erased")
    expect(chat.questions).to_have_count(1)
    assert len(chat.stored()) == 1
    chat.forget()
    expect(chat.questions).to_have_count(0)


def test_new_answers_are_announced_politely_once(chat: Chat) -> None:
    chat.ask(RECORDED["greet"]["question"])
    status = chat.element.locator("[role=status]").get_by_text(re.compile("^Hello! I am Détente"))
    expect(status).to_have_count(1)
    expect(chat.log).to_have_attribute("aria-live", "off")
