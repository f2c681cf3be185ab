"""Every text of a tree by its path: list the texts, or replace them and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tree.model import Option, Outcome, Question, Say, Source, Topic, Tree, Weigh, WeighOption
from tree.pack.pack import Pack
from tree.pack.yaml_reader import Path
from tree.remembered import remembered

Texts = dict[Path, str]
SHARED = ("notes", "answers")
Speak = Callable[[Path, str], str]
"""Returns the text for a path, given its source text."""


def texts(tree: Tree, pack: Pack) -> Texts:
    """List every text that a person can read by its path in an overlay, shared texts last."""
    found: Texts = {}
    say, own = _noting(found), _own_notes(pack)
    _around(tree, say)
    for asked in tree.questions.values():
        found.update(_question_texts(asked))
    for name, page in tree.outcomes.items():
        found.update(_page_texts(page, own[name]))
    for source in tree.sources.values():
        _source(source, say)
    return dict(sorted(found.items(), key=lambda item: _place(item[0])))


def _noting(found: Texts) -> Speak:
    """Return what notes every text, and leaves it as it is."""

    def note(path: Path, text: str) -> str:
        if text:
            found[path] = text
        return text

    return note


@remembered
def _question_texts(asked: Question) -> Texts:
    found: Texts = {}
    _asked(asked, _noting(found))
    return found


@remembered
def _page_texts(page: Outcome, own: int) -> Texts:
    found: Texts = {}
    _page(page, own, _noting(found))
    return found


def _place(path: Path) -> int:
    return SHARED.index(path[0]) if path[0] in SHARED else -1


def reword(tree: Tree, pack: Pack, speak: Speak) -> Tree:
    """Return a tree with other texts; routes, conditions, facts and tags stay the same.

    What the same function said of the same question or page before is not asked again.
    """
    own, say = _own_notes(pack), _if_any(speak)
    return replace(
        _around(tree, say),
        questions={id_: _question(asked, say) for id_, asked in tree.questions.items()},
        outcomes={id_: _outcome(page, own[id_], say) for id_, page in tree.outcomes.items()},
        sources={id_: _source(source, say) for id_, source in tree.sources.items()},
    )


def wordless(tree: Tree, pack: Pack) -> Tree:
    """Return the tree with all texts empty."""
    return reword(tree, pack, _silent)


def _silent(_path: Path, _text: str) -> str:
    return ""


def _own_notes(pack: Pack) -> dict[str, int]:
    """Return how many notes of each page are its own: they come before those it shares."""
    return {name: len(item.shape.also) for name, item in pack.outcomes.items()}


@remembered
def _if_any(speak: Speak) -> Speak:
    return lambda path, text: speak(path, text) if text else ""


def _around(tree: Tree, say: Speak) -> Tree:
    """Return a tree with other words for the whole, its topics and its facts."""
    return replace(
        tree,
        title=say(("title",), tree.title),
        topics={id_: _topic(topic, say) for id_, topic in tree.topics.items()},
        facts={id_: say(("facts", id_), text) for id_, text in tree.facts.items()},
    )


def _topic(topic: Topic, say: Speak) -> Topic:
    at: Path = ("topics", topic.id)
    return Topic(topic.id, say((*at, "title"), topic.title), say((*at, "note"), topic.note))


def _source(source: Source, say: Speak) -> Source:
    says = say(("sources", source.id), source.says)
    return source if says == source.says else replace(source, says=says)


def _asked(asked: Question, say: Speak) -> Question:
    at: Path = ("questions", asked.id)
    return replace(
        asked,
        ask=say((*at, "ask"), asked.ask),
        why=say((*at, "why"), asked.why),
        note=say((*at, "note"), asked.note),
        options=tuple(_option(option, (*at, "options"), say) for option in asked.options),
    )


_question = remembered(_asked)


def _option(option: Option, at: Path, say: Speak) -> Option:
    says = say((*at, option.id), option.say)
    return option if says == option.say else replace(option, say=says)


def _page(page: Outcome, own: int, say: Speak) -> Outcome:
    """Replace the texts of a page; the first `own` notes are its own, the others are shared."""
    at: Path = ("outcomes", page.id)
    opening = (
        replace(part, say=say((*at, "opening", i), part.say)) for i, part in enumerate(page.opening)
    )
    return replace(
        page,
        title=say((*at, "title"), page.title),
        opening=tuple(opening),
        answers=_sayings(page.answers, ("answers",), say),
        steps=_sayings(page.steps, (*at, "steps"), say),
        leave=_sayings(page.leave, (*at, "leave"), say),
        also=(
            *_sayings(page.also[:own], (*at, "also"), say),
            *_sayings(page.also[own:], ("notes",), say),
        ),
        weigh=_weigh(page.weigh, (*at, "weigh"), say),
        revisit=say((*at, "revisit"), page.revisit),
    )


_outcome = remembered(_page)


def _weigh(weigh: Weigh | None, at: Path, say: Speak) -> Weigh | None:
    if weigh is None:
        return None
    situation = say((*at, "situation"), weigh.situation)
    decision = say((*at, "decision"), weigh.decision)
    options = (_weighed(option, (*at, "options", option.id), say) for option in weigh.options)
    return Weigh(situation, decision, tuple(options))


def _weighed(option: WeighOption, at: Path, say: Speak) -> WeighOption:
    return replace(
        option,
        say=say((*at, "say"), option.say),
        good=say((*at, "good"), option.good),
        hard=say((*at, "hard"), option.hard),
        like=say((*at, "like"), option.like),
    )


def _sayings(sayings: Iterable[Say], at: Path, say: Speak) -> tuple[Say, ...]:
    return tuple(_saying(saying, say((*at, saying.id), saying.say)) for saying in sayings)


def _saying(saying: Say, says: str) -> Say:
    return saying if says == saying.say else replace(saying, say=says)


def branches(source: Mapping[Path, str]) -> dict[Path, list[str | int]]:
    """Return the keys that follow each path that leads to a text, in order."""
    after: dict[Path, dict[str | int, None]] = {(): {}}
    for path in source:
        for n, key in enumerate(path):
            after.setdefault(path[:n], {})[key] = None
    return {path: list(keys) for path, keys in after.items()}
