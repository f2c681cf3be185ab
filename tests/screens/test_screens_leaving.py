"""Leaving: which keys do it, what is written, and what a fault leaves behind."""

from __future__ import annotations

import inspect
import logging
import os
import sys
import threading
from queue import Queue

import pytest
from textual import events
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from screens.full.app import Evenground
from screens.no_traces import hush, quiet
from screens.setting import Setting
from screens.terminal.leaving import KEYBOARD, LeaveKeys, entering, restoring, trusted, wipe
from tests.support import sample
from tests.support.clock import Clock
from tests.support.settled import settled
from tests.support.visit import SETTING, SMALL, START, WAYS, WIDE, Recorded, visit


def presses(keys: str, seconds: float = 1.0) -> list[bool]:
    """Press keys, so many seconds apart."""
    clock = Clock()
    leave = LeaveKeys(clock)
    found = []
    for key in keys.split():
        clock.now += seconds
        found.append(leave.leaves(key))
    return found


def test_ctrl_c_leaves_at_once_and_escape_only_twice_in_a_row() -> None:
    assert presses("ctrl+c") == [True]
    assert presses("escape") == [False]
    assert presses("escape escape") == [False, True]
    assert presses("escape down escape") == [False, False, False]
    assert presses("escape escape", 4.9)[-1]
    assert not presses("escape escape", 5.1)[-1]
    assert not any(presses("q b c escape down"))


@pytest.mark.parametrize("keys", ["ctrl+c", "escape escape", "q", "Q", "ctrl+q"])
@pytest.mark.parametrize("way", ["", START, f"{START} h", f"{START} question_mark", WAYS["danger"]])
async def test_every_screen_can_be_left(keys: str, way: str) -> None:
    async with visit(way) as run:
        await run.press(keys)
        assert not run.app.is_running
        assert run.app.return_code == 0


async def test_a_single_escape_does_nothing() -> None:
    async with visit(f"{WAYS['acts']} 1 escape 2 escape") as run:
        assert run.app.is_running
        run.clock.now += 6
        await run.press("escape")
        assert run.app.is_running
        await run.press("enter")
        assert set(run.options[-1]) == {"hit", "phone"}


def test_the_persons_own_history_is_kept_unless_asked() -> None:
    assert "\x1b[3J" not in wipe(SETTING)
    assert "\x1b[3J" in wipe(Setting(term="xterm", kiosk=True))
    assert "\x1b[3J" in wipe(Setting(term="xterm", wipe_scrollback=True))


def test_the_main_screen_is_cleared_only_where_it_may_show_the_answers() -> None:
    for term, clears in {"xterm-256color": 0, "tmux-256color": 0, "screen": 1, "linux": 1}.items():
        text = wipe(Setting(term=term))
        main = text[text.index("\x1b[?1049l") :]
        assert main.count("\x1b[2J") == clears
        assert trusted(term) is not bool(clears)


def test_the_screen_is_blank_before_anything_else_happens() -> None:
    text = wipe(SETTING, KEYBOARD)
    assert 0 <= text.index("\x1b[2J") < text.index(KEYBOARD) < text.index("\x1b[?1049l")
    assert text.endswith("\x1b[?25h")


def test_titles_are_pushed_and_popped_and_not_sent_to_a_console() -> None:
    assert entering("xterm", "word").startswith("\x1b[22;0t\x1b]0;word\x07")
    assert restoring("xterm").startswith("\x1b[23;0t")
    assert entering("linux", "word") == entering("vt100", "word") == entering("", "word") == ""


def test_the_parts_of_textual_that_are_not_its_public_face_are_still_there() -> None:
    assert {"_handle_exception", "_fatal_error", "_print_error_renderables"} <= set(dir(App))
    assert {"process_message", "_run_input_thread", "run_input_thread"} <= set(dir(LinuxDriver))
    queue = WriterThread(sys.stderr)._queue
    assert isinstance(queue, Queue)
    assert hasattr(queue, "mutex")
    assert hasattr(queue, "not_empty")
    assert not {"_request_terminal_sync_mode_support"} - set(dir(LinuxDriver))
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)


def test_textual_may_not_be_told_to_write_keys_or_pictures_to_disk() -> None:
    environ = {"TEXTUAL_LOG": "x", "TEXTUAL": "devtools", "TEXTUAL_DEBUG": "1", "TERM": "xterm"}
    hush(environ)
    assert set(environ) <= {"TERM", "TEXTUAL_FPS"}


def test_hooks_say_nothing_meanwhile_and_come_back() -> None:
    before = sys.excepthook, threading.excepthook, logging.root.manager.disable
    with quiet():
        assert sys.excepthook not in before
        assert logging.root.manager.disable == logging.CRITICAL
    assert (sys.excepthook, threading.excepthook, logging.root.manager.disable) == before


class Breaking(Evenground):
    """Breaks on a key, with an answer in a local variable and in the message."""

    async def on_event(self, event: events.Event) -> None:
        """Break on x."""
        if isinstance(event, events.Key) and event.key == "x":
            answer = sample.SECRET
            raise ValueError(answer)
        await super().on_event(event)


async def test_a_fault_prints_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    async def break_it() -> Evenground:
        app = Breaking(sample.ready(), SETTING, Clock())
        with pytest.raises(ValueError, match=sample.SECRET), settled():
            async with app.run_test() as pilot:
                await pilot.press("1", "enter", "x")
        return app

    app = await break_it()
    out, err = capfd.readouterr()
    assert app.broken
    assert app.return_code == 1
    assert not app._exit_renderables
    assert sample.SECRET not in out + err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_an_arrow_key_writes_little_and_waiting_writes_nothing(size: tuple[int, int]) -> None:
    async with visit(WAYS["acts"], size, kind=Recorded) as run:
        assert isinstance(run.app, Recorded)
        written = run.app.recorder.written
        # Seven lines can be marked here, so that every press moves the mark.
        for key in (*["down"] * 7, *["up"] * 6, "end", "home"):
            written.clear()
            await run.press(key)
            assert 0 < sum(map(len, written)) <= 1000, key
        written.clear()
        await run.pilot.pause(0.2)
        assert not written


async def test_nothing_is_said_of_the_answers_in_title_arguments_or_environment() -> None:
    async with visit(WAYS["secret"]) as run:
        places = (run.app.title, run.app.sub_title, *sys.argv, *os.environ.values())
        assert not any(sample.SECRET in place for place in places)
