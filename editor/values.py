"""What the desk says of a pack that is being edited: immutable values, without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tree.checking.structure import CAUSES
from tree.condition import Condition
from tree.fault import Fault
from tree.pack.yaml_reader import Path
from tree.walk import Answer

FileBytes = Mapping[str, bytes]
"""The files of a pack by name; what stands beside it begins with `../`."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a thing is written: a file of the pack, and a path in it.

    Paths count items of lists, so an address holds until the next change.
    """

    file: str
    path: Path = ()

    def under(self, *more: str | int) -> Address:
        """Return the address of a part."""
        return Address(self.file, (*self.path, *more))

    def holds(self, other: Address) -> bool:
        """Return whether another address is this one, or that of a part of it."""
        return self.file == other.file and other.path[: len(self.path)] == self.path


TRANSLATIONS = "languages/"
"""The folder of translations."""
OWN_LINES = "helplines/"
"""The folder of a pack's own numbers to call."""
LINES = "../helplines/"
"""The folder of the program's numbers, which stands beside the shipped pack."""
SPOKEN_LINES = f"{OWN_LINES}languages/"
"""The folder of what a pack's own numbers say in other languages."""


class EntryKind(StrEnum):
    """What an entry of the outline is; each has a word under `edit.kind.`."""

    HEAD = "head"
    TOPIC = "topic"
    QUESTION = "question"
    FORK = "fork"
    OUTCOME = "outcome"
    NOTE = "note"
    ANSWER = "answer"
    PROMISE = "promise"
    LIFE = "life"
    FACT = "fact"
    CONDITION = "condition"
    TALLY = "tally"
    TAG = "tag"
    GROUP = "group"
    SOURCE = "source"
    LENT = "lent"
    """The numbers of the program, where a pack has none of its own."""
    COUNTRY = "country"
    HELPLINE = "helpline"
    WORDING = "wording"
    TRANSLATION = "translation"
    REVIEW = "review"
    FILE = "file"


