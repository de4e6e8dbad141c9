"""A question, or another request to answer, as it is read from what Slack sends. Pure: nothing is looked up."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from channels.slack.mrkdwn import to_plain
from channels.slack.rendering import asked

Body = dict[str, Any]

READ = (None, "file_share", "thread_broadcast")
"""Subtypes of messages that people write; every other is an edit, a join, a bot's message, ..."""


@dataclass(frozen=True)
class Click:
    """The message whose button was clicked, so that the button can retire."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]


@dataclass(frozen=True)
class Question:
    """One request, with all that it takes to answer it after a restart.

    Attributes:
        id: Slack's event id, or what is as unique of a command or a click.
        place: what else it is known by: channel and message, whatever event tells of it.
        conversation: Rasa's sender id.
        text: the question, decoded.
        user: who asked.
        channel: where the answer goes; a user's id for their direct messages.
        thread: the thread it goes to; None for the channel itself.
        ts: the message that asks; None when there is none.
        phrase: what to say instead of asking the bot.
        asked: mrkdwn that shows the question, where nobody has typed it in sight.
        response_url: where a private answer goes; it is good for half an hour.
        replace: whether the private answer takes the place of the message that was clicked.
        click: the message to retire.
        share: the id of the private answer to show to everybody.
    """

    id: str
    place: str
    conversation: str
    text: str
    user: str
    channel: str
    thread: str | None = None
    ts: str | None = None
    phrase: str | None = None
    asked: str | None = None
    response_url: str | None = field(default=None, repr=False)
    replace: bool = False
    click: Click | None = None
    share: str | None = None

    @property
    def private(self) -> bool:
        """Whether only the one who asked sees the answer."""
        return self.response_url is not None and self.click is None

    @property
    def thread_key(self) -> str:
        """What a thread and a person in it are remembered by while they go on without a mention."""
        return engaged_key(self.channel, self.thread, self.user)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Question:
        values = json.loads(text)
        click = values.pop("click")
        return cls(**values, click=Click(**click) if click else None)


def engaged_key(channel: str, thread: str | None, user: str) -> str:
    return f"engaged/{channel}/{thread}/{user}"


def is_direct(channel: str) -> bool:
    return channel.startswith("D")


def by_a_person(event: Body, own: str | None) -> bool:
    """Whether a person wrote a message just now: no bot, no edit, no join."""
    if event.get("bot_id") or event.get("hidden") or event.get("subtype") not in READ:
        return False
    return bool(event.get("user")) and event["user"] not in (own, "USLACKBOT")


def mentioned(event: Body, own: str | None) -> bool:
    return bool(own) and any(f"<@{own}{end}" in event.get("text", "") for end in ">|")


def addresses_another(event: Body, own: str | None) -> bool:
    """Whether a message begins with somebody else's name."""
    text = event.get("text", "").lstrip()
    return text.startswith(("<@", "<!")) and not mentioned(event, own)


def of_direct_message(body: Body, own: str | None) -> Question:
    """A message to the bot alone, in or out of a thread."""
    event = body["event"]
    channel, thread = event["channel"], event.get("thread_ts")
    return _typed(body, direct_conversation(body["team_id"], channel, event["user"], thread), thread, own)


def of_mention(body: Body, own: str | None) -> Question:
    """A message in a channel: the answer goes to its thread, and begins one where there is none."""
    event = body["event"]
    if is_direct(event["channel"]):
        return of_direct_message(body, own)
    thread = event.get("thread_ts") or event["ts"]
    return _typed(body, f"slack-{body['team_id']}-{event['channel']}-{thread}", thread, own)


def of_command(body: Body) -> Question:
    """`/detente question`: the answer is for one pair of eyes."""
    team, channel, user = body["team_id"], body["channel_id"], body["user_id"]
    text = to_plain(body.get("text") or "")
    return _private(f"command-{body['trigger_id']}", team, channel, user, text, body["response_url"])


def of_shortcut(body: Body, own: str | None) -> Question:
    """“Ask about this” on a message: its text is the question, and a shared answer goes to its thread."""
    team, channel, user, message = body["team"]["id"], body["channel"]["id"], body["user"]["id"], body["message"]
    text = to_plain(message.get("text") or "", own)
    thread = message.get("thread_ts") or body["message_ts"]
    return _private(
        f"shortcut-{body['trigger_id']}", team, channel, user, text, body["response_url"], thread, show=True
    )


def of_suggestion(body: Body) -> Question:
    """A click on a suggestion: under an answer, under a private answer, or in App Home."""
    action, user, team = body["actions"][0], body["user"]["id"], body["team"]["id"]
    text, container = action["value"], body["container"]
    id = f"click-{body['trigger_id']}"
    shown = asked(user, text)
    if container["type"] == "view":
        channel = (body.get("view") or {}).get("private_metadata") or user
        conversation = direct_conversation(team, channel, user, None)
        return Question(id, id, conversation, text, user, channel, asked=shown)
    channel, ts = container["channel_id"], container["message_ts"]
    place = f"{channel}/{ts}/asked"
    if container.get("is_ephemeral"):
        return _private(
            id, team, channel, user, text, body["response_url"], container.get("thread_ts"), place=place, show=True
        )
    message = body["message"]
    thread = message.get("thread_ts") or (None if is_direct(channel) else ts)
    if is_direct(channel):
        conversation = direct_conversation(team, channel, user, thread)
    else:
        conversation = f"slack-{team}-{channel}-{thread}"
    click = Click(channel, ts, message.get("text") or text, message.get("blocks") or [])
    url = body["response_url"]
    return Question(id, place, conversation, text, user, channel, thread, asked=shown, response_url=url, click=click)


def of_share(body: Body) -> Question:
    """A click on “Share to channel” under a private answer."""
    container, user, team = body["container"], body["user"]["id"], body["team"]["id"]
    shared = body["actions"][0]["value"]
    channel, thread = container["channel_id"], container.get("thread_ts")
    conversation = f"slack-{team}-{channel}-private-{user}"
    return Question(
        f"share-{shared}",
        f"share/{shared}",
        conversation,
        "",
        user,
        channel,
        thread,
        response_url=body["response_url"],
        share=shared,
    )


def direct_conversation(team: str, channel: str, user: str, thread: str | None) -> str:
    """Direct messages are one conversation; each thread in them is another."""
    return f"slack-{team}-{channel}-{thread}" if thread else f"slack-{team}-dm-{user}"


def _typed(body: Body, conversation: str, thread: str | None, own: str | None) -> Question:
    event = body["event"]
    text = to_plain(event.get("text") or "", own)
    phrase = None
    if not text:
        phrase = "slack_only_mention" if mentioned(event, own) and not event.get("files") else "slack_no_text"
    channel, ts = event["channel"], event["ts"]
    return Question(body["event_id"], f"{channel}/{ts}", conversation, text, event["user"], channel, thread, ts, phrase)


def _private(
    id: str,
    team: str,
    channel: str,
    user: str,
    text: str,
    response_url: str,
    thread: str | None = None,
    place: str | None = None,
    show: bool = False,
) -> Question:
    """A question whose answer one person sees; all of a person's in a channel are one conversation."""
    return Question(
        id,
        place or id,
        f"slack-{team}-{channel}-private-{user}",
        text,
        user,
        channel,
        thread,
        phrase=None if text else "slack_no_text",
        asked=asked(user, text) if text and show else None,
        response_url=response_url,
        replace=place is not None,
    )
