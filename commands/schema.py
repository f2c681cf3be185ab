"""`schema`: a JSON Schema with the names of a pack, so that editors can complete and correct."""

from __future__ import annotations

import json

from commands.inputs.pack_folder import pack_folder
from commands.reports.sentences import command_words
from commands.schemas.id_lists import offers
from commands.schemas.pack_schema import build
from screens.flags import read_flags
from tree.helplines import EMERGENCY
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather
from tree.pack.pack import read_pack
from tree.prepare import Places


def schema(argv: list[str], places: Places) -> int:
    """Print the schema of a pack, even of a faulty one; raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, {}, most=1)
    folder = pack_folder(next(iter(flags.rest), ""), places)
    words = command_words(places.words.parent)
    lines = read_helplines(gather(places.helplines))
    offered = offers(read_pack(gather(folder)), [EMERGENCY, *lines.fallbacks])
    built = build(offered, lambda key: words.table.get(f"schema.{key}", ""))
    print(json.dumps(built, ensure_ascii=False, indent=1))
    return 0
