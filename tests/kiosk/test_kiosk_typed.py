"""What a client sends, before anyone acts on it: leaving keys, pastes, sizes and variables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.front import client
from kiosk.front.client import KeyWatch
from screens.terminal.leaving import WITHIN
from tests.support.clock import Clock


@pytest.mark.parametrize(
    ("chunks", "leaves"),
    [
        ([b"\x03"], True),
        ([b"abc\x03"], True),
        ([b"\x1b", b"\x1b"], True),
        ([b"\x1b\x1b"], True),
        ([b"\x1b", b"x", b"\x1b"], False),
        ([b"\x1b", b"\x1b[57441u", b"\x1b"], True),
        ([b"\x1b", b"[A", b"\x1b"], False),
        ([b"\x1b[A\x1b[A\x1b[A"], False),
        ([b"\x1b\x1b[A"], False),
        ([b"\x1bOA\x1bOB"], False),
        ([b"\x1b[99;5u"], True),
        ([b"\x1b[1089;5u"], True),
        ([b"\x1b[200~ a \x03 b"], True),
        ([b"\x1b[200~", b"\x1b", b"\x1b"], True),
        ([b"\x1b[200~ a", b"b \x1b[201~"], False),
        ([b"\xff\xfe\x80"], False),
    ],
)
def test_the_leaving_keys_are_found_in_what_a_terminal_sends(
    chunks: list[bytes], leaves: bool
) -> None:
    typed = KeyWatch(Clock())
    assert any(typed.leaves(chunk) for chunk in chunks) == leaves


def test_a_second_escape_counts_for_a_while_only() -> None:
    clock = Clock()
    typed = KeyWatch(clock)
    assert not typed.leaves(b"\x1b")
    clock.now += WITHIN + 1
    assert not typed.leaves(b"\x1b")
    assert typed.leaves(b"\x1b")


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=3))
def test_any_bytes_cut_anywhere_leave_alike_where_no_escape_is_cut(
    data: bytes, cuts: list[int]
) -> None:
    whole = data.translate(None, b"\x1b\x11\x8f\x90\x98\x9b\x9d\x9e\x9f")
    at = [0, *sorted(cuts), len(data)]
    typed = KeyWatch(Clock())
    assert any(typed.leaves(whole[a:b]) for a, b in pairwise(at)) == (b"\x03" in whole)


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
    for name, text in client.accepted(key, value).items():
        assert name in client.ACCEPTED
        assert text.isprintable()
        assert len(text) <= 32


def test_a_strange_terminal_is_taken_for_a_plain_one() -> None:
    assert client.environment("xterm-kitty", {})["TERM"] == "xterm-kitty"
    for strange in ("", "a b", "\x1b[2J", "x" * 50, "-x"):
        assert client.environment(strange, {})["TERM"] == "dumb"


@pytest.mark.parametrize("floods", [False, True])
def test_sizes_are_drawn_at_a_bounded_rate_and_seldom_once_their_client_floods(
    floods: bool,
) -> None:
    clock = Clock()
    redraws, drawn = client.Redraws(clock), 0
    assert redraws.wait <= 0
    if floods:
        redraws.slow()
    while clock.now < 10:
        if redraws.wait <= 0:
            redraws.spend()
            drawn += 1
        clock.now += 0.001
    every = client.SLOWED_SECONDS if floods else client.REDRAW_SECONDS
    assert drawn == pytest.approx(10 / every, rel=0.1)
    clock.now += every
    assert redraws.wait <= 0
