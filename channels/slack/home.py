"""App Home, and the questions that are suggested before the first one."""

from __future__ import annotations

from typing import Any

from answers.record import coverage
from channels.slack.blocks import Button, actions, context, header, section
from channels.slack.mrkdwn import from_plain
from channels.slack.phrases import questions, say
from channels.slack.rendering import SUGGESTIONS

COMMAND = "/detente"
MOST_PROMPTS = 4


def home(channel: str) -> dict[str, Any]:
    """The Home tab: what the bot can do, where, examples, and how old the article is.

    Args:
        channel: the direct messages with the one who looks; a click on an example is answered there.
    """
    known = coverage()
    blocks = [
        header(say("slack_home_title")),
        section(from_plain(say("slack_home", **known))),
        section(from_plain(say("slack_home_where", command=COMMAND))),
        section(from_plain(say("slack_home_examples"))),
    ]
    for place, name in enumerate(("slack_home_examples", "slack_home_more")):
        buttons = [Button(one, f"ask_{number}", one) for number, one in enumerate(questions(name))]
        blocks.append(actions(f"{SUGGESTIONS}_{place}", buttons))
    blocks.append(context(from_plain(say("slack_home_age", **known))))
    return {"type": "home", "private_metadata": channel, "blocks": blocks}


def prompts() -> dict[str, Any]:
    """Suggested prompts: a title, and what is sent as it stands when one is clicked."""
    suggested = [{"title": one, "message": one} for one in questions("slack_prompts")]
    return {"title": say("slack_prompts"), "prompts": suggested[:MOST_PROMPTS]}
