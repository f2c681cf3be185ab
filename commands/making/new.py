"""`new`: write a small pack that holds, for an author to begin with."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from commands.editing.line import typed_line
from commands.making.folder import refuse_taken, write_folder
from commands.making.template import BASE, Template, Wish, filled, spoken, unfit
from commands.reports.called import as_called
from commands.reports.sentences import command_words, sentence
from commands.schema import written_schema
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.fault import UnusableError, shown
from tree.pack.files import gather
from tree.prepare import Places

FLAGS = {"--title": True, "--language": True, "--about": True}
ASKED = ("language", "title", "about")
LANGUAGE = r"[a-z]{2,3}"
LONGEST = 50
"""Letters of a title, and of whom a pack is for: both stand within a line."""
SCHEMA = "pack.schema.json"


def make_pack(argv: list[str], places: Places) -> int:
    """Write a new pack and print what to do next; raises UnusableError."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    if not flags.rest:
        raise UnusableError("new-where")
    folder = Path(flags.rest[0])
    refuse_taken(folder)
    template = gather(places.words.parent / "template")
    wish = _wished(flags, template, words)
    files = filled(template, wish, folder.resolve().name)
    schema = {SCHEMA: written_schema(files, places).encode()}
    lined = {name: _first_line(name, words).encode() + raw for name, raw in files.items()}
    write_folder(lined | schema, folder)
    print("\n".join(_told(folder, len(files), wish, spoken(template), words)))
    return 0


def _first_line(name: str, words: Words) -> str:
    """Return the line by which editors find the schema."""
    return words("new.first-line", schema="../" * name.count("/") + SCHEMA) + "\n"


def _wished(flags: Flags, template: Template, words: Words) -> Wish:
    """Return what the flags say, and ask for the rest; raises UnusableError."""
    missing = [name for name in ASKED if f"--{name}" not in flags]
    seen = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if missing and not seen:
        raise UnusableError("new-needs-all", missing=", ".join(f"--{name}" for name in missing))
    said: dict[str, str] = {}
    for name in ASKED:
        if name in missing:
            said[name] = _ask(name, said, template, words)
        else:
            said[name] = flags.get(f"--{name}").strip()
            if wrong := _unfit(name, said, template, words):
                raise wrong
    return Wish(said["title"], said["language"], said["about"])


def _ask(name: str, said: dict[str, str], template: Template, words: Words) -> str:
    """Ask until the answer fits; raises UnusableError if the author stops."""
    while True:
        try:
            answer = typed_line(words(f"new.ask-{name}"))
        except (EOFError, KeyboardInterrupt) as error:
            raise UnusableError("new-stopped") from error
        answer = answer or (BASE if name == "language" else "")
        wrong = _unfit(name, {**said, name: answer}, template, words)
        if wrong is None:
            return answer
        print(sentence(words, wrong))


def _unfit(
    name: str, said: dict[str, str], template: Template, words: Words
) -> UnusableError | None:
    """Return what is wrong with an answer; what was said before it is known to fit."""
    text = said[name]
    if name == "language":
        fits = re.fullmatch(LANGUAGE, text)
        return None if fits else UnusableError("no-language", name=text)
    if not text or len(text) > LONGEST:
        return UnusableError("new-length", name=f"--{name}", limit=str(LONGEST))
    fault = unfit(template, Wish(**{"title": text, "about": text, **said}))
    if fault is None:
        return None
    return UnusableError("new-unfit", text=text, because=sentence(words, fault))


def _told(folder: Path, n: int, wish: Wish, known: list[str], words: Words) -> Iterator[str]:
    yield words("new.made", name=shown(str(folder)), n=n)
    if wish.language not in known:
        yield words("new.in-english", language=wish.language, known=", ".join(known))
    yield words("new.next", call=as_called(), name=shlex.quote(str(folder)))
