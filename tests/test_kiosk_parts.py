"""The kiosk's parts by themselves: budgets, the door, leaving keys, clients' words, evidence."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import client, link
from kiosk.bucket import Bucket
from kiosk.config import Config, Limits, People, read_config
from kiosk.door import CLOSING, CROWDED, FAST, FULL, REMEMBERED, Door, household
from kiosk.host_key import make_key, read_key
from kiosk.keys import Typed
from kiosk.pool import Worker
from kiosk.process import Process, Use, read_use
from kiosk.request import Request, unpack
from kiosk.watch import Asked, Spending, hangs, shares
from screens.idle import Idle
from screens.leaving import WITHIN
from screens.setting import read_setting
from tree.fault import FaultyPackError, UnusableError

PEOPLE = People(at_once=3, per_address=2, new_a_second=1.0, burst=4)
LIMITS = Limits(hung_cpu=5.0, hung_asleep=15.0, cpu_burst=10.0, cpu_share=0.5)


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50))))
def test_a_budget_never_grants_more_than_it_held_and_was_refilled(
    takes: list[tuple[float, float]],
) -> None:
    clock = Clock()
    bucket, granted = Bucket(10.0, 2.0, clock), 0.0
    for passed, wanted in takes:
        clock.now += passed
        got = bucket.take(wanted)
        granted += got
        assert 0 <= got <= wanted
    assert granted <= 10.0 + 2.0 * (clock.now - 100.0) + 1e-6


def test_what_was_overspent_is_waited_for() -> None:
    clock = Clock()
    spending = Spending(LIMITS, clock)
    assert spending.note(9.0)
    assert not spending.note(3.0)
    clock.now += 3.0
    assert not spending.note(0.0)
    clock.now += 2.0
    assert spending.note(0.0)


def test_what_a_worker_used_is_laid_on_those_who_asked_for_it() -> None:
    assert shares([300, 100, 0], 2.0) == [1.5, 0.5, 0.0]
    assert shares([0, 0], 2.0) == [1.0, 1.0]
    assert shares([], 2.0) == []


def test_the_door_counts_who_is_inside_and_forgets_who_left() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    assert [door.refusal("10.0.0.1") for _ in range(3)] == ["", "", CROWDED]
    assert door.refusal("10.0.0.2") == ""
    assert door.refusal("10.0.0.3") == FULL
    door.leave("10.0.0.1")
    assert door.refusal("10.0.0.3") == ""
    door.closing = True
    door.leave("10.0.0.3")
    assert door.refusal("10.0.0.4") == CLOSING
    assert door.inside == 2


def test_an_address_that_comes_too_fast_waits_and_the_others_do_not() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    for _ in range(PEOPLE.burst):
        if not door.refusal("10.0.0.1"):
            door.leave("10.0.0.1")
    assert door.refusal("10.0.0.1") == FAST
    assert door.refusal("10.0.0.2") == ""
    clock.now += 1.0
    assert door.refusal("10.0.0.1") == ""


def test_the_rates_of_any_number_of_addresses_take_bounded_memory() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    for n in range(3 * REMEMBERED):
        door.refusal(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(door._rates) <= REMEMBERED + 1
    clock.now += 60.0
    door.refusal("192.168.0.1")
    assert len(door._rates) == 1


def test_one_line_has_many_addresses_in_ipv6() -> None:
    assert household("2001:db8::1") == household("2001:db8::ffff:2")
    assert household("2001:db8:0:1::1") != household("2001:db8:0:2::1")
    assert household("::ffff:10.0.0.1") == household("10.0.0.1")
    assert household("a name") == "a name"


@pytest.mark.parametrize(
    ("chunks", "leaves"),
    [
        ([b"\x03"], True),
        ([b"abc\x03"], True),
        ([b"\x1b", b"\x1b"], True),
        ([b"\x1b\x1b"], True),
        ([b"\x1b", b"x", b"\x1b"], False),
        ([b"\x1b[A\x1b[A\x1b[A"], False),
        ([b"\x1b\x1b[A"], False),
        ([b"\x1bOA\x1bOB"], False),
        ([b"\x1b[99;5u"], True),
        ([b"\x1b[200~ a \x03 b \x1b[201~"], False),
        ([b"\x1b[200~", b"\x03", b"\x1b[201~", b"\x03"], True),
        ([b"\xff\xfe\x80"], False),
    ],
)
def test_the_leaving_keys_are_found_in_what_a_terminal_sends(
    chunks: list[bytes], leaves: bool
) -> None:
    typed = Typed(Clock())
    assert (None in [typed.hear(chunk) for chunk in chunks]) == leaves


def test_a_second_escape_counts_for_a_while_only() -> None:
    clock = Clock()
    typed = Typed(clock)
    assert typed.hear(b"\x1b") == b"\x1b"
    clock.now += WITHIN + 1
    assert typed.hear(b"\x1b") == b"\x1b"
    assert typed.hear(b"\x1b") is None


@pytest.mark.parametrize("cut", range(1, 24))
def test_what_is_pasted_is_dropped_wherever_it_was_cut(cut: int) -> None:
    sent = b"1\x1b[200~ a \x03\r \x1b[201~\x1b[B3"
    typed = Typed(Clock())
    heard = [typed.hear(sent[:cut]), typed.hear(sent[cut:]), typed.hear(b"\x03")]
    assert heard.pop() is None
    escape = b"\x1b" if cut == 2 else b""
    assert b"".join(filter(None, heard)) == b"1" + escape + b"\x1b[B3"


def test_a_paste_without_end_takes_no_memory() -> None:
    typed = Typed(Clock())
    assert {typed.hear(piece) for piece in (b"\x1b[200~", *[b"1\r" * 5000] * 9)} == {b""}


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=3))
def test_any_bytes_cut_anywhere_leave_alike_where_no_escape_is_cut(
    data: bytes, cuts: list[int]
) -> None:
    whole = data.replace(b"\x1b", b"")
    at = [0, *sorted(cuts), len(data)]
    parts = [whole[a:b] for a, b in pairwise(at)]
    typed = Typed(Clock())
    heard = [typed.hear(part) for part in parts]
    assert (None in heard) == (b"\x03" in whole)
    assert None in heard or b"".join(filter(None, heard)) == whole


@pytest.mark.parametrize(
    ("given", "drawn"),
    [((0, 0), (80, 24)), ((1, 1), (1, 1)), ((65535, 65535), (240, 80)), ((2**32 - 1, 5), (240, 5))],
)
def test_every_size_of_a_window_comes_into_bounds(
    given: tuple[int, int], drawn: tuple[int, int]
) -> None:
    assert client.size(*given) == drawn


@given(st.binary(max_size=40), st.binary(max_size=60))
def test_of_a_clients_variables_only_known_and_plain_ones_are_heard(
    key: bytes, value: bytes
) -> None:
    for name, text in client.heard(key, value).items():
        assert name in client.HEARD
        assert text.isprintable()
        assert len(text) <= 32


def test_a_strange_terminal_is_taken_for_a_plain_one() -> None:
    assert client.environment("xterm-kitty", {})["TERM"] == "xterm-kitty"
    for strange in ("", "a b", "\x1b[2J", "x" * 50, "-x"):
        assert client.environment(strange, {})["TERM"] == "dumb"


@pytest.mark.parametrize(
    ("waited", "burned", "state", "ends"),
    [
        (1.0, 5.0, "R", True),
        (600.0, 0.2, "R", False),
        (14.0, 0.0, "S", False),
        (15.0, 0.0, "S", True),
        (15.0, 0.0, "T", True),
    ],
)
def test_a_worker_hangs_by_what_it_used_and_not_by_the_clock_alone(
    waited: float, burned: float, state: str, ends: bool
) -> None:
    asked = Asked(100.0, 7.0)
    assert hangs(asked, 100.0 + waited, Use(state, 7.0 + burned), LIMITS) == ends


def test_the_use_of_a_process_is_read_past_any_name() -> None:
    ticks = os.sysconf("SC_CLK_TCK")
    stat = f"12 (a) S (b) R 1 2 3 4 5 6 7 8 9 10 {ticks} {2 * ticks} 0 0 20"
    assert read_use(stat) == Use("R", 3.0)
    own = read_use(Path("/proc/self/stat").read_text(encoding="utf-8"))
    assert own.state == "R"
    assert own.seconds <= time.process_time() + 60


def test_messages_keep_their_bounds_and_a_full_link_takes_no_more() -> None:
    near, far = link.pair()
    with near, far:
        sent = list(link.messages(link.TYPED, bytes(3 * link.MOST - 1)))
        assert [len(message) for message in sent] == [link.MOST + 1, link.MOST + 1, link.MOST]
        count = 0
        while link.send(far, sent[0]):
            count += 1
        assert count > 2
        assert [link.receive(near) for _ in range(count)] == [sent[0]] * count
        assert link.receive(near) is None
        far.close()
        assert link.receive(near) == b""


def test_little_of_what_is_typed_waits_where_nobody_can_hold_it_back() -> None:
    near, far = link.pair()
    with near, far:
        count = 0
        while link.send(near, bytes(1 + link.TURN)):
            count += 1
        assert 0 < count * link.TURN < link.QUEUE


def test_a_request_comes_over_as_it_was() -> None:
    env = {"TERM": "xterm", "LANG": "es_ES.UTF-8"}
    setting = read_setting(["--kiosk"], env, terminal=True)
    asked = Request(setting, "es", env, (100, 30))
    assert unpack(asked.pack()) == asked
    assert unpack(asked.pack()).setting.idle == Idle()


def faults(tmp_path: Path, text: str) -> set[tuple[str, int]]:
    """Read settings and list what is wrong with them, by code and line."""
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyPackError) as refused:
        read_config(file, {})
    return {(fault.code, fault.where.line) for fault in refused.value.faults}


def test_all_faults_of_the_settings_are_said_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """[listen]
port = 70000
prot = 1

