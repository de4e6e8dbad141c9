"""The widgets that are measured: each with its files and the smallest page that its own documentation asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.running import ROOT

MODULES = Path(__file__).parent / "node_modules"


@dataclass(frozen=True)
class Widget:
    """One widget, shown open on its page.

    Attributes:
        name: as its makers call it.
        files: what its page may fetch, by name.
        body: its page's body.
        input: CSS selector of its text input, in whichever shadow root.
    """

    name: str
    files: dict[str, Path]
    body: str
    input: str

    @property
    def page(self) -> str:
        return (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{self.name}</title><body>{self.body}</body>'
        )

    def missing(self) -> list[Path]:
        """Files that are not there."""
        return [path for path in self.files.values() if not path.is_file()]


def dist() -> dict[str, Path]:
    """Everything the widget's build left, so that what it loads later counts too."""
    return {path.name: path for path in sorted((ROOT / "web" / "dist").glob("*.*"))}


OURS = Widget(
    name="detente-chat",
    files={"widget.js": ROOT / "web" / "dist" / "widget.js", **dist()},
    body='<script type="module" src="widget.js"></script><detente-chat mode="inline"></detente-chat>',
    input="textarea",
)
DEEP_CHAT = Widget(
    name="deep-chat",
    files={"deepChat.bundle.js": MODULES / "deep-chat" / "dist" / "deepChat.bundle.js"},
    body=(
        '<script type="module" src="deepChat.bundle.js"></script>'
        """<deep-chat connect='{"url": "answer"}'></deep-chat>"""
    ),
    input="#text-input",
)
RASA_WEBCHAT = Widget(
    name="rasa-webchat",
    files={"index.js": MODULES / "rasa-webchat" / "lib" / "index.js"},
    body=(
        '<div id="webchat"></div><script src="index.js"></script>'
        '<script>WebChat.default({socketUrl: location.origin, socketPath: "/socket.io/", embedded: true}, '
        'document.querySelector("#webchat"))</script>'
    ),
    input=".rw-new-message",
)
WIDGETS = (OURS, DEEP_CHAT, RASA_WEBCHAT)
