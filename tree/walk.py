"""A walk is an immutable tuple of answers; its state follows from them by replay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tree.condition import Learned
from tree.model import GO_ON, SKIP, Option, Outcome, Question, Tree, exit_routes


class WrongAnswerError(ValueError):
    """An answer that does not fit the node: a code, and the values for its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        """Keep the code of the sentence, and the values to fill in."""
        super().__init__(code)
        self.code = code
        self.values = values


class AskedTwiceError(RuntimeError):
    """A route led back to a question that this walk has answered; a checked pack has none."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The answer at a node: option ids, `skip`, or `go-on` at a passing outcome."""

    question: str
    options: tuple[str, ...]

    @property
    def skipped(self) -> bool:
        """Whether the person preferred not to answer."""
        return self.options == (SKIP,)


@dataclass(frozen=True, slots=True, repr=False)
class Walk:
    """The state of one person's check.

    `answers` are those on the walk, in the order asked; `taught` is what each newly taught; `place`
    is the current node. `kept` are answers from before a change that are not reached now. `before`
    is the answer that `back` removed, so that it can be preselected.
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
        """The ids of the outcomes that the person went on from, in order."""
        return tuple(a.question for a in self.answers if a.options == (GO_ON,))

    @property
    def asked(self) -> tuple[Answer, ...]:
        """The answers to questions, without steps on from outcomes."""
        return tuple(a for a in self.answers if a.options != (GO_ON,))

    @property
    def over(self) -> bool:
        """Whether the walk has ended, at an outcome without a way on."""
        return isinstance(self.place, Outcome) and not self.place.go_on

    def answer(self, *options: str) -> Walk:
        """Answer the current question; raises WrongAnswerError."""
        answer = Answer(self.place.id, _fitting(self.place, options))
        return _replay(self.tree, _sheet((*self.kept, *self.answers, answer)))

    def skip(self) -> Walk:
        """Skip the current question."""
        return self.answer(SKIP)

    def go_on(self) -> Walk:
        """Go on from a passing outcome; raises WrongAnswerError anywhere else."""
        return self.answer(GO_ON)

    def change(self, question: str, *options: str) -> Walk:
        """Replace an answer on the walk; later answers are kept where they are still asked.

        Passing outcomes after it are shown again: a new answer may change a page, and nobody has
        gone on from that page yet. Raises WrongAnswerError.
        """
        order = [a.question for a in self.answers]
        if question not in order or question not in self.tree.questions:
            raise WrongAnswerError("not-answered", question=question)
        answer = Answer(question, _fitting(self.tree.questions[question], options))
        at = order.index(question)
        later = (a for a in self.answers[at + 1 :] if a.options != (GO_ON,))
        return _replay(self.tree, _sheet((*self.kept, *self.answers[:at], answer, *later)))

    def back(self) -> Walk:
        """Remove the last answer, kept only to preselect it; at the start, change nothing."""
        if not self.answers:
            return self
        return _replay(self.tree, _sheet((*self.answers[:-1], *self.kept)), self.answers[-1])


def begin(tree: Tree) -> Walk:
    """Return the walk at the start, with no answers."""
    return _replay(tree, {})


def follow(tree: Tree, answers: Iterable[Answer]) -> Walk:
    """Walk these answers in order; raises WrongAnswerError, which names the question expected."""
    *_, walk = along(tree, answers)
    return walk


def along(tree: Tree, answers: Iterable[Answer]) -> Iterator[Walk]:
    """Yield the walk before the first of these answers and after each; raises WrongAnswerError."""
    walk = begin(tree)
    yield walk
    for answer in answers:
        if walk.over:
            raise WrongAnswerError("surplus", question=answer.question, outcome=walk.place.id)
        if answer.question != walk.place.id:
            raise WrongAnswerError("not-asked", question=answer.question, expected=walk.place.id)
        walk = walk.answer(*answer.options)
        yield walk


def _fitting(place: Question | Outcome, options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the options in the order listed; raises WrongAnswerError if they do not fit."""
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
    """Walk from the start as long as the sheet has an answer to what is asked."""
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
