"""`walk`: replay an answers file without a screen, or choose answers by a rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from commands.inputs import answers_data, meant_pack, read
from commands.reports.sentences import command_words
from screens.flags import read_flags
from screens.words import Words
from tree.choose import chooser, walk_by
from tree.fault import UnusableError
from tree.model import Outcome, Say
from tree.page import Page, page
from tree.prepare import Places, own_language, prepare
from tree.walk import Walk, follow

FLAGS = {"--answers": True, "--choose": True, "--json": False, "--lang": True, "--pack": True}


def walk(argv: list[str], places: Places) -> int:
    """Print where a walk ends; raises UnusableError, FaultyPackError or WrongAnswerError."""
    flags = read_flags(argv, FLAGS, most=1)
    if ("--answers" in flags) == ("--choose" in flags):
        raise UnusableError("answers-or-choose")
    pack = meant_pack(flags, flags.rest, places)
    tree = prepare(places.of(pack), flags.get("--lang") or own_language(pack), proved=False).tree
    walked = follow(tree, read(flags.get("--answers"))) if "--answers" in flags else walk_by(
        tree, chooser(flags.get("--choose"))
    )  # fmt: skip
    if "--json" in flags:
        print(json.dumps(report(walked), ensure_ascii=False))
    else:
        print("\n".join(_tell(walked, command_words(places.words.parent))))
    return 0


def report(walked: Walk) -> dict[str, Any]:
    """Return a walk as data; `outcome` is None if the answers stop before one."""
    shown = page(walked) if isinstance(walked.place, Outcome) else None
    return {
        "pack": walked.tree.id,
        "version": walked.tree.version,
        "steps": [
            {**answer, "learned": list(taught)}
            for answer, taught in zip(answers_data(walked.answers), walked.taught, strict=True)
        ],
        "passed": list(walked.passed),
        "outcome": shown and {
            "id": shown.outcome.id,
            "kind": shown.outcome.kind,
            "tier": shown.outcome.tier,
            "tags": list(shown.tags),
        },
        "also": [note.id for note in _notes(shown)] if shown else [],
        "asked": len(walked.asked),
    }  # fmt: skip


def _notes(shown: Page) -> tuple[Say, ...]:
    """Return the notes of a page, folded ones last."""
    return (*shown.top, *shown.also, *shown.more.also)


def _tell(walked: Walk, words: Words) -> Iterator[str]:
    for answer in walked.answers:
        asked = walked.tree.questions.get(answer.question)
        if asked is None:
            yield words("walk.passed", outcome=walked.tree.outcomes[answer.question].title)
            continue
        found = [asked.option(name) for name in answer.options]
        said = ", ".join((o.say if o else "") or words("walk.skipped") for o in found)
        yield words("walk.step", ask=asked.ask, said=said)
    if isinstance(walked.place, Outcome):
        title = walked.place.title
        yield words("walk.outcome", title=title, id=walked.place.id, asked=len(walked.asked))
    else:
        yield words("walk.stands", ask=walked.place.ask, id=walked.place.id)
