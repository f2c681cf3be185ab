"""The welcome offers other languages by their own names, by one key in either face."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import StringIO

import pytest

from screens.full.app import Evenground
from screens.plain.run import take_plain
from screens.setting import Setting
from screens.words import Words
from tests.support import typed
from tests.support.clock import Clock
from tests.support.settled import settled
from tests.support.visit import SETTING, SMALL, WIDE, Visit
from tree.fault import UnusableError
from tree.stored_start import Ready

NAMES = {"en": "Own name of one", "xx": "Own name of another"}


def speak(language: str) -> Ready:
    """Make the sample ready in a language; words of the other one stand in brackets."""
    if language not in NAMES:
        raise UnusableError("unknown-language")
    ready = typed.ready()
    words = {key: f"[{says}]" for key, says in ready.words.items()}
    return replace(
        ready,
        tree=replace(ready.tree, language=language),
        words=words if language == "xx" else ready.words,
        languages=NAMES,
    )


def seen(
    keys: str, ready: Ready, size: tuple[int, int] = WIDE, setting: Setting = SETTING
) -> tuple[str, str, str, str]:
    """Press keys; say the language, the screen, the country and what is in sight."""

    async def run() -> tuple[str, str, str, str]:
        clock = Clock()
        app = Evenground(ready, setting, clock, speak=speak)
        with settled():
            async with app.run_test(size=size) as pilot:
                visit = Visit(app, pilot, clock)
                await pilot.pause()
                await visit.press(keys)
                return app.ready.tree.language, visit.top, app.country, visit.text

    return asyncio.run(run())


@pytest.mark.parametrize("size", [WIDE, SMALL])
def test_one_key_turns_the_welcome_to_the_other_language_and_back(size: tuple[int, int]) -> None:
    title = Words(speak("xx").words)("welcome.title").split()[0]
    for keys, language in (("", "en"), ("i", "xx"), ("i i", "en"), ("i i I", "xx")):
        spoken, top, _, text = seen(keys, speak("en"), size)
        assert (spoken, top) == (language, "Welcome")
        assert (title in text) == (language == "xx")
        other = next(name for code, name in NAMES.items() if code != language)
        assert other in text.replace("[", "").replace("]", "")


def test_a_language_is_also_a_line_to_choose_and_the_walk_begins_in_it() -> None:
    assert seen("end home 3 enter", speak("en"))[:2] == ("xx", "Welcome")
    spoken, top, _, _ = seen("i 1 enter", speak("en"))
    assert (spoken, top) == ("xx", "Ask")


def test_the_chosen_country_stays() -> None:
    assert seen("i", speak("en"), setting=Setting(country="FR"))[2] == "FR"


def test_where_there_is_no_other_language_nothing_is_offered() -> None:
    alone = typed.ready()
    spoken, top, _, text = seen("i", alone)
    assert (spoken, top) == ("en", "Welcome")
    assert not any(name in text for name in NAMES.values())
    broken = replace(alone, languages={"en": "one", "qq": "gone"})
    assert seen("i", broken)[:2] == ("en", "Welcome")


def told(*lines: str, ready: Ready) -> str:
    """Type lines in line mode, and say what was written."""
    write = StringIO()
    read = StringIO("".join(f"{line}\n" for line in lines))
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write, speak) == 0
    return " ".join(write.getvalue().split())


def test_line_mode_offers_it_near_the_top_and_turns_as_well() -> None:
    own, other = (Words(speak(name).words)("welcome.title") for name in ("en", "xx"))
    assert told(ready=speak("en")).index(NAMES["xx"]) < told(ready=speak("en")).index(own)
    turned = told("i", "", ready=speak("en"))
    assert other in turned
    assert turned.index(NAMES["xx"]) < turned.index(NAMES["en"])
    assert told("i", "i", ready=speak("en")).count(NAMES["xx"]) == 2
    first = next(iter(speak("xx").tree.questions.values())).ask
    assert first in told("i", "", ready=speak("en"))


def test_line_mode_offers_nothing_where_there_is_no_other_language() -> None:
    alone = typed.ready()
    assert not any(name in told("i", "", ready=alone) for name in NAMES.values())
