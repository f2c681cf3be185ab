"""Where a visit goes: to a terminal or a pipe, and to no file, however its streams are sent."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.by_hand import Hand
from tests.support.forked import run
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import ROOT, Terminal
from tests.support.traces import (
    ASKED,
    OPENINGS,
    SAYINGS,
    leaves_no_trace,
    old_lines,
    program,
    sees,
    started,
    usable,
    walk_to,
)

CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,splice,ftruncate"
WROTE = re.compile(r"^\d+ +\w+\(\d+<(/[^>]*)>", re.MULTILINE)
"""A call that writes, and what is open there, where that has a name on a disk or in /dev."""

SHARED = {".stored", "__pycache__"}
"""Folders of what is made of code and content alone."""

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
FACES = {"full": (), "kiosk": ("--kiosk",), "lines": ("--plain",), "both": ("--plain", "--kiosk")}
SENT = {
    "nowhere else": "",
    "errors to a file": "2>{file}",
    "errors to an old file": "2>>{file}",
    "errors closed": "2>&-",
    "errors to nothing": "2>/dev/null",
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


def sent(argv: list[str], to: str) -> list[str]:
    """Send the streams of a program somewhere, as a shell does."""
    return ["sh", "-c", f'exec "$@" {to}', "sh", *argv]


def walk(terminal: Terminal, *, by_lines: bool) -> None:
    """Take the whole check, and leave."""
    if by_lines:
        Hand(terminal).type("", "3", "4", "1", "1 2", "", "", "q")
    else:
        walk_to(terminal, "matters")
        for digit in "12":
            terminal.key(digit)
            terminal.wait_for(rf"{digit}  \[x\]")
        terminal.key("enter")
        sees(terminal, words()["look.title"])
        terminal.key("ctrl+c")
    terminal.wait_end()
    assert terminal.status == 0


@needs_strace
@pytest.mark.parametrize("to", SENT.values(), ids=SENT)
@pytest.mark.parametrize("flags", FACES.values(), ids=FACES)
def test_a_whole_visit_writes_to_no_file(
    pack: Path, tmp_path: Path, flags: tuple[str, ...], to: str
) -> None:
    traced, file = tmp_path / "calls", tmp_path / "said"
    watch = ["strace", "-f", "-y", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(traced)]
    argv = sent([*watch, *program(pack, *flags)], to.format(file=file))
    with Terminal(argv) as terminal:
        walk(terminal, by_lines="--plain" in flags)
    written = {Path(name) for name in WROTE.findall(traced.read_text("utf-8", "replace"))}
    assert any(str(path).startswith("/dev/pts/") for path in written)
    files = {path for path in written if path.parts[1] != "dev"}
    assert {path for path in files if "--kiosk" in flags or not SHARED & {*path.parts}} == set()
    assert not file.exists() or file.read_bytes() == b""


@pytest.mark.parametrize("to", SENT.values(), ids=SENT)
def test_the_full_screen_is_drawn_wherever_errors_go(pack: Path, tmp_path: Path, to: str) -> None:
    with started(sent(program(pack), to.format(file=tmp_path / "said"))) as terminal:
        walk_to(terminal, "calm")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert leaves_no_trace(terminal)


def test_errors_in_a_pipe_get_nothing(pack: Path) -> None:
    with started(["sh", "-c", '"$@" 2>&1 >/dev/tty | cat >&2', "sh", *program(pack)]) as terminal:
        walk_to(terminal, "calm")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert leaves_no_trace(terminal)


@pytest.mark.parametrize("to", [">{file}", ">>{file}", ">{file} 2>&1", "<>{file} >&0"])
@pytest.mark.parametrize("flags", FACES.values(), ids=FACES)
def test_a_file_as_output_is_refused_before_anything_is_asked(
    pack: Path, tmp_path: Path, flags: tuple[str, ...], to: str
) -> None:
    file = tmp_path / "said"
    file.touch()
    with started(sent(program(pack, *flags), to.format(file=file))) as terminal:
        terminal.wait_end()
        assert terminal.status == 2
        said = file.read_text("utf-8") + terminal.window.left
        assert words()["welcome.title"] not in said
        assert not any(saying in said for saying in SAYINGS)
        assert usable(terminal)


@pytest.mark.parametrize("to", ["", ">/dev/null", "2>/dev/null", "| cat"])
def test_pipes_and_nothing_are_taken(pack: Path, to: str) -> None:
    argv = ["sh", "-c", f'"$@" {to}', "sh", *program(pack)]
    done = subprocess.run(
        argv, check=False, cwd=ROOT, input="\n3\n", capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (ASKED["acts"] in done.stdout) == (to != ">/dev/null")


def test_answers_may_come_from_a_file(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "typed"
    file.write_text("\n3\n4\n1\n1\n\n\n", "utf-8")
    argv = sent(program(pack), f"<{file}")
    done = subprocess.run(argv, check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert OPENINGS["rebuild"] in done.stdout


def test_another_terminal_as_output_is_drawn_on_and_cleared(pack: Path) -> None:
    with Terminal(["sh", "-c", "tty; sleep 1000"]) as other:
        other.wait_for("/dev/pts/[0-9]+")
        name = re.findall(r"/dev/pts/\d+", other.text)[0]
        with Terminal(sent(program(pack), f">{name}")) as terminal:
            sees(other, words()["keys.choose"])
            terminal.key("1", "enter")
            sees(other, ASKED["gate"])
            terminal.key("ctrl+c")
            terminal.wait_end()
            assert (terminal.status, terminal.text.strip()) == (0, "")
        other.wait(lambda: ASKED["gate"] not in other.text, "a blank window")


CODE = re.compile(r"Traceback|Errno|\.py[\":]")
"""What a traceback shows; a sentence may name a command of evenground.py."""

CLOSED = {"<&-": (0,), ">&-": (1,), "2>&-": (2,), "<&- >&-": (0, 1), ">&- 2>&-": (1, 2)}
CLOSED |= {"<&- >&- 2>&-": (0, 1, 2)}
STARTED = [(), ("--plain",), ("--kiosk",), ("check", "nowhere"), ("serve",)]
"""Calls that are started anew: how Python starts without a stream is the same for all others."""

CALLED = [
    *STARTED,
    ("--help",),
    ("--version",),
    ("--bogus",),
    ("check", "--help"),
    ("walk", "--answers", "-"),
    ("map", "nowhere"),
    ("due", "--days", "0"),
    ("schema",),
    ("translate", "es", "line"),
    ("host-key",),
    ("nothing",),
]


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("called", CALLED, ids=" ".join)
def test_closed_streams_are_told_in_a_sentence(called: tuple[str, ...], closed: str) -> None:
    if called in STARTED:
        argv = sent(["env", "-u", "TERM", *program(Path("x"))[:2], *called], closed)
        done = subprocess.run(
            argv, check=False, cwd=ROOT, input="", capture_output=True, text=True, timeout=60
        )
    else:
        done = run(*called, without="TERM", closed=CLOSED[closed])
    assert done.returncode in {0, 2}
    for said in (done.stdout, done.stderr):
        assert not CODE.search(said)
        assert words()["crash.sentence"] not in said
    visit = called in {(), ("--plain",), ("--kiosk",)}
    if visit and closed in {"<&-", ">&-"}:
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


ASKS = ("DEVMODE", "INSPECT", "FAULTHANDLER", "TRACEMALLOC", "ASYNCIODEBUG", "VERBOSE", "UTF8")
PYTHONS = [*(f"PYTHON{name}=1" for name in ASKS), "PYTHONWARNINGS=error", "PYTHONSAFEPATH=1"]
OTHERS = ["TEXTUAL=debug,devtools", "TEXTUAL_LOG={file}", "TEXTUAL_SCREENSHOT=1", "FORCE_COLOR=1"]


@pytest.mark.parametrize("name", [*PYTHONS, *OTHERS])
@pytest.mark.parametrize("flags", [(), ("--plain",)], ids=["full", "lines"])
def test_no_variable_makes_a_visit_leave_anything(
    pack: Path, tmp_path: Path, flags: tuple[str, ...], name: str
) -> None:
    file = tmp_path / "said"
    variable = name.format(file=tmp_path / "log")
    argv = sent(["env", variable, *program(pack, *flags)], f"2>{file}")
    with started(argv) as terminal:
        walk(terminal, by_lines="--plain" in flags)
        assert usable(terminal)
        assert terminal.text.strip() == "" or "old line 60" in old_lines(terminal)
    said = file.read_text("utf-8", "replace")
    assert not any(saying in said for saying in SAYINGS)
    assert "VERBOSE" in name or said == ""
    assert sorted(os.listdir(tmp_path)) == ["said"]
