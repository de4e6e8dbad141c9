"""The widget on a page, as a person meets it: by role and name, or by the parts it promises."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Waits for something that no page shows, such as what the server was told; 5 s at most."""
    for _ in range(250):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it did not come about in 5 s")


class Chat:
    """The one chat of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("detente-chat")
        self.launcher = page.get_by_role("button", name=re.compile("^Open the chat"))
        self.panel = self.element.locator("[part=panel]")
        self.log = page.get_by_role("log")
        self.input = page.get_by_role("textbox", name="Your question")
        self.button = page.get_by_role("button", name="Send", exact=True)
        self.questions = self.element.locator("[part=question] .text")
        self.answers = self.element.locator("[part=answer]")
        self.texts = self.element.locator("[part=answer] > .text")
        self.suggestions = self.element.locator("[part=suggestion]")
        self.notice = self.element.locator(".notice")
        self.typing = self.element.locator(".typing")

    def named(self, name: str, role: Any = "button") -> Locator:
        """What has this role and exactly this name."""
        return self.page.get_by_role(role, name=name, exact=True)

    def open(self) -> Chat:
        self.launcher.click()
        expect(self.input).to_be_focused()
        return self

    def close(self) -> None:
        self.named("Close the chat").click()
        expect(self.launcher).to_be_visible()

    def say(self, text: str) -> None:
        """Writes a text and sends it with Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> Locator:
        """Sends a text, waits for its answer and gives it."""
        before = self.answers.count()
        self.say(text)
        expect(self.answers).to_have_count(before + 1)
        return self.answers.nth(before)

    def forget(self) -> None:
        """Has the conversation forgotten, as far as the question whether one is sure, and says yes."""
        self.named("Forget this conversation").click()
        self.named("Forget it").click()

    def said(self) -> list[str]:
        """Every question on the page, in order."""
        return self.questions.all_text_contents()

    def answered(self) -> list[str]:
        """Every answer's text on the page, in order."""
        return self.texts.all_text_contents()

    def stored(self) -> dict[str, str]:
        """The page's localStorage."""
        return self.page.evaluate("({...localStorage})")

    def scrolls_sideways(self) -> bool:
        """Whether the page, the panel or the log is wider than what shows of it."""
        return self.element.evaluate(
            """(element) => [document.scrollingElement, element.shadowRoot.querySelector(".panel"),
              element.shadowRoot.querySelector("#log")].some((one) => one && one.scrollWidth > one.clientWidth + 1)"""
        )
