"""An action server that misbehaves: it stands between Rasa and the real one."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ASLEEP = 8.0
"""Seconds that a slow one takes."""
REPLIES = {
    "fails": (500, b"Internal Server Error"),
    "refuses": (400, b'{"error": "no", "action_name": "action_sanctions"}'),
    "nonsense": (200, b"hello"),
    "empty": (200, b""),
    "malformed": (200, b'{"events": 7, "responses": {}}'),
    "unknown response": (200, b'{"events": [], "responses": [{"response": "utter_nothing"}]}'),
    "silent": (200, b'{"events": [], "responses": []}'),
}


class StandIn:
    """Stands between Rasa and the action server, and does what `mode` says.

    Modes: `works` passes everything on, `slow` sleeps first, `dead` does not listen, the rest are in REPLIES.
    """

    def __init__(self, port: int, actions: str) -> None:
        """`actions` is the URL of the real one."""
        self.mode = "works"
        self.slept = 0
        self.port = port
        self._actions = actions
        self._server: ThreadingHTTPServer | None = None
        self._awake = threading.Event()
        self.listen()

    def listen(self) -> None:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, reply = stand_in.reply(body, self.headers["Content-Encoding"])
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Rasa hangs up on a slow one."""

        self._server = Quiet(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def reply(self, body: bytes, encoding: str | None) -> tuple[int, bytes]:
        if self.mode in REPLIES:
            return REPLIES[self.mode]
        if self.mode == "slow":
            self.slept += 1
            self._awake.wait(ASLEEP)
        headers = {"Content-Type": "application/json"}
        if encoding:
            headers["Content-Encoding"] = encoding
        try:
            with urllib.request.urlopen(urllib.request.Request(self._actions, body, headers), timeout=10) as good:
                return good.status, good.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def close(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def become(self, mode: str) -> None:
        self.mode = mode
        if mode == "dead":
            self.close()
        elif not self._server:
            self.listen()

    def stop(self) -> None:
        self._awake.set()
        self.close()
