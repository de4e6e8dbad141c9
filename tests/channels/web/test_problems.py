"""Whatever goes wrong on the server is told as a problem document, never as a page or a traceback."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http.client import HTTPResponse
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from limits.errors import StorageError
from rasa.core.lock_store import LockError
from sanic.exceptions import NotFound, RequestTimeout, ServerError
from sqlalchemy.exc import OperationalError

from bench.running import Bot
from bench.web import WebChat
from channels.web.problems import problem_of

Problem = Callable[[Any, int], dict[str, Any]]
NOWHERE = ("/api/", "/api/nope", "/nope", "/nope/nope", "/model", "/conversations/x/tracker")


@pytest.mark.parametrize("path", NOWHERE)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nothing_there(web: Bot, problem: Problem, path: str, method: str) -> None:
    problem(requests.request(method, web.web + path, timeout=60), 404)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/conversations", {"POST"}),
        ("/api/conversations/x/messages", {"GET", "HEAD", "POST"}),
        ("/api/conversations/x/feedback", {"POST"}),
        ("/api/conversations/x", {"DELETE"}),
        ("/api/health", {"GET", "HEAD"}),
        ("/webhooks/rest/webhook", {"POST"}),
        ("/chat", {"GET", "HEAD"}),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "TRACE", "POST", "DELETE"])
def test_another_method(web: Bot, problem: Problem, path: str, allowed: set[str], method: str) -> None:
    if method in allowed:
        return
    reply = requests.request(method, web.web + path, timeout=60)
    problem(reply, 405)
    assert {one.strip() for one in reply.headers["Allow"].split(",")} == allowed


@pytest.mark.parametrize("body", [b"{", b"", b"\xff"])
def test_malformed_json_elsewhere(web: Bot, problem: Problem, body: bytes) -> None:
    problem(requests.post(web.url, data=body, timeout=60), 400)


def test_a_large_body_elsewhere(web: Bot, problem: Problem) -> None:
    problem(requests.post(web.url, data=b" " * (1024 * 1024 + 1), timeout=60), 413)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET /api/health HTTP/9.9\r\n\r\n", 400),
        (b"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 413),
        (b"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: magic\r\n\r\n{}", 417),
    ],
)
def test_a_request_that_is_none(web: Bot, problem: Problem, head: bytes, status: int) -> None:
    address = urlsplit(web.web)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(head)
        reply = HTTPResponse(connection)
        reply.begin()
        text = reply.read().decode()
    seen = requests.Response()
    seen.status_code, seen._content = reply.status, text.encode()
    seen.headers["Content-Type"] = reply.headers["Content-Type"]
    problem(seen, status)


def test_the_bot_goes_on_after_all_that(chat: WebChat) -> None:
    assert "Cuban" in chat.ask("what happened in 1962?")[0]["text"]


REQUEST: Any = SimpleNamespace(method="GET", path="/api/x")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("select secret", {}, Exception("no database")), 503),
        (LockError("held"), 503),
        (StorageError(Exception("no redis")), 503),
        (RuntimeError("secret"), 500),
        (ServerError("secret"), 500),
        (RequestTimeout("secret"), 408),
        (NotFound("secret"), 404),
    ],
)
def test_an_error_is_not_told_in_its_own_words(error: Exception, status: int) -> None:
    reply = problem_of(REQUEST, error)
    assert reply.status == status
    assert reply.content_type == "application/problem+json"
    assert b"secret" not in reply.body
    assert (status == 503) == ("Retry-After" in reply.headers)
