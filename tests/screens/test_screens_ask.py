"""Questions: nothing is chosen for the person, and nothing is taken that was not chosen."""

from __future__ import annotations

import pytest
from textual.geometry import Offset

from screens.full.choices import Choices
from screens.full.column import Pinned
from screens.setting import Setting
from tests.support import sample
from tests.support.visit import SETTING, SMALL, START, WAYS, WIDE, Visit, visit

FEW = Setting(guessed_country="GB", term="linux", few_colours=True)
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


def marked(run: Visit) -> str:
    """Say which option is marked."""
    return run.app.screen.query_one(Choices).at


def line_of(run: Visit, words: str) -> str:
    """Find the line with these words."""
    return next(line for line in run.lines if words in line)


@SIZES
async def test_nothing_is_marked_at_first_and_the_cursor_is_at_the_question(
    size: tuple[int, int],
) -> None:
    async with visit(START, size) as run:
        pinned = run.app.screen.query_one(Pinned)
        head = pinned.region.offset + Offset(0, pinned.above("head"))
        assert marked(run) == ""
        assert ">" not in run.text
        assert run.app.cursor_position == head - (1, 0)
        assert run.lines[head.y].strip() == sample.IN_DANGER.ask
        await run.press("down")
        assert marked(run) == "danger-yes"
        first = line_of(run, "1  Yes")
        assert first.lstrip().startswith(">")
        assert run.app.cursor_position.y == run.lines.index(first)


async def test_the_marked_line_is_bold_on_a_ground_as_wide_as_its_words() -> None:
    async with visit(f"{START} down") as run:
        strip = next(s for s in run.strips if "> 1  Yes" in s.text)
        (on,) = (segment for segment in strip if "Yes" in segment.text)
        assert on.text == "> 1  Yes "
        assert on.style
        assert on.style.bold
        assert not on.style.reverse
        grounds = {segment.style.bgcolor for segment in strip if segment.style}
        assert len(grounds) == 2


async def test_with_few_colours_it_is_reversed_and_no_sign_comes_and_goes() -> None:
    async with visit(START, setting=FEW) as run:
        before = run.lines
        await run.press("down")
        assert run.lines == before
        strip = next(s for s in run.strips if "1  Yes" in s.text)
        assert next(s.style.reverse for s in strip if "Yes" in s.text and s.style)
        assert run.app.cursor_position.y == run.lines.index(line_of(run, "1  Yes"))


@pytest.mark.parametrize("setting", [SETTING, FEW])
async def test_the_cursor_covers_no_letter(setting: Setting) -> None:
    async with visit(START, setting=setting) as run:
        for key in ("down", "down", "why", "b", "l", "b", "b"):
            spot = run.app.cursor_position
            assert run.lines[spot.y][spot.x] == " "
            await run.press({"why": "question_mark"}.get(key, key))


@pytest.mark.parametrize("keys", ["enter", "space enter", "5 enter"])
async def test_enter_with_nothing_chosen_says_what_to_do(keys: str) -> None:
    async with visit(f"{START} {keys}") as run:
        assert run.options == ()
        assert run.pinned("notice")


@pytest.mark.parametrize("keys", ["s", "S", "end enter", "down down down down enter"])
async def test_rather_not_say_is_always_offered(keys: str) -> None:
    async with visit(f"{START} {keys}") as run:
        assert run.options == (("skip",),)


@SIZES
async def test_the_question_stays_in_sight_when_its_options_scroll(size: tuple[int, int]) -> None:
    async with visit(WAYS["sleep"], size) as run:
        for key in ("end", "home", "pagedown", "up", "8"):
            await run.press(key)
            assert sample.SLEEP.ask in run.text
            assert marked(run)
            words = sample.SLEEP.options[7].say if key == "8" else ""
            assert words in run.text
            position = run.app.cursor_position
            assert run.lines[position.y].lstrip().startswith(">")


@pytest.mark.parametrize(
    ("keys", "ticked"),
    [
        ("1", {"hit"}),
        ("down space", {"hit"}),
        ("1 2 1", {"phone"}),
        ("1 2 3", {"hit", "phone", "money"}),
        ("1 2 6", {"none"}),
        ("6 1", {"hit"}),
        ("5 6", {"none"}),
        ("1 1 2", {"phone"}),
    ],
)
async def test_ticking(keys: str, ticked: set[str]) -> None:
    async with visit(f"{WAYS['acts']} {keys} enter") as run:
        assert set(run.options[-1]) == ticked


async def test_one_tick_too_many_is_refused_with_a_sentence() -> None:
    async with visit(f"{WAYS['acts']} 1 2 3 4") as run:
        assert run.pinned("notice")
        assert "[ ] " + sample.SECRET in run.text
        await run.press("3 4")
        assert not run.pinned("notice")
        await run.press("enter")
        assert set(run.options[-1]) == {"hit", "phone", "secret"}


