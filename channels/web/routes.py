"""Methods as Sanic's handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic import Blueprint
from sanic.response import HTTPResponse


def add(blueprint: Blueprint, method: str, path: str, handler: Callable[..., Awaitable[HTTPResponse]]) -> None:
    """Routes a method and a path to a bound method, which Sanic cannot mark as a handler itself.

    With `POST` the handler reads the body from `request.stream`. `GET` comes with `HEAD`.
    """

    @wraps(handler)
    async def handle(*arguments: Any, **named: Any) -> HTTPResponse:
        return await handler(*arguments, **named)

    methods = ["GET", "HEAD"] if method == "GET" else [method]
    blueprint.add_route(handle, path, methods=methods, stream=method == "POST")