[idle]
outcome = 10
then = "never"

[people]
at_once = "many"
"""
    assert faults(tmp_path, text) == {
        ("too-large", 2), ("unknown-key", 3), ("too-small", 6), ("wrong-value", 7),
        ("not-a-number", 10),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["[listen", "port = \n", "x = 1\nx = 2\n"])
def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableError) as refused:
        read_config(file, {})
    assert refused.value.code == "not-toml"
    assert 1 <= int(refused.value.values["line"]) <= text.count("\n") + 1


def test_what_the_call_says_comes_before_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[listen]\nport = 22\nhost = '::1'\n", encoding="utf-8")
    listen = read_config(file, {"listen": {"port": "2323"}}).listen
    assert (listen.port, listen.host) == (2323, "::1")
    assert read_config(None, {}) == Config()


def keys(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make files that are no good as a key, each with the code it is refused with."""
    yield "no-host-key", folder / "none"
    (folder / "text").write_text("no key\n", encoding="utf-8")
    (folder / "text").chmod(0o600)
    yield "bad-host-key", folder / "text"
    yield "bad-host-key", folder
    make_key(folder / "open")
    (folder / "open").chmod(0o644)
    yield "host-key-open", folder / "open"


def test_a_key_that_is_missing_open_or_none_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for code, path in keys(tmp_path):
        with pytest.raises(UnusableError) as refused:
            read_key(path)
        assert refused.value.code == code


def test_a_new_key_is_its_owners_alone_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key(path).get_fingerprint() == made.get_fingerprint()
    before = path.read_bytes()
    with pytest.raises(UnusableError):
        make_key(path)
    assert path.read_bytes() == before


def test_a_link_to_nobody_is_told_by_an_error() -> None:
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    far.close()
    with near, pytest.raises(BrokenPipeError):
        link.send(near, b"x")


async def served(worker: Worker, orders: socket.socket) -> list[bytes]:
    """Order more than the system keeps, and take each order only then."""
    given = [asyncio.create_task(worker.order(b"%d" % n)) for n in range(30)]
    await asyncio.sleep(0)
    assert not all(task.done() for task in given)
    taken = list[bytes]()
    while len(taken) < len(given):
        message = link.receive(orders)
        taken += [message] if message else []
        await asyncio.sleep(0)
    for near in await asyncio.gather(*given):
        near.close()
    return taken


def test_a_crowd_that_comes_at_once_is_served_one_after_the_other() -> None:
    near, far = link.pair()
    with near, far:
        worker = Worker(near, cast("Process", None))
        assert sorted(asyncio.run(served(worker, far)), key=int) == [b"%d" % n for n in range(30)]