async def test_enter_with_no_tick_says_what_to_do() -> None:
    async with visit(f"{WAYS['acts']} down down enter") as run:
        assert len(run.options) == 2
        assert run.pinned("notice")


async def test_rather_not_say_on_a_ticked_list_takes_nothing_else() -> None:
    async with visit(f"{WAYS['acts']} 1 2 s") as run:
        assert run.options[-1] == ("skip",)


async def test_back_marks_the_earlier_answer() -> None:
    async with visit(f"{START} 3 enter b") as run:
        assert run.options == ()
        assert marked(run) == "danger-no"


async def test_back_ticks_the_earlier_answers() -> None:
    async with visit(f"{WAYS['acts']} 2 4 enter b") as run:
        assert "[x] " + sample.SECRET in run.text
        assert run.text.count("[x]") == 2
        await run.press("enter")
        assert set(run.options[-1]) == {"phone", "secret"}


async def test_back_from_the_first_question_is_the_welcome() -> None:
    async with visit(f"{START} b") as run:
        assert run.top == "Welcome"
        await run.press("1 enter")
        assert run.top == "Ask"


async def test_notes_are_shown_and_that_of_a_topic_only_on_entering_it() -> None:
    topic = sample.tree().topics["now"].note
    async with visit(START) as run:
        assert topic in run.text
        assert sample.IN_DANGER.note in run.text
        assert run.text.index(topic) < run.text.index(sample.IN_DANGER.ask)
        await run.press("3 enter")
        assert topic not in run.text


async def test_in_a_small_window_a_note_comes_before_its_question() -> None:
    topic = sample.tree().topics["now"].note
    async with visit("1", SMALL) as run:
        await run.press("enter", reads=False)
        assert topic in run.text
        assert sample.IN_DANGER.note in run.text
        for key in ("s", "question_mark", "3"):
            await run.press(key, reads=False)
            assert (run.top, run.options) == ("NoteFirst", ())
        await run.press("enter", reads=False)
        assert sample.IN_DANGER.ask in run.text
        assert topic not in run.text
        await run.press("3 enter b", reads=False)
        assert run.app.walk.place.id == "in-danger"
        assert run.top == "Ask"


async def test_the_topic_and_the_most_that_can_come_stand_above_a_question() -> None:
    async with visit(START) as run:
        words, topics = run.app.words, sample.tree().topics

        def here(topic: str, count: str) -> str:
            return words("count.where", topic=topics[topic].title, count=count)

        assert run.pinned("meta") == here("now", words.count("count.upto", 4))
        await run.press("3 enter")
        assert run.pinned("meta") == here("now", words.count("count.upto", 3))
        await run.press("3 enter")
        assert run.pinned("meta") == here("acts", words.count("count.same", 2))
        await run.press("1 enter 1 enter")
        assert run.pinned("meta") == here("contact", words("count.last"))


async def test_why_names_reason_and_sources_and_returns_to_the_marked_line() -> None:
    async with visit(f"{START} 2 question_mark") as run:
        assert sample.IN_DANGER.why in run.text
        assert sample.tree().sources["S1"].says in run.text
        await run.press("o")
        assert sample.tree().sources["S1"].address in run.text
        await run.press("b b")
        assert run.top == "Ask"
        assert marked(run) == "danger-unsure"
        assert run.app.cursor_position != Offset(0, 0)
        assert run.lines[run.app.cursor_position.y].lstrip().startswith("> 2")


async def test_capital_letters_do_the_same() -> None:
    async with visit(f"{START} H B 3 enter B") as run:
        assert run.top == "Ask"
        assert run.options == ()


async def test_no_line_of_an_earlier_screen_is_left_standing() -> None:
    async with visit(f"{WAYS['acts']} 3 enter", SMALL) as run:
        assert sample.ACTS.options[0].say not in run.text
        assert run.text.count(run.app.words("ask.skip")) == 1


@pytest.mark.parametrize("size", [SMALL, (30, 8), (24, 6)])
async def test_a_question_that_is_too_tall_to_be_pinned_leaves_its_options_in_reach(
    size: tuple[int, int],
) -> None:
    async with visit(f"{WAYS['contact']}", size) as run:
        for n, option in enumerate(sample.CONTACT.options, 1):
            await run.press(str(n))
            position = run.app.cursor_position
            assert option.say.split()[0] in run.lines[position.y]


async def test_how_many_options_are_hidden_below_is_said() -> None:
    async with visit(WAYS["sleep"], SMALL) as run:
        choices = run.app.screen.query_one(Choices)
        below = len([row for row in choices.rows if row.pick and row.text not in run.text])
        assert run.app.words.count("more.below_options", below) in run.text
        await run.press("end")
        assert run.app.words("more.above") in run.text
