"""Serves the bot for development: Rasa and the action server, both on 127.0.0.1, until Ctrl-C."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from honcho.manager import Manager

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "detente.tar.gz"
PORT = int(os.environ.get("DETENTE_PORT", "5005"))
ACTION_PORT = 5055
BASE = f"http://127.0.0.1:{PORT}"
URL = f"{BASE}/webhooks/rest/webhook"


def taken(port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def refuse_unless_ready() -> None:
    """One sentence, and out, when the bot could not start."""
    if not MODEL.exists():
        sys.exit("There is no model in models/: run `make train` first.")
    for port, whose in ((PORT, "Rasa's"), (ACTION_PORT, "the action server's")):
        if taken(port):
            hint = " or set DETENTE_PORT to another" if port == PORT else ""
            sys.exit(f"Port {port}, {whose}, is in use: stop what listens there{hint}.")


def announce() -> None:
    """Says where to talk to the bot, once it answers."""
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{BASE}/api/ready", timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
            continue
        print(
            f"Détente is ready: chat at {BASE}/chat, with `make chat`, or POST to {URL}; Ctrl-C stops it.", flush=True
        )
        return


def main() -> None:
    refuse_unless_ready()
    os.chdir(ROOT)
    Path("var").mkdir(exist_ok=True)
    python = f"exec {sys.executable} -W ignore -m"
    manager = Manager()
    manager.add_process("actions", f"{python} actions {ACTION_PORT}", env={**os.environ, "SANIC_HOST": "127.0.0.1"})
    manager.add_process(
        "rasa",
        f"{python} mends run --model {MODEL} --interface 127.0.0.1 --port {PORT} "
        "--logging-config-file scripts/logging.yml",
        env=dict(os.environ),
    )
    print("Starting ...", flush=True)
    threading.Thread(target=announce, daemon=True).start()
    manager.loop()
    sys.exit(0 if manager.returncode in (130, 143) else manager.returncode)


if __name__ == "__main__":
    main()
