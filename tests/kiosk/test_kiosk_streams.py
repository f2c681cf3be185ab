"""A whole visit over SSH writes to no file, wherever the streams of the kiosk are sent."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.screens.test_streams import CALLS, WROTE, needs_strace
from tests.support.kiosk_host import LOOPBACK, WIDE_OPEN, free_port, serve_call, write_settings
from tests.support.kiosk_processes import until
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, Terminal
from tests.support.traces import SAYINGS, sees, walk_to

SENT = {
    "to one file": ">{said} 2>&1 <{empty}",
    "errors to a file": ">{port} 2>>{said} <{empty}",
    "errors closed": ">{port} 2>&- <{empty}",
    "all closed but one": ">{port} 2>/dev/null <&-",
}


def visit(port: int) -> None:
    """Take the whole check over OpenSSH, and leave in the middle of the last page."""
    options = [f"-o{o}" for o in ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null")]
    with Terminal(["ssh", "-F", "none", "-q", *options, "-p", str(port), LOOPBACK]) as terminal:
        walk_to(terminal, "matters")
        terminal.key("1")
        terminal.wait_for(r"1  \[x\]")
        terminal.key("enter")
        sees(terminal, words()["look.title"])
        terminal.key("ctrl+c")
        terminal.wait_end()


@needs_strace
@pytest.mark.parametrize(("to", "people"), [*((to, 1) for to in SENT), ("to one file", 16)])
async def test_a_whole_visit_over_ssh_writes_to_no_file(
    tmp_path: Path, to: str, people: int
) -> None:
    said, traced, port = tmp_path / "said", tmp_path / "calls", free_port()
    for name in ("empty", "said", "port"):
        (tmp_path / name).touch()
    more = f"{WIDE_OPEN}per_worker = {people}\n"
    settings = write_settings(tmp_path, write_small(tmp_path), more, port)
    watch = ["strace", "-f", "-y", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(traced)]
    streams = SENT[to].format(**{name: tmp_path / name for name in ("said", "port", "empty")})
    argv = [
        "sh",
        "-c",
        f'exec "$@" {streams}',
        "sh",
        *watch,
        *serve_call("--config", str(settings)),
    ]
    kiosk = subprocess.Popen(argv, cwd=tmp_path, process_group=0)
    try:
        out = said if "{port}" not in SENT[to] else tmp_path / "port"
        await until(lambda: str(port) in out.read_text("utf-8"), "the kiosk opens")
        visit(port)
    finally:
        os.killpg(kiosk.pid, signal.SIGTERM)
        kiosk.wait(DEADLINE)
    written = {Path(name) for name in WROTE.findall(traced.read_text("utf-8", "replace"))}
    files = {path for path in written if path.parts[1] != "dev" and path.is_file()}
    assert out in files <= {said, tmp_path / "port"}
    text = "".join(path.read_text("utf-8", "replace") for path in files)
    assert not any(saying in text for saying in SAYINGS)
