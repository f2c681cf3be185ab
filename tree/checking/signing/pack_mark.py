"""The mark of a pack: a short hash of all its words, routes and promises."""

from __future__ import annotations

import json

from tree.checking.checked import Checked
from tree.languages.overlay import dotted, mark, overlays
from tree.languages.pack_words import words_in
from tree.stored_form import Encoder


def pack_mark(checked: Checked) -> str:
    """Return the mark of a pack; empty without a tree. Comments and signatures do not change it."""
    if checked.tree is None or checked.pack is None:
        return ""
    encoder = Encoder()
    whole = encoder.encode(checked.tree)
    says = {placed.shape.id: placed.shape.says for placed in checked.pack.promises}
    promises = [(type(p).__name__, says[p.id], encoder.encode(p)) for p in checked.promises]
    spoken = {
        language: {dotted(path): text for path, text in held.says.items()}
        for language, held in sorted(overlays(checked.tree, checked.pack).items())
    }
    said = {language: words_in(checked.pack, language) for language in sorted(checked.pack.words)}
    card = checked.pack.head.shape.card if checked.pack.head else []
    own = [said, card] if said or card else []
    return mark(json.dumps([whole, encoder.conditions, promises, spoken, *own], default=sorted))
