"""Peers of our kiosk on loopback (wish with bubbletea, sshd with a Python), and their content."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import asyncssh

from bench.crowd import PROGRAM, ROOT, Kiosk, kiosk, running
from screens.full.app import Evenground
from screens.full.base_screen import BaseScreen
from screens.full.column import PINNED
from screens.full.question import Ask
from screens.full.view import look
from screens.pages.welcome import START
from screens.setting import Setting
from tests.support.sshd import APART, CONFIG, SSHD, changes, gives_terminals
from tree.condition import Learned
from tree.model import Outcome, Question, exit_routes
from tree.prepare import Places, prepare
from tree.stored_start import Ready

SIZE = (100, 30)
WELCOME, CARD, GO_ON = "welcome", "card", "go-on"
Page = dict[str, object]


def write_content(path: Path) -> None:
    """Write what a peer needs to show the same content."""
    path.write_text(json.dumps(asyncio.run(content(_ready()))), encoding="utf-8")


def _ready() -> Ready:
    words, lines = ROOT / "content" / "words", ROOT / "content" / "helplines"
    return prepare(Places(ROOT / "content" / "evenground", words, lines, ROOT / ".stored"), "en")


async def content(ready: Ready) -> dict[str, object]:
    """Render each screen once, without a terminal, and return its rows."""
    app = Evenground(ready, Setting(term="xterm-256color"), float)
    first = ready.tree.questions[ready.tree.start]
    async with app.run_test(size=SIZE) as pilot:
        pages = {WELCOME: _page(app.screen, {START: first.id})}
        await pilot.press("h")
        pages[CARD] = _page(app.screen, {})
        await pilot.press("h", "1", "enter")
        for question in ready.tree.questions.values():
            if isinstance(app.screen, Ask):
                app.screen.ask(question)
                pages[question.id] = _page(app.screen, dict(_ways(ready, question)))
    pages |= {outcome.id: _outcome(outcome) for outcome in ready.tree.outcomes.values()}
    more = {name: app.words(f"more.{name}") for name in ("below", "above", "both")}
    top = f"{app.words('leave.line')}   {app.words('leave.card')}"
    return {"start": WELCOME, "card": CARD, "top": top, **more, "pages": pages}


def _ways(ready: Ready, question: Question) -> Iterator[tuple[str, str]]:
    """Yield each answer with the node that it leads to."""
    for option in (*question.options, question.skip):
        yield option.id, ready.tree.land(exit_routes(question, [option]), Learned()).id


def _page(screen: object, ways: dict[str, str]) -> Page:
    assert isinstance(screen, BaseScreen), screen  # noqa: S101 - the bench's own keys led here
    says = {name: screen.pinned.says(name) for name in PINNED}
    alone = {o.id for o in screen.question.options if o.alone} if isinstance(screen, Ask) else ()
    rows = [
        {"say": row.text, "look": look(row), "pick": row.pick, "sign": row.key,
         "to": ways.get(row.pick, ""), "ticks": row.ticked is not None, "alone": row.pick in alone}
        for row in screen.choices.rows
    ]  # fmt: skip
    hints = [screen.hint(key) for key in screen.hints()]
    return {"meta": says["meta"], "note": says["note"], "head": says["head"],
            "rows": rows, "at": screen.choices.at, "hints": hints}  # fmt: skip


def _outcome(outcome: Outcome) -> Page:
    """Return the title and the unconditional texts of an outcome."""
    told = [say.say for say in (*outcome.opening, *outcome.steps) if say.when is None]
    rows: list[dict[str, object]] = [{"say": say, "look": "text"} for say in told]
    if outcome.go_on:
        rows.append({"say": GO_ON, "look": "text", "pick": GO_ON, "sign": "1", "to": outcome.go_on})
    return {"head": outcome.title, "rows": rows, "hints": []}


GO_SOURCES = Path("/usr/share/gocode")
WISH = GO_SOURCES / "src/github.com/charmbracelet/wish"
BUILT = ROOT / "bench" / ".peers" / "wish"
CROWDED = ("MaxStartups=1000", "PerSourceMaxStartups=none", "ListenAddress=127.0.0.1")
"""Other options than the documented sshd, which allows fewer simultaneous connections."""

COMPILED = ("evenground.py", "commands", "editor", "kiosk", "screens", "tree")
PER_PYTHON = 64
"""MiB kept free for each session with a Python of its own."""

Opens = Callable[[Path, int], AbstractContextManager[Kiosk]]
"""Opens a kiosk in a new folder, for so many people."""

ONE_FOR_ALL = (sys.executable, str(ROOT / "bench" / "one_for_all.py"))


class AbsentError(Exception):
    """The peer is not installed, or cannot hold this many people."""


def shared(share: int) -> Opens:
    """Return a function that opens our kiosk with `share` sessions to a process."""
    return lambda folder, _people: kiosk(folder, share)


@contextmanager
def one_for_all(folder: Path, _people: int) -> Iterator[Kiosk]:
    """Open our kiosk with one process for all sessions."""
    with kiosk(folder, 1, ONE_FOR_ALL) as open_:
        yield open_


@contextmanager
def wish(folder: Path, _people: int) -> Iterator[Kiosk]:
    """Build and open the Go program."""
    if not shutil.which("go"):
        raise AbsentError("no Go")
    if not WISH.exists():
        raise AbsentError("no wish")
    folder.mkdir()
    write_content(folder / "content.json")
    go = {"GO111MODULE": "off", "GOPATH": str(GO_SOURCES), "GOCACHE": str(BUILT.parent / "go")}
    subprocess.run(  # noqa: S603 - Debian's compiler, and a program of our own
        ["go", "build", "-o", str(BUILT), "."],  # noqa: S607
        check=True, cwd=ROOT / "bench" / "peers_go", env=os.environ | go,
    )  # fmt: skip
    with running([str(BUILT), str(folder / "content.json")]) as process:
        said = process.stdout.readline() if process.stdout else ""
        yield Kiosk(process, int(said.split()[-1]))


@contextmanager
def sshd(folder: Path, people: int) -> Iterator[Kiosk]:
    """Open the documented sshd, which starts a Python for each session."""
    if not SSHD:
        raise AbsentError("no sshd")
    if not gives_terminals():
        raise AbsentError("not root")
    if people * PER_PYTHON > _free():
        raise AbsentError("memory")
    folder.mkdir()
    for name in ("host", "guest"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True)  # noqa: S603
    if os.geteuid() == 0:
        APART.mkdir(mode=0o755, exist_ok=True)
    _warm()
    port = _port()
    more = [word for option in (f"Port={port}", *CROWDED) for word in ("-o", option)]
    login = {"username": getpass.getuser(), "client_keys": [str(folder / "guest")]}
    command = [SSHD, "-D", "-e", "-f", str(CONFIG), *more, *changes(folder, *PROGRAM)]
    with running(command, noted=subprocess.DEVNULL) as process:
        _wait_for(port)
        yield Kiosk(process, port, login)


def _warm() -> None:
    """Compile bytecode and fill the store before the measurement, as a host would."""
    compiled = [sys.executable, "-m", "compileall", "-q", *COMPILED]
    for command in (compiled, [*PROGRAM, "--plain", "--lang", "en"]):
        subprocess.run(  # noqa: S603 - our own program
            command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


def _free() -> int:
    """Return the MiB of memory available."""
    lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable")) >> 10


def _port() -> int:
    """Return a free port: sshd does not report the one it took."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise AbsentError("deaf")


BESIDE: dict[str, Opens] = {"all": one_for_all, "wish": wish, "sshd": sshd}
"""Kiosks beside one that a host can set: ours with everybody in one process, and the peers."""

FAILS = (AbsentError, TimeoutError, OSError, asyncssh.Error, subprocess.CalledProcessError)
"""Errors that can keep a peer from being measured."""


def because(why: BaseException) -> str:
    """Return in a few words why a kiosk was not measured."""
    return str(why) if isinstance(why, AbsentError) else f"{type(why).__name__} {why}".rstrip()
