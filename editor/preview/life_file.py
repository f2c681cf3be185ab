"""One life of a pack, read for a preview; other lives may be faulty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from editor.preview.material import HEAD, LIVES, Material
from screens.flags import nearest
from tree.fault import FaultyPackError, UnusableError
from tree.linking.link_lives import link_lives
from tree.pack.pack import read_pack
from tree.proving.life import Life


def read_life(files: Mapping[str, bytes], material: Material, name: str) -> Life:
    """Return a life by its name; raises UnusableError if there is none, or FaultyPackError."""
    file = f"{LIVES}{name}.yaml"
    if file not in files:
        known = [one[len(LIVES) : -len(".yaml")] for one in files if one.startswith(LIVES)]
        code = "no-such-life" if known else "no-lives"
        values = {"known": ", ".join(sorted(known)), "pack": material.tree.id}
        raise UnusableError(code, name=name, nearest=nearest(name, known), **values)
    read = read_pack({HEAD: files[HEAD], file: files[file]})
    lives, unknown = link_lives(replace(material.pack, lives=read.lives), material.tree)
    faults = (*(fault for fault in read.faults if fault.where.file == file), *unknown)
    if faults:
        raise FaultyPackError(faults)
    return lives[0]
