"""Maps: everything is drawn once and can be told apart, any text is escaped, slices are exact."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from commands.drawing.chart import Chart, around, chart, walked
from commands.drawing.layout import lay_out
from commands.drawing.svg import svg
from commands.drawing.text_formats import dot, mermaid
from commands.reports.sentences import command_words
from commands.run import run
from editor.condition_words import Labels, named_conditions
from tests.support.random_trees import trees
from tests.support.small import check_small, edited, small_tree
from tree.checking.checked import check_pack
from tree.choose import chooser, walk_by
from tree.condition import All, AnyOf, AtLeast, Fact, Not
from tree.fault import UnusableError
from tree.model import Tree
from tree.pack.files import gather
from tree.prepare import Places
from tree.walk import begin

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SAY = Labels(command_words(CONTENT), "map", str, str, {})
SPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = '"]}; <script>alert(1)</script> &amp; \\" end | click # `x`'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Name the places of the shipped content."""
    return Places(CONTENT / "evenground", CONTENT / "words", CONTENT / "helplines", tmp_path)


def shipped() -> Tree:
    """Read the shipped pack."""
    tree = check_pack(gather(CONTENT / "evenground")).tree
    assert tree
    return tree


def titles(drawn: str) -> list[str]:
    """List the titles of all places and arrows of an SVG."""
    space = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(drawn)  # noqa: S314  (our own file)
    return [group.findtext(f"{space}title") or "" for group in root.iter(f"{space}g")]


def pairs(drawn: Chart) -> set[tuple[str, str]]:
    """List the arrows of a chart."""
    return {(arrow.source, arrow.target) for arrow in drawn.arrows}


def test_every_place_and_arrow_of_the_shipped_pack_is_drawn_with_a_title() -> None:
    tree = shipped()
    whole = chart(tree, SAY)
    said = titles(svg(whole, SAY))
    for asked in tree.questions.values():
        assert sum(asked.id in title and asked.ask in title for title in said) == 1
    for end in tree.outcomes.values():
        assert sum(end.title in title and end.id in title.split("\n")[0] for title in said) == 1
    drawn = Counter((arrow.source, arrow.target) for arrow in whole.arrows)
    for (source, target), times in drawn.items():
        assert sum(title.split(":")[0] == f"{source} → {target}" for title in said) == times


def test_each_line_of_a_ladder_is_an_arrow_of_its_own_in_its_order() -> None:
    tree = shipped()
    whole = chart(tree, SAY)
    ladder = max(tree.forks.values(), key=lambda fork: len(fork.go))
    leaving = whole.leaving()[ladder.id]
    assert [arrow.numbers for arrow in leaving] == [(n,) for n in range(1, len(ladder.go) + 1)]
    assert [arrow.target for arrow in leaving] == [route.to for route in ladder.go]
    ports = lay_out(whole).boxes[ladder.id].right
    heights = {port.arrow.numbers: port.y for port in ports}
    assert list(heights.values()) == sorted(heights.values())


def test_a_way_runs_on_the_side_where_its_words_stand() -> None:
    whole = chart(shipped(), SAY)
    plan = lay_out(whole)
    for wire in plan.wires:
        box = plan.boxes[wire.arrow.source]
        if wire.label and wire.anchor == "end" and wire.joint:
            assert wire.joint[0] < box.x, wire.arrow


