"""Line mode at a kiosk: asked whether anyone is there, then wiped; and lines however they come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO

import pytest

from screens.idle import Idle
from screens.plain.reader import LONGEST, AloneError, Awaited, ByHand
from screens.plain.run import take_plain
from screens.setting import Setting
from screens.terminal.leaving import BLANK, HISTORY
from tests.screens.test_language_choice import speak
from tests.support.typed import ASKED, CALM, OPENINGS, PLAIN, TO_CALM, Said, reaches, ready

IDLE = Idle()
KIOSK = replace(PLAIN, kiosk=True, idle=IDLE, term="xterm")
LEAVES = replace(KIOSK, idle=Idle(then="leave"))
GAP = IDLE.after + 1
GONE = IDLE.after + IDLE.warning + 1


class Window(StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@dataclass
class Person:
    """Types lines, and lets seconds go by between them; at the end the input ends."""

    acts: list[str | float]
    end: int
    waits: int = 0

    def __call__(self, _source: int, seconds: float | None) -> bool:
        """Act on until something is typed, or so many seconds have gone by."""
        self.waits += 1
        while self.acts:
            act = self.acts.pop(0)
            if isinstance(act, str):
                return bool(os.write(self.end, act.encode()))
            if seconds is not None and act >= seconds:
                self.acts.insert(0, act - seconds)
                return False
        if self.end >= 0:
            os.close(self.end)
        self.end = -1
        return True


@contextmanager
def awaited(*acts: str | float) -> Iterator[tuple[Awaited, Person]]:
    """Read what a person types."""
    source, end = os.pipe()
    person = Person(list(acts), end)
    with os.fdopen(source) as read:
        yield Awaited(read, person), person


def kiosk(*acts: str | float, setting: Setting = KIOSK) -> Said:
    """Type lines at a kiosk, with seconds between some of them."""
    write = Window()
    whole = (act if isinstance(act, float) else f"{act}\n" for act in acts)
    with awaited(*whole) as (read, _):
        status = take_plain(ready(), setting, read, write, speak)
    return Said(status, write.getvalue())


def warned(said: Said, then: str = "welcome") -> int:
    """Count the warnings."""
    return said.text.count(ready().words[f"line.idle.{then}.other"].format(n=60))


@pytest.mark.parametrize("steps", range(1, len(TO_CALM) + 1))
def test_whoever_answers_the_warning_goes_on_and_that_line_means_nothing_else(steps: int) -> None:
    gap = IDLE.outcome + 1 if steps == len(TO_CALM) else GAP
    said = kiosk(*TO_CALM[:steps], gap, "1", *TO_CALM[steps:], "l", "")
    assert warned(said) == 1
    assert reaches(said, **CALM)


@pytest.mark.parametrize("steps", range(1, len(TO_CALM) + 1))
def test_when_nobody_comes_the_next_person_begins_at_the_welcome(steps: int) -> None:
    said = kiosk(*TO_CALM[:steps], IDLE.outcome + GONE, "2", "l")
    before, cleared, after = said.raw.partition(HISTORY)
    assert cleared
    assert kiosk("2", "l").raw.partition(BLANK)[0].rstrip() in after
    assert ready().words["welcome.title"] in before


def test_an_outcome_stands_longer() -> None:
    assert warned(kiosk(*TO_CALM, IDLE.outcome - 1.0, "l")) == 0
    assert warned(kiosk(*TO_CALM[:-1], GAP, "")) == 1


def test_a_welcome_at_which_nothing_was_typed_stands_for_ever() -> None:
    assert warned(kiosk(10.0**9)) == 0
    assert warned(kiosk(10.0**9, "h", GAP)) == 1


def test_the_next_welcome_stands_for_ever_too_in_the_language_and_place_of_the_host() -> None:
    said = kiosk("i", "2", "3", GONE, 10.0**9, "", setting=KIOSK)
    after = said.raw.rpartition(HISTORY)[0].rpartition(HISTORY)[2]
    assert kiosk("").raw.partition(BLANK)[0].rstrip() in after


@pytest.mark.parametrize("typed", [(), TO_CALM[:1], TO_CALM[:3], TO_CALM])
def test_a_host_may_rather_have_it_end(typed: tuple[str, ...]) -> None:
    said = kiosk(*typed, IDLE.outcome + GONE, "", "3", setting=LEAVES)
    assert warned(said, "leave") == 1
    assert said.status == 0
    assert said.raw.endswith(HISTORY)
    assert said.text.count(ready().words["welcome.title"]) == 1


def test_the_warning_can_be_left() -> None:
    said = kiosk(*TO_CALM[:3], GAP, "q", "", "3")
    assert said.raw.endswith(HISTORY)
    assert ASKED["calm"] in said.text
    assert OPENINGS["rebuild"] not in said.text


def test_lines_that_came_together_are_read_without_waiting() -> None:
    with awaited("a\nb\n\nc") as (read, person):
        assert [read.line(1.0) for _ in range(4)] == ["a\n", "b\n", "\n", "c"]
        assert person.waits == 2
        assert read.line(1.0) == ""


def test_a_line_may_come_in_parts_and_in_bytes_that_are_no_letters() -> None:
    with awaited("1", " 2", "\n") as (read, person):
        os.write(person.end, b"\xff")
        assert read.line(None) == "\ufffd1 2\n"


def test_half_a_line_of_the_last_person_is_not_put_before_the_next() -> None:
    with awaited("3", 9.0, "x\n") as (read, _):
        with pytest.raises(AloneError):
            read.line(5.0)
        read.forget()
        assert read.line(5.0) == "x\n"


def test_half_a_line_in_the_terminal_is_dropped_too() -> None:
    end, source = os.openpty()
    with os.fdopen(source) as read:
        os.write(end, b"3")
        lines = ByHand(read)
        lines.forget()
        os.write(end, b"x\n")
        assert lines.line(None) == "x\n"
    os.close(end)


def test_a_flood_without_an_end_fills_no_memory() -> None:
    with awaited(*["x" * 4096] * 500, "\n", "1\n") as (read, _):
        assert len(read.line(1.0)) <= LONGEST + 1
        assert read.line(1.0) == "1\n"
