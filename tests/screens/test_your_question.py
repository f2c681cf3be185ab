"""What somebody came to ask is answered on their page: one answer, and never none."""

from __future__ import annotations

from io import StringIO

import pytest

from commands.schema import WHOLE
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.support import sample
from tests.support.proving import every
from tests.support.small import FILES, check_small, edited
from tests.support.visit import visit
from tree.checking.checked import Checked
from tree.checking.proved import prove_pack
from tree.condition import All, Condition, Fact
from tree.model import Outcome, Tree
from tree.page import page
from tree.proving.promise import Always, Never, Target
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace
from tree.stored_start import Ready
from tree.walk import Answer, Walk, follow

ANSWERS = """\
- {id: both-calm, answer: both, for: [step-back, rebuild], when: calm, say: Two., tags: [call]}
- {id: both, answer: both, for: all, say: That is good to hear., helplines: [crisis], sources: [B1]}
- {id: calm, answer: calm, for: [step-back], when: followed, say: Calm is a start.}
- {id: calm-else, answer: calm, for: all, say: Calm is much.}
"""


def check(answers: str = ANSWERS, **changes: str) -> Checked:
    """Check the small pack with answers."""
    return check_small(answers=answers, **changes)


def tree() -> Tree:
    """Link it."""
    checked = check()
    assert checked.tree is not None
    assert checked.faults == ()
    return checked.tree


def end(acts: str, calm: str, matters: str) -> Walk:
    """Walk to an end."""
    said = {"gate": "no", "acts": acts, "calm": calm, "matters": matters}
    return follow(tree(), [Answer(asked, (option,)) for asked, option in said.items()])


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (("followed", "yes", "both"), "both-calm"),
        (("none", "no", "both"), "both"),
        (("followed", "yes", "rest"), "calm"),
        (("none", "yes", "rest"), "calm-else"),
        (("none", "no", "rest"), ""),
    ],
)
def test_the_first_fact_of_the_pack_gets_its_first_answer_that_fits(
    said: tuple[str, str, str], answer: str
) -> None:
    shown = page(end(*said)).answer
    assert (shown.id if shown else "") == answer


def test_no_walk_fits_two_answers_and_whoever_asked_has_one() -> None:
    for walk in every(tree()):
        if isinstance(walk.place, Outcome):
            fits = [say.id for say in walk.place.answers if say.fits(walk.learned)]
            assert len(fits) == bool({"both", "calm"} & walk.learned.facts)


def test_tags_and_helplines_of_the_answer_are_those_of_the_page() -> None:
    assert "call" in page(end("followed", "yes", "both")).tags
    shown = page(end("none", "no", "both"))
    assert ("call" in shown.tags, "crisis" in shown.helplines) == (False, True)


def test_promises_see_an_answer_exactly_when_it_is_shown() -> None:
    space = ExactSpace(tree())
    call, calm = Target(tags=frozenset({"call"}), kinds=frozenset({"danger"})), _fact("calm")
    both = All((calm, _fact("both")))
    assert prove(space, Always("p", call, both)).kept
    assert prove(space, Always("p", call, calm)).kept is False
    red = Target(tags=frozenset({"call"}), outcomes=frozenset({"danger"}))
    assert prove(space, Never("p", red, _fact("both"))).kept is False


def _fact(name: str) -> Condition:
    return Fact(name)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("answer: both, for: all", "answer: bth, for: all", "unknown-fact", 2),
        ("for: [step-back], when", "for: [stepback], when", "unknown-kind", 3),
        ("tags: [call]", "tags: [cal]", "unknown-tag", 1),
        ("when: calm", "when: clam", "unknown-fact", 1),
        ("sources: [B1]", "sources: [B2]", "unknown-source", 2),
        ("id: calm-else", "id: calm", "duplicate-id", 4),
        ("answer: calm, for: all, ", "for: all, ", "missing", 4),
        ("say: Calm is much.", "first: true, say: Calm.", "unknown-key", 4),
        ("calm, for: all", "calm, for: all, when: hit", "answer-without-otherwise", 4),
        ("answer: calm, for: all", "answer: calm, for: [step-back]", "unanswered", 3),
        ("[step-back], when: followed", "all", "answer-too-late", 4),
    ],
)  # fmt: skip
def test_a_slip_is_found_in_its_place(old: str, new: str, code: str, line: int) -> None:
    assert ANSWERS.count(old) == 1
    (fault,) = check(ANSWERS.replace(old, new)).faults
    assert (fault.where.file, fault.where.line, fault.code) == ("answers.yaml", line, code)


def test_a_kind_that_a_condition_leaves_out_is_named() -> None:
    (fault,) = check(ANSWERS.replace("calm, for: all", "calm, for: [step-back]")).faults
    assert fault.values["kinds"] == "rebuild"


def test_an_answer_that_no_walk_gets_is_found() -> None:
    never = ANSWERS.replace("for: [step-back], when: followed", "for: [rebuild], when: followed")
    found = [fault for fault in prove_pack(check(never)).faults if fault.code == "never-shown"]
    assert [(fault.where.file, fault.where.line) for fault in found] == [("answers.yaml", 3)]


def test_answers_are_translated_and_go_stale_like_other_words() -> None:
    from tests.reading.test_translations import overlaid  # noqa: PLC0415

    files = {**FILES, "answers.yaml": ANSWERS}
    written, checked = overlaid(files)
    assert checked.faults == ()
    spoken = checked.speak("xx")
    assert {say.say for say in spoken.outcomes["danger"].answers} == {
        "[That is good to hear.]",
        "[Calm is much.]",
    }
    stale = {**files, "answers.yaml": ANSWERS.replace("Calm is much.", "Calm is a lot.")}
    (fault,) = overlaid(stale, written)[1].faults
    assert (fault.code, fault.values["name"]) == ("stale-words", "answers.calm-else")


def test_editors_know_the_file() -> None:
    assert "answers" in WHOLE


async def test_the_screen_shows_the_answer_under_the_opening() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())
    shown = page(end("followed", "yes", "both"))

    keys = "1 enter 3 enter 2 enter 1 enter 1 enter enter"
    async with visit(keys, (80, 100), ready=ready) as run:
        assert shown.answer
        says = [shown.opening, shown.answer.say, shown.steps[0].say]
        places = [run.text.index(say) for say in says]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("2", "1", "1"), ("followed", "yes", "both")),
        (("2", "1", "2"), ("followed", "yes", "rest")),
        (("4", "2", "1"), ("none", "no", "both")),
        (("4", "2", "2"), ("none", "no", "rest")),
    ],
)
def test_line_mode_says_the_same_answer(
    typed: tuple[str, str, str], said: tuple[str, str, str]
) -> None:
    write = StringIO()
    read = StringIO("".join(f"{line}\n" for line in ("", "3", *typed, "", "")))
    ready = Ready(tree(), sample.helplines(), sample.words())
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    text, shown = " ".join(write.getvalue().split()), page(end(*said))
    told = [say.say for say in shown.outcome.answers if say.say in text]
    assert told == ([shown.answer.say] if shown.answer else [])


def test_a_pack_without_answers_is_as_it_was() -> None:
    checked = check_small(**edited("pack.yaml", "title: Small", "title: Smaller"))
    assert checked.faults == ()
    assert checked.tree
    assert all(outcome.answers == () for outcome in checked.tree.outcomes.values())
