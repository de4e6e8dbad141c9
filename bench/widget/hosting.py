"""One server on loopback for all pages, their files (gzipped, as a site would send them) and what each widget calls."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import socketio
from aiohttp import web

from bench.running import free_port
from bench.widget.rivals import WIDGETS, Widget

KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


class Host:
    """Serves `/<widget>/` and the widget's files beside it; `fetched` is what was, as (widget, file, gzipped bytes)."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.fetched: list[tuple[str, str, int]] = []
        self._widgets = {widget.name: widget for widget in WIDGETS}
        self._gzipped = {
            (widget.name, name): gzip.compress(path.read_bytes(), 9)
            for widget in WIDGETS
            for name, path in widget.files.items()
        }

    def app(self) -> web.Application:
        app = web.Application()
        # rasa-webchat shows its input once its socket is connected and its session confirmed, as Rasa's channel does.
        socket = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")

        @socket.on("session_request")
        async def confirm(sid: str, data: dict | None) -> None:
            await socket.emit("session_confirm", (data or {}).get("session_id") or sid, room=sid)

        socket.attach(app)
        app.router.add_get("/{widget}/", self._page)
        app.router.add_get("/{widget}/{file}", self._file)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        widget: Widget | None = self._widgets.get(request.match_info["widget"])
        if widget is None:
            raise web.HTTPNotFound
        return web.Response(text=widget.page, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        key = (request.match_info["widget"], request.match_info["file"])
        if key not in self._gzipped:
            raise web.HTTPNotFound
        body = self._gzipped[key]
        self.fetched.append((*key, len(body)))
        kind = KINDS.get("." + key[1].rsplit(".", 1)[-1], "application/octet-stream")
        return web.Response(body=body, headers={"Content-Encoding": "gzip"}, content_type=kind)


@contextmanager
def hosting() -> Iterator[Host]:
    """Runs the server in a thread of its own."""
    host = Host()
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(host.app())

    async def start() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", host.port).start()

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        asyncio.run_coroutine_threadsafe(stop(runner), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def stop(runner: web.AppRunner) -> None:
    """Closes the sockets and ends what still runs for them."""
    await runner.cleanup()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
