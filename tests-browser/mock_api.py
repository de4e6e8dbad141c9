"""A small real HTTP server with the API of section 6 of the design, the files of web/dist, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from faults import Fault, Faults
from mock_store import Conversation, Refused, Store, expiry

DIST = Path(__file__).parent.parent / "web" / "dist"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml"}
PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
MOST_BYTES = 16 * 1024


class HttpServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 in threads of its own; `url` names it by `host`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[BaseHTTPRequestHandler], host: str = "127.0.0.1") -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.url = f"http://{host}:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers close connections when they please; everything else shows in the test that misses its answer."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class MockApi(HttpServer):
    """The API.

    Attributes:
        store: the conversations.
        faults: what goes wrong.
        origins: the sites allowed beside its own.
        requests: (method, path, status) of everything answered; the status is 0 where the connection was reset.
        renew: whether each use of a token renews it.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.faults = Faults()
        self.origins: set[str] = set()
        self.requests: list[tuple[str, str, int]] = []
        self.renew = False
        super().__init__(Handler)

    def count(self, method: str, ending: str) -> int:
        """How many requests there were with this method and end of their path."""
        return sum(one == method and path.endswith(ending) for one, path, _ in self.requests)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: MockApi
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._handle()

    do_POST = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: `requests` has it all."""

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.command == "OPTIONS":
            self._send(204 if self._origin_allowed() else 403)
            return
        parts = self.path.split("?")[0].strip("/").split("/")
        call = call_of(self.command, parts)
        fault = self.server.faults.of(call)
        if fault:
            time.sleep(fault.delay)
            if fault.drop == "before":
                self._reset()
                return
            if fault.status:
                self._problem(fault.status, "As the test wants it", fault.headers)
                return
        try:
            self._do(call, parts, body, fault)
        except Refused as refused:
            self._problem(refused.status, refused.title)

    def _do(self, call: str, parts: list[str], body: bytes, fault: Fault | None) -> None:
        if call == "file":
            self._file(parts)
            return
        if self.headers.get("Origin") and not self._origin_allowed():
            raise Refused(403, "This site is not allowed")
        status, answer, headers = self._call(call, parts, body)
        if fault and fault.drop == "after":
            self._reset()
            return
        self._send(status, answer, headers)

    def _call(self, call: str, parts: list[str], body: bytes) -> tuple[int, Any, dict[str, str]]:
        store = self.server.store
        if call == "create":
            made = store.create()
            return 201, {"conversation": made.id, "token": made.tokens[0], "expires": made.expires}, {}
        if call == "unknown":
            raise Refused(404, "No such resource")
        conversation = store.allowed(parts[2], self.headers.get("Authorization"))
        headers = self._renewed(conversation)
        if call == "history":
            return 200, {"messages": conversation.messages}, headers
        if call == "forget":
            conversation.messages, conversation.feedback, conversation.forgotten = [], [], True
            return 204, None, {}
        parsed = self._json(body)
        if call == "message":
            self.server.faults.held()
            return 200, store.ask(conversation, parsed), headers
        conversation.feedback.append(parsed)
        return 204, None, headers

    def _renewed(self, conversation: Conversation) -> dict[str, str]:
        if not self.server.renew:
            return {}
        conversation.tokens.append(f"renewed-{len(conversation.tokens)}-{conversation.id}")
        conversation.expires = expiry()
        return {"Detente-Token": conversation.tokens[-1]}

    def _json(self, body: bytes) -> Any:
        if len(body) > MOST_BYTES:
            raise Refused(413, "Too large")
        if self.headers.get_content_type() != "application/json":
            raise Refused(415, "Not application/json")
        try:
            return json.loads(body)
        except ValueError as error:
            raise Refused(400, "Not JSON") from error

    def _file(self, parts: list[str]) -> None:
        name = "chat.html" if parts == ["chat"] else "/".join(parts)
        path = (DIST / name).resolve()
        if DIST.resolve() not in path.parents or not path.is_file():
            raise Refused(404, "No such file")
        content = path.read_bytes()
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}
        # A module script of another origin is fetched with CORS.
        headers |= {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
        if path.suffix == ".html":
            headers["Content-Security-Policy"] = PAGE_CSP
        if self.headers.get("If-None-Match") == etag:
            self._send(304, None, headers)
            return
        self._send(200, content, headers, TYPES.get(path.suffix, "application/octet-stream"))

    def _problem(self, status: int, title: str, headers: dict[str, str] | None = None) -> None:
        problem = {"type": "about:blank", "title": title, "status": status}
        self._send(status, problem, headers, "application/problem+json")

    def _send(
        self, status: int, body: Any = None, headers: dict[str, str] | None = None, kind: str = "application/json"
    ) -> None:
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.server.requests.append((self.command, self.path, status))
        self.send_response(status)
        for name, value in (self._cors() | (headers or {})).items():
            self.send_header(name, value)
        if content:
            self.send_header("Content-Type", kind)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _cors(self) -> dict[str, str]:
        if not self._origin_allowed():
            return {"Vary": "Origin"}
        return {
            "Vary": "Origin",
            "Access-Control-Allow-Origin": self.headers["Origin"],
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Expose-Headers": "Detente-Token, Retry-After",
            "Access-Control-Max-Age": "600",
        }

    def _origin_allowed(self) -> bool:
        origin = self.headers.get("Origin")
        return bool(origin) and (origin in self.server.origins or origin == f"http://{self.headers['Host']}")

    def _reset(self) -> None:
        """Ends the connection as a lost network does: no FIN, no response."""
        self.server.requests.append((self.command, self.path, 0))
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def call_of(method: str, parts: list[str]) -> str:
    """The name of the call that a method and a path are."""
    if parts[0] != "api":
        return "file"
    calls = {
        ("POST", 2, "conversations"): "create",
        ("POST", 4, "messages"): "message",
        ("GET", 4, "messages"): "history",
        ("POST", 4, "feedback"): "feedback",
        ("DELETE", 3, parts[-1]): "forget",
    }
    return calls.get((method, len(parts), parts[-1]), "unknown")
