"""What a running kiosk shows: figures that tell of nobody, and algorithms without a failure."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from kiosk.front.admission import REASONS
from kiosk.front.input.throttle import ENDED, SLOWED
from kiosk.front.metrics import AT_ONCE, Metrics
from kiosk.sandbox import PARTS
from screens.words import Words
from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import LOOPBACK, Kiosk, forked_kiosk, free_port
from tests.support.kiosk_pages import figure, figures, page, seen_at
from tests.support.kiosk_processes import wait_until
from tests.support.kiosk_walls import walls
from tests.support.terminal import DEADLINE, Terminal
from tests.support.traces import TREE, walk_to

NEVER = (LOOPBACK, "country", "outcome", "answer", "user")
ELSEWHERE = "127.0.0.2"
"""Another address of this machine, whose loopback has many."""

TAUGHT = {*TREE.questions, *TREE.outcomes}
"""What no figure may tell."""


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Open one that is only looked at."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk"), figures(free_port())) as kiosk:
        yield kiosk


def test_the_host_sees_how_many_and_how_fast_and_nothing_of_anyone(kiosk: Kiosk) -> None:
    assert page(seen_at(kiosk), "/health")[0] == 200
    before = figure(kiosk, "admitted_total")
    with Terminal(openssh(kiosk)) as here:
        walk_to(here, "matters")
        assert figure(kiosk, "people") == 1
        here.key("ctrl+c")
        here.wait_end()
    wait_until(lambda: figure(kiosk, "people") == 0, "nobody is inside")
    assert figure(kiosk, "admitted_total") == before + 1
    assert figure(kiosk, "key_seconds_count") > 1
    text = page(seen_at(kiosk), "/metrics")[1]
    named = set(
        re.findall(r"^evenground_(\w+?)(?:_(?:bucket|sum|count|total))?[ {]", text, re.MULTILINE)
    )
    known = {
        "people",
        "admitted",
        "refused",
        "worker_restarts",
        "worker_walls",
        "key_seconds",
        "arriving",
        "floods",
    }
    assert named <= known
    for name, part in PARTS.items():
        assert figure(kiosk, f'worker_walls{{part="{name}"}}') == bool(walls() & part)
    labels = set(re.findall(r'(\w+)="', text))
    assert labels <= {"le", "reason", "part", "end"}
    values = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not any(word in values for word in (*NEVER, *TAUGHT))


def test_each_figure_stands_at_zero_before_anything_happened() -> None:
    lines = Metrics(Words(defaultdict(str))).text().decode().splitlines()
    held = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert {float(value) for value in held.values()} == {0.0}
    refused = {f'evenground_refused_total{{reason="{reason}"}}' for reason in REASONS}
    floods = {f'evenground_floods_total{{end="{end}"}}' for end in (SLOWED, ENDED)}
    assert {*refused, *floods} <= held.keys()


def test_other_pages_and_other_words_get_a_plain_no(kiosk: Kiosk) -> None:
    port = seen_at(kiosk)
    assert page(port, "/")[0] == 404
    assert page(port, "/health", "HEAD") == (200, "")


def test_silent_requests_keep_nobody_from_the_pages(kiosk: Kiosk) -> None:
    where = (LOOPBACK, seen_at(kiosk))
    with ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(where)) for _ in range(AT_ONCE + 8)]
        assert page(where[1], "/health")[0] == 200
        silent[0].settimeout(DEADLINE)
        with suppress(ConnectionResetError):
            assert silent[0].recv(1) == b""


def test_the_pages_are_where_the_host_says_and_nowhere_else(tmp_path: Path) -> None:
    more = figures(free_port()) + f'metrics_host = "{ELSEWHERE}"\n'
    with forked_kiosk(tmp_path, more) as kiosk:
        assert page(seen_at(kiosk), "/health", host=ELSEWHERE)[0] == 200
        assert page(seen_at(kiosk), "/health")[0] == 0


def audit() -> list[str]:
    """Find ssh-audit, beside this Python or on the path."""
    beside = Path(sys.executable).with_name("ssh-audit")
    found = str(beside) if beside.exists() else shutil.which("ssh-audit")
    if not found:
        pytest.skip("ssh-audit is not installed")
    return [found, "--skip-rate-test", "-j"]


def test_ssh_audit_finds_no_failure_and_one_kind_of_warning(kiosk: Kiosk) -> None:
    argv = [*audit(), "-p", str(kiosk.port), LOOPBACK]
    ran = subprocess.run(argv, capture_output=True, check=False, timeout=DEADLINE)
    told = json.loads(ran.stdout)
    notes = [
        (part["algorithm"], level)
        for kind in ("kex", "key", "enc", "mac")
        for part in told[kind]
        for level, said in part.get("notes", {}).items()
        if level in {"warn", "fail"} and said
    ]
    assert {level for _, level in notes} == {"warn"}
    assert all(name.startswith("curve25519") for name, _ in notes)
    assert told["cves"] == []
