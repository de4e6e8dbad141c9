"""Slack as far as the channel uses it, on loopback: the Web API, response URLs, uploads and Socket Mode."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from aiohttp import WSMsgType, web

BOT_TOKEN = "xoxb-1-mock-bot"
APP_TOKEN = "xapp-1-mock-app"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT_USER = "UBOT"
BOT_ID = "BBOT"
TEAM = "T1"
SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,files:write,groups:history,im:history"

Json = dict[str, Any]


@dataclass
class Fault:
    """What goes wrong with one call: an HTTP status, an error of Slack's, or no reply for so many seconds.

    Attributes:
        done: whether the call has done its work all the same.
    """

    status: int = 200
    error: str | None = None
    retry_after: int | None = None
    hang: float = 0.0
    done: bool = False


@dataclass
class Call:
    """A call of the Web API (`method`), or what came to a response URL (`response`)."""

    method: str
    args: Json
    at: float = field(default_factory=time.time)


@dataclass
class Acknowledged:
    """The reply to an envelope, and how many seconds it took."""

    payload: Json | None
    seconds: float


class MockSlack:
    """Runs in a thread of its own until it is stopped.

    Attributes:
        calls: every call, in order.
        messages: what was posted, with `channel`, `ts`, `thread_ts`, `text`, `blocks`, `metadata`.
        faults: by method, what goes wrong with the next calls.
        missing: methods for which the token has no scope.
        check: says what is wrong with blocks; then Slack's answer is `invalid_blocks`.
    """

    def __init__(self, check: Callable[[list[Json]], list[str]] | None = None) -> None:
        self.calls: list[Call] = []
        self.messages: list[Json] = []
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.missing: set[str] = set()
        self.broken: list[str] = []
        self.check = check
        self.scopes = SCOPES
        self._numbers = itertools.count(1)
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._started.wait(10)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self._port}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """For an app that is to use this Slack over HTTP."""
        return {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET, "DETENTE_SLACK_API": self.api}

    @property
    def socket_environment(self) -> dict[str, str]:
        """For an app that is to use this Slack in Socket Mode as well."""
        return {**self.environment, "SLACK_APP_TOKEN": APP_TOKEN}

    def response_url(self) -> str:
        """A new one; what comes there is a call of the method `response` with `url` beside its body."""
        return f"http://127.0.0.1:{self._port}/response/{uuid.uuid4().hex}"

    def of(self, method: str) -> list[Json]:
        """The arguments of every call of a method."""
        return [call.args for call in list(self.calls) if call.method == method]

    def answers(self, event: str) -> list[Json]:
        """The messages that answer an event."""
        found = [(one.get("metadata") or {}).get("event_payload") or {} for one in self.messages]
        return [one for one, payload in zip(self.messages, found, strict=True) if payload.get("event_id") == event]

    def connected(self) -> int:
        """How many websockets are open."""
        return sum(not socket.closed for socket in self._sockets)

    def send(self, kind: str, payload: Json, retry: int = 0, seconds: float = 10) -> Acknowledged:
        """Sends an envelope over the websocket and waits until it is acknowledged.

        Raises:
            TimeoutError: it was not, within so many seconds.
        """
        return self._call(self._send(kind, payload, retry, seconds), seconds + 5)

    def drop(self) -> None:
        """Cuts every websocket off, as Slack does now and then after a warning."""
        self._call(self._drop(), 10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _call(self, work: Coroutine[Any, Any, Any], seconds: float) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=10**7)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{id}", self._response)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/link", self._link)
        runner = web.AppRunner(app, access_log=None)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self._port = runner.addresses[0][1]
        self._started.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(runner.cleanup())

    async def _api(self, request: web.Request) -> web.Response:
        method, args = request.match_info["method"], await _arguments(request)
        self.calls.append(Call(method, args))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.get("token")
        if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
            return self._reply({"ok": False, "error": "invalid_auth"})
        if method in self.missing:
            return self._reply({"ok": False, "error": "missing_scope", "needed": "?", "provided": self.scopes})
        fault = self.faults[method].pop(0) if self.faults[method] else None
        if fault and not fault.done:
            await asyncio.sleep(fault.hang)
            return self._faulty(fault)
        result = self._do(method, args)
        if fault:
            await asyncio.sleep(fault.hang)
            return self._faulty(fault)
        return self._reply(result)

    def _faulty(self, fault: Fault) -> web.Response:
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        body = {"ok": False, "error": fault.error or ("ratelimited" if fault.status == 429 else "internal_error")}
        return web.json_response(body, status=fault.status, headers=headers)

    def _reply(self, body: Json) -> web.Response:
        return web.json_response(body, headers={"x-oauth-scopes": self.scopes})

    def _do(self, method: str, args: Json) -> Json:
        done = getattr(self, "_" + method.replace(".", "_").lower(), None)
        return {"ok": True, **(done(args) if done else {})}

    def _auth_test(self, _: Json) -> Json:
        return {"user_id": BOT_USER, "bot_id": BOT_ID, "user": "detente", "team": "Mock", "team_id": TEAM}

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": f"ws://127.0.0.1:{self._port}/link?ticket={uuid.uuid4()}&app_id=A1"}

    def _chat_postmessage(self, args: Json) -> Json:
        wrong = self.check(args.get("blocks") or []) if self.check else []
        if wrong:
            self.broken += wrong
            return {"ok": False, "error": "invalid_blocks"}
        channel = "D" + args["channel"][1:] if args["channel"].startswith("U") else args["channel"]
        message = {**args, "channel": channel, "ts": f"{time.time():.0f}.{next(self._numbers):06d}"}
        self.messages.append(message)
        return {"channel": channel, "ts": message["ts"], "message": {"text": args.get("text"), "bot_id": BOT_ID}}

    def _chat_update(self, args: Json) -> Json:
        wrong = self.check(args.get("blocks") or []) if self.check else []
        return {"ok": False, "error": "invalid_blocks"} if wrong else {"ts": args["ts"], "channel": args["channel"]}

    def _conversations_history(self, args: Json) -> Json:
        found = [one for one in self.messages if one["channel"] == args["channel"] and not one.get("thread_ts")]
        return {"messages": [self._seen(one, args) for one in reversed(found)]}

    def _conversations_replies(self, args: Json) -> Json:
        found = [
            one for one in self.messages if one["channel"] == args["channel"] and one.get("thread_ts") == args["ts"]
        ]
        return {"messages": [self._seen(one, args) for one in found]}

    def _seen(self, message: Json, args: Json) -> Json:
        hidden = () if str(args.get("include_all_metadata")).lower() in ("true", "1") else ("metadata",)
        return {key: value for key, value in message.items() if key not in hidden}

    def _files_getuploadurlexternal(self, _: Json) -> Json:
        id = f"F{next(self._numbers)}"
        return {"upload_url": f"http://127.0.0.1:{self._port}/upload/{id}", "file_id": id}

    def _files_completeuploadexternal(self, args: Json) -> Json:
        return {"files": args.get("files") or []}

    async def _upload(self, request: web.Request) -> web.Response:
        self.calls.append(Call("upload", {"id": request.match_info["id"], "bytes": await request.read()}))
        return web.Response(text="OK")

    async def _response(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(Call("response", {"url": f"http://127.0.0.1:{self._port}{request.path}", **body}))
        fault = self.faults["response"].pop(0) if self.faults["response"] else None
        if fault:
            return self._faulty(fault)
        wrong = self.check(body.get("blocks") or []) if self.check else []
        if wrong:
            self.broken += wrong
            return web.Response(text="invalid_blocks", status=400)
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self._sockets.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                reply = json.loads(message.data)
                waiting = self._acks.get(reply.get("envelope_id"))
                if waiting and not waiting.done():
                    waiting.set_result(reply)
        return socket

    async def _send(self, kind: str, payload: Json, retry: int, seconds: float) -> Acknowledged:
        id = str(uuid.uuid4())
        self._acks[id] = asyncio.get_running_loop().create_future()
        envelope = {
            "envelope_id": id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        started = time.perf_counter()
        open_ones = [socket for socket in self._sockets if not socket.closed]
        await open_ones[-1].send_json(envelope)
        try:
            reply = await asyncio.wait_for(self._acks[id], seconds)
        except asyncio.TimeoutError as error:
            raise TimeoutError(f"{kind} was not acknowledged") from error
        return Acknowledged(reply.get("payload"), time.perf_counter() - started)

    async def _drop(self) -> None:
        for socket in self._sockets:
            if not socket.closed:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        self._sockets.clear()


async def _arguments(request: web.Request) -> Json:
    """Arguments as Slack takes them: in the query, a form or JSON; structures in a form are JSON texts."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= json.loads(await request.text() or "{}")
    else:
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for key in ("blocks", "metadata", "view", "prompts", "files"):
        if isinstance(args.get(key), str):
            args[key] = json.loads(args[key])
    return args


def sign(body: str | bytes, timestamp: str, secret: str = SECRET) -> str:
    """Slack's signature of a body."""
    raw = body if isinstance(body, bytes) else body.encode()
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()


def post(url: str, payload: Json, kind: str = "event", retry: int = 0, seconds: float = 10) -> requests.Response:
    """Posts a payload as Slack does, signed: an `event` as JSON, a `command` or an `interaction` as a form."""
    if kind == "event":
        body, content_type = json.dumps(payload), "application/json"
    elif kind == "command":
        body, content_type = urlencode(payload), "application/x-www-form-urlencoded"
    else:
        body, content_type = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    timestamp = str(int(time.time()))
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(body, timestamp),
    }
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
    return requests.post(url, data=body.encode(), headers=headers, timeout=seconds)
