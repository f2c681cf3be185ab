"""Planted defects, one a pack: each is caught by its name, and by a real walk where it is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.support.proving import gentler, judge
from tests.support.small import FILES
from tree.checking.checked import check_pack
from tree.checking.proved import Proved, Shown, prove_pack
from tree.model import Outcome, Tree
from tree.pack.files import gather
from tree.pack.yaml_reader import parse
from tree.proving.promise import Monotone
from tree.walk import Answer, AskedTwiceError, follow

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "content" / "evenground"
WORDS_ALONE = ("languages/", "wording/")
LIVES = "lives/"


@dataclass(frozen=True, kw_only=True)
class Defect:
    """An edit of a pack, what it is caught by, and what else may be found because of it.

    `file` is the file blamed and `times` how often; `stands` is where the walk shown leads, or
    where it was last when it never ends.
    """

    name: str
    base: str
    edits: tuple[tuple[str, str, str], ...]
    code: str = "promise-broken"
    file: str = ""
    times: int = 1
    promise: str = ""
    stands: str = ""
    follows: tuple[str, ...] = ()


def planted(name: str) -> list[Defect]:
    """Read a file of defects."""
    written = yaml.safe_load((HERE / "planted" / f"{name}.yaml").read_text(encoding="utf-8"))
    return [_defect(**entry) for entry in written]


def _defect(edits: list[dict[str, str]], follows: Iterable[str] = (), **more: str) -> Defect:
    changes = tuple((edit["file"], edit["old"], edit["new"]) for edit in edits)
    times = int(more.pop("times", 1))
    return Defect(edits=changes, follows=tuple(follows), times=times, **more)


PARSE = cache(parse)
FAULTS, LOOPS, PROMISES = planted("faults"), planted("loops"), planted("promises")


@cache
def files(base: str) -> dict[str, bytes]:
    """Read a pack to plant in: the small one, the shipped one, or that with its translations.

    Lives stay out: what is planted has to be found by what every walk is held to.
    """
    if base == "small":
        return {name: text.encode() for name, text in FILES.items()}
    found = {name: text for name, text in gather(SHIPPED).items() if not name.startswith(LIVES)}
    if base == "spoken":
        return found
    return {name: text for name, text in found.items() if not name.startswith(WORDS_ALONE)}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each file once: all but one or two are the same in every pack."""
    monkeypatch.setattr("tree.pack.pack.parse", PARSE)


def plant(defect: Defect) -> Proved:
    """Prove a pack with a defect in it; each text that an edit replaces is there once."""
    changed = dict(files(defect.base))
    for name, old, new in defect.edits:
        assert changed[name].count(old.encode()) == 1, (name, old)
        changed[name] = changed[name].replace(old.encode(), new.encode())
    return prove_pack(check_pack(changed))


def others(proved: Proved, defect: Defect) -> set[str]:
    """List the codes of faults that neither name the defect nor follow from it."""
    return {f.code for f in proved.faults} - {defect.code, *defect.follows}


def shown(proved: Proved, defect: Defect) -> Shown:
    """Find the one walk that shows a defect."""
    found = [s for s in proved.walks if s.fault.code == defect.code]
    named = [s for s in found if s.fault.values.get("id", "") == defect.promise]
    assert len(named) == 1, [s.fault for s in found]
    return named[0]


def tree_of(proved: Proved) -> Tree:
    """Give the tree with the defect in it."""
    assert proved.checked.tree
    return proved.checked.tree


def test_there_are_thirty_and_more_each_of_its_own_name() -> None:
    names = [defect.name for defect in (*FAULTS, *LOOPS, *PROMISES)]
    assert len(set(names)) == len(names) >= 30


@pytest.mark.parametrize("base", ["small", "shipped", "spoken"])
def test_before_anything_is_planted_nothing_is_found(base: str) -> None:
    proved = prove_pack(check_pack(files(base)))
    assert proved.faults == ()
    assert proved.kept


@pytest.mark.parametrize("defect", FAULTS, ids=lambda defect: defect.name)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(defect: Defect) -> None:
    proved = plant(defect)
    found = [f.where.file for f in proved.faults if f.code == defect.code]
    assert len(found) == defect.times, proved.faults
    assert not defect.file or set(found) == {defect.file}
    assert others(proved, defect) == set()
    assert proved.kept is False


@pytest.mark.parametrize("defect", LOOPS, ids=lambda defect: defect.name)
def test_a_planted_loop_is_shown_by_a_walk_that_does_not_end(defect: Defect) -> None:
    proved = plant(defect)
    walk = shown(proved, defect).walk
    assert others(proved, defect) == set()
    if defect.code == "over-limit":
        _is_too_long(proved, walk, defect.stands)
        return
    assert walk[-1].question == defect.stands
    assert follow(tree_of(proved), walk[:-1]).place.id == defect.stands
    with pytest.raises((AskedTwiceError, RecursionError)):
        follow(tree_of(proved), walk)


def _is_too_long(proved: Proved, walk: tuple[Answer, ...], stands: str) -> None:
    """Stand at one question more than the pack allows."""
    pack = proved.checked.pack
    assert pack
    assert pack.head
    stood = follow(tree_of(proved), walk)
    assert len(stood.asked) == pack.head.shape.limits["questions"]
    assert stood.place.id == stands
    assert stands in stood.tree.questions


@pytest.mark.parametrize("defect", PROMISES, ids=lambda defect: defect.name)
def test_a_planted_danger_breaks_its_promise_on_a_real_walk(defect: Defect) -> None:
    proved = plant(defect)
    assert others(proved, defect) == set()
    broken = shown(proved, defect)
    walk = follow(tree_of(proved), broken.walk)
    assert walk.place.id == defect.stands
    promise = next(p for p in proved.checked.promises if p.id == defect.promise)
    if isinstance(promise, Monotone):
        _is_gentler(promise, tree_of(proved), broken)
    else:
        by_hand = judge(promise, [walk])
        assert (by_hand.kept, by_hand.length) == (False, len(broken.walk))


def _is_gentler(promise: Monotone, tree: Tree, broken: Shown) -> None:
    """Hold two walks side by side: one answer is better on the other, and its end more urgent."""
    walk, other = follow(tree, broken.walk), follow(tree, broken.other)
    assert isinstance(walk.place, Outcome)
    assert isinstance(other.place, Outcome)
    assert other.place.tier < walk.place.tier
    given = {answer.question: answer.options for answer in other.answers}
    differ = [a for a in walk.answers if given.get(a.question, a.options) != a.options]
    assert [answer.question in promise.questions for answer in differ] == [True]
    question, options = differ[0].question, differ[0].options
    assert given[question] in list(gentler(tree.questions[question], options))
