"""`decides`: which answers lead where for sure, and which single answer makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commands.inputs import answers_data, meant_pack
from commands.reports.decided import Deciding, DecidingTeller, deciding
from commands.reports.paper_words import paper_words
from commands.reports.proof_report import print_json
from screens.flags import read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.structure import GRAPH
from tree.fault import FaultyPackError, UnusableError
from tree.model import Tree
from tree.pack.files import gather
from tree.prepare import Places
from tree.proving.deciding.neighbours import Neighbours
from tree.proving.deciding.sufficient import Forcing, GivenSet
from tree.proving.sets.diagram import TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.verdict import is_countable

FLAGS = {"--json": False, "--lang": True, "--pack": True}


def decides(argv: list[str], places: Places) -> int:
    """Print what decides where walks end; raises FaultyPackError or UnusableError."""
    flags = read_flags(argv, FLAGS, most=1)
    checked = check_pack(gather(meant_pack(flags, flags.rest, places)))
    tree = _tree(checked)
    found = _deciding(tree)
    if "--json" in flags:
        print_json(_data(found, tree))
    else:
        spoken = checked.speak(flags.get("--lang")) if "--lang" in flags else tree
        words = paper_words(places.words.parent, flags.get("--lang") or tree.language)
        print("\n".join(_tell(found, spoken, words)))
    return 0


def _tree(checked: Checked) -> Tree:
    """Return the tree of a pack, if all of its walks end; raises FaultyPackError."""
    broken = tuple(fault for fault in checked.faults if fault.code in {*GRAPH, "fork-circle"})
    if checked.tree is None or broken:
        raise FaultyPackError(broken or checked.faults)
    return checked.tree


def _deciding(tree: Tree) -> Deciding:
    if not is_countable(tree):
        raise UnusableError("too-large", name=tree.id)
    try:
        return deciding(ExactSpace(tree))
    except TooLargeError:
        raise UnusableError("too-large", name=tree.id) from None


def _tell(found: Deciding, tree: Tree, words: Words) -> Iterator[str]:
    teller = DecidingTeller(tree, words)
    yield words("decides.sure-title")
    yield words("decides.sure-note")
    for one in found.sure:
        yield from ("", teller.outcome(one.outcome), *_sure(one, teller, words))
    yield from ("", words("decides.near-title"))
    yield words("decides.near-note" if found.near else "decides.near-none")
    for pages in teller.near(found.near):
        yield from ("", teller.outcome(pages.urgent), f"  {pages.change}")
        yield from (f"  {teller.outcome(name)}" for name in pages.gentle)


def _sure(one: Forcing, teller: DecidingTeller, words: Words) -> Iterator[str]:
    yield from (f"  {n}. {line}" for n, line in enumerate(teller.lines(one), 1))
    if note := teller.note(one):
        yield f"  {note}"
    if one.long:
        yield "  " + words("decides.long", n=len(one.long))
        yield from (f"    {line}" for line in teller.long(one))


def _data(found: Deciding, tree: Tree) -> dict[str, Any]:
    return {
        "outcomes": [_forcing(one, tree) for one in found.sure],
        "neighbours": [_pair(pair) for pair in found.near],
    }


def _forcing(one: Forcing, tree: Tree) -> dict[str, Any]:
    return {
        "id": one.outcome,
        "tier": tree.outcomes[one.outcome].tier,
        "searched": one.size,
        "more": one.more,
        "sets": [_given(some) for some in one.sets],
        "long": _given(one.long),
    }


def _given(some: GivenSet) -> list[dict[str, str]]:
    return [{"question": question, "option": option} for question, option in sorted(some)]


def _pair(pair: Neighbours) -> dict[str, Any]:
    urgent, gentle = pair.outcomes
    answer, other = pair.change
    return {
        "urgent": urgent,
        "gentle": gentle,
        "question": pair.question,
        "answer": list(answer),
        "other": list(other),
        "urgent_walk": answers_data(pair.urgent),
        "gentle_walk": answers_data(pair.gentle),
    }
