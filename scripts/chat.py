"""Talks with the running bot in the terminal; a suggestion is chosen by its number."""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
import uuid

URL = f"http://127.0.0.1:{os.environ.get('DETENTE_PORT', '5005')}/webhooks/rest/webhook"


def ask(sender: str, text: str) -> list[dict]:
    """The bot's replies to a text."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(URL, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def main() -> None:
    sender = uuid.uuid4().hex
    suggestions: list[str] = []
    print("Ask about US-Russia relations; a number picks a suggestion; Ctrl-D ends.")
    while True:
        try:
            text = input("\nyou> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if text.isdigit() and 0 < int(text) <= len(suggestions):
            text = suggestions[int(text) - 1]
            print(f"     {text}")
        try:
            replies = ask(sender, text)
        except (urllib.error.URLError, OSError):
            sys.exit(f"Nothing answers at {URL}: start the bot with `make run` in another terminal.")
        for reply in replies:
            print(f"bot> {reply.get('text', '')}")
            suggestions = [button["title"] for button in reply.get("buttons", [])]
            for number, suggestion in enumerate(suggestions, 1):
                print(f"     {number}. {suggestion}")


if __name__ == "__main__":
    main()
