"""The widget's files, over HTTP."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from bench.running import Server, free_port

SCRIPT = "export const widget = 'Détente';\n" * 100
FILES = {
    "widget.js": SCRIPT,
    "chat.html": "<!doctype html><title>Détente</title>",
    "chat.js": "import './timeline-Ab3dE_9z.js';",
    "chat.css": "body { color: black }",
    "timeline-Ab3dE_9z.js": SCRIPT,
    "sanctions-timeline.js": SCRIPT,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "dist"
    folder.mkdir()
    (folder.parent / "secret.js").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server of the folder, as the channel has it."""
    port = free_port()
    alive = f"http://127.0.0.1:{port}/alive"
    running = Server(["tests.channels.web.site_server", str(port), str(folder)], alive, folder.parent / "log", {})
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
def dist(folder: Path) -> Path:
    """The folder as it was built."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site(server: str, dist: Path) -> str:
    return server


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers={"Accept-Encoding": "identity", **headers}, timeout=20)


def test_every_file_is_at_the_root(site: str) -> None:
    for name, text in FILES.items():
        reply = get(f"{site}/{name}")
        assert reply.status_code == 200
        assert reply.content.decode() == text
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        kind = {"js": "javascript", "css": "text/css", "html": "text/html"}[name.rpartition(".")[2]]
        assert kind in reply.headers["Content-Type"]
        assert "charset=utf-8" in reply.headers["Content-Type"]


def test_a_file_is_packed_for_who_can_read_it(site: str) -> None:
    with requests.get(f"{site}/widget.js", headers={"Accept-Encoding": "br, gzip"}, stream=True, timeout=20) as reply:
        assert reply.headers["Content-Encoding"] == "gzip"
        assert reply.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(reply.raw.read(decode_content=False)).decode() == SCRIPT
    for accepted in ("br", "gzip;q=0"):
        plain = get(f"{site}/widget.js", **{"Accept-Encoding": accepted})
        assert "Content-Encoding" not in plain.headers
        assert plain.content.decode() == SCRIPT


def test_a_browser_asks_again_and_gets_nothing_new(site: str, dist: Path) -> None:
    first = get(f"{site}/widget.js")
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    for known in (tag, tag.removeprefix("W/"), f'"x", {tag}'):
        reply = get(f"{site}/widget.js", **{"If-None-Match": known})
        assert reply.status_code == 304
        assert reply.content == b""
        assert reply.headers["ETag"] == tag
    (dist / "widget.js").write_text("export const widget = 2;")
    reply = get(f"{site}/widget.js", **{"If-None-Match": tag})
    assert reply.status_code == 200
    assert reply.content == b"export const widget = 2;"


def test_only_names_with_a_hash_never_change(site: str) -> None:
    for name in FILES:
        cached = get(f"{site}/{name}").headers["Cache-Control"]
        assert ("immutable" in cached) == (name == "timeline-Ab3dE_9z.js"), name


def test_scripts_are_for_every_site_and_the_page_is_not(site: str) -> None:
    for name in FILES:
        told = get(f"{site}/{name}", Origin="https://any.example").headers
        expected = ("same-origin", None) if name == "chat.html" else ("cross-origin", "*")
        assert (told["Cross-Origin-Resource-Policy"], told.get("Access-Control-Allow-Origin")) == expected


@pytest.mark.parametrize("path", ["/chat", "/chat.html"])
def test_the_page_has_a_strict_policy(site: str, path: str) -> None:
    reply = get(site + path)
    assert reply.content.decode() == FILES["chat.html"]
    policy = dict(one.strip().split(" ", 1) for one in reply.headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }


def test_the_head_alone(site: str) -> None:
    reply = requests.head(f"{site}/widget.js", headers={"Accept-Encoding": "identity"}, timeout=20)
    assert reply.status_code == 200
    assert int(reply.headers["Content-Length"]) == len(SCRIPT.encode())


@pytest.mark.parametrize(
    "path", ["/no.js", "/..%2fsecret.js", "/%2e%2e/secret.js", "/../secret.js", "/..\\secret.js", "/.env", "/x/no.js"]
)
def test_nothing_else_is_served(site: str, path: str) -> None:
    address = urlsplit(site)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
    connection.request("GET", path)
    reply = connection.getresponse()
    assert reply.status == 404
    assert b"secret" not in reply.read()
    connection.close()


@pytest.mark.parametrize("path", ["/chat", "/widget.js"])
def test_what_is_not_built_says_how_to_build_it(site: str, dist: Path, path: str) -> None:
    for name in FILES:
        (dist / name).unlink()
    reply = get(site + path)
    assert reply.status_code == 503
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert "scripts/web.sh" in reply.json()["detail"]
