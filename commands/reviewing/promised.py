"""Section on promises in their author's words, each with its form and verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.sheet import UNIT, section
from commands.reviewing.unit import box, remarks, ticks, unit
from tree.linking.link_promises import form
from tree.pack.shapes import PromiseShape, TargetShape
from tree.proving.promise import Proof

KEPT = "kept"
Proofs = Mapping[str, Proof]


def promises(main: Element, book: Book) -> None:
    """Add every promise, exactly, with what was found."""
    part = section(main, 2, book("promises"), "promises")
    add(part, "p", book("promises-note"))
    proofs = _proofs(book)
    for placed in book.pack.promises:
        shape = placed.shape
        inside = unit(part, 3, shape.says, f"promise-{shape.id}", "promise")
        ticks(inside, book, shape.id)
        add(inside, "p", in_words(shape, book))
        because = book("because", sources=", ".join(shape.because))
        add(inside, "p", because, class_="because")
        add(inside, "p", book(f"proof.{_verdict(proofs.get(shape.id))}"), class_="proved")
    remarks(part, book)


def promises_short(main: Element, book: Book) -> None:
    """Add the promises in their author's words, with a box each; what is not kept is named."""
    part = section(main, 2, book("promises"), "promises")
    add(part, "p", book("promises-note-short"))
    proofs = _proofs(book)
    found = add(part, "ul", class_="boxes")
    for placed in book.pack.promises:
        line = add(found, "li", class_=UNIT, id=f"promise-{placed.shape.id}")
        box(line)
        add(line, "span", placed.shape.says)
        if (verdict := _verdict(proofs.get(placed.shape.id))) != KEPT:
            add(line, "strong", book(f"proof.{verdict}"), class_="proved")
    remarks(part, book)


def _proofs(book: Book) -> Proofs:
    verdict = book.findings.verdict
    return {proof.promise: proof for proof in verdict.proofs} if verdict else {}


def _verdict(proof: Proof | None) -> str:
    if proof is None or proof.kept is None:
        return "open"
    if proof.vacuous:
        return "vacuous"
    return KEPT if proof.kept else "broken"


def in_words(shape: PromiseShape, book: Book) -> str:
    """Return the form of a promise as a sentence; empty without a valid form."""
    kind = form(shape)
    if kind == "before":
        kind = f"before-{_first(shape)}"
    inside = shape.at_most.after if shape.at_most else None
    after = inside or shape.after or shape.learned
    if kind == "at_most" and after:
        kind = "at_most-after"
    if kind in ("never", "always") and not after:
        kind += "-anyway"
    said = book.say.say(after) if after else ""
    return book(f"promise.{kind}", **_values(shape, book, said)) if kind else ""


def _first(shape: PromiseShape) -> str:
    """Return which kind of event must come first."""
    return "plain" if shape.plain else "asked" if shape.asked else "learned"


def _values(shape: PromiseShape, book: Book, after: str) -> dict[str, object]:
    target = shape.before or shape.never or shape.always or shape.next
    return {
        "after": after,
        "target": book.any_of(_targets(target, book)) if target else "",
        "asked": _questions((*shape.asked, *shape.plain, *shape.monotone), book),
        "facts": ", ".join(book.fact(name) for name in shape.never_routes),
        "n": shape.at_most.questions if shape.at_most else 0,
    }


def _targets(target: TargetShape, book: Book) -> Iterator[str]:
    """Yield each target of a promise."""
    for key in ("tag", "kind", "helpline", "tier", "topic"):
        for name in getattr(target, key):
            yield book(f"target.{key}", name=_named(key, str(name), book))
    yield from (book.place(name) for name in target.outcome)


def _named(key: str, name: str, book: Book) -> str:
    if key == "tag":
        return book.head.tags.get(name, name)
    return book.tree.topics[name].title if key == "topic" else name


def _questions(names: Iterable[str], book: Book) -> str:
    """Return questions by number, groups expanded."""
    groups = book.head.groups
    members = dict.fromkeys(q for name in names for q in groups.get(name, [name]))
    return book.questions(members)
