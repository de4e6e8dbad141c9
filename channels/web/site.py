"""The widget's files: `/widget.js`, the page `/chat`, and whatever else the build has put beside them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from sanic import Blueprint, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.problems import Problem
from channels.web.routes import add

DIST = Path(__file__).parent.parent.parent / "web" / "dist"
PAGE = "chat.html"
ENTRIES = ("widget.js", PAGE)
NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
HASHED = re.compile(r"-(?=[\w-]*[A-Z0-9])[\w-]{8}\.(?:js|css)")
PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))")
WORTH_PACKING = 1024
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


@dataclass(frozen=True)
class File:
    """A file as it is served; `packed` is None when packing does not pay."""

    body: bytes
    packed: bytes | None
    kind: str
    tag: str


@lru_cache(maxsize=64)
def read(path: Path, changed: int) -> File:
    """A file, read anew when it has changed (`changed`: its mtime in ns)."""
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in ("application/javascript", "application/json", "image/svg+xml")
    packed = gzip.compress(body, mtime=0) if text and len(body) >= WORTH_PACKING else None
    # Weak: the same for both encodings.
    return File(
        body, packed, f"{kind}; charset=utf-8" if text else kind, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    )


def headers(name: str, file: File) -> dict[str, str]:
    """What goes with a file. Scripts are public, and a module script of another site comes only with CORS."""
    told = {"ETag": file.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if name == PAGE:
        return {**told, "Content-Security-Policy": POLICY}
    if HASHED.search(name):
        told["Cache-Control"] = "public, max-age=31536000, immutable"
    return {**told, "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


class Site:
    """Serves a folder of files.

    Args:
        folder: what the build has written.
    """

    def __init__(self, folder: Path = DIST) -> None:
        self._folder = folder

    def blueprint(self) -> Blueprint:
        site = Blueprint("web_site")
        add(site, "/chat", GET=self.page)
        add(site, rf"/<name:{NAME}>", GET=self.file)
        return site

    async def page(self, request: Request) -> HTTPResponse:
        return self._reply(request, PAGE)

    async def file(self, request: Request, name: str) -> HTTPResponse:
        return self._reply(request, name)

    def _reply(self, request: Request, name: str) -> HTTPResponse:
        path = self._folder / name
        try:
            file = read(path, path.stat().st_mtime_ns)
        except FileNotFoundError:
            if name in ENTRIES:
                detail = "The widget is not built: run `scripts/web.sh`, which `make run` does as well."
                raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail) from None
            raise NotFound from None
        told = headers(name, file)
        known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
        if file.tag in known or file.tag.removeprefix("W/") in known:
            return response.empty(HTTPStatus.NOT_MODIFIED, told)
        body = file.body
        if file.packed and PACKED.search(request.headers.get("accept-encoding", "")):
            body, told["Content-Encoding"] = file.packed, "gzip"
        return response.raw(body, headers=told, content_type=file.kind)
