"""Headers of every reply: which sites may read it, and what browsers may do with it."""

from __future__ import annotations

from collections.abc import Collection

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic_cors.core import SANIC_CORS_EVALUATED

API = "/api/"
TOKEN = "Detente-Token"
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "7200",
}


class Headers:
    """Middleware around all of Rasa's server, in place of its own CORS, which matches the beginning of an origin.

    Args:
        origins: the origins whose pages may call the API, as browsers send them.
    """

    def __init__(self, origins: Collection[str]) -> None:
        self._origins = frozenset(origins)

    def begin(self, request: Request) -> HTTPResponse | None:
        """Keeps Rasa's CORS off the request, and answers `OPTIONS` on the API."""
        setattr(request.ctx, SANIC_CORS_EVALUATED, "1")
        if request.method != "OPTIONS" or not request.path.startswith(API):
            return None
        return response.empty(headers=PREFLIGHT if self._allowed(request) else {})

    def finish(self, request: Request, reply: HTTPResponse) -> None:
        """Adds the headers to a reply, also to an error."""
        for name, value in SECURITY.items():
            reply.headers.setdefault(name, value)
        if not request.path.startswith(API):
            return
        reply.headers.setdefault("Cache-Control", "no-store")
        reply.headers["Vary"] = "Origin"
        if origin := self._allowed(request):
            reply.headers["Access-Control-Allow-Origin"] = origin
            reply.headers["Access-Control-Expose-Headers"] = f"{TOKEN}, Retry-After"

    def _allowed(self, request: Request) -> str | None:
        origin = request.headers.get("origin")
        return origin if origin in self._origins else None
