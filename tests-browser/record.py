"""Asks the real bot one question of each kind and writes its Answers to answers.json, which the mock API gives.

A clarification depends on how sure the bot is, so no question is certain to get one: that entry is kept as it is.
Run it from the repository's root when the Answer's shape changes: `.venv/bin/python tests-browser/record.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.running import Actions, Bot, ask, new_sender  # noqa: E402

TODAY = "2026-03-01"
QUESTIONS = {
    "faq": "Is Russia an ally of the US?",
    "notes": "Are they at war?",
    "timeline": "show me the whole timeline",
    "events": "what has happened since 2022?",
    "year": "what happened in 1962?",
    "sanctions": "show me all sanctions",
    "steps": "What sanctions does the record list for 2014?",
    "decline": "how many nukes does the US have?",
    "greet": "hello",
}


def answers(bot: Bot, question: str) -> list[dict]:
    """The Answers that the conversation store keeps for a question in a conversation of its own."""
    sender = new_sender()
    ask(bot.url, sender, question)
    return [event["metadata"]["answer"] for event in bot.events(sender) if event["event"] == "bot"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        actions = Actions(Path(folder), DETENTE_TODAY=TODAY)
        try:
            bot = Bot(Path(folder), actions.url, DETENTE_TODAY=TODAY)
            try:
                recorded = {
                    kind: {"question": question, "answers": answers(bot, question)}
                    for kind, question in QUESTIONS.items()
                }
            finally:
                bot.stop()
        finally:
            actions.stop()
    file = HERE / "answers.json"
    kept = {"clarify": json.loads(file.read_text(encoding="utf-8"))["clarify"]}
    file.write_text(json.dumps(recorded | kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for kind, one in recorded.items():
        print(kind, [answer["topic"] for answer in one["answers"]])


if __name__ == "__main__":
    main()
