"""An action server that fails, is dead or too slow: an apology within the deadline, and the conversation goes on."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.running import Actions, Bot, free_port, new_sender

ACTION_DEADLINE = 2.0
DEADLINE = 4.0
ASLEEP = 8.0
REPLIES = {
    "fails": (500, b"Internal Server Error"),
    "refuses": (400, b'{"error": "no", "action_name": "action_sanctions"}'),
    "nonsense": (200, b"hello"),
    "empty": (200, b""),
    "malformed": (200, b'{"events": 7, "responses": {}}'),
    "unknown response": (200, b'{"events": [], "responses": [{"response": "utter_nothing"}]}'),
    "silent": (200, b'{"events": [], "responses": []}'),
}


class Stub:
    """Stands between Rasa and the action server, and does what `mode` says.

    Modes: `works` passes everything on, `slow` sleeps first, `dead` does not listen, the rest are in REPLIES.
    """

    def __init__(self, port: int, actions: str) -> None:
        self.mode = "works"
        self.slept = 0
        self._port = port
        self._actions = actions
        self._server: ThreadingHTTPServer | None = None
        self._awake = threading.Event()
        self.listen()

    def listen(self) -> None:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, reply = stub.reply(body, self.headers["Content-Encoding"])
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

        self._server = Quiet(("127.0.0.1", self._port), Handler)
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


@pytest.fixture(scope="module")
def stub(actions: Actions) -> Iterator[Stub]:
    server = Stub(free_port(), actions.url)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory, stub: Stub) -> Iterator[Bot]:
    """A bot whose action server is the stub, with short deadlines."""
    server = Bot(
        tmp_path_factory.mktemp("fragile"),
        f"http://127.0.0.1:{stub._port}/webhook",
        DETENTE_ACTION_DEADLINE=str(ACTION_DEADLINE),
        DETENTE_DEADLINE=str(DEADLINE),
    )
    yield server
    server.stop()


@pytest.fixture
def conversation(fragile: Bot, stub: Stub) -> Iterator[str]:
    """A conversation that has begun well."""
    stub.become("works")
    sender = new_sender()
    assert "chicken" in fragile.ask("how did Russia hit back in 2014?", sender)
    yield sender
    stub.become("works")


@pytest.mark.parametrize("mode", ["dead", "slow", *REPLIES])
def test_an_apology_and_not_silence(fragile: Bot, stub: Stub, conversation: str, mode: str) -> None:
    stub.become(mode)
    started = time.monotonic()
    said = fragile.ask("what happened in 1962?", conversation)
    took = time.monotonic() - started
    assert "sorry" in said
    assert "cold war" not in said.lower()
    assert took < DEADLINE + 2
    assert took < ASLEEP

    assert "no." in fragile.ask("Is Russia an ally of the US?", conversation).lower()
    stub.become("works")
    assert "cold war" in fragile.ask("what happened in 1962?", conversation).lower()
    assert "diplomatic" in fragile.ask("how did Russia hit back in 2017?", conversation)


def test_the_deadline_of_an_action_ends_the_call(fragile: Bot, stub: Stub, conversation: str) -> None:
    stub.become("slow")
    before = stub.slept
    started = time.monotonic()
    assert "sorry" in fragile.ask("what happened in 1962?", conversation)
    assert stub.slept == before + 1
    assert ACTION_DEADLINE <= time.monotonic() - started < DEADLINE + 2


def test_a_follow_up_after_a_failure_refers_to_what_was_answered(fragile: Bot, stub: Stub, conversation: str) -> None:
    stub.become("fails")
    assert "sorry" in fragile.ask("what happened in 1962?", conversation)
    stub.become("works")
    assert "diplomatic" in fragile.ask("and in 2017?", conversation)


def test_a_slow_conversation_does_not_hold_up_another(fragile: Bot, stub: Stub, conversation: str) -> None:
    stub.become("slow")
    replies: list[str] = []
    slow = threading.Thread(target=lambda: replies.append(fragile.ask("what happened in 1962?", conversation)))
    slow.start()
    assert "no." in fragile.ask("Is Russia an ally of the US?").lower()
    assert not replies
    slow.join()
    assert "sorry" in replies[0]
