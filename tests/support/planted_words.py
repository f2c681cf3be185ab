"""Slips of one word in the shipped pack, planted in both languages, and which command names each.

Every English slip comes with its new mark pasted into the Spanish file, as somebody would who only
wants `check` to be quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from commands.comparing.words import Reworded, changed, helplines_of, screen_words, words_of
from tests.support.brackets import CONTENT
from tree.checking.checked import Checked, check_pack
from tree.checking.signing.reviewed import REVIEW, standings, unsigned
from tree.checking.signing.signatures import review_lines, signed_by
from tree.languages.overlay import dotted
from tree.languages.wording import texts
from tree.pack.comments import Comments
from tree.pack.files import gather
from tree.pack.yaml_reader import Path

PACK = gather(CONTENT / "evenground")
SCREENS = {n: raw for n, raw in gather(CONTENT / "words").items() if n.count("/") == 1}
LINES = gather(CONTENT / "helplines")
NOT = {"en": re.compile(r" not\b"), "es": re.compile(r"\b[Nn]o ")}
OVERLAY = {"es": "languages/es.yaml"}

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Slip:
    """A text that became another, by its language and place."""

    kind: str
    language: str
    place: str
    old: str
    new: str


TURNED = {
    ("en", "afraid"): "Are you calm when they are near?",
    ("en", "own-life"): "Do you want to go on with your life?",
    ("en", "danger-now"): "Is all well around you right now?",
    ("en", "harm-others"): "Are you sure that you will hurt nobody?",
    ("en", "control"): "Do they leave all of this to you?",
    ("en", "own-acts"): "Have you left out all of this?",
    ("en", "getting-worse"): "Is it getting better?",
    ("es", "afraid"): "¿Estás en calma cuando está cerca?",
    ("es", "own-life"): "¿Quieres seguir con tu vida?",
    ("es", "danger-now"): "¿Todo va bien a tu alrededor ahora?",
    ("es", "harm-others"): "¿Tienes claro que no harás daño a nadie?",
    ("es", "control"): "¿Te deja decidir todo esto?",
    ("es", "getting-worse"): "¿Va mejorando?",
}
"""Questions asked the other way round, so that a yes means what a no did."""
COUPLE = {
    "en": "You could go to their home tonight and talk it all over as a couple.",
    "es": "Podrías ir a su casa esta noche y hablarlo todo en pareja.",
}
CHECKED = {
    "en": "Doctors and people who lived through harm have checked it.",
    "es": "Lo revisaron personas de medicina y otras que pasaron por algo así.",
}


def slips() -> list[Slip]:
    """List the slips: no text holds two."""
    found: dict[tuple[str, str], Slip] = {}
    for slip in (*_of_pack("en"), *_of_pack("es"), *_of_screens(), *_of_lines()):
        found.setdefault((slip.language, slip.place), slip)
    return list(found.values())


@cache
def shipped() -> Checked:
    """Read the shipped pack."""
    return check_pack(PACK)


def _said(language: str) -> Mapping[Path, str]:
    pack = shipped().pack
    assert pack
    return texts(shipped().speak(language), pack)


def _of_pack(language: str) -> Iterator[Slip]:
    said = _said(language)
    for (spoken, name), new in TURNED.items():
        path: Path = ("questions", name, "ask")
        if spoken == language:
            yield Slip("turned round", language, dotted(path), said[path], new)
    yield from _swapped(language, said)
    yield from _couples(language, said)
    yield from _without_not(language, said)


def _swapped(language: str, said: Mapping[Path, str], most: int = 5) -> Iterator[Slip]:
    """Let the first and the last answer of some questions say each other's words."""
    tree = shipped().speak(language)
    for question in [q for q in tree.questions.values() if q.topic in ("now", "safety")][:most]:
        ends = [question.options[0], question.options[-1]]
        for one, other in (ends, reversed(ends)):
            path: Path = ("questions", question.id, "options", one.id)
            yield Slip("swapped", language, dotted(path), said[path], other.say)


def _couples(language: str, said: Mapping[Path, str]) -> Iterator[Slip]:
    """Put couples work into the first step of pages where promises forbid it."""
    tree = shipped().speak(language)
    for name in ("support-abuse", "danger", "own-conduct"):
        path: Path = ("outcomes", name, "steps", tree.outcomes[name].steps[0].id)
        yield Slip("couples", language, dotted(path), said[path], COUPLE[language])


