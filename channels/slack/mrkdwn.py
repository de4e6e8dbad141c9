"""Slack's mrkdwn: plain text into it, and what people type out of it."""

from __future__ import annotations

import re

HIDDEN = "\u200b"
"""After a character that would begin formatting: shown as nothing, and no formatting begins."""

CONTROL = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
ENTITIES = {escaped: plain for plain, escaped in CONTROL.items()}

OPENING = re.compile(r"(?<!\w)[*_~`](?=\S)")
EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)")
QUOTED = re.compile(r"^&gt;", re.MULTILINE)

TYPED = re.compile(r"<([^<>]*)>|&(?:amp|lt|gt);")
FORMATTED = re.compile(r"(?<![\w*_~`])([*_~`]+)(?=\S)([^\n]*?\S)\1(?![\w*_~`])")


def escape(text: str) -> str:
    """The text with Slack's three control characters as entities: for `text` objects of any kind that parse them."""
    return re.sub("[&<>]", lambda found: CONTROL[found[0]], text)


def from_plain(text: str) -> str:
    """Plain text as mrkdwn that shows exactly it: nothing formats, quotes, links, mentions or becomes an emoji."""
    shown = OPENING.sub(lambda found: found[0] + HIDDEN, escape(text))
    return QUOTED.sub(HIDDEN + "&gt;", EMOJI.sub(":" + HIDDEN, shown))


def bold(text: str) -> str:
    """Plain text in bold, on one line; empty for an empty text."""
    shown = " ".join(from_plain(text).split()).replace("*", "∗")
    return f"*{shown}*" if shown else ""


def link(url: str, text: str) -> str:
    """A link that shows plain text. An address that is not http or https is left off."""
    shown = " ".join(from_plain(text).split()).replace("|", "¦")
    if not re.match(r"https?://[^\s/]", url):
        return shown
    target = re.sub(r"[\s<>|]", lambda found: f"%{ord(found[0]):02X}", url).replace("&", "&amp;")
    return f"<{target}|{shown}>"


def to_plain(typed: str, own: str | None = None) -> str:
    """What somebody typed, as they see it: entities, links and mentions decoded, formatting taken off.

    Args:
        typed: the `text` of a message, or of a command with escaped links.
        own: the bot's user id; mentions of it are left out.
    """
    decoded = TYPED.sub(lambda found: _shown(found[1], own) if found[1] is not None else ENTITIES[found[0]], typed)
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in _unformatted(decoded).splitlines()]
    return "\n".join(line for line in lines if line)


def _shown(inside: str, own: str | None) -> str:
    """What Slack shows for what stands between angle brackets."""
    target, _, label = inside.partition("|")
    label = re.sub("&(?:amp|lt|gt);", lambda found: ENTITIES[found[0]], label)
    if target.startswith("@"):
        return "" if target[1:] == own or not label else f"@{label.lstrip('@')}"
    if target.startswith("#"):
        return f"#{label.lstrip('#')}" if label else ""
    if target.startswith("!"):
        return label
    address = re.sub("&(?:amp|lt|gt);", lambda found: ENTITIES[found[0]], target)
    return label or address.removeprefix("mailto:").removeprefix("tel:")


def _unformatted(text: str) -> str:
    """The text without bold, italics, strike-through and code, which may stand inside each other."""
    for _ in range(3):
        text = FORMATTED.sub(lambda found: found[2], text)
    return text.replace("```", " ")
