"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from limits.errors import StorageError
from rasa.core.lock_store import LockError
from sanic import response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger("detente.web")

UNREACHABLE = (SQLAlchemyError, LockError, StorageError)
"""What is raised when the conversations cannot be read, kept, locked or counted."""

DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    408: "The request did not arrive in time.",
    413: "The request is larger than this server takes.",
    500: "Something went wrong on our side.",
    503: "The server cannot answer right now; the same request may be sent again.",
}


class Problem(SanicException):
    """An error that is told as it is."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        """Headers with `_` for `-`: `Retry_After="3"`."""
        super().__init__(detail, status_code=status, quiet=True)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def document(status: int, detail: str, headers: Mapping[str, str]) -> HTTPResponse:
    """`{type, title, status, detail}` as `application/problem+json`."""
    known = status in set(HTTPStatus)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase if known else "Error",
        "status": status,
        "detail": detail,
    }
    return response.json(body, status, dict(headers), "application/problem+json")


def problem_of(request: Request, exception: Exception) -> HTTPResponse:
    """What to reply for an exception: never its traceback, and only our own errors in their own words."""
    if isinstance(exception, Problem):
        return document(exception.status_code, str(exception), exception.headers)
    if isinstance(exception, UNREACHABLE):
        logger.error("%s %s: %s", request.method, request.path, exception)
        return document(503, DETAILS[503], {"Retry-After": "5"})
    # Sanic names a request whose head it could not read NONE.
    status = getattr(exception, "status_code", 400 if request.method == "NONE" else 500)
    if status >= 500:
        logger.error("%s %s", request.method, request.path, exc_info=exception)
    detail = DETAILS.get(status) or (str(exception) if isinstance(exception, SanicException) else "Bad request.")
    return document(status, detail, getattr(exception, "headers", {}))
