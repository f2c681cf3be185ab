"""Where a country has no line at all, no page offers a chapter in which nothing stands."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest

from screens.full.app import Evenground
from screens.full.outcome import OutcomePage
from screens.pages.chapters import OF_CHAPTER
from screens.pages.outcome import BESIDE, letter
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.support import letters, typed
from tests.support.settled import settled
from tests.support.visit import WIDE, Visit
from tree.helplines import ELSEWHERE, Country
from tree.stored_start import Ready
from tree.walk import Walk

ENDS = letters.ends()
BARE = Country(ELSEWHERE, "Another place", (), "Call for help where you are.")
EVERY = pytest.mark.parametrize("walk", ENDS.values(), ids=ENDS)
TO_URGENT = ("", "3", "1")
"""Country, and the answers that lead to an urgent page of the small pack."""


def bare(made: Ready) -> Ready:
    """Return the same with no line outside the known countries."""
    countries = {**made.helplines.countries, ELSEWHERE: BARE}
    return replace(made, helplines=replace(made.helplines, countries=countries))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make ready the shipped pack with no line outside the known countries."""
    return bare(letters.ready(tmp_path_factory.mktemp("stored")))


@EVERY
def test_every_chapter_has_something_to_say(made: Ready, walk: Walk) -> None:
    view = letters.seen(made, walk, ELSEWHERE)
    silent = [c.id for c in letter(view).chapters if not any(row.text for row in c.rows)]
    assert silent in ([], [BESIDE])


@pytest.mark.parametrize("name", ["danger"])
async def test_each_offered_chapter_opens_on_the_screen(made: Ready, name: str) -> None:
    app = Evenground(made, Setting(term="xterm-256color"), lambda: 0.0)
    with settled():
        async with app.run_test(size=WIDE) as pilot:
            run = Visit(app, pilot)
            await pilot.pause()
            app.walk = ENDS[name]
            app.resume()
            await pilot.pause()
            assert isinstance(app.screen, OutcomePage)
            for row in app.screen.choices.rows:
                if row.pick.startswith(OF_CHAPTER) and not row.pick.endswith(BESIDE):
                    app.screen.chosen(row.pick)
                    await pilot.pause()
                    assert app.screen.chapter == row.pick.removeprefix(OF_CHAPTER)
                    await run.press("b")


def test_line_mode_turns_on_from_a_chapter_that_is_gone() -> None:
    ready, write = bare(typed.ready()), StringIO()
    keys = (*TO_URGENT, "2", "c", "s", "n", "b", "b")
    read = StringIO("".join(f"{key}\n" for key in keys))
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    assert write.getvalue().count(typed.ASKED["acts"]) == 2