def test_no_label_is_cut(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    assert run(["map", "-o", str(file)], places) == 0
    root = ElementTree.parse(file).getroot()  # noqa: S314  (our own)
    labels = [t for t in root.iter(f"{SPACE}text") if t.get("class", "").startswith("label")]
    assert labels
    assert not [t for t in labels if "…" in "".join(t.itertext())]


def test_a_map_in_words_has_no_id_and_a_map_by_ids_has_all(places: Places, tmp_path: Path) -> None:
    told = []
    for more in ([], ["--ids"]):
        file = tmp_path / "map.svg"
        assert run(["map", *more, "-o", str(file)], places) == 0
        root = ElementTree.parse(file).getroot()  # noqa: S314  (our own)
        told.append(" ".join("".join(part.itertext()) for part in root.iter() if part.text))
    tree = shipped()
    names = [n for n in (*tree.questions, *tree.forks, *tree.outcomes) if "-" in n]
    assert not [name for name in names if f" {name} " in told[0] or f"→ {name}" in told[0]]
    assert all(name in told[1] for name in names)


def test_questions_on_safety_are_marked_by_shape_in_every_form() -> None:
    tree = shipped()
    whole = chart(tree, SAY)
    root = ElementTree.fromstring(svg(whole, SAY))  # noqa: S314  (our own)
    marked = [g for g in root.iter(f"{SPACE}g") if "safety" in g.get("class", "").split()]
    assert len(marked) == len(whole.safety)
    assert all(len(list(group.iter(f"{SPACE}rect"))) == 2 for group in marked)
    assert dot(whole, SAY).count("peripheries") == len(whole.safety)
    assert mermaid(whole, SAY).count("[[") == len(whole.safety)
    assert {"afraid", "force", "own-life"} <= whole.safety
    assert not {"effort", "values", "hurts-most"} & whole.safety


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_pages_of_a_map_hold_all_of_it_and_lie_over_each_other(
    paper: str, places: Places, tmp_path: Path
) -> None:
    file = tmp_path / "map.html"
    assert run(["map", "--paper", paper, "-o", str(file)], places) == 0
    text = file.read_text(encoding="utf-8").partition("\n")[2]
    root = ElementTree.fromstring(re.sub(r"<meta([^>]*)>", r"<meta\1/>", text))  # noqa: S314
    pages = [part for part in root.iter("section") if part.get("id") != "tile-overview"]
    boxes = [[float(n) for n in (p.find("svg") or p).get("viewBox", "").split()] for p in pages]
    paper_ = next(g for g in root.iter("rect") if g.get("class") == "paper")
    width, height = float(paper_.get("width", "0")), float(paper_.get("height", "0"))
    assert max(x + wide for x, _, wide, _ in boxes) >= width
    assert max(y + high for _, y, _, high in boxes) >= height
    columns = sorted({x for x, *_ in boxes})
    assert all(b - a < boxes[0][2] for a, b in pairwise(columns))
    assert len({p.get("id") for p in pages}) == len(pages)
    assert all(p.get("id", "").removeprefix("tile-") in "".join(p.itertext()) for p in pages)


def test_a_poster_is_one_page_of_its_paper(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    assert run(["map", "--paper", "a0", "-o", str(file)], places) == 0
    root = ElementTree.parse(file).getroot()  # noqa: S314  (our own)
    wide, high = (float(root.get(side, "").removesuffix("mm")) for side in ("width", "height"))
    assert wide <= 841
    assert high <= 1189
    assert "size: 841.0mm 1189.0mm" in (root.findtext(f"{SPACE}style") or "")


def test_arrows_say_the_answers_and_conditions_that_lead_there() -> None:
    whole = chart(small_tree(), SAY)
    labels = {(a.source, a.target): a.whole for a in whole.arrows}
    assert labels["gate", "crisis"] == ("Yes",)
    (said,) = labels["on", "danger"]
    assert "hit" in said
    assert "doubts" in said
    assert labels["acts", "on"] == ()
    assert "followed" in labels["calm", "step-back"][0]
    assert len(labels["calm", "matters"]) == 2


def test_a_condition_with_a_name_is_said_by_its_name() -> None:
    pack = check_small().pack
    assert pack
    say = Labels(SAY.words, "map", str, str, named_conditions(pack))
    labels = {(a.source, a.target): a.whole for a in chart(small_tree(), say).arrows}
    assert labels["on", "danger"] == ("harmed",)


@settings(max_examples=30, deadline=None)
@given(trees(most=12))
def test_nothing_lies_on_anything_else(tree: Tree) -> None:
    drawn = chart(tree, SAY)
    plan = lay_out(drawn)
    assert {wire.arrow for wire in plan.wires} == set(drawn.arrows)
    for one, other in combinations(plan.boxes.values(), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        over = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart or over
    lines = {
        (wire.arrow.target, a[0], min(a[1], b[1]), max(a[1], b[1]))
        for wire in plan.wires
        for a, b in zip(wire.points, wire.points[1:], strict=False)
        if a[0] == b[0] and abs(a[0] - plan.boxes[wire.arrow.source].middle) > 200
    }
    for (to, x, top, end), (to2, x2, top2, end2) in combinations(lines, 2):
        assert to == to2 or x != x2 or end <= top2 or end2 <= top


@pytest.mark.parametrize("write", [svg, dot, mermaid])
def test_any_text_is_escaped(write: Callable[[Chart, Labels], str]) -> None:
    quoted = json.dumps(HOSTILE)
    tree = check_small(
        **edited("questions/after.yaml", "ask: Is it calm?", f"ask: {quoted}"),
        **edited("outcomes/rebuild.yaml", "title: Slowly", f"title: {quoted}"),
        **edited("questions/safety.yaml", "say: Not sure, count: {doubts: 1}", f"say: {quoted}"),
    ).tree
    assert tree
    drawn = write(chart(tree, SAY), SAY)
    assert "<script" not in drawn or write is dot
    if write is svg:
        assert any(HOSTILE in title for title in titles(drawn))
    if write is dot:
        outside = re.sub(r'"(?:\\.|[^"\\])*"', "", drawn)
        assert not re.search(r"[<>&#|`]", outside.replace("->", ""))
    if write is mermaid:
        outside = re.sub(r'"[^"]*"', "", drawn).replace("-->", "").replace("|", "")
        assert not re.search(r"[<>&#`;]", outside)


def test_around_keeps_one_step_back_and_forth_through_forks() -> None:
    near = around(chart(small_tree(), SAY), "acts")
    assert pairs(near) == {
        ("gate", "acts"), ("crisis", "acts"), ("acts", "on"), ("on", "danger"), ("on", "calm"),
    }  # fmt: skip
    before = around(chart(small_tree(), SAY), "rebuild")
    assert pairs(before) == {("end", "rebuild"), ("matters", "end")}


def test_around_an_unknown_place_names_the_nearest() -> None:
    with pytest.raises(UnusableError) as caught:
        around(chart(small_tree(), SAY), "rebild")
    assert caught.value.values["nearest"] == "rebuild"


@settings(max_examples=40, deadline=None)
@given(trees(most=6))
def test_a_walk_is_one_unbroken_line_to_where_it_stands(tree: Tree) -> None:
    walk = walk_by(tree, chooser("random:3"))
    drawn = walked(chart(tree, SAY), walk)
    taken = [(a.source, a.target) for a in drawn.arrows if a.taken]
    place, steps = tree.start, 0
    following = dict(taken)
    assert len(following) == len(taken)
    while place in following:
        place, steps = following[place], steps + 1
    assert place == walk.place.id
    assert steps == len(taken)
    assert {answer.question for answer in walk.answers} <= drawn.visited


def test_a_walk_that_has_not_begun_marks_the_start() -> None:
    drawn = walked(chart(small_tree(), SAY), begin(small_tree()))
    assert drawn.visited == {"gate"}
    assert not any(arrow.taken for arrow in drawn.arrows)


def test_the_slices_of_the_shipped_pack_can_be_drawn(places: Places, tmp_path: Path) -> None:
    for name in (*(tree := shipped()).questions, *tree.forks, *tree.outcomes):
        svg(around(chart(tree, SAY), name), SAY)
    file = tmp_path / "map.svg"
    life = ROOT / "tests" / "walks" / "rebuild.yaml"
    assert run(["map", "--walk", str(life), "-o", str(file)], places) == 0
    assert ElementTree.parse(file).getroot().get("class") == "walked"  # noqa: S314  (our own)


@pytest.mark.parametrize(
    "argv",
    [
        ["--format", "png"],
        ["--around", "nowhere-at-all"],
        ["--walk", "no-such-file"],
        ["-o", "/no/such/folder/map.svg"],
        ["no-such-pack"],
        ["--arround", "danger"],
        ["--paper", "a9"],
        ["--paper", "a4", "--format", "dot"],
        ["--tiles", "--format", "mermaid"],
        ["--lang", "xx"],
    ],
)
def test_a_call_that_cannot_be_served_is_one_sentence(
    argv: list[str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["map", *argv], places) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_long_words_and_wide_letters_stay_in_their_box() -> None:
    files = edited("questions/after.yaml", "ask: Is it calm?", f"ask: {'w' * 100}{'語' * 60}")
    tree = check_small(**files).tree
    assert tree
    box = lay_out(chart(tree, SAY)).boxes["calm"]
    assert len(box.lines) <= 3
    assert all(len(line) < 50 for line in box.lines)


def test_a_condition_of_any_depth_can_be_said() -> None:
    fact = Fact("x")
    deep = Not(AnyOf((fact, All((fact, fact)))))
    assert SAY.say(deep).count("x") == 3
    least = AtLeast("t", 2)
    assert "2" in SAY.say(Not(least))


def test_the_order_of_a_list_of_routes_is_told_on_its_arrows() -> None:
    tree = shipped()
    drawn = chart(tree, SAY).leaving()
    long = [fork for fork in tree.forks.values() if len(fork.go) > 2]
    assert long
    for fork in long:
        labels = [label for arrow in drawn[fork.id] for label in arrow.whole]
        numbers = sorted(int(label.partition(".")[0]) for label in labels)
        assert numbers == list(range(1, len(fork.go) + 1))
        (last,) = (label for label in labels if label.startswith(f"{len(fork.go)}. "))
        assert last.endswith(SAY("otherwise"))


def test_the_order_of_two_is_plain_and_not_numbered() -> None:
    drawn = chart(small_tree(), SAY).leaving()
    assert not any(re.match(r"\d", label) for arrow in drawn["end"] for label in arrow.whole)
