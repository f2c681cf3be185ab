"""Lives: proofs agree with every walk of small trees, and a broken life says where it breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.proving import ended, every
from tests.support.proving_trees import TAGS, told
from tests.support.random_trees import answers
from tests.support.small import FILES, check_small, edited
from tree.checking.lived import by_formula, live
from tree.checking.proved import Proved, prove_pack
from tree.checking.twice import prove_twice
from tree.model import GO_ON, Outcome, Question, Tree
from tree.page import page
from tree.proving.life import Life
from tree.proving.prove_lives import LifeProof, prove_lives
from tree.proving.sets.exact_space import ExactSpace
from tree.walk import Answer, Walk, follow

THINGS = (*TAGS, "step")


@st.composite
def lives(draw: st.DrawFn, tree: Tree) -> Life:
    """Draw a life that answers some questions, and leaves out others."""
    passing = (outcome for outcome in tree.outcomes.values() if outcome.go_on)
    places: list[Question | Outcome] = [*tree.questions.values(), *passing]
    named = [place for place in places if draw(st.booleans())] or places[:1]
    given_ = tuple(Answer(p.id, draw(st.sampled_from(list(answers(p))))) for p in named)
    ends = draw(st.lists(st.sampled_from(list(tree.outcomes)), min_size=1, max_size=3, unique=True))
    things = st.lists(st.sampled_from(THINGS), max_size=2, unique=True)
    tags = st.lists(st.sampled_from(TAGS), max_size=2, unique=True)
    return Life("life", given_, tuple(ends), tuple(draw(things)), tuple(draw(tags)))


def is_of(life: Life, walk: Walk) -> bool:
    """Say whether somebody of this life may walk like this, and be done where it stands."""
    said = {answer.question: set(answer.options) for answer in life.answers}
    if walk.place.id in said:
        return False
    return all(
        said.get(a.question) == set(a.options)
        if a.question in said or a.options == (GO_ON,)
        else True
        for a in walk.answers
    )


def gives_all(life: Life, walk: Walk) -> bool:
    """Say whether a walk has all answers of a life."""
    given_ = {answer.question: set(answer.options) for answer in walk.answers}
    return all(given_.get(a.question) == set(a.options) for a in life.answers)


def seen(walk: Walk) -> set[str]:
    """List what the page shows at which a walk stands, now or behind a key."""
    shown = page(walk)
    return {*shown.tags, *(say.id for say in shown.says)}


def passed(walk: Walk) -> list[Walk]:
    """List the walk, and itself as it stood at each page that it went on from."""
    counts = [n for n, answer in enumerate(walk.answers) if answer.options == (GO_ON,)]
    return [walk, *(follow(walk.tree, walk.answers[:n]) for n in counts)]


def wrong(life: Life, walk: Walk) -> set[str]:
    """Say what a walk of a life breaks."""
    found = set() if walk.place.id in life.outcomes else {"life-broken"}
    found |= {
        "life-shows" for one in passed(walk) for tag in life.never_shown if tag in page(one).tags
    }
    if not found and set(life.shown) - seen(walk):
        found.add("life-lacks")
    return found


def judged(life: Life, walks: list[Walk]) -> tuple[bool, str]:
    """Judge a life by looking at every walk."""
    mine = [walk for walk in walks if is_of(life, walk)]
    if not any(gives_all(life, walk) for walk in walks if is_of_any_end(life, walk)):
        return False, "life-impossible"
    found = set().union(*(wrong(life, walk) for walk in mine))
    order = ("life-broken", "life-shows", "life-lacks")
    return not found, next((code for code in order if code in found), "")


def is_of_any_end(life: Life, walk: Walk) -> bool:
    """Say whether a walk that may go on yet is one of a life."""
    said = {answer.question for answer in life.answers}
    return all(a.question in said for a in walk.answers if a.options == (GO_ON,))


def begins(first: Walk, walk: Walk) -> bool:
    """Say whether a walk begins so: what must not be shown may stand on a page on the way."""
    return walk.answers[: len(first.answers)] == first.answers


def told_of(proof: LifeProof) -> tuple[bool, str]:
    """Say what a proof says."""
    return bool(proof.kept), proof.claim.code if proof.claim else ""


@settings(max_examples=80, deadline=None)
@given(told(), st.data())
def test_lives_are_proved_as_over_all_walks(tree: Tree, data: st.DataObject) -> None:
    walks, space = ended(every(tree)), ExactSpace(tree)
    for _ in range(3):
        life = data.draw(lives(tree))
        (proof,) = live(tree, (life,), space)
        assert told_of(proof) == judged(life, walks)
        if proof.walk:
            broken = follow(tree, proof.walk)
            assert any(is_of(life, walk) and begins(broken, walk) for walk in walks)
            assert told_of(proof)[1] in wrong(life, broken)
        if told_of(proof)[1] == "life-broken":
            mine = [w for w in walks if is_of(life, w) and "life-broken" in wrong(life, w)]
            assert len(proof.walk) == min(len(walk.answers) for walk in mine)


@settings(max_examples=20, deadline=None)
@given(told(most=3), st.data())
def test_the_second_prover_says_the_same_of_lives(tree: Tree, data: st.DataObject) -> None:
    drawn = tuple(data.draw(lives(tree)) for _ in range(3))
    one = live(tree, drawn, ExactSpace(tree))
    other = prove_lives(tree, drawn, by_formula(tree))
    assert list(map(told_of, one)) == list(map(told_of, other))


HIT = "story: Hit.\nanswers: {acts: [hit]}\noutcomes: [danger, crisis]\n"


def proved(life: str, **changes: str) -> Proved:
    """Prove the small pack with one life."""
    return prove_pack(check_small(lives__hit=life, **changes))


def said(found: Proved) -> list[tuple[str, str, int]]:
    """List the faults: code, file and line."""
    return [(fault.code, fault.where.file, fault.where.line) for fault in found.faults]


def test_a_life_that_ends_as_told_is_kept() -> None:
    found = proved(HIT)
    assert said(found) == []
    assert found.kept is True
    assert [proof.kept for proof in found.lives] == [True]


def test_a_life_that_can_end_elsewhere_is_shown_with_its_shortest_walk() -> None:
    found = proved(HIT.replace("[danger, crisis]", "[danger]"))
    assert said(found) == [("life-broken", "lives/hit.yaml", 3)]
    (seen_,) = found.walks
    assert [answer.question for answer in seen_.walk] == ["gate"]
    assert seen_.fault.values["end"] == "crisis"


def test_what_a_life_leaves_out_may_be_answered_in_any_way() -> None:
    found = proved("story: x\nanswers: {calm: yes}\noutcomes: [rebuild, danger, crisis]\n")
    assert said(found) == [("life-broken", "lives/hit.yaml", 3)]


def test_who_goes_on_from_a_page_is_followed_further() -> None:
    life = "story: x\nanswers: {gate: yes, crisis: go-on, acts: [none]}\noutcomes: [danger]\n"
    found = proved(life)
    assert said(found) == [("life-broken", "lives/hit.yaml", 3)]
    assert found.walks[0].fault.values["end"] in ("rebuild", "step-back")


def test_a_named_question_that_is_not_asked_does_not_save_a_life() -> None:
    """Who is hit is never asked about calm: a life that answers both still counts those walks."""
    life = "story: x\nanswers: {gate: no, calm: yes}\noutcomes: [rebuild, step-back]\n"
    found = proved(life)
    assert said(found) == [("life-broken", "lives/hit.yaml", 3)]
    assert found.walks[0].fault.values["end"] == "danger"


def test_a_life_that_nobody_can_live_is_a_fault_at_the_answer() -> None:
    found = proved("story: x\nanswers:\n  acts: [hit]\n  calm: yes\noutcomes: [danger, crisis]\n")
    assert said(found) == [("life-impossible", "lives/hit.yaml", 4)]


def test_options_that_cannot_be_ticked_together_are_such_an_answer() -> None:
    found = proved("story: x\nanswers:\n  gate: [yes, no]\noutcomes: [crisis]\n")
    assert said(found) == [("life-impossible", "lives/hit.yaml", 3)]


def test_what_must_be_shown_and_is_not_is_a_fault_at_its_name() -> None:
    life = HIT + "shown:\n  - line:emergency\n  - call\n"
    assert said(proved(life)) == []
    assert said(proved(life + "  - line:crisis\n")) == [("life-lacks", "lives/hit.yaml", 7)]


def test_a_step_is_named_by_its_id() -> None:
    life = "story: x\nanswers: {gate: no, acts: [none], calm: no}\noutcomes: [step-back]\n"
    assert said(proved(life + "shown: [rest]\n")) == []
    assert said(proved(life + "shown: [both]\n")) == [("life-lacks", "lives/hit.yaml", 4)]


def test_what_must_never_be_shown_counts_on_a_page_on_the_way_too() -> None:
    life = "story: x\nanswers: {gate: yes, crisis: go-on, acts: [none], calm: no}\n"
    found = proved(life + "outcomes: [step-back]\nnever_shown:\n  - together\n  - call\n")
    assert said(found) == [("life-shows", "lives/hit.yaml", 6)]
    assert found.faults[0].values["name"] == "call"


def test_a_broken_life_is_one_fault() -> None:
    life = HIT.replace("[danger, crisis]", "[danger]") + "shown: [rest]\nnever_shown: [call]\n"
    assert [code for code, *_ in said(proved(life))] == ["life-broken"]


def test_the_second_prover_is_asked_of_lives() -> None:
    assert prove_twice(proved(HIT)).twice is True
    found = prove_twice(proved(HIT.replace("[danger, crisis]", "[danger]")))
    assert [code for code, *_ in said(found)] == ["life-broken"]


def test_a_broken_graph_says_nothing_of_lives() -> None:
    changes = edited("questions/safety.yaml", "learn: [low], go: crisis}", "learn: [low]}")
    found = proved(HIT, **changes)
    assert "unreachable" in {fault.code for fault in found.faults}
    assert not [fault for fault in found.faults if fault.code.startswith("life-")]


def test_proofs_of_lives_are_used_again_where_only_words_change() -> None:
    before = proved(HIT)
    new = {"outcomes__danger": FILES["outcomes/danger.yaml"].replace("That was wrong", "No")}
    assert prove_pack(check_small(lives__hit=HIT, **new), before).lives is before.lives
    assert said(prove_pack(check_small(lives__hit=HIT.replace(", crisis]", "]")), before)) == [
        ("life-broken", "lives/hit.yaml", 3)
    ]
