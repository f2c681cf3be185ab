"""Words and helplines that changed between two packs, old beside new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass

from commands.comparing.files import Files
from screens.words import Words
from tree.checking.checked import Checked
from tree.fault import FaultyPackError, shown
from tree.languages.helpline_files import read_helplines
from tree.languages.overlay import dotted, overlay
from tree.languages.pack_words import FOLDER, words_in
from tree.languages.texts import written_texts
from tree.languages.wording import texts
from tree.pack.yaml_reader import parse

PlacedTexts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text of the old pack and of the new one; empty where it is in one of them alone."""

    place: str
    old: str
    new: str


def changed(old: PlacedTexts, new: PlacedTexts) -> list[Reworded]:
    """Return what differs between two tables of texts, in the order of the new one."""
    places = dict.fromkeys([*new, *old])
    pairs = ((place, old.get(place, ""), new.get(place, "")) for place in places)
    return [Reworded(*pair) for pair in pairs if pair[1] != pair[2]]


def words_of(checked: Checked) -> dict[str, str]:
    """Return every text of a pack by language and path."""
    tree, pack = checked.tree, checked.pack
    if tree is None or pack is None:
        return {}
    source = texts(tree, pack)
    found = {f"{tree.language} {dotted(path)}": text for path, text in source.items()}
    for language, written in pack.languages.items():
        says = overlay(source, written).says
        found |= {f"{language} {dotted(path)}": text for path, text in says.items()}
    if pack.head and pack.head.shape.card:
        found["card"] = ", ".join(pack.head.shape.card)
    for language in pack.words:
        own = words_in(pack, language).items()
        found |= {f"{language} {FOLDER} {key}": text for key, text in own}
    return found


def screen_words(files: Files) -> dict[str, str]:
    """Return the words of the screens by language and place; those of commands are left out."""
    found: dict[str, str] = {}
    for name, raw in files.items():
        language, _, file = name.partition("/")
        for text in written_texts(parse(raw, name)) if file and "/" not in file else ():
            path = text.path[:-1] if text.path[-1:] == ("say",) else text.path
            found[f"{language} {dotted(path)}"] = text.says
    return found


def helplines_of(files: Files) -> dict[str, str]:
    """Return every field of every helpline by its id and key; none if they cannot be read."""
    found: dict[str, str] = {}
    with suppress(FaultyPackError):
        for country in read_helplines(files).countries.values() if files else ():
            for line in country.lines:
                values = asdict(line).items()
                found |= {f"{line.id} {key}": _said(value) for key, value in values if value}
    return found


def _said(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def tell_changed(found: list[Reworded], key: str, words: Words) -> Iterator[str]:
    """Yield each text that changed, old beside new."""
    if found:
        yield words.count(f"compare.{key}", len(found))
    for one in found:
        yield words("compare.place", place=one.place)
        yield words("compare.was", text=shown(one.old) or words("compare.nothing"))
        yield words("compare.now", text=shown(one.new) or words("compare.nothing"))
