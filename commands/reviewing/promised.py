"""Section on promises in their author's words, each with its form and verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book, facts, section
from tree.linking.link_promises import form
from tree.pack.shapes import PromiseShape, TargetShape
from tree.proving.promise import Proof

Proofs = Mapping[str, Proof]


def promises(main: Element, book: Book, proofs: Proofs) -> None:
    """Add every promise."""
    part = section(main, 2, book("promises"), "promises")
    add(part, "p", book("promises-note"))
    for placed in book.pack.promises:
        shape = placed.shape
        inside = section(part, 3, shape.says, f"promise-{shape.id}", "promise")
        add(inside, "p", shape.id, class_="id")
        facts(inside, _lines(shape, book, proofs.get(shape.id)))


def _lines(shape: PromiseShape, book: Book, proof: Proof | None) -> Iterator[tuple[str, str]]:
    yield book("form"), in_words(shape, book)
    yield book("because"), ", ".join(shape.because)
    yield book("verdict"), book(f"proof.{_verdict(proof)}")


def _verdict(proof: Proof | None) -> str:
    if proof is None or proof.kept is None:
        return "open"
    if proof.vacuous:
        return "vacuous"
    return "kept" if proof.kept else "broken"


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
    return ", ".join(book.place(name) for name in members)
