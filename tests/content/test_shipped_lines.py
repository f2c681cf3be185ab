"""The shipped tables: whoever looks for help in a country finds a line that fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from screens.pages.helplines import loud
from screens.words import Words
from tests.support.sample import words
from tree.helplines import ABUSE, ANYONE, CARD, ELSEWHERE, EMERGENCY, MEN, WOMEN, Country, Line
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather

TABLES = read_helplines(gather(Path(__file__).parents[2] / "content" / "helplines"))
PLACES = [pytest.param(place, id=name) for name, place in TABLES.countries.items()]
SAYS = Words(words())
SAYS_OF = {name: SAYS(f"help.kinds.{name}") for name in CARD[:3]}
CATEGORIES = [EMERGENCY, *TABLES.fallbacks]
KINDS: dict[str, Callable[[Line], object]] = {
    r"\bwom[ae]n\b": lambda line: line.serves in (ANYONE, WOMEN),
    r"\bm[ae]n\b": lambda line: line.serves in (ANYONE, MEN),
    r"\bLGBT": lambda line: line.serves == "lgbt" or "LGBT" in line.who,
    r"\bchild": lambda line: {"child", "youth"} & {*line.categories},
    r"\bstalk": lambda line: "stalking" in line.categories,
    r"\bsexual": lambda line: "sexual_violence" in line.categories,
    r"\b(legal|law|order)\b": lambda line: "legal" in line.categories,
    r"\b(alcohol|drugs)\b": lambda line: "treatment" in line.categories,
    r"\b(worried about|worry about what)\b": lambda line: "own_conduct" in line.categories,
}
"""What a note may speak of, and which line then has to stand in the same country."""


@pytest.mark.parametrize("place", PLACES)
def test_the_first_abuse_line_is_for_anyone_wherever_one_is_known(place: Country) -> None:
    lines = [line for line in place.of(ABUSE) if not line.only_in]
    known = [line.serves for line in lines]
    assert ANYONE not in known or known[0] == ANYONE
    first = TABLES.foremost(place.id, [ABUSE])
    served = {line.serves for line in first if ABUSE in line.categories}
    assert (
        place.id == ELSEWHERE or ANYONE in served or {WOMEN, MEN} <= served or place.only_for(CARD)
    )


@pytest.mark.parametrize("place", PLACES)
def test_emergency_abuse_and_crisis_name_a_way_without_voice_or_say_there_is_none(
    place: Country,
) -> None:
    names = {name for name in CARD if place.of(name)}
    silent = {name for name in CARD for line in place.of(name) if line.text or line.chat}
    said = "".join(loud(place, CARD, SAYS))
    assert {name for name in names if SAYS_OF.get(name, "?") in said} == names - silent


@pytest.mark.parametrize("place", PLACES)
def test_no_number_stands_twice_in_a_country(place: Country) -> None:
    numbers = [line.number for line in place.lines]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_whatever_a_page_asks_for_each_line_is_shown_once(place: Country, category: str) -> None:
    shown = [line.id for line in TABLES.gather(place.id, [EMERGENCY, category, *CATEGORIES])]
    assert len(set(shown)) == len(shown) > 0


@pytest.mark.parametrize("place", PLACES)
def test_a_note_speaks_of_no_line_that_the_country_does_not_have(place: Country) -> None:
    for line in place.lines:
        for kind, fits in KINDS.items():
            if re.search(kind, f"{line.who} {line.note}", re.IGNORECASE):
                assert any(fits(other) for other in place.lines), (line.id, kind)


@pytest.mark.parametrize("place", PLACES)
def test_a_line_for_a_part_of_a_country_names_that_part(place: Country) -> None:
    for line in place.lines:
        assert line.only_in in f"{line.service} {line.note}", line.id


@pytest.mark.parametrize("place", PLACES)
def test_an_old_line_names_another_one_that_can_be_reached(place: Country) -> None:
    for line in place.lines:
        if line.doubtful and place.id != ELSEWHERE:
            other = TABLES.instead(place.id, line)
            assert isinstance(other, Line)
            assert other.number not in ("", line.number)
            assert other.serves in (ANYONE, line.serves)


@pytest.mark.parametrize("place", PLACES)
def test_the_words_of_whom_a_line_is_for_and_its_mark_agree(place: Country) -> None:
    for line in place.lines:
        for start, serves in (("women", WOMEN), ("men", MEN), ("LGBT", "lgbt"), ("young", "young")):
            if re.match(rf"{start}\b", line.who):
                assert line.serves == serves, line.id
