"""Sections on what changed since an earlier pack, or since words were signed: old beside new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.parts import CHANGED
from commands.reviewing.sheet import UNIT, items, section, table
from commands.reviewing.unit import anchor, box, remarks
from tree.checking.signing.reviewed import PAGES, WELCOME, Standing

BLOCKS = frozenset(("p", "li", "ul", "ol", "td", "th", "dd", "dt", "h3", "h4", "h5", "div", "dl"))
BLOCKS_INSIDE = BLOCKS | {"table", "tbody", "thead", "tr", "section"}
NO_WORDS = frozenset(("ticks", "remarks", "proved", "tick"))
"""Classes of what no author wrote: boxes, and what a prover found."""
OldNew = tuple[Sequence[str], Sequence[str]]
"""Lines as they were, and as they are."""


def changes(main: Element, book: Book, old: Book) -> None:
    """Add what differs from an earlier pack, part by part, with both wordings."""
    parts = _parts(book)
    was = {unit.get("id"): unit for part in _parts(old) for unit in _units(part)}
    now = {unit.get("id") for part in parts for unit in _units(part)}
    count = _gone(main, book, [unit for name, unit in was.items() if name not in now])
    for part in parts:
        found = [(unit, was.get(unit.get("id"))) for unit in _units(part)]
        count += _part(main, part, [pair for pair in found if _differ(*pair)], book)
    if not count:
        add(main, "p", book("same"), class_="same")


def _parts(book: Book) -> list[Element]:
    whole = Element("main")
    for part in CHANGED:
        part.add(whole, book)
    return list(whole)


def _units(part: Element) -> Iterator[Element]:
    return (one for one in part.iter() if UNIT in one.get("class", "").split())


def _differ(now: Element, was: Element | None) -> bool:
    return was is None or lines(now) != lines(was)


def _part(
    main: Element, part: Element, found: Iterable[tuple[Element, Element | None]], book: Book
) -> int:
    """Add the changed units of a part; returns how many there are."""
    pairs = list(found)
    if pairs:
        inside = section(main, 2, part.findtext("h2") or "", part.get("id") or "")
        for now, was in pairs:
            both = list(_both(lines(was) if was is not None else [], lines(now)))
            _unit(inside, now, both, book, new=was is None)
        remarks(inside, book)
    return len(pairs)


def _gone(main: Element, book: Book, left: Sequence[Element]) -> int:
    """Add what an earlier pack had and this one has not; returns how much it is."""
    if left:
        inside = section(main, 2, book("gone"), "gone")
        for unit in left:
            _unit(inside, unit, [(lines(unit), [])], book)
    return len(left)


def _unit(
    parent: Element, unit: Element, both: Sequence[OldNew], book: Book, *, new: bool = False
) -> None:
    """Add a unit: its title, and lines old beside new, each with a box."""
    title = next(iter(lines(unit)), "")
    inside = section(parent, 3, title, unit.get("id") or "", UNIT)
    if new:
        add(inside, "p", book("new-here"))
    old_and_new(inside, both, book)


def old_and_new(part: Element, both: Iterable[OldNew], book: Book) -> None:
    """Add a table of lines, old beside new, each with a box."""
    body = table(part, [book("was"), book("now"), book("tick")], "changes")
    for old, new in both:
        found = add(body, "tr")
        for said in (old, new):
            items(add(found, "td"), list(said) or [book("not-there")])
        box(add(found, "td", class_="tick"))


def _both(old: Sequence[str], new: Sequence[str]) -> Iterator[OldNew]:
    """Yield the lines that differ."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield old[a:b], new[c:d]


def lines(part: Element) -> list[str]:
    """Return the words of an element, block by block, without what no author wrote."""
    return list(_lines(part))


def _lines(part: Element) -> Iterator[str]:
    if NO_WORDS & set(part.get("class", "").split()):
        return
    inside = [child for child in part if child.tag in BLOCKS_INSIDE]
    said = (part.text or "").strip() if inside else "".join(part.itertext()).strip()
    if said:
        yield said
    for child in inside:
        yield from _lines(child)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """What nobody has signed as it is: units that are new, and units with other words than then."""

    new: tuple[Standing, ...]
    changed: tuple[Standing, ...]


def unsigned_of(found: Iterable[Standing], languages: Sequence[str]) -> Unsigned:
    """Return what nobody has signed as it is, in these languages."""
    todo = [one for one in found if not one.signed and one.unit.language in languages]
    return Unsigned(
        tuple(one for one in todo if not one.was), tuple(one for one in todo if one.was)
    )


def unsigned(main: Element, book: Book, found: Unsigned) -> None:
    """Add what changed since it was signed, old beside new, and what was never signed."""
    if not (found.new or found.changed):
        add(main, "p", book("same-signed"), class_="same")
    if found.changed:
        part = section(main, 2, book("changed-signed"), "changed")
        for one in found.changed:
            _changed(part, one, book)
        remarks(part, book)
    _never(main, book, found.new)


def _changed(part: Element, one: Standing, book: Book) -> None:
    unit, was = one.unit, one.was
    title = book("unit-of", name=unit.name, language=unit.language)
    inside = section(part, 3, title, f"signed-{unit.language}-{unit.name}", UNIT)
    paths = [path for path in {**unit.texts, **was} if unit.texts.get(path) != was.get(path)]
    both = [(_one(was.get(path)), _one(unit.texts.get(path))) for path in paths]
    old_and_new(inside, both, book)


def _one(said: str | None) -> list[str]:
    return [said] if said else []


def _never(main: Element, book: Book, new: Sequence[Standing]) -> None:
    """Add what was never signed, whole, with the notes that such pages share."""
    names = {anchor(one.unit.name.partition("/")[2]) for one in new}
    pages = any(one.unit.name.startswith(PAGES) for one in new)
    keep = {"notes", "answers"} if pages else set()
    parts = _parts(book)
    shown = [part for part in parts if part.get("id") in keep]
    found = [unit for part in parts for unit in _units(part) if unit.get("id") in names]
    welcome = [one for one in new if one.unit.name == WELCOME]
    if not (found or welcome):
        return
    part = section(main, 2, book("never-signed"), "never")
    for one in welcome:
        items(part, list(one.unit.texts.values()))
    part.extend(found)
    main.extend(shown)
