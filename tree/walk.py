"""A walk is an immutable tuple of answers; where one stands follows from them by replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tree.condition import Learned
from tree.model import GO_ON, SKIP, Option, Outcome, Question, Tree, exit_routes


class WrongAnswerError(ValueError):
    """An answer that does not fit where the walk stands: a code and the values for its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        """Keep the code of the sentence and what to fill into it."""
        super().__init__(code)
        self.code = code
        self.values = values


class AskedTwiceError(RuntimeError):
    """A pack led back to a question that this walk has asked; a checked pack never does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen at a question: option ids, `skip`, or `go-on` at a passing outcome."""

    question: str
    options: tuple[str, ...]

    @property
    def skipped(self) -> bool:
        """Say whether the person would rather not say."""
        return self.options == (SKIP,)


@dataclass(frozen=True, slots=True)
class Walk:
    """A person's way so far.

    `answers` stand on the walk in the order asked, `taught` is what each newly taught, `place`
    is where one stands, `passed` the outcomes gone on from, `kept` the answers given before a
    change that are not reached now, `before` the answer that `back` took off, to preselect it.
    """

    tree: Tree
    answers: tuple[Answer, ...]
    taught: tuple[tuple[str, ...], ...]
    place: Question | Outcome
    learned: Learned
    kept: tuple[Answer, ...] = ()
    before: Answer | None = None

    @property
    def passed(self) -> tuple[str, ...]:
        """List the outcomes that the person went on from, in order."""
        return tuple(a.question for a in self.answers if a.options == (GO_ON,))

    @property
    def asked(self) -> tuple[Answer, ...]:
        """List the answers to questions alone, without going on."""
        return tuple(a for a in self.answers if a.options != (GO_ON,))

    @property
    def over(self) -> bool:
        """Say whether this place is the end: an outcome without a way on."""
        return isinstance(self.place, Outcome) and not self.place.go_on

    def answer(self, *options: str) -> Walk:
        """Answer the question one stands at; raises WrongAnswerError."""
        answer = Answer(self.place.id, _fitting(self.place, options))
        return _replay(self.tree, _sheet((*self.kept, *self.answers, answer)))

    def skip(self) -> Walk:
        """Leave the question one stands at unanswered."""
        return self.answer(SKIP)

    def go_on(self) -> Walk:
        """Go on from a passing outcome; raises WrongAnswerError anywhere else."""
        return self.answer(GO_ON)

    def change(self, question: str, *options: str) -> Walk:
        """Replace an answer that stands on the walk; later ones stay where they are still asked.

        A passing outcome after it is shown again: nobody may have gone on from a page that a
        new answer opens. Raises WrongAnswerError.
        """
        order = [a.question for a in self.answers]
        if question not in order or question not in self.tree.questions:
            raise WrongAnswerError("not-answered", question=question)
        answer = Answer(question, _fitting(self.tree.questions[question], options))
        at = order.index(question)
        later = (a for a in self.answers[at + 1 :] if a.options != (GO_ON,))
        return _replay(self.tree, _sheet((*self.kept, *self.answers[:at], answer, *later)))

    def back(self) -> Walk:
        """Take back the last answer, keeping it only to preselect it; at the start, stay."""
        if not self.answers:
            return self
        return _replay(self.tree, _sheet((*self.answers[:-1], *self.kept)), self.answers[-1])


def begin(tree: Tree) -> Walk:
    """Stand at the start with nothing answered."""
    return _replay(tree, {})


def follow(tree: Tree, answers: Iterable[Answer]) -> Walk:
    """Walk these answers in order; raises WrongAnswerError, naming what was expected."""
    walk = begin(tree)
    for answer in answers:
        if walk.over:
            raise WrongAnswerError("surplus", question=answer.question, outcome=walk.place.id)
        if answer.question != walk.place.id:
            raise WrongAnswerError("not-asked", question=answer.question, expected=walk.place.id)
        walk = walk.answer(*answer.options)
    return walk


def _fitting(place: Question | Outcome, options: tuple[str, ...]) -> tuple[str, ...]:
    """Put options in the order listed, or raise WrongAnswerError saying why they do not fit."""
    if isinstance(place, Outcome):
        if options != (GO_ON,) or not place.go_on:
            raise WrongAnswerError("no-way-on", question=place.id)
        return options
    chosen = [o for o in options if place.option(o)]
    if len(chosen) < len(options):
        wrong = next(o for o in options if o not in chosen)
        raise WrongAnswerError("unknown-option", question=place.id, option=wrong)
    _refuse_mixture(place, options)
    order = [o.id for o in (*place.options, place.skip)]
    return tuple(sorted(options, key=order.index))


def _refuse_mixture(question: Question, options: tuple[str, ...]) -> None:
    alone = [o for o in options if o == SKIP or _option(question, o).alone]
    most = max(1, question.choose)
    code = (
        "no-option" if not options
        else "option-twice" if len(set(options)) < len(options)
        else "alone" if alone and len(options) > 1
        else "too-many" if len(options) > most
        else ""
    )  # fmt: skip
    if code:
        raise WrongAnswerError(
            code, question=question.id, most=str(most), option=(alone or [""])[0]
        )


def _option(question: Question, option: str) -> Option:
    return next(found for found in (*question.options, question.skip) if found.id == option)


def _sheet(answers: Iterable[Answer]) -> dict[str, Answer]:
    return {answer.question: answer for answer in answers}


def _replay(tree: Tree, sheet: Mapping[str, Answer], before: Answer | None = None) -> Walk:
    """Walk from the start as far as the sheet has answers for what is asked."""
    place = tree.stand(tree.start, learned := Learned())
    trail: dict[str, tuple[str, ...]] = {}
    while (answer := sheet.get(place.id)) and not (isinstance(place, Outcome) and not place.go_on):
        if place.id in trail:
            raise AskedTwiceError(place.id)
        known = learned.facts
        place, learned = _step(tree, place, answer, learned)
        trail[answer.question] = tuple(sorted(learned.facts - known))
    over = isinstance(place, Outcome) and not place.go_on
    return Walk(
        tree=tree,
        answers=tuple(sheet[question] for question in trail),
        taught=tuple(trail.values()),
        place=place,
        learned=learned,
        kept=()
        if over
        else tuple(a for q, a in sheet.items() if q not in trail and a.options != (GO_ON,)),
        before=before,
    )


def _step(
    tree: Tree, place: Question | Outcome, answer: Answer, learned: Learned
) -> tuple[Question | Outcome, Learned]:
    if isinstance(place, Outcome):
        return tree.stand(place.go_on, learned), learned
    chosen = [_option(place, option) for option in answer.options]
    learned = tree.learn(learned, chosen)
    return tree.land(exit_routes(place, chosen), learned), learned
