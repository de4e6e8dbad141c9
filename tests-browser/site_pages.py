"""The site of someone who embeds the widget: pages of another origin than the API, under a strict policy."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from typing import Any

from mock_api import HttpServer


class Site(HttpServer):
    """Serves pages from memory; named `localhost`, so that it is another site than 127.0.0.1 too.

    Attributes:
        pages: path to HTML.
        policy: the Content-Security-Policy of every page; none when empty.
    """

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.policy = ""
        super().__init__(Pages, "localhost")

    def strict(self, api: str) -> None:
        """The policy a careful site would have, which allows the widget's origin and nothing inline."""
        self.policy = (
            f"default-src 'none'; script-src {api}; connect-src {api}; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types lit-html"
        )


class Pages(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path.split("?")[0])
        content = (page or "").encode()
        # Browsers ask for an icon on their own; a page without one is no error.
        self.send_response(200 if page is not None else 204 if self.path == "/favicon.ico" else 404)
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        if page is not None:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def page_with(api: str, body: str = "", script: str = "data-auto", head: str = "", lang: str = "en") -> str:
    """A page with the one line that embeds the widget of an API."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>A site</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f'<script type="module" src="{api}/widget.js" {script}></script></head>'
        f"<body><main><h1>A site</h1><p>Some text and <a href='/other'>a link</a>.</p>{body}</main></body></html>"
    )
