"""The states of the widget that are checked for accessibility and pictured."""

from __future__ import annotations

from collections.abc import Callable

from chat import Chat
from faults import DOWN, DROP_BEFORE
from mock_api import MockApi
from mock_store import RECORDED
from playwright.sync_api import expect

State = Callable[[Chat, MockApi], None]


def asked(*kinds: str) -> State:
    """Open, with a recorded answer of each kind."""

    def reach(chat: Chat, api: MockApi) -> None:
        chat.open()
        for kind in kinds:
            chat.ask(RECORDED[kind]["question"])

    return reach


def closed(chat: Chat, api: MockApi) -> None:
    expect(chat.launcher).to_be_visible()


def unread(chat: Chat, api: MockApi) -> None:
    chat.open()
    api.faults.hold()
    chat.say(RECORDED["faq"]["question"])
    chat.close()
    api.faults.release()
    expect(chat.named("Open the chat, 1 new answer")).to_be_visible()


def welcome(chat: Chat, api: MockApi) -> None:
    chat.open()


def answering(chat: Chat, api: MockApi) -> None:
    chat.open()
    api.faults.hold()
    chat.say(RECORDED["faq"]["question"])
    expect(chat.typing).to_be_visible()


def offline(chat: Chat, api: MockApi) -> None:
    chat.open()
    chat.ask(RECORDED["faq"]["question"])
    chat.page.context.set_offline(True)
    chat.say("Where do they clash?")
    expect(chat.element.get_by_text("Not sent yet.")).to_be_visible()


def failing(chat: Chat, api: MockApi) -> None:
    chat.open()
    api.faults.always("message", DOWN)
    chat.say(RECORDED["faq"]["question"])
    expect(chat.log).to_contain_text("The bot is not answering just now")


def loading(chat: Chat, api: MockApi) -> None:
    chat.open()
    chat.ask(RECORDED["faq"]["question"])
    api.faults.always("history", DROP_BEFORE)
    chat.page.reload()
    chat.open()
    expect(chat.log).to_contain_text("Loading")


def ended(chat: Chat, api: MockApi) -> None:
    chat.open()
    chat.ask(RECORDED["faq"]["question"])
    api.store.only().forgotten = True
    chat.say("Where do they clash?")
    expect(chat.log).to_contain_text("Your earlier conversation has ended.")
    expect(chat.answers).to_have_count(1)


def sure(chat: Chat, api: MockApi) -> None:
    chat.open()
    chat.ask(RECORDED["greet"]["question"])
    chat.named("Forget this conversation").click()
    expect(chat.named("Keep it")).to_be_focused()


def rated(chat: Chat, api: MockApi) -> None:
    chat.open()
    answer = chat.ask(RECORDED["faq"]["question"])
    answer.get_by_role("button", name="Bad answer").click()
    expect(answer.get_by_role("textbox")).to_be_visible()


def near_the_limit(chat: Chat, api: MockApi) -> None:
    chat.open()
    chat.input.fill("What would it take? " * 101)
    expect(chat.element.locator(".counter")).to_be_visible()


STATES: dict[str, State] = {
    "closed": closed,
    "unread": unread,
    "welcome": welcome,
    "faq": asked("faq"),
    "notes": asked("notes"),
    "timeline": asked("timeline"),
    "events": asked("events"),
    "year": asked("year"),
    "sanctions": asked("sanctions"),
    "steps": asked("steps"),
    "clarify": asked("clarify"),
    "decline": asked("decline"),
    "greet": asked("greet"),
    "answering": answering,
    "offline": offline,
    "failing": failing,
    "loading": loading,
    "ended": ended,
    "sure": sure,
    "rated": rated,
    "near-the-limit": near_the_limit,
}
"""By name: how a chat that was just put on its page gets there."""

COMPLAINTS = (r"^Failed to load resource", "net::ERR_", "blocked by CORS policy")
"""What the browser's console may say on the way to a state that is an error."""

ALL_KINDS = asked("faq", "timeline", "events", "sanctions", "steps", "clarify", "decline")
