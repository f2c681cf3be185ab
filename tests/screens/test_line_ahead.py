"""Lines typed in a real terminal before their question was shown: they answer nothing."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.support.by_hand import PROMPTS, Hand
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import Terminal
from tests.support.traces import ASKED, OPENINGS, program, sees, usable

WORDS = words()
EARLY = WORDS["line.early"]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


@contextmanager
def at_the_gate(pack: Path, *flags: str) -> Iterator[tuple[Terminal, Hand]]:
    """Come to the first question, which waits for an answer."""
    with Terminal(program(pack, "--plain", *flags), size=(80, 200)) as terminal:
        hand = Hand(terminal)
        hand.type("")
        hand.asked()
        yield terminal, hand


@pytest.mark.parametrize("flags", [(), ("--kiosk",)])
@pytest.mark.parametrize("burst", ["3\n s\n", "3\n4\n2\n1\n", "3\n1", "3\n\n4\n", "3\n4\n" * 300])
def test_lines_typed_in_one_burst_answer_the_first_question_at_most(
    pack: Path, burst: str, flags: tuple[str, ...]
) -> None:
    with at_the_gate(pack, *flags) as (terminal, hand):
        terminal.key(*[burst])
        sees(terminal, EARLY)
        hand.asked()
        assert ASKED["acts"] in terminal.text
        assert not any(ASKED[name] in terminal.text for name in ("calm", "matters"))
        assert not any(opening in terminal.text for opening in OPENINGS.values())


def test_half_a_line_typed_too_early_does_not_survive_in_its_other_half(pack: Path) -> None:
    with at_the_gate(pack) as (terminal, hand):
        terminal.key("3\n1")
        sees(terminal, ASKED["acts"])
        terminal.key("2\n")
        sees(terminal, EARLY)
        hand.answered = hand.prompts - 1
        hand.type("4", "1")
        sees(terminal, ASKED["matters"])


def test_typed_before_the_start_it_answers_nothing(pack: Path) -> None:
    with Terminal(program(pack, "--plain"), size=(80, 200)) as terminal:
        terminal.key("\n3\n1\n")
        sees(terminal, EARLY)
        Hand(terminal).asked()
        assert ASKED["gate"] not in terminal.text


@pytest.mark.parametrize(
    "burst", ["3\nq\n", "3\n4\n q \n1\n", "99\nQ\n2\n", "q\n3\n", "3\n4\n\x04"]
)
@pytest.mark.parametrize("start", [True, False], ids=["started", "asked"])
def test_leaving_works_within_a_burst_and_nothing_of_it_comes_to_the_shell(
    pack: Path, burst: str, start: bool
) -> None:
    watched = ["sh", "-c", '"$@"; stty -echo; read -t 1 -r typed; echo "typed:$typed"', "sh"]
    with Terminal(["bash", *watched[1:], *program(pack, "--plain")], size=(80, 200)) as terminal:
        if not start:
            Hand(terminal).type("")
            sees(terminal, ASKED["gate"])
            Hand(terminal).asked()
        terminal.key(burst)
        terminal.wait_end()
        assert [line for line in terminal.window.left.splitlines() if line.strip()] == ["typed:"]


@pytest.mark.parametrize("end", ["\x03", "\x1c"])
def test_a_burst_without_an_end_can_be_left(pack: Path, end: str) -> None:
    with at_the_gate(pack) as (terminal, _):
        for _ in range(100):
            terminal.key("3\n4\n1\n")
        terminal.key(end)
        terminal.wait_end()
        assert (terminal.status, terminal.text.strip()) == (0, "")
        assert usable(terminal)


def test_lines_typed_while_it_was_stopped_answer_no_more_than_what_was_asked(pack: Path) -> None:
    with at_the_gate(pack) as (terminal, hand):
        os.kill(terminal.pid, signal.SIGSTOP)
        terminal.wait_stopped()
        terminal.key("3\n4\n1\n")
        os.kill(terminal.pid, signal.SIGCONT)
        sees(terminal, EARLY)
        hand.asked()
        assert ASKED["acts"] in terminal.text
        assert ASKED["calm"] not in terminal.text


LINES = st.sampled_from(["3", "4", "1", "1 2", "s", "?", "x", "h"])
GAPS = st.sampled_from([0.0, 0.0, 0.002, 0.02, 0.04, 0.1, 0.2])
PIECES = st.lists(st.tuples(LINES, GAPS, GAPS, st.booleans()), min_size=3, max_size=12)
CHOSEN = re.compile(re.escape(WORDS["line.chose.number"].partition("{")[0]) + r"([\d, ]+|s\b)")
"""An answer said back: its numbers, or s."""

BY_LENGTH = sorted(map(re.escape, PROMPTS), key=len, reverse=True)
ASKS = re.compile(rf"(?:{'|'.join(BY_LENGTH)})(?:(?<=\()\d+[^:]*:)?")
"""A prompt, with what follows its words where it counts what is to come."""


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])
@given(pieces=PIECES)
def test_what_answers_a_question_was_typed_after_it_was_shown(
    pack: Path, pieces: list[tuple[str, float, float, bool]]
) -> None:
    """The terminal echoes what is typed when it comes: so it stands behind the prompt, or before.

    A window that cannot be cleared keeps all of it.
    """
    with Terminal(program(pack, "--plain"), term="dumb", size=(80, 24)) as terminal:
        Hand(terminal).type("")
        for line, before, within, stops in pieces:
            if stops:
                os.kill(terminal.pid, signal.SIGSTOP)
            time.sleep(before)
            terminal.key(line)
            time.sleep(within)
            terminal.key("enter")
            os.kill(terminal.pid, signal.SIGCONT)
        terminal.key("\nq\n")
        terminal.wait_end()
        said = terminal.window.left
    typed = ""
    for row in said.splitlines():
        if asks := ASKS.match(row):
            typed = row[asks.end() :].strip()
        if chosen := CHOSEN.match(typed if asks else row):
            assert typed.split() == chosen[1].replace(",", "").split()
