"""The small pack that every new one begins as, with the words of its author put in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree.checking.checked import LANGUAGES, check_pack
from tree.fault import Fault
from tree.languages.pack_words import FOLDER, own_words, translations
from tree.languages.wording import texts

Template = Mapping[str, bytes]
"""Its files by name."""
BASE = "en"
"""The language in which the template is written."""
ID, SPOKEN = r"^id: \w+", r"^language: \w+"
UNNAMED = "my-pack"
WORDING, SAID = "wording/", f"{FOLDER}/{BASE}.yaml"
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What an author says of a new pack: its title, its language, and whom it is for."""

    title: str
    language: str
    about: str


def spoken(template: Template) -> list[str]:
    """Return the languages in which the template has words."""
    others = (name for name in template if name.startswith(LANGUAGES))
    return [BASE, *sorted(name.removeprefix(LANGUAGES).removesuffix(".yaml") for name in others)]


def filled(template: Template, wish: Wish, name: str) -> dict[str, bytes]:
    """Return the files of a pack for a folder of this name; without a translation, in English."""
    language = wish.language if wish.language in spoken(template) else BASE
    said = dict(_translated(template, language))
    kept = {file: raw.decode() for file, raw in template.items() if _is_kept(file, language)}
    made = {_renamed(file, language): _reworded(text, said) for file, text in kept.items()}
    made["pack.yaml"] = _headed(made["pack.yaml"], language, name)
    return {file: _put_in(text, wish).encode("utf-8", "replace") for file, text in made.items()}


def unfit(template: Template, wish: Wish) -> Fault | None:
    """Return the first fault that the words of an author would bring into the template."""
    return next(iter(check_pack(filled(template, wish, "")).faults), None)


def _is_kept(file: str, language: str) -> bool:
    """Return whether a file of the template belongs to a pack in this language alone."""
    if file.startswith(WORDING):
        return file == f"{WORDING}{language}.yaml"
    return file == SAID or not file.startswith((LANGUAGES, f"{FOLDER}/"))


def _renamed(file: str, language: str) -> str:
    return f"{FOLDER}/{language}.yaml" if file == SAID else file


def _translated(template: Template, language: str) -> Iterator[tuple[str, str]]:
    """Yield each text of the template with its words in a language."""
    checked = check_pack(template)
    if language == BASE or checked.pack is None or checked.tree is None:
        return
    spoken_texts = texts(checked.speak(language), checked.pack)
    for path, text in texts(checked.tree, checked.pack).items():
        yield _quoted(text), _quoted(spoken_texts[path])
    on_screens = translations(checked.pack)[language].says
    for path, text in own_words(checked.pack).items():
        yield _quoted(text), _quoted(on_screens[path])


def _reworded(text: str, said: Mapping[str, str]) -> str:
    """Replace quoted texts, all at once, so that no new text is replaced again."""
    if not said:
        return text
    return re.sub("|".join(map(re.escape, said)), lambda found: said[found[0]], text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _headed(text: str, language: str, name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_ID]
    id_ = plain if plain[:1].isalpha() else UNNAMED
    told = re.sub(ID, f"id: {id_}", text, flags=re.MULTILINE)
    return re.sub(SPOKEN, f"language: {language}", told, flags=re.MULTILINE)


def _put_in(text: str, wish: Wish) -> str:
    """Put the author's words into quoted texts."""
    said = {"[title]": _quoted(wish.title)[1:-1], "[about]": _quoted(wish.about)[1:-1]}
    return _reworded(text, said)
