"""A third language, made of the first by brackets: whole, fresh, and easy to see."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from commands.translate import lines
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import BASE, person_words
from tree.languages.helpline_files import read_helplines
from tree.languages.overlay import Overlay, mark, overlay
from tree.languages.spoken import overlays, said
from tree.languages.wording import texts
from tree.model import Tree
from tree.pack.files import gather
from tree.pack.yaml_reader import Path as Way
from tree.pack.yaml_reader import parse
from tree.prepare import Places

LANGUAGE = "xx"
CONTENT = Path(__file__).parents[2] / "content"


def places_of(content: Path) -> Places:
    """Say where everything stands in a folder of content."""
    return Places(
        pack=content / "evenground",
        words=content / "words",
        helplines=content / "helplines",
        stored=content.parent / ".stored",
    )


def everything(checked: Checked, tree: Tree) -> Mapping[Way, str]:
    """List the texts of a tree."""
    assert checked.pack
    return texts(tree, checked.pack)


def put_in_brackets(held: Overlay) -> str:
    """Translate all of a source: each text stands in brackets."""
    held.says.update({path: f"[{text}]" for path, text in held.source.items()})
    held.marks.update({path: mark(text) for path, text in held.source.items()})
    return "\n".join(lines(held))


def add_third(content: Path) -> Places:
    """Copy the content, and add a third language by writing files and nothing else."""
    shutil.copytree(CONTENT, content)
    checked = check_pack(gather(content / "evenground"))
    source = everything(checked, checked.speak())
    tables = said(read_helplines(gather(content / "helplines")))
    phrases = {"says": {text: f"[{text}]" for text in tables}, "keep": []}
    written = {
        "evenground/languages": put_in_brackets(overlay(source, parse(b"{}", LANGUAGE))),
        "helplines/languages": json.dumps(phrases),
    }
    for folder, text in written.items():
        (content / folder).mkdir(exist_ok=True)
        (content / folder / f"{LANGUAGE}.yaml").write_text(text, encoding="utf-8")
    (content / "words" / LANGUAGE).mkdir()
    for name, held in overlays(person_words(content / "words" / BASE), {}, LANGUAGE).items():
        file = content / "words" / LANGUAGE / name
        file.write_text(put_in_brackets(held), encoding="utf-8")
    return places_of(content)
