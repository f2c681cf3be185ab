"""A kiosk that nobody touches: warned first, then wiped, and nothing of it elsewhere."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest

from screens.idle import LEAST, Idle
from screens.setting import read_setting
from screens.terminal.leaving import HISTORY
from tests.screens.test_language_choice import speak
from tests.support.attended import IDLE, LEAVES, ByHand, Kiosk, kiosk
from tests.support.clock import Clock
from tests.support.settled import settled
from tests.support.visit import READY, SETTING, SMALL, START, WAYS, WIDE, visit
from tree.fault import UnusableError
from tree.walk import Walk

AFTER, OUTCOME, WARNING = IDLE.after, IDLE.outcome, IDLE.warning
SHOWN = {
    "first question": (START, AFTER),
    "ticked": (f"{WAYS['acts']} 1 2", AFTER),
    "why": (f"{START} question_mark", AFTER),
    "card": (f"{WAYS['acts']} h", AFTER),
    "card over the welcome": ("h", AFTER),
    "countries": ("2 enter", AFTER),
    "country chosen": ("2 enter 1 enter", AFTER),
    "look over": (WAYS["look"], AFTER),
    "change": (f"{WAYS['look']} 1 enter", AFTER),
    "outcome": (WAYS["support"], OUTCOME),
    "urgent": (WAYS["danger"], OUTCOME),
    "card over an outcome": (f"{WAYS['danger']} h", OUTCOME),
    "sources": (f"{WAYS['support']} o", OUTCOME),
    "country chosen on an outcome": (f"{WAYS['support']} c 1 enter", OUTCOME),
    "country chosen above an outcome": (f"{WAYS['support']} t c 1 enter", OUTCOME),
}
SAYINGS = {question.ask for question in READY.tree.questions.values()}
SAYINGS |= {o.say for q in READY.tree.questions.values() for o in q.options if len(o.say) > 3}
SAYINGS |= {line.service for c in READY.helplines.countries.values() for line in c.lines}
ANY = "enter b l m o h question_mark s 1 space down end i x"
"""Keys of all kinds; whatever they do, it must be nothing of an earlier visit."""


@pytest.mark.parametrize("asked", [-1.0, 0.0, 299.0])
def test_no_host_can_take_an_outcome_away_too_soon(asked: float) -> None:
    assert Idle(outcome=asked).limit(outcome=True) == LEAST
    assert Idle(after=5.0, outcome=asked).limit(outcome=False) == 5.0


async def test_only_a_kiosk_waits_for_keys() -> None:
    assert read_setting(["--kiosk"], {}, terminal=True).idle == Idle()
    assert read_setting(["--wipe-scrollback"], {}, terminal=True).idle is None
    assert read_setting(["--kiosk"], {}, terminal=False).idle == Idle(then="leave")
    times = ["--idle-after=10", "--idle-outcome", "300", "--idle-warning", "20.5"]
    chosen = read_setting(["--kiosk", *times, "--idle-then=leave"], {}, terminal=True).idle
    assert chosen == Idle(10.0, 300.0, 20.5, "leave")

    async with visit(WAYS["support"], kind=ByHand) as run:
        assert not hasattr(run.app, "timers")


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        ("--idle-after=9", "idle-seconds"),
        ("--idle-outcome=299.9", "idle-seconds"),
        ("--idle-warning=19.9", "idle-seconds"),
        ("--idle-warning=nan", "idle-seconds"),
        ("--idle-warning=soon", "idle-seconds"),
        ("--idle-after=inf", "idle-seconds"),
        ("--idle-then=sleep", "idle-then"),
    ],
)
def test_a_host_cannot_choose_what_no_kiosk_may(flag: str, code: str) -> None:
    with pytest.raises(UnusableError, match=code):
        read_setting(["--kiosk", flag], {}, terminal=True)
    with pytest.raises(UnusableError, match="idle-alone"):
        read_setting([flag], {}, terminal=True)


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(("keys", "limit"), SHOWN.values(), ids=SHOWN)
async def test_the_warning_hides_all_and_any_key_brings_it_back(
    keys: str, limit: float, size: tuple[int, int]
) -> None:
    async with kiosk(keys, size=size) as run:
        before, options = run.lines, run.options
        for key in ("enter", "b"):
            await run.lasts(limit - 1)
            assert run.lines == before
            await run.lasts(1)
            assert run.words("idle.stay") in run.text
            assert not any(saying in run.text for saying in SAYINGS)
            await run.lasts(WARNING - 1)
            await run.press(key)
            assert (run.lines, run.options) == (before, options)


@pytest.mark.parametrize(("keys", "limit"), SHOWN.values(), ids=SHOWN)
async def test_when_nobody_comes_a_fresh_welcome_stands_there(keys: str, limit: float) -> None:
    async with kiosk(keys) as run:
        await run.press("pagedown")
        await run.lasts(limit + WARNING)
        async with kiosk() as fresh:
            assert (run.top, run.options, run.lines) == ("Welcome", (), fresh.lines)
            assert run.app.place == fresh.app.place
        assert run.app._confirmed == ()
        assert len(run.app.screen_stack) == 1


def walks() -> int:
    """Count the walks with answers that are in memory."""
    gc.collect()
    return sum(isinstance(thing, Walk) and bool(thing.answers) for thing in gc.get_objects())


async def test_no_answer_is_left_in_memory() -> None:
    before = walks()
    async with kiosk(f"{WAYS['support']} o") as run:
        assert walks() > before
        await run.lasts(OUTCOME + WARNING)
        assert walks() <= before


@pytest.mark.parametrize("key", ANY.split())
async def test_no_key_brings_anything_back(key: str) -> None:
    async with kiosk(f"{WAYS['acts']} 1 2") as run:
        await run.lasts(AFTER + WARNING)
        await run.press(key)
        assert run.options == ()
        await run.press("b b")
        async with kiosk(f"{key} b b") as other:
            assert run.lines == other.lines


async def test_the_language_goes_back_to_that_of_the_host() -> None:
    clock = Clock()
    app = ByHand(speak("en"), replace(SETTING, kiosk=True, idle=IDLE), clock, speak=speak)
    with settled():
        async with app.run_test() as pilot:
            run = Kiosk(app, pilot, clock)
            await pilot.pause()
            before = run.lines
            await run.press("i")
            await run.lasts(AFTER + WARNING)
            assert (run.lines, run.timers) == (before, [])
            await run.press("i 1 enter")
            await run.lasts(AFTER + WARNING)
            assert (run.lines, app.ready.tree.language) == (before, "en")


async def test_the_terminal_is_blanked_and_its_history_dropped_before_the_welcome_is_painted() -> (
    None
):
    async with kiosk(WAYS["acts"]) as run:
        await run.lasts(AFTER)
        assert not any(HISTORY in text for text in run.by_hand.recorder.written)
        run.by_hand.recorder.written.clear()
        await run.lasts(WARNING)
        written = "".join(run.by_hand.recorder.written)
        assert written.count(HISTORY) == 1
        assert run.words("leave.line") in written.partition(HISTORY)[2]
        assert run.words("leave.line") not in written.partition(HISTORY)[0]


@pytest.mark.parametrize("keys", ["", "down", "pagedown 1", f"{START} b", "h b", "2 enter b"])
async def test_a_welcome_on_which_nothing_was_chosen_stands_without_a_timer(keys: str) -> None:
    async with kiosk(keys) as run:
        assert run.timers == []
        run.by_hand.recorder.written.clear()
        await run.lasts(10 * OUTCOME)
        assert (run.top, run.by_hand.recorder.written) == ("Welcome", [])


@pytest.mark.parametrize("keys", ["", START, WAYS["acts"], WAYS["look"]])
async def test_a_host_may_rather_have_it_end(keys: str) -> None:
    async with kiosk(keys, idle=LEAVES) as run:
        await run.lasts(AFTER + WARNING - 1)
        assert run.app.is_running
        await run.lasts(1)
        assert (run.app.is_running, run.app.return_code) == (False, 0)


@pytest.mark.parametrize("keys", ["ctrl+c", "escape escape", "ctrl+q"])
async def test_the_warning_can_be_left_at_once(keys: str) -> None:
    async with kiosk(WAYS["acts"]) as run:
        await run.lasts(AFTER)
        await run.press(keys)
        assert not run.app.is_running


async def test_whoever_leaves_is_waited_for_no_more() -> None:
    async with kiosk(WAYS["acts"]) as run:
        assert run.timers
    assert run.timers == []


async def test_a_window_resized_under_the_warning_breaks_nothing_when_nobody_comes() -> None:
    async with kiosk(f"{START} question_mark h") as run:
        await run.lasts(AFTER)
        await run.pilot.resize_terminal(60, 20)
        await run.lasts(WARNING)
        assert run.top == "Welcome"
        assert not run.app.broken
