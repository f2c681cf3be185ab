"""Which steps may stand where others find them: those that tell no answer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.support import sample
from tests.support.sheets import shipped
from tests.support.small import small_tree
from tree.condition import Learned
from tree.general_advice import StepId, general_steps
from tree.model import Outcome, Question, Tree
from tree.proving.promise import Never, Target
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace


@cache
def general() -> frozenset[StepId]:
    """Return the general steps of the shipped pack."""
    return general_steps(shipped())


@cache
def plain_space() -> ExactSpace:
    """Return all walks of the shipped pack that give plain answers to questions of safety."""
    tree = shipped()
    return ExactSpace(
        replace(
            tree,
            questions={name: plainly(asked) for name, asked in tree.questions.items()},
            outcomes={name: tagged(page) for name, page in tree.outcomes.items()},
        )
    )


def plainly(asked: Question) -> Question:
    """Leave only the plain options, where a question has any; a skip teaches the same."""
    plain = tuple(option for option in asked.options if option.plain)
    if not plain:
        return asked
    skip = replace(asked.skip, learn=plain[0].learn, count=plain[0].count)
    return replace(asked, options=plain, skip=skip)


def tagged(page: Outcome) -> Outcome:
    """Give each step a tag of its own, for a promise to speak of."""
    steps = tuple(replace(step, tags=(tag((page.id, step.id)),)) for step in page.steps)
    return replace(page, steps=steps)


def tag(step: StepId) -> str:
    """Name a step as a tag."""
    return "/".join(step)


def never_shown(step: StepId) -> bool:
    """Prove that nobody who answers plainly is shown a step."""
    return prove(plain_space(), Never("never", Target(tags=frozenset({tag(step)})))).kept is True


def every_step(tree: Tree) -> set[StepId]:
    """List the steps of a pack."""
    return {(page.id, step.id) for page in tree.outcomes.values() for step in page.steps}


def test_each_general_step_is_also_shown_to_somebody_who_said_nothing_of_safety() -> None:
    assert [step for step in general() if never_shown(step)] == []
    assert any(never_shown(step) for step in every_step(shipped()) - general())


def test_no_general_step_needs_an_answer_or_stands_on_an_urgent_page() -> None:
    pages = shipped().outcomes
    for outcome, name in general():
        step = next(step for step in pages[outcome].steps if step.id == name)
        assert not pages[outcome].urgent
        assert step.fits(Learned())


def test_the_shipped_pack_has_general_steps_on_most_gentle_pages() -> None:
    gentle = {page.id for page in shipped().outcomes.values() if not page.urgent}
    assert len(gentle - {outcome for outcome, _ in general()}) <= 1


def test_a_page_that_only_a_telling_answer_leads_to_has_none() -> None:
    linked = small_tree()
    assert general_steps(linked) == {("step-back", "rest")}
    harmed = replace(linked.outcomes["danger"], tier=2)
    assert general_steps(replace(linked, outcomes=linked.outcomes | {"danger": harmed})) == {
        ("step-back", "rest")
    }


def test_a_step_that_needs_an_answer_is_none() -> None:
    found = general_steps(sample.tree())
    assert ("space-first", "eat") in found
    assert ("space-first", "sleep") not in found
    assert not any(outcome in {"crisis", "danger", "support"} for outcome, _ in found)
