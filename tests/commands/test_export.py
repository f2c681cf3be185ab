"""A form asks the same questions and ends on the same pages as the check, for any answers."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from commands.export import lost
from commands.forms.form import build
from commands.forms.xlsx import workbook
from commands.reports.sentences import command_words
from commands.run import run
from tests.support.converted import agree, converted
from tests.support.random_trees import answers, trees
from tests.support.small import FILES, check_small, edited, small_tree, write_small
from tests.support.xforms import Filled, Form
from tree.checking.checked import check_pack
from tree.choose import Chooser, chooser, walk_by
from tree.model import SKIP, Outcome, Question, Tree
from tree.pack.files import gather
from tree.prepare import Places

pytest.importorskip("pyxform.xls2xform", reason="pyxform reads the forms")
CONTENT = Path(__file__).parents[2] / "content"
WORDS = command_words(CONTENT)
WALKS = 500
CORE = "docProps/core.xml"
"""What a workbook says of itself."""


def gentle(dice: random.Random) -> Chooser:
    """Answer by chance, but mostly with the last and plain answers, so that walks are long."""
    wild = chooser(f"random:{dice.randrange(10**6)}")

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        if isinstance(place, Outcome) or dice.random() < 0.25:
            return wild(place)
        return (dice.choice([o.id for o in place.options if o.plain] or [place.options[-1].id]),)

    return choose


def test_500_walks_of_the_shipped_pack_are_the_same_in_the_form() -> None:
    tree = check_pack(gather(CONTENT / "evenground")).tree
    assert tree
    form = converted(tree)
    dice, ends = random.Random(7), set[str]()  # noqa: S311  (repeatable)
    for i in range(WALKS):
        walk = walk_by(tree, gentle(dice) if i % 4 else chooser(f"random:{i}"))
        agree(form, walk)
        ends |= {walk.place.id, *walk.passed}
    assert len(ends) >= 10


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(most=5))
def test_random_trees_are_the_same_in_the_form(tree: Tree) -> None:
    form = converted(tree)
    for i in range(12):
        agree(form, walk_by(tree, chooser(f"random:{i}")))


def test_a_list_takes_just_the_answers_that_the_check_takes() -> None:
    tree = small_tree()
    form = converted(tree)
    for name in ("acts", "matters"):
        asked = tree.questions[name]
        fitting = {frozenset(options) for options in answers(asked)}
        every = [o.id for o in asked.options] + [SKIP]
        for bits in range(1, 2 ** len(every)):
            chosen = [option for i, option in enumerate(every) if bits >> i & 1]
            filled = _asked(form, name, chosen)
            assert filled.allowed(form.by_name[name]) == (frozenset(chosen) in fitting), chosen


def _asked(form: Form, name: str, chosen: list[str]) -> Filled:
    """Answer a question as if it stood first."""
    free = {path: {**bind} for path, bind in form.binds.items()}
    free[form.by_name[name]].pop("relevant", None)
    return Filled(Form(form.title, dict(free)), {name: " ".join(chosen)})


def test_hostile_words_come_through_whole() -> None:
    said = "It's \u2019 ${gate} \\\" <b> & 'quoted' =1+1"
    tree = check_small(
        **edited("questions/after.yaml", "ask: Is it calm?", f'ask: "{said}"'),
        **edited("pack.yaml", "calm: it is calm", f'calm: "{said}"'),
    ).tree
    assert tree
    form = converted(tree)
    agree(form, walk_by(tree, chooser("random:1")))
    assert "dollar" in dict(lost(tree, build(tree, WORDS), 0))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write the small pack into a folder, and name where content stands."""
    return Places(write_small(tmp_path), CONTENT / "words", CONTENT / "helplines", tmp_path)


def test_what_is_lost_is_said(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "form.xlsx"
    assert run(["export", "xlsform", "-o", str(file)], places) == 0
    told = capsys.readouterr()
    assert told.out == ""
    codes = [code for code, _ in lost(small_tree(), build(small_tree(), WORDS), 0)]
    assert {"kept", "card", "numbers", "order"} <= set(codes)
    assert len(told.err.splitlines()) == len(codes)
    once = file.read_bytes()
    run(["export", "xlsform", "-o", str(file)], places)
    assert file.read_bytes() == once


def test_a_form_names_no_day_on_which_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(build(small_tree(), WORDS).sheets()))) as parts:
        years = {info.date_time[0] for info in parts.infolist()}
        years |= {int(year) for year in re.findall(rb">(\d{4})-\d\d-", parts.read(CORE))}
    assert years == {1980}


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["xlsfrom", "-o", "x"],
        ["xlsform"],
        ["xlsform", "no-such-pack", "-o", "x"],
        ["xlsform", "-o", "/no/such/folder/x.xlsx"],
    ],
)
def test_a_call_that_cannot_be_served_is_one_sentence(
    argv: list[str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *argv], places) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_pack_that_leads_back_is_refused(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    path = places.pack / "outcomes" / "crisis.yaml"
    path.write_text(FILES["outcomes/crisis.yaml"].replace("go_on: acts", "go_on: gate"))
    assert run(["export", "xlsform", "-o", "x"], places) == 2
    assert "crisis" in capsys.readouterr().err
