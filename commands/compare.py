"""`compare OLD NEW`: which walks, words, helplines, limits and promises an edit changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from commands.comparing.files import Files, files_beside, files_of, files_within
from commands.comparing.moves import moved
from commands.comparing.packs import tree_of
from commands.comparing.rules import Rules, rules, tell_rules
from commands.comparing.words import (
    Reworded,
    changed,
    helplines_of,
    screen_words,
    tell_changed,
    words_of,
)
from commands.inputs import answers_data
from commands.reports.proof_report import print_json
from commands.reports.sentences import command_words
from commands.reports.transcript import Teller
from screens.flags import read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.fault import UnusableError
from tree.model import Tree
from tree.prepare import Places
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import is_countable
from tree.proving.walks_changed import Comparison, MovedWalks, compare

AS_STRONG, WEAKER = 0, 1


@dataclass(frozen=True, slots=True)
class Edited:
    """The texts and helplines that an edit changed."""

    words: list[Reworded]
    helplines: list[Reworded]


def compare_packs(argv: list[str], places: Places) -> int:
    """Compare two packs; 1 if a walk, a promise or a limit is weaker. Raises UnusableError."""
    flags = read_flags(argv, {"--json": False, "--words": False}, most=2)
    if len(flags.rest) < 2:  # noqa: PLR2004  (the old pack and the new one)
        raise UnusableError("two-packs")
    old, new = flags.rest
    packs = [check_pack(files_of(name)) for name in flags.rest]
    trees = [tree_of(pack, name) for pack, name in zip(packs, flags.rest, strict=True)]
    edited, words = _edited(old, new, packs), command_words(places.words.parent)
    if "--words" in flags:
        _print(_words_data(edited) if "--json" in flags else _tell_edited(edited, words))
        return AS_STRONG
    held, found = rules(*packs), _compare(trees, flags.rest)
    if "--json" in flags:
        _print(_data(found) | _rules_data(held) | _words_data(edited))
    else:
        told = (*_tell_held(held, packs[0], words), *_tell(found, packs, words))
        _print(iter((*told, *_tell_edited(edited, words))))
    return WEAKER if found.gentler or held.loosened else AS_STRONG


def _print(found: dict[str, Any] | Iterator[str]) -> None:
    """Print data, or lines."""
    if isinstance(found, dict):
        print_json(found)
    else:
        print("\n".join(found))


def _edited(old: str, new: str, packs: list[Checked]) -> Edited:
    """Return what changed in the packs, and in the words and helplines beside them."""
    was, now = map(words_of, packs)
    return Edited(
        [*changed(was, now), *_shared(old, new, "words", screen_words)],
        _shared(old, new, "helplines", helplines_of),
    )


def _shared(
    old: str, new: str, folder: str, read: Callable[[Files], dict[str, str]]
) -> list[Reworded]:
    """Return what changed in a folder that both packs have or use; nothing if one has none."""
    own = folder == "helplines"
    files = [
        (own and files_within(name, folder)) or files_beside(name, folder) for name in (old, new)
    ]
    return changed(*map(read, files)) if all(files) else []


def _compare(trees: list[Tree], names: tuple[str, ...]) -> Comparison:
    """Compare two trees; raises UnusableError if the diagrams get too large."""
    for name, tree in zip(names, trees, strict=True):
        if not is_countable(tree):
            raise UnusableError("too-large", name=name)
    try:
        return compare(*trees)
    except TooLargeError:
        raise UnusableError("too-large", name=names[1]) from None


def _tell_held(held: Rules, old: Checked, words: Words) -> Iterator[str]:
    shapes = [placed.shape for placed in old.pack.promises] if old.pack else []
    yield from tell_rules(held, {shape.id: shape.says for shape in shapes}, words)


def _tell_edited(edited: Edited, words: Words) -> Iterator[str]:
    yield from tell_changed(edited.words, "words", words)
    yield from tell_changed(edited.helplines, "helplines", words)
    if not (edited.words or edited.helplines):
        yield words("compare.same-words")


def _words_data(edited: Edited) -> dict[str, Any]:
    return {
        "words": [asdict(one) for one in edited.words],
        "helplines": [asdict(one) for one in edited.helplines],
    }


def _rules_data(held: Rules) -> dict[str, Any]:
    return {
        "promises": {"gone": held.gone, "changed": held.changed, "weaker": held.weaker},
        "limits": [_limit_data(one, held) for one in held.limits],
    }


def _limit_data(one: Reworded, held: Rules) -> dict[str, Any]:
    told = {"weaker": one.place in held.looser, "raised": one.place in held.raised}
    return asdict(one) | told


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "same": not found.changes and not found.added,
        "gentler": found.gentler,
        "walks": {"old": str(found.old_walks), "new": str(found.new_walks)},
        "added": str(found.added),
        "changes": [_change(change) for change in found.changes],
    }


def _change(change: MovedWalks) -> dict[str, Any]:
    return {
        "old": change.old,
        "new": change.new or None,
        "gentler": change.gentler,
        "walks": str(change.walks),
        "same_answers": change.apart,
        "old_walk": answers_data(change.before.walk),
        "new_walk": answers_data(change.after.walk),
    }


def _tell(found: Comparison, packs: list[Checked], words: Words) -> Iterator[str]:
    walks = {"old": f"{found.old_walks:,}", "new": f"{found.new_walks:,}"}
    yield words("compare.same" if not found.changes else "compare.walks", **walks)
    if found.added:
        yield words("compare.added", n=f"{found.added:,}")
    for change in found.changes:
        yield from _tell_change(change, packs, words)


def _tell_change(change: MovedWalks, packs: list[Checked], words: Words) -> Iterator[str]:
    yield moved(change, words)
    old, new = (Teller(p.pack, p.tree, words) if p.pack and p.tree else None for p in packs)
    if old and new:
        yield words("compare.before")
        yield from old.tell(change.before.walk)
        yield words("compare.after", n=change.apart)
        yield from new.tell(change.after.walk, max(0, change.apart - 1))
