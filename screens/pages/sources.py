"""The rows of sources, and of why a question is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from screens.pages.rows import PageRow
from screens.words import Words
from tree.model import Question, Source


def sources(names: Iterable[str], known: Mapping[str, Source], words: Words) -> Iterator[PageRow]:
    """Yield each source with its address and the day it was read."""
    yield PageRow(words("sources.title"), "head")
    listed = [known[name] for name in names]
    if not listed:
        yield from (PageRow(words("sources.none")), PageRow())
    for source in listed:
        yield PageRow(named(source, words))
        yield from (PageRow(address, "detail") for address in found(source, words))
        yield PageRow(words("sources.read", read=source.read), "dated")
        yield PageRow()
    yield PageRow(words("sources.back"), pick="back")


def why(question: Question, known: Mapping[str, Source], words: Words) -> Iterator[PageRow]:
    """Yield why a question is asked, and the names of its sources."""
    yield PageRow(words("why.title"), "head")
    yield from (PageRow(question.why), PageRow())
    if question.sources:
        yield PageRow(words("why.sources"), "heading")
    else:
        yield PageRow(words("why.none"), "quiet")
    yield from (PageRow(named(known[name], words)) for name in question.sources)
    yield from (PageRow(), PageRow(words("why.back"), pick="back"))
    if question.sources:
        yield PageRow(words("why.see"), pick="sources", key="o")


def named(source: Source, words: Words) -> str:
    """Return the kind of a source, if known, and its name."""
    if not source.kind:
        return source.says
    return words("source.named", kind=words(f"source.{source.kind}"), says=source.says)


def found(source: Source, words: Words) -> Iterator[str]:
    """Yield the address of a source; without one, that it is an article if no kind is named."""
    address = source.address or ("" if source.kind else words("sources.article"))
    yield from filter(None, [address])
