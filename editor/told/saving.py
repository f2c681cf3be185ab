"""What saving would do, in words: a line for each thing to know before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from editor.sitting.looking import DeskLooking
from editor.told.places import PlaceWords
from editor.told.written import written
from editor.values import Entry, EntryKind, Judgement, MovedLine, OtherWords, Outlook, Unproved
from screens.words import Words
from tree.checking.everything import name_of

FEW = 4
"""Things of a kind that are named; of more it is said how many there are."""
MOST = 12
"""Lines of a kind that are told before the rest is counted."""


def saving_told(
    outlook: Outlook, judged: Judgement, desk: DeskLooking, places: PlaceWords
) -> Iterator[str]:
    """Yield in one line each what saving would do, first what it takes from people."""
    words = places.words
    yield from _held_back(judged, desk, words)
    yield from changes_told(desk, places)
    yield from written(desk.changed, desk.saved, words)
    yield from _unproved(outlook.unproved, places)
    if outlook.moved is None:
        yield words("outlook.unknown")
    elif not outlook.moved:
        yield words("outlook.same")
    for line in (outlook.moved or ())[:MOST]:
        yield _moved(line, places)
    named = ("sign", outlook.to_sign), ("stale", outlook.stale), ("missing", outlook.missing)
    yield from (_named(f"outlook.{key}", found, places) for key, found in named if found)


def _held_back(judged: Judgement, desk: DeskLooking, words: Words) -> Iterator[str]:
    """Yield which languages are shown to nobody, as something is to be done in them."""
    folder = desk.places.words
    codes = dict.fromkeys(PurePath(fault.where.file).stem for fault in judged.faults)
    if codes:
        names = "; ".join(name_of(folder, code) for code in codes)
        yield words("outlook.held-back", names=names)


def changes_told(desk: DeskLooking, places: PlaceWords) -> Iterator[str]:
    """Yield what changes, in words: things, languages, and what goes."""
    changed, gone = desk.changes()
    spoken = [one for one in changed if one.kind is EntryKind.TRANSLATION]
    languages = dict.fromkeys(PurePath(one.address.file).stem for one in spoken)
    names = [name_of(desk.places.words, language) for language in languages]
    own = [one for one in changed if one not in spoken]
    for key, told in (
        ("changed", _kinds(own, places)),
        ("spoken", names),
        ("deleted", _kinds(gone, places)),
    ):
        if told:
            yield places.words(f"outlook.{key}", names="; ".join(told))


def _kinds(entries: Iterable[Entry], places: PlaceWords) -> list[str]:
    """Return things by their words; of a kind that has many how many there are."""
    kinds: dict[EntryKind, list[Entry]] = {}
    for one in entries:
        kinds.setdefault(one.kind, []).append(one)
    told: list[str] = []
    for kind, held in kinds.items():
        name = places.words(f"edit.kind.{kind}")
        many = places.words("outlook.many", kind=name, n=len(held))
        told += map(places.entry, held) if len(held) <= FEW else [many]
    return told


def _unproved(found: Unproved, places: PlaceWords) -> Iterator[str]:
    """Yield what no proof sees, so that somebody has to read it."""
    words = places.words
    for one in found.reworded[:MOST]:
        yield from _reworded(one, words)
    for page, text in found.untagged[:MOST]:
        yield words("unproved.untagged", page=places.page(page), text=text)
    left = sum(max(0, len(one) - MOST) for one in (found.reworded, found.untagged))
    if left:
        yield words("unproved.more", n=left)


def _reworded(one: OtherWords, words: Words) -> Iterator[str]:
    yield words(f"unproved.{'reworded' if one.was else 'silent'}", was=one.was, now=one.now)
    for answer, facts in one.tells:
        yield words("unproved.tells", answer=answer, facts="; ".join(facts))


def _moved(line: MovedLine, places: PlaceWords) -> str:
    key = "gentler" if line.gentler else "moved" if line.new else "gone"
    old, new = places.page(line.old), places.page(line.new)
    return places.words(f"outlook.{key}", n=f"{line.walks:,}", old=old, new=new)


def _named(key: str, found: Sequence[tuple[str, str]], places: PlaceWords) -> str:
    """Return a sentence on places in languages, by their words; no more than `MOST`."""
    told = (f"{places.path(path)} ({PurePath(of).stem})" for of, path in found[:MOST])
    n = len(found)
    return places.words(f"{key}.one" if n == 1 else f"{key}.other", n=n, names="; ".join(told))
