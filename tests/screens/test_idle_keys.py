"""What counts as a key at a kiosk, and what keys do that come together with the end of a wait."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser
from textual.geometry import Size

from tests.support.attended import IDLE, kiosk
from tests.support.visit import START, WAYS

AFTER, WARNING = IDLE.after, IDLE.warning


async def test_keys_of_one_burst_with_the_end_reach_the_next_visit_or_nothing() -> None:
    async with kiosk(f"{WAYS['acts']} 1 2") as run:
        await run.lasts(AFTER)
        ((when, due),) = run.timers
        run.clock.now = when
        due()
        await run.meets(*(events.Key(key, None) for key in ("enter", "enter", "l", "1", "enter")))
        assert run.options == ()
        assert run.top in {"Welcome", "Ask"}


async def test_keys_of_one_burst_with_the_one_that_goes_on_choose_nothing() -> None:
    async with kiosk(WAYS["acts"]) as run:
        options = run.options
        await run.lasts(AFTER)
        await run.meets(*(events.Key(key, None) for key in ("x", "s", "enter")))
        assert run.options == options
        await run.press("s")
        assert len(run.options) == len(options) + 1


async def test_a_key_typed_before_the_moment_counts_though_the_timer_is_heard_first() -> None:
    async with kiosk(START) as run:
        ((when, due),) = run.timers
        run.clock.now = when - 1
        await run.press("down")
        due()
        await run.pilot.pause()
        assert run.top == "Ask"
        await run.lasts(AFTER)
        assert run.top == "Warn"


async def test_a_timer_that_is_a_little_early_waits_for_the_rest() -> None:
    async with kiosk(START) as run:
        when, due = run.timers.pop()
        run.clock.now = when - 0.001
        due()
        await run.pilot.pause()
        assert run.top == "Ask"
        await run.lasts(0.002)
        assert run.top == "Warn"


async def test_what_is_no_key_keeps_nobody_waiting() -> None:
    async with kiosk(WAYS["acts"]) as run:
        await run.lasts(AFTER - 1)
        await run.meets(events.Resize(Size(60, 20), Size(60, 20)), events.AppBlur())
        await run.lasts(1)
        assert run.top == "Warn"
        await run.meets(events.Resize(Size(40, 15), Size(40, 15)), events.AppFocus())
        assert run.words("idle.stay") in run.text
        await run.lasts(WARNING)
        assert (run.top, run.options) == ("Welcome", ())


def test_what_a_terminal_answers_is_no_key() -> None:
    told = "\x1b[?2026;2$y\x1b[?2048;0$y\x1b[24;80R\x1b[I\x1b[O\x1b[48;24;80;480;800t"
    assert not [token for token in XTermParser().feed(told) if isinstance(token, events.Key)]
