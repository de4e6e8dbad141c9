"""Methods as Sanic's handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

Handler = Callable[..., Awaitable[HTTPResponse]]


def add(blueprint: Blueprint, path: str, **handlers: Handler) -> None:
    """Routes a path to bound methods, by HTTP method: `GET=self.history, POST=self.post`.

    Sanic cannot mark a bound method as a handler, and with several routes of one path it tells 404 for 405. With `POST`
    the handler reads the body from `request.stream`. `GET` comes with `HEAD`.
    """
    if "GET" in handlers:
        handlers["HEAD"] = handlers["GET"]
    first = next(iter(handlers.values()))

    @wraps(first)
    async def handle(request: Request, **named: Any) -> HTTPResponse:
        return await handlers[request.method](request, **named)

    blueprint.add_route(handle, path, methods=list(handlers), stream="POST" in handlers)
