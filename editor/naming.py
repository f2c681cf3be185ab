"""The names of a pack with their words: what a field can take, and what a value says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar

from editor.conditions import Sayings, cut_short, read_condition
from editor.files.help_kinds import kind_words
from editor.files.spans import at_path
from editor.outline import HEAD_FILE
from editor.said_at import lessons, resting, targets
from editor.shapes_of import ALL, PAGES, FieldRule
from editor.values import Entry, EntryKind, FieldKind, FieldValue, Offer
from screens.words import Words
from tree.condition import Condition, Fact
from tree.model import SKIP
from tree.pack.yaml_reader import Plain, parse

T = TypeVar("T")
LONG, ENDS = 32, 3
"""Signs of a title, and places where a fork can lead, that are said of it."""
OPTIONS = "option/"
"""Before the question whose options are offered."""
FALLBACKS = "fallbacks"
LINE = "line:"
"""Before a kind of help, where a life says what is shown."""
SHARED = (EntryKind.NOTE, EntryKind.ANSWER)
FILED = (EntryKind.TRANSLATION, EntryKind.WORDING, EntryKind.REVIEW)
"""What is a file, and has no words of its own."""
NODES = (EntryKind.QUESTION, EntryKind.FORK, EntryKind.OUTCOME)
FIXED: dict[str, tuple[str, ...]] = {
    "tier": ("0", "1", "2", "3", "4"),
    "choose": ("", "all", "2", "3", "4", "5", "6", "7", "8", "9"),
    "grade": ("A", "B", "C"),
    "verdict": ("", "use", "soften", "decline"),
    "source-kind": ("", "guideline", "study", "law", "service", "article", "ours"),
    "serves": (
        "anyone", "women", "men", "lgbt", "young", "children", "elder", "migrants", "indigenous",
        "deaf",
    ),
    "limit": (
        "questions", "helplines_days", "plain_questions", "decides_alone", "one_in",
        "steps", "notes", "leaves", "urgent_steps", "urgent_notes", "urgent_leaves",
    ),
}  # fmt: skip
"""Values that the format itself gives; each may have words under `edit.offer.`."""
OF: dict[str, tuple[EntryKind, ...]] = {
    "node": NODES,
    "outcome": (EntryKind.OUTCOME,),
    "fact": (EntryKind.FACT, EntryKind.CONDITION),
    "tally": (EntryKind.TALLY,),
    "tag": (EntryKind.TAG,),
    "topic": (EntryKind.TOPIC,),
    "source": (EntryKind.SOURCE,),
    "asked": (EntryKind.QUESTION, EntryKind.GROUP),
}
"""Entries whose names are offered."""


@dataclass(frozen=True)
class Known:
    """All that has a name in a pack, read from its files as they are."""

    entries: tuple[Entry, ...]
    files: Mapping[str, bytes]
    words: Words
    categories: tuple[str, ...] = ()

    @cached_property
    def named(self) -> tuple[Entry, ...]:
        """The entries, each with the words by which it is known as its title."""
        return tuple(
            one if (title := self.titled(one)) == one.title else replace(one, title=title)
            for one in self.entries
        )

    def offers(self, of: str) -> tuple[Offer, ...]:
        """Return the values that can be taken for a kind of name, each with its words."""
        if of in FIXED:
            return tuple(Offer(value, self._fixed(of, value)) for value in FIXED[of])
        if of.startswith(OPTIONS):
            return self._options(of.removeprefix(OPTIONS))
        makers: dict[str, Callable[[], Iterable[Offer]]] = {
            "line": self._help,
            "kind": self._of_kinds,
            "marked": self._marked,
            "shown": self._shown,
            PAGES: self._for_pages,
        }
        return tuple(makers[of]() if of in makers else self._named(of))

    def _named(self, of: str) -> Iterator[Offer]:
        """Yield the entries of some kinds, forks last."""
        found = [one for one in self.entries if one.kind in OF.get(of, ())]
        found.sort(key=lambda one: one.kind is EntryKind.FORK)
        yield from (Offer(one.id, self._title(one)) for one in found)

    def _help(self) -> Iterator[Offer]:
        """Yield the kinds of help."""
        yield from (Offer(name, kind_words(self.words, name)) for name in self.categories)

    def _of_kinds(self) -> Iterator[Offer]:
        """Yield the kinds of pages."""
        yield from (Offer(name, self._pages(of)) for name, of in self._kinds().items())

    def _for_pages(self) -> Iterator[Offer]:
        """Yield all pages as one, and the kinds of pages."""
        yield Offer(ALL, self.words("edit.offer.pages.all"))
        yield from self._of_kinds()

    def _title(self, one: Entry) -> str:
        """Return the words of an entry, or what is said in their place."""
        if one.kind is EntryKind.FORK:
            kind = self.words(f"edit.kind.{one.kind}")
            return self.words("told.plain", kind=kind, title=self._turn(one))
        if one.kind is EntryKind.FACT and not self.sayings.facts.get(one.id):
            return self._sign(one)
        return self.titled(one)

    def _sign(self, one: Entry) -> str:
        """Return what a fact without words is: promises may rest on it, so that it is left."""
        n, said = self._resting.get(one.id, 0), self.titled(one)
        key = "edit.rests.one" if n == 1 else "edit.rests.other"
        return self.words(key, n=n, said=said) if n else said

    @cached_property
    def _resting(self) -> dict[str, int]:
        """How many promises rest on each fact."""
        return resting(self.files)

    def titled(self, one: Entry) -> str:
        """Return by which words an entry is known: without words of its own, by what it does."""
        if one.kind is EntryKind.FORK:
            return self._turn(one)
        if one.kind is EntryKind.FACT:
            return self.sayings.facts.get(one.id) or self._learned.get(one.id) or one.title
        if one.kind is EntryKind.CONDITION and one.id in self.sayings.conditions:
            return self.sayings.say(Fact(one.id))
        if one.kind in FILED:
            return self._filed(one)
        if one.kind is EntryKind.GROUP:
            return self._group(one) or one.title
        return one.title

    def _filed(self, one: Entry) -> str:
        """Return what a file is that is one thing; its name where nothing is known of it."""
        path = PurePosixPath(one.address.file)
        key = path.stem if path.stem == FALLBACKS else path.parent.as_posix().removeprefix("../")
        key = f"edit.file.{key.replace('/', '-')}"
        return self.words(key, language=path.stem) if key in self.words.table else one.title

    def _group(self, one: Entry) -> str:
        """Return the questions of a group by their words; empty text if it has none."""
        value, asked = self._value(one), self.sayings.asked
        names = value if isinstance(value, list) else []
        titles = [asked.get(str(name)) or str(name) for name in names]
        return self.words("edit.questions", titles=self._some(titles)) if titles else ""

    def _pages(self, titles: Iterable[str]) -> str:
        """Return by which pages a kind of page is known."""
        names = [cut_short(title, LONG) for title in titles]
        told = [self.words("edit.page", title=name) for name in names[:ENDS]]
        return self._join([*told, *(["…"] if len(names) > ENDS else [])])

    def _turn(self, one: Entry) -> str:
        value = self._value(one)
        go = value.get("go") if isinstance(value, dict) else None
        routes = go if isinstance(go, list) else [{"otherwise": go}]
        places = (one.get("to") or one.get("otherwise") for one in routes if isinstance(one, dict))
        titles = dict.fromkeys(self._ends.get(str(end), str(end)) for end in places)
        ends, starts = self._some(titles), self._starts.get(one.id, ())
        if not starts:
            return self.words("edit.turn-alone", ends=ends)
        return self.words("edit.turn", starts=self._some(starts), ends=ends)

    @cached_property
    def _ends(self) -> dict[str, str]:
        """What is said of each place where a fork can lead."""
        more = self.words("edit.turn-more")
        nodes = (one for one in self.entries if one.kind in NODES)
        return {one.id: more if one.kind is EntryKind.FORK else one.title for one in nodes}

    def _some(self, titles: Iterable[str]) -> str:
        """Return the first of some titles, each cut short."""
        names = [cut_short(title, LONG) for title in titles]
        return self._join([*names[:ENDS], *(["…"] if len(names) > ENDS else [])])

    @cached_property
    def _starts(self) -> dict[str, tuple[str, ...]]:
        """The questions that lead to each place, by their words."""
        found: dict[str, list[str]] = {}
        for one in self.entries:
            if one.kind is EntryKind.QUESTION:
                for place in targets(self._value(one)):
                    found.setdefault(place, []).append(one.title)
        return {name: tuple(dict.fromkeys(titles)) for name, titles in found.items()}

    @cached_property
    def _learned(self) -> dict[str, str]:
        """At which answer each fact is learned, in words."""
        skip = self.words("edit.offer.skip")
        found: dict[str, list[tuple[str, str]]] = {}
        for one in self.entries:
            if one.kind is EntryKind.QUESTION:
                for fact, said in lessons(self._value(one), skip):
                    found.setdefault(fact, []).append((one.title, said))
        return {fact: self._lesson(said) for fact, said in found.items()}

    def _lesson(self, said: list[tuple[str, str]]) -> str:
        """Return where a fact is learned: at the first answer, and by how many more."""
        question, answer = said[0]
        asked, more = cut_short(question, LONG), len(said) - 1
        if not more:
            return self.words("edit.said", question=asked, said=answer)
        key = "edit.said-more.one" if more == 1 else "edit.said-more.other"
        return self.words(key, question=asked, said=answer, n=more)

    def _options(self, question: str) -> tuple[Offer, ...]:
        """Return the options of a question, and that it is skipped."""
        said = self.sayings.answers.items()
        own = [Offer(option, says) for (asked, option), says in said if asked == question]
        return (*own, Offer(SKIP, self.words("edit.offer.skip")))

    def _fixed(self, of: str, value: str) -> str:
        return self.words.table.get(f"edit.offer.{of}.{value or 'none'}", value)

    def _marked(self) -> Iterator[Offer]:
        """Yield tags, and kinds of help as a life names them."""
        yield from self._named("tag")
        for offer in self._help():
            yield Offer(f"{LINE}{offer.value}", self.words("edit.help", said=offer.says))

    def _shown(self) -> Iterator[Offer]:
        """Yield all that a life may say is shown, with steps, notes and answers."""
        yield from self._marked()
        found = {one.id: one.title for one in self.entries if one.kind in SHARED}
        for page in (self._value(one) for one in self.entries if one.kind is EntryKind.OUTCOME):
            for key in ("steps", "leave", "also"):
                parts = page.get(key) if isinstance(page, dict) else None
                found |= dict(_sayings(parts))
        yield from (Offer(id_, said) for id_, said in found.items())

    def _kinds(self) -> dict[str, list[str]]:
        """Return the kinds of pages that there are, each with the titles of its pages."""
        found: dict[str, list[str]] = {}
        for one in self.entries:
            value = self._value(one) if one.kind is EntryKind.OUTCOME else None
            kind = value.get("kind") if isinstance(value, dict) else None
            if isinstance(kind, str):
                found.setdefault(kind, []).append(one.title)
        return found

    def _value(self, one: Entry) -> Plain:
        written = parse(self.files[one.address.file], one.address.file)
        return at_path(written.value, one.address.path)

    def says(self, rule: FieldRule, value: FieldValue) -> str:
        """Return a value in words."""
        if rule.kind is FieldKind.CONDITION:
            return self.sayings.say(value if isinstance(value, Condition) else None)
        if rule.kind is FieldKind.MANY and isinstance(value, tuple):
            told = self._titles(rule.of)
            return self._join((told.get(str(one)) or str(one)).rstrip(".") for one in value)
        if rule.kind is FieldKind.TALLIES and isinstance(value, tuple):
            told = self._titles(rule.of)
            pairs = (pair for pair in value if isinstance(pair, tuple))
            return self._join(
                self.words("edit.counted", name=told.get(name) or name, n=n) for name, n in pairs
            )
        if rule.kind in (FieldKind.PLACE, FieldKind.ONE) and isinstance(value, str):
            return self._titles(rule.of).get(value) or value
        return value if isinstance(value, str) else ""

    def _join(self, said: Iterable[str]) -> str:
        return self.words("edit.and").join(said)

    @cached_property
    def _told(self) -> dict[str, dict[str, str]]:
        """The words of values by the kind of name, once they were asked for."""
        return {}

    def _titles(self, of: str) -> dict[str, str]:
        if of not in self._told:
            self._told[of] = {offer.value: offer.says for offer in self.offers(of)}
        return self._told[of]

    @cached_property
    def sayings(self) -> Sayings:
        """The words in which conditions are said."""
        answers: dict[tuple[str, str], str] = {}
        for one in self.entries:
            if one.kind is EntryKind.QUESTION:
                answers |= _answers(one.id, self._value(one))
        return Sayings(
            self.words,
            self._head("facts", _text),
            self._learned,
            self._head("tallies", _says),
            self._head("conditions", read_condition),
            answers,
            {one.id: one.title for one in self.entries if one.kind is EntryKind.QUESTION},
        )

    def _head(self, key: str, read: Callable[[Plain], T | None]) -> dict[str, T]:
        """Return what stands under a key of the pack's own file, by name."""
        raw = self.files.get(HEAD_FILE)
        value = parse(raw, HEAD_FILE).value if raw is not None else None
        inside = value.get(key) if isinstance(value, dict) else None
        pairs = inside.items() if isinstance(inside, dict) else ()
        found = ((name, read(part)) for name, part in pairs)
        return {name: part for name, part in found if part is not None}


def _sayings(parts: Plain) -> Iterator[tuple[str, str]]:
    """Yield the name and the words of each item of a list."""
    for one in parts if isinstance(parts, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield str(one["id"]), str(one.get("say") or one["id"])


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _says(value: Plain) -> str:
    says = value.get("says") if isinstance(value, dict) else None
    return says if isinstance(says, str) else ""


def _answers(question: str, value: Plain) -> dict[tuple[str, str], str]:
    """Return the words of each option of a question."""
    options = value.get("options") if isinstance(value, dict) else None
    found = {}
    for option in options if isinstance(options, list) else ():
        if isinstance(option, dict) and isinstance(option.get("id"), str):
            found[question, str(option["id"])] = str(option.get("say") or "")
    return found