def _without_not(language: str, said: Mapping[Path, str], most: int = 15) -> Iterator[Slip]:
    """Drop the first "not" of some texts."""
    held = [
        path for path, text in said.items() if path[0] != "sources" and NOT[language].search(text)
    ]
    for path in held[:: max(1, len(held) // most)]:
        new = NOT[language].sub("", said[path], count=1)
        yield Slip("no not", language, dotted(path), said[path], new[:1].upper() + new[1:])


def _of_screens() -> Iterator[Slip]:
    for language, new in CHECKED.items():
        said = screen_words(SCREENS)[f"{language} welcome.review"]
        yield Slip("checked", language, "welcome.review", said, new)


def _of_lines() -> Iterator[Slip]:
    """Change the last digit of the first number of some lines."""
    held = [
        (at, text) for at, text in helplines_of(LINES).items() if at.endswith((" phone", " text"))
    ]
    for at, text in held[:: len(held) // 5]:
        digit = max(i for i, sign in enumerate(text) if sign.isdecimal())
        new = f"{text[:digit]}{(int(text[digit]) + 1) % 10}{text[digit + 1 :]}"
        yield Slip("digit", "", at, text, new)


def planted(some: Iterable[Slip]) -> tuple[Files, Files, Files]:
    """Return the pack, the words of screens and the helplines with slips in them."""
    pack, screens, lines = dict(PACK), dict(SCREENS), dict(LINES)
    for slip in some:
        files = {"checked": screens, "digit": lines}.get(slip.kind, pack)
        name = file_of(slip)
        at = _begins(files[name].decode(), slip, slip.old)
        text = files[name].decode()
        files[name] = f"{text[:at]}{slip.new}{text[at + len(slip.old) :]}".encode()
    return _marked(pack), screens, lines


def file_of(slip: Slip) -> str:
    """Return the name of the file that holds a text."""
    if slip.kind == "checked":
        return f"{slip.language}/screens.yaml"
    if slip.kind == "digit":
        return f"{slip.place.partition('-')[0]}.yaml"
    kind, name, *_ = slip.place.split(".")
    pack = shipped().pack
    assert pack
    if slip.language in OVERLAY:
        return OVERLAY[slip.language]
    if kind == "questions":
        return next(q.written.file for _, q in pack.questions if q.shape.id == name)
    files = {"outcomes": f"outcomes/{name}.yaml", "notes": "notes.yaml", "answers": "answers.yaml"}
    return files.get(kind, "pack.yaml")


def _begins(text: str, slip: Slip, says: str) -> int:
    """Return where a text begins in its file, after the names on the way to it."""
    at = 0
    for part in re.split(r"[. ]", slip.place):
        sign = re.escape(part)
        found = re.compile(rf"\b(id: \"?{sign}\"?|{sign}:)(?=[\s,])").search(text, at)
        at = found.end() if found else at
    return text.index(says, at)


def _marked(pack: Files) -> Files:
    """Paste the new mark wherever an English text has changed."""
    lines = pack[OVERLAY["es"]].decode().split("\n")
    for fault in check_pack(pack).faults:
        if fault.code == "stale-words":
            line = lines[fault.where.line - 1]
            mark = f'of: "{fault.values["mark"]}"'
            lines[fault.where.line - 1] = re.sub(r'of: "\w+"', mark, line)
    return pack | {OVERLAY["es"]: "\n".join(lines).encode()}


Named = dict[str, set[Slip]]
"""The slips that each command names."""


def named(some: list[Slip]) -> Named:
    """Say which command names which slips, of all that are planted at once."""
    pack, screens, lines = planted(some)
    check = _by_check(pack, some)
    signed, _, _ = planted(slip for slip in some if slip not in check)
    compare = {(one.place, one.new) for one in _changed(pack, screens, lines)}
    return {
        "check": check,
        "sign": _by_sign(signed, screens, some),
        "compare": {s for s in some if (f"{s.language} {s.place}".strip(), s.new) in compare},
    }


def _by_check(pack: Files, some: list[Slip]) -> set[Slip]:
    """Find slips on whose line a fault stands."""
    at = {(fault.where.file, fault.where.line) for fault in check_pack(pack).faults}
    held = [
        slip for slip in some if file_of(slip) in pack and slip.kind not in ("checked", "digit")
    ]
    return {slip for slip in held if (file_of(slip), _line(pack, slip)) in at}


def _line(files: Files, slip: Slip) -> int:
    text = files[file_of(slip)].decode()
    return text.count("\n", 0, _begins(text, slip, slip.new)) + 1


def _by_sign(pack: Files, screens: Files, some: list[Slip]) -> set[Slip]:
    """Find slips in what was signed before they were planted."""
    before = standings(shipped(), _spoken(SCREENS))
    entries = {
        (s.unit.language, s.unit.name): signed_by(s.unit, (), "advocate", "2026-11-29")
        for s in before
    }
    review = "\n".join(review_lines(entries, Comments())).encode()
    found = unsigned(standings(check_pack(pack | {REVIEW: review}), _spoken(screens)))
    texts_ = {(s.unit.language, *item) for s in found if s.was for item in s.unit.texts.items()}
    return {slip for slip in some if (slip.language, slip.place, slip.new) in texts_}


def _spoken(screens: Files) -> dict[str, dict[str, str]]:
    """Return the words of the screens by language and key."""
    spoken: dict[str, dict[str, str]] = {"en": {}, "es": {}}
    for place, says in screen_words(screens).items():
        language, _, key = place.partition(" ")
        spoken.setdefault(language, {})[key] = says
    return spoken


def _changed(pack: Files, screens: Files, lines: Files) -> list[Reworded]:
    return [
        *changed(words_of(shipped()), words_of(check_pack(pack))),
        *changed(screen_words(SCREENS), screen_words(screens)),
        *changed(helplines_of(LINES), helplines_of(lines)),
    ]