class EntryMark(StrEnum):
    """What is open at an entry; each has a word under `edit.mark.`."""

    FAULTY = "faulty"
    UNSIGNED = "unsigned"
    STALE = "stale"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the outline of a pack.

    `id` is unique in its kind and stays while the entry is edited; `within` is the topic of a
    question, the country of a helpline, or empty.
    """

    kind: EntryKind
    id: str
    title: str
    address: Address
    within: str = ""
    line: int = 1
    marks: frozenset[EntryMark] = frozenset()

    @property
    def key(self) -> str:
        """Return what names the entry through all edits but a rename: its kind and id."""
        return f"{self.kind}:{self.id}"


class FieldKind(StrEnum):
    """How a field is edited, and what its value is.

    TEXT, LINE, NAME, PLACE, DAY, NUMBER, ONE, LENT and RAW hold a `str`; FLAG a `bool`; CONDITION a
    `Condition` or None; TALLIES pairs of a tally and a number; MANY a tuple of `str`.
    """

    TEXT = "text"
    """Words for people: checked while one types."""
    LINE = "line"
    """A short text that nobody checks, such as an address."""
    NAME = "name"
    """An id: `rename` follows its uses."""
    PLACE = "place"
    """A question, fork or outcome to go to."""
    ONE = "one"
    """One of the offers."""
    MANY = "many"
    """Any of the offers, in order."""
    TALLIES = "tallies"
    CONDITION = "condition"
    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    LENT = "lent"
    """Numbers of the program, which a pack can take as its own."""
    RAW = "raw"
    """A whole file as text, where it cannot be read."""


FieldValue = str | bool | tuple[str, ...] | tuple[tuple[str, int], ...] | Condition | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `key` names its label under `edit.field.`; `says` is the value in words. What `is_written` is
    False for is not in the file yet. `part` is the part of the form that it stands in.
    """

    id: str
    """What names the field in its form through edits: ids of parts, and numbers where none is."""
    address: Address
    key: str
    kind: FieldKind
    value: FieldValue
    says: str = ""
    part: Path = ()
    is_written: bool = True
    required: bool = False
    of: str = ""
    """What is offered, for `PackDesk.offers`: `fact`, `tag`, `node`, `source` and others."""
    order: tuple[str, ...] = field(default=(), repr=False)
    """The keys among which it stands, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class FormPart:
    """An item of a list in a form: an option, a step, a route, an opening.

    `path` is that of its fields' `part`; it can be moved and deleted by its address. `id` is what
    the ids of its fields begin with.
    """

    id: str
    address: Address
    path: Path
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry in words: its fields in order, its parts, what can be added, and its faults.

    `adds` are pairs of a template (`option`, `step`, `route` ...) and where it is added; `full`
    are lists that have as many parts as they may, with that number.
    """

    entry: Entry
    fields: tuple[Field, ...]
    parts: tuple[FormPart, ...] = ()
    adds: tuple[tuple[str, Address], ...] = ()
    full: tuple[tuple[Address, int], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a field can take, and what it says."""

    value: str
    says: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """Where a name is used, and the entry that uses it."""

    address: Address
    line: int
    entry: Entry | None = None


class Standstill(StrEnum):
    """How a pack stands; each has a sentence under `edit.verdict.`."""

    KEPT = "kept"
    BROKEN = "broken"
    FAULTY = "faulty"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One answer of a walk: the question in words, what was said, and whether it matters."""

    place: str
    ask: str
    said: str
    matters: bool = False


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A promise or a life that some walk breaks: its words, and the shortest walk known."""

    id: str
    says: str
    fault: Fault
    walk: tuple[WalkStep, ...] = ()
    other: tuple[WalkStep, ...] = ()
    answers: tuple[Answer, ...] = ()
    ends: str = ""
    """The id of the page or question at which the walk stands."""


def holds_back(fault: Fault, own: str) -> bool:
    """Return whether a fault holds back a translation alone; `own` is the language of the pack."""
    file = fault.where.file
    spoken = file.startswith(SPOKEN_LINES) and file != f"{SPOKEN_LINES}{own}.yaml"
    return file.startswith(TRANSLATIONS) or spoken


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one revision of the pack.

    Once `promised` is True each promise has been proved, and `broken` has those that are not kept.
    While `proved` is False there may be more wrong: a part that no walk uses, a limit, a life.
    """

    revision: int
    state: Standstill
    faults: tuple[Fault, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    promises: int = 0
    walks: int | None = None
    unsigned: frozenset[tuple[str, str]] = frozenset()
    """Pairs of language and unit that nobody has signed as they are."""
    proved: bool = False
    promised: bool = False
    language: str = ""
    """The language in which the pack is written."""

    @property
    def causes(self) -> tuple[Fault, ...]:
        """The faults of the pack itself from which others often only follow."""
        own = (fault for fault in self.faults if not holds_back(fault, self.language))
        return tuple(fault for fault in own if fault.code in CAUSES)

    @property
    def servable(self) -> bool:
        """Whether this may be saved as what is served; a faulty translation is held back alone."""
        held_back = all(holds_back(fault, self.language) for fault in self.faults)
        return self.proved and self.state is not Standstill.OPEN and held_back


@dataclass(frozen=True, slots=True)
class MovedLine:
    """Walks that end elsewhere than in the saved pack; `new` is empty where none can be walked."""

    old: str
    new: str
    walks: int
    gentler: bool


@dataclass(frozen=True, slots=True)
class OtherWords:
    """Words that changed, and what each answer under them goes on to tell, by its facts.

    `was` is empty for an answer that is new.
    """

    was: str
    now: str
    tells: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Unproved:
    """What saving changes that no proof sees, and somebody has to read.

    `untagged` are new words on an urgent page, with the page's id, that no tag says anything of.
    """

    reworded: tuple[OtherWords, ...] = ()
    untagged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What saving would do: walks that end elsewhere, what must be signed again, stale texts.

    `missing` are texts that have no translation any more, or not yet.

    `moved` is None where the packs cannot be compared, because one has faults or is too large.
    """

    revision: int
    moved: tuple[MovedLine, ...] | None = None
    added: int = 0
    to_sign: tuple[tuple[str, str], ...] = ()
    stale: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    unproved: Unproved = Unproved()


@dataclass(frozen=True, slots=True)
class Saved:
    """Files that were written; each has its old content beside it as `NAME.bak`."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that somebody else changed since it was read: what it was, theirs and ours."""

    file: str
    was: bytes
    theirs: bytes
    ours: bytes


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Unsaved work of an earlier sitting: the files it changes, and those that changed since."""

    files: tuple[str, ...]
    outdated: tuple[str, ...] = ()
    day: str = ""
    """Day and time of its last change."""


@dataclass(frozen=True, slots=True)
class Translated:
    """One text beside its translation.

    `was` is the source that was translated, where it is known, and `lost` why it is not: it is
    `no-text` in what was kept, there is `no-history`, or one is still `looking`. `state` is empty,
    `missing` or `stale`.
    """

    language: str
    path: Path
    source: str
    says: str
    state: str = ""
    was: str = ""
    faults: tuple[Fault, ...] = field(default=(), compare=False)
    lost: str = ""


@dataclass(frozen=True, slots=True)
class SignedUnit:
    """What is signed as one: its texts now and as they were signed, and by whom."""

    language: str
    name: str
    texts: tuple[tuple[str, str, str], ...]
    """Triples of path, text as it was signed (or empty), and text now."""
    roles: tuple[tuple[str, str], ...] = ()
    """Pairs of role and day that hold for these words."""
