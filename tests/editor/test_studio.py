"""A picture shows what a person would see, and an author while a pack is being written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from rich.cells import cell_len

from editor.preview import finding
from editor.preview.finding import finder
from editor.preview.picture import Picture, plain_row
from editor.preview.request import CARD, LOOK_OVER, SCREENS, PreviewRequest
from editor.preview.same_shape import differs_in_texts_alone
from editor.preview.studio import Studio
from screens.setting import Setting
from tests.support.brackets import CONTENT, places_of
from tests.support.letters import ready
from tests.support.pictures import STORED
from tests.support.small import FILES
from tests.support.visit import visit
from tree.fault import FaultyPackError, UnusableError
from tree.pack.files import gather
from tree.pack.yaml_reader import Plain
from tree.walk import Answer, WrongAnswerError, follow

PLACES = places_of(CONTENT)
COUNTRY = "GB"
LOOKS = [("en", (80, 24)), ("es", (40, 15))]
SOME = ("own-life", "step-back", "card")
STUDIO = Studio(PLACES)
SAFETY = "questions/safety.yaml"


@cache
def shipped() -> dict[str, bytes]:
    """Read the files of the pack that comes with the program."""
    return gather(PLACES.pack)


def small() -> dict[str, bytes]:
    """Return the files of the small pack."""
    return {name: text.encode() for name, text in FILES.items()}


async def painted(files: Mapping[str, bytes], place: str, **more: object) -> Picture:
    """Return the picture of a place."""
    return await STUDIO.picture(files, PreviewRequest(place, **more))  # type: ignore[arg-type] # as each test has them


async def walked(language: str, size: tuple[int, int], place: str, walk: tuple[Answer, ...]) -> str:
    """Return what a person sees who takes a walk in the real program."""
    here = Setting(country=COUNTRY, term="xterm-256color", theme="dark")
    async with visit("", size, here, ready=ready(STORED, language)) as run:
        if place == CARD:
            run.app.show_card()
        else:
            run.app.start()
        for answer in walk:
            await run.press("")
            run.app.answer(answer.question, *answer.options)
        await run.press("")
        if run.top == "LookOver":
            await run.press("g")
        if run.top == "NoteFirst":
            await run.press("enter", reads=False)
        return "\n".join(line.rstrip() for line in run.lines)


@pytest.mark.parametrize(("language", "size"), LOOKS, ids=str)
async def test_a_picture_shows_what_a_walk_comes_to(language: str, size: tuple[int, int]) -> None:
    for place in SOME:
        found = await painted(shipped(), place, language=language, size=size, country=COUNTRY)
        seen = "\n".join(map(plain_row, found.rows))
        assert seen == await walked(language, size, place, found.walk), place


def test_a_road_leads_to_every_place_of_the_shipped_pack() -> None:
    tree = ready(STORED).tree
    find = finder(tree).find
    for place in (*tree.questions, *tree.outcomes):
        way = find((place,))
        assert way
        assert follow(tree, way[0]).place.id == place


def test_a_pack_too_large_for_sets_has_roads_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = ready(STORED).tree
    sets = finder(tree)
    monkeypatch.setattr(finding, "is_countable", lambda _: False)
    formula = finder(tree)
    assert (sets.longest is None, formula.longest) == (False, None)
    for place in ("safe-to-read", "asked", "danger", "unsure"):
        way, other = sets.find((place,)), formula.find((place,))
        assert way
        assert other
        assert len(other[0]) >= len(way[0])
        assert follow(tree, other[0]).place.id == place


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (32, 10), (160, 45)], ids=str)
async def test_every_place_of_a_pack_has_a_picture_that_fills_its_window(
    size: tuple[int, int],
) -> None:
    for place in ("gate", "acts", "crisis", "rebuild", *SCREENS):
        found = await painted(small(), place, size=size)
        for screen in found.screens:
            assert [sum(cell_len(text) for text, _ in row) for row in screen] == [size[0]] * size[1]


async def test_all_screens_of_a_place_follow_one_another() -> None:
    first = await painted(shipped(), "step-back", country=COUNTRY)
    every = await painted(shipped(), "step-back", country=COUNTRY, every=True)
    turned = await painted(shipped(), "step-back", country=COUNTRY, keys=("n",))
    assert every.screens[:2] == (*first.screens, *turned.screens)
    assert len(set(every.screens)) == len(every.screens) > 3


async def test_a_changed_word_is_painted_and_the_walk_stays() -> None:
    files = small()
    before = await painted(files, "acts")
    files["questions/safety.yaml"] = files["questions/safety.yaml"].replace(b"hurting", b"shaking")
    after = await painted(files, "gate")
    assert "shaking" in after.text
    assert (await painted(files, "acts")) == before


EDITS = [
    (SAFETY, "They hit me", "They pushed me"),
    (SAFETY, "say: Not sure, count: {doubts: 1}", "say: Not sure, count: {doubts: 2}"),
    ("questions/after.yaml", "ask: Is it calm?", "ask: Is it calm now?"),
    (SAFETY, "go: acts\n", "go: calm\n"),
    (SAFETY, "{id: hit,", "{id: struck,"),
    ("pack.yaml", "title: After", "title: Later"),
    (SAFETY, "go: calm\n", "go: acts\n"),
]
"""Edits of a pack, one after the other: texts, a route, a number, the name of an option."""


async def test_what_is_kept_from_before_changes_no_picture() -> None:
    files = small()
    await painted(files, "calm")
    for name, old, new in EDITS:
        assert old.encode() in files[name], old
        files[name] = files[name].replace(old.encode(), new.encode(), 1)
        for place in ("acts", "calm", "step-back"):
            fresh = await Studio(PLACES).picture(files, PreviewRequest(place, plain=True))
            assert await painted(files, place, plain=True) == fresh


@pytest.mark.parametrize(
    ("old", "new"), [("hit", "hot"), ("doubts", "doubt"), ("when: harmed", "when: harm")]
)
async def test_a_name_that_is_lost_is_told_also_right_after_a_picture(old: str, new: str) -> None:
    await painted(small(), "acts")
    wrong = {name: raw.replace(old.encode(), new.encode(), 1) for name, raw in small().items()}
    await painted(small(), "acts")
    with pytest.raises(FaultyPackError):
        await painted(wrong | {"pack.yaml": small()["pack.yaml"]}, "acts")


def test_only_texts_that_name_nothing_may_differ() -> None:
    assert differs_in_texts_alone({"a": [{"say": "x"}]}, {"a": [{"say": "y"}]})
    pairs: list[tuple[Plain, Plain]] = [
        ({"count": {"say": "1"}}, {"count": {"say": "2"}}),
        ({"when": {"all": [{"good": "x"}]}}, {"when": {"all": [{"good": "y"}]}}),
        ({"a": [{"say": "x"}]}, {"a": [{"say": "x"}, {"say": "y"}]}),
        ({"good": ["x"]}, {"good": ["y"]}),
        ({"say": "x", "id": "a"}, {"id": "a", "say": "x"}),
    ]
    for one, other in pairs:
        assert not differs_in_texts_alone(one, other)


async def test_what_is_not_ready_for_people_is_painted_all_the_same() -> None:
    """An author sees a page before any route leads to it, and before its promises are written."""
    files = small()
    files["promises.yaml"] = b"- ["
    files["outcomes/new.yaml"] = files["outcomes/step-back.yaml"]
    found = await painted(files, "new")
    assert not found.reached
    assert found.rows


async def test_faulty_words_of_a_pack_are_left_out_and_the_others_painted() -> None:
    said = b"welcome: {title: 'Before {x}', about: For you., leaving: Stay.}"
    text = (await painted(small() | {"words/en.yaml": said}, "welcome")).text
    assert "For you." in text
    assert "Before" not in text
    assert "Stay." not in text


async def test_a_page_to_which_only_another_page_leads_is_opened_from_there() -> None:
    files, page = small(), "outcomes/step-back.yaml"
    files["outcomes/new.yaml"] = files[page].replace(b"title: ", b"title: New ")
    files[page] += b"beside: [{when: followed, to: new}]\n"
    for plain in (False, True):
        found = await painted(files, "new", plain=plain)
        assert found.reached
        assert "New " in found.text
        assert found.walk
        assert found.text != (await painted(files, "step-back", plain=plain)).text


async def test_a_walk_that_is_given_is_taken() -> None:
    walk = (await painted(small(), "step-back")).walk
    start = await painted(small(), walk[0].question, answers=walk)
    assert start.walk == ()
    assert (await painted(small(), "step-back", answers=walk)).walk == walk
    with pytest.raises(UnusableError):
        await painted(small(), "gate-that-is-not-there", answers=walk)
    with pytest.raises(WrongAnswerError):
        await painted(small(), "step-back", answers=(Answer(walk[0].question, ("no-such",)),))


LIFE = """\
story: Somebody who was followed.
answers: {gate: "no", acts: [followed], calm: "yes"}
outcomes: [rebuild, step-back]
"""


async def test_a_life_leads_where_it_says_and_by_its_own_answers() -> None:
    files = small() | {"lives/followed.yaml": LIFE.encode(), "lives/broken.yaml": b"story: ["}
    for place in ("", "calm", LOOK_OVER):
        found = await painted(files, place, life="followed", plain=True)
        assert {("gate", ("no",)), ("acts", ("followed",))} <= {
            (answer.question, answer.options) for answer in found.walk
        }
    with pytest.raises(UnusableError):
        await painted(files, "crisis", life="followed", plain=True)
    with pytest.raises(UnusableError) as unknown:
        await painted(files, "", life="folowed", plain=True)
    assert unknown.value.values["nearest"] == "followed"
    with pytest.raises(FaultyPackError):
        await painted(files, "", life="broken", plain=True)


async def test_what_cannot_be_shown_is_said_and_the_next_picture_comes() -> None:
    damaged = small() | {"questions/safety.yaml": b"topic: ["}
    with pytest.raises(FaultyPackError) as faulty:
        await painted(damaged, "gate")
    assert faulty.value.faults[0].where.file == "questions/safety.yaml"
    with pytest.raises(UnusableError) as unknown:
        await painted(small(), "gat")
    assert unknown.value.values["nearest"] == "gate"
    for wrong in ({"language": "xx"}, {"country": "QQ"}):
        with pytest.raises(UnusableError):
            await painted(small(), "gate", **wrong)
    assert (await painted(small(), "gate")).walk == ()
