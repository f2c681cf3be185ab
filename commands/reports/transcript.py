"""A counterexample step by step: question, answer, facts, the route taken, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editor.condition_words import Labels, named_conditions
from screens.words import Words
from tree.fault import shown
from tree.linking.link import locate
from tree.model import Outcome, Tree, exits
from tree.pack.pack import Pack
from tree.proving.findings.route_lists import spot_of_route
from tree.proving.promise import FindingPlace
from tree.proving.replay import Fired, ReplayStep, Trail, trail
from tree.walk import Answer


@dataclass(frozen=True, slots=True)
class Teller:
    """Renders walks of one pack as text."""

    pack: Pack
    tree: Tree
    words: Words

    def tell(self, walk: tuple[Answer, ...], first: int = 0) -> Iterator[str]:
        """Yield a walk from its `first` answer on: each with a line for its effect."""
        way = self.trail(walk)
        yield from (self._fired(fired) for fired in way.before if not first)
        for i, step in enumerate(way.steps[first:], first + 1):
            yield from self.step(i, step)
        yield self.end(way)

    def trail(self, walk: tuple[Answer, ...]) -> Trail:
        """Return a walk step by step."""
        return trail(self.tree, {answer.question: answer.options for answer in walk})

    def places(self, step: ReplayStep) -> Iterator[tuple[str, str, int]]:
        """Yield where an answer and the routes after it are written, what, and of how many ways."""
        if at := self.answered_at(step):
            asked = self.tree.questions[step.answer.question]
            says = self.words("proof.chosen", ask=asked.ask, said=self.said(step))
            yield at, says, len(asked.options) + 1
        for fired in step.fired:
            at = self._at(spot_of_route(self.tree, fired.place, fired.number, fired.route))
            says = self.words("proof.route", name=fired.place, to=fired.route.to)
            yield at, says, len({route.to for route in exits(self.tree.node(fired.place))})

    def answered_at(self, step: ReplayStep) -> str:
        """Return where an answer is written; empty text for going on from a page."""
        asked = self.tree.questions.get(step.answer.question)
        options = [option.id for option in asked.options] if asked else []
        return self._at(_spot_of_answer(step.answer, options)) if asked else ""

    def step(self, number: int, step: ReplayStep) -> Iterator[str]:
        """Yield a line for an answer, then lines for what it teaches and where it leads."""
        place = step.answer.question
        asked = self.tree.questions.get(place)
        if asked is None:
            title, at = self.tree.outcomes[place].title, self._at(("outcomes", place, "go_on"))
            yield self.words("proof.passed", n=number, title=title, at=at)
        else:
            at = self._at(_spot_of_answer(step.answer, [o.id for o in asked.options]))
            yield self.words("proof.step", n=number, ask=asked.ask, said=self.said(step), at=at)
        if step.learned:
            told = ", ".join(self._fact(name) for name in step.learned)
            yield self.words("proof.learned", facts=told)
        yield from (self._fired(fired) for fired in step.fired)

    def said(self, step: ReplayStep) -> str:
        """Return the words of an answer."""
        asked = self.tree.questions[step.answer.question]
        found = [asked.option(name) for name in step.answer.options]
        return ", ".join((o.say if o else "") or self.words("walk.skipped") for o in found)

    def _fact(self, name: str) -> str:
        said = self.tree.facts.get(name, "")
        return self.words("proof.fact", id=name, says=said) if said else name

    def _fired(self, fired: Fired) -> str:
        spot = spot_of_route(self.tree, fired.place, fired.number, fired.route)
        say = Labels(self.words, "map", str, str, named_conditions(self.pack))
        why = say.say(fired.route.when) if fired.route.when else ""
        key = "proof.because" if why else "proof.then"
        return self.words(key, to=fired.route.to, why=why, at=self._at(spot))

    def end(self, way: Trail) -> str:
        """Return a line for where a walk ends or stands."""
        place = self.tree.node(way.place)
        if isinstance(place, Outcome):
            at = self._at(("outcomes", place.id, "title"))
            return self.words("proof.ends", id=place.id, title=place.title, tier=place.tier, at=at)
        at = self._at(("questions", way.place, "ask"))
        return self.words("proof.stands", id=way.place, at=at)

    def _at(self, spot: FindingPlace) -> str:
        where = locate(self.pack, spot)
        return f"{shown(where.file)}:{where.line}"


def _spot_of_answer(answer: Answer, options: list[str]) -> FindingPlace:
    """Return where the first chosen option is written."""
    if answer.skipped:
        return ("questions", answer.question, "skip")
    return ("questions", answer.question, "options", options.index(answer.options[0]))
