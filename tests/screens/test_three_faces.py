"""One walk, three faces: the full screen, lines of text, and the command end at the same place."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from screens.full.app import Evenground
from screens.full.base_screen import BaseScreen
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.content.test_lives import LIVES, ROOT, life
from tests.support.forked import run
from tests.support.settled import settled
from tree.model import GO_ON, SKIP, Outcome
from tree.page import page
from tree.prepare import Places, prepare
from tree.stored_start import Ready
from tree.walk import Answer, Walk, begin

SETTING = Setting(plain=True, country="GB", term="xterm-256color")
FEW = LIVES[::8]
"""Lives taken key by key; test_same_words.py compares what both faces say of many more."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make ready what a person's start needs."""
    content = ROOT / "content"
    stored = tmp_path_factory.mktemp("stored")
    pack, words, lines = (content / name for name in ("evenground", "words", "helplines"))
    return prepare(Places(pack, words, lines, stored), "en")


def digits(walk: Walk, answer: Answer) -> list[str]:
    """Say which numbers an answer has on its question, `s` for a skip."""
    question = walk.tree.questions[answer.question]
    order = [option.id for option in question.options]
    skipped = answer.options == (SKIP,)
    return ["s"] if skipped else [str(order.index(option) + 1) for option in answer.options]


def lines_of(walk: Walk) -> str:
    """Type a walk in line mode: the country, each answer, and on from the look over."""
    typed = [
        "g" if answer.options == (GO_ON,) else " ".join(digits(walk, answer))
        for answer in walk.answers
    ]
    return "".join(f"{line}\n" for line in ["", *typed, "", ""])


def keys_of(walk: Walk) -> list[list[str]]:
    """Press a walk on the full screen, answer by answer."""
    pressed = [["1", "enter"]]
    for answer in walk.answers:
        if answer.options == (GO_ON,):
            pressed.append(["1", "enter"])
        else:
            keys = digits(walk, answer)
            pressed.append(keys if keys == ["s"] else [*keys, "enter"])
    return pressed


async def press(ready: Ready, walk: Walk) -> Walk:
    """Take the check on the full screen by keys alone."""
    app = Evenground(ready, SETTING, lambda: 0.0)
    with settled():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for keys in keys_of(walk):
                await pilot.press(*keys)
                await pilot.pause()
            return app.walk


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
async def test_the_full_screen_walks_as_the_engine_does(ready: Ready, path: Path) -> None:
    walk = life(path)
    pressed = await press(ready, walk)
    assert (pressed.place.id, pressed.answers) == (walk.place.id, walk.answers)
    assert pressed.learned == walk.learned


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_line_mode_shows_the_page_that_the_engine_makes(ready: Ready, path: Path) -> None:
    walk, write = life(path), StringIO()
    assert take_plain(ready, SETTING, StringIO(lines_of(walk)), write) == 0
    said = " ".join(write.getvalue().split())
    shown = page(walk)
    assert shown.opening in said
    for step in shown.steps:
        assert step.say in said
    named = {walk.place.id, *walk.passed, *([shown.beside.id] if shown.beside else [])}
    others = [o for o in walk.tree.outcomes.values() if o.id not in named]
    assert not any(other.title in said for other in others if other.title not in shown.opening)


@pytest.mark.parametrize(("option", "waits"), [("no", False), ("yes", True)])
async def test_what_was_heard_is_offered_only_where_something_was(
    ready: Ready, option: str, waits: bool
) -> None:
    begun = begin(ready.tree).answer(option)
    walk = begun.answer("yes") if waits else begun

    async def hints() -> tuple[str, ...]:
        app = Evenground(ready, SETTING, lambda: 0.0)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for keys in keys_of(walk):
                await pilot.press(*keys)
                await pilot.pause()
            assert isinstance(app.screen, BaseScreen)
            return app.screen.hints()

    write = StringIO()
    take_plain(ready, SETTING, StringIO(lines_of(walk)), write)
    assert ("heard" in await hints()) == waits
    assert (ready.words["line.do.heard"] in write.getvalue()) == waits


@pytest.mark.parametrize("path", FEW[::2], ids=lambda path: path.stem)
def test_the_program_by_a_pipe_and_by_answers_ends_alike(path: Path) -> None:
    walk = life(path)
    assert isinstance(walk.place, Outcome)
    by_pipe = subprocess.run(
        [sys.executable, "evenground.py", "--country", "GB"],
        cwd=ROOT, input=lines_of(walk), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    by_file = run("walk", "--answers", str(path), "--json")
    assert json.loads(by_file.stdout)["outcome"]["id"] == walk.place.id
    assert page(walk).opening in " ".join(by_pipe.stdout.split())
