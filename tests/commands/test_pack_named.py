"""Every command takes the folder of a pack in the same ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.check import check
from commands.due import list_due
from commands.export import export
from commands.inputs import meant_pack
from commands.map import map_pack
from commands.previewing.preview import preview
from commands.review import review
from commands.schema import schema
from commands.walk import walk
from commands.weighing.decides import decides
from screens.flags import Flags
from tests.support.brackets import CONTENT, places_of
from tests.support.small import write_small
from tree.fault import UnusableError
from tree.prepare import Places

PLACES = places_of(CONTENT)
Called = Callable[[list[str], Places], int]
CALLS: dict[str, tuple[Called, list[str]]] = {
    "check": (check, []),
    "walk": (walk, ["--choose", "last"]),
    "review": (review, ["--short"]),
    "map": (map_pack, ["--format", "dot"]),
    "schema": (schema, []),
    "decides": (decides, []),
    "export": (export, ["xlsform", "-o", "form.xlsx"]),
    "due": (list_due, []),
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the small pack beside the working folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return write_small(tmp_path / "own")


@pytest.mark.parametrize(("command", "more"), CALLS.values(), ids=CALLS)
def test_a_pack_may_be_named_by_a_flag(own: Path, command: Called, more: list[str]) -> None:
    command([*more, "--pack", str(own)], PLACES)
    with pytest.raises(UnusableError) as refused:
        command([*more, "--pack", str(own / "none")], PLACES)
    assert refused.value.code == "no-such-pack"


def test_a_pack_named_twice_is_one_pack(own: Path) -> None:
    assert meant_pack(Flags({"--pack": f"{own}/"}), [str(own)], PLACES) == own
    with pytest.raises(UnusableError) as refused:
        meant_pack(Flags({"--pack": str(own)}), [str(PLACES.pack)], PLACES)
    assert refused.value.code == "pack-twice"


def test_a_folder_inside_a_pack_is_told_the_pack(own: Path) -> None:
    with pytest.raises(UnusableError) as refused:
        check([str(own / "questions")], PLACES)
    assert refused.value.values["above"] == str(own)


def test_what_cannot_be_shown_is_told_with_its_pack_and_the_lives_it_has(own: Path) -> None:
    with pytest.raises(UnusableError) as refused:
        preview(["gaet", "--pack", str(own)], PLACES)
    assert refused.value.values["pack"] == "small"
    lives = own / "lives"
    lives.mkdir()
    (lives / "sam.yaml").write_text(
        "story: Sam.\nanswers: {gate: 'yes'}\noutcomes: [crisis]\n", encoding="utf-8"
    )
    with pytest.raises(UnusableError) as refused:
        preview(["--life", "Kim", "--pack", str(own)], PLACES)
    assert refused.value.values["known"] == "sam"
