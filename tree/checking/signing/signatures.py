"""`review.yaml` as text: what was signed, language by language, with its comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from tree.checking.signing.reviewed import Unit, signature_mark
from tree.languages.overlay import mark
from tree.pack.comments import Comments
from tree.pack.signed_shapes import SignatureShape, SignedShape, SignedTextShape, SignerRole
from tree.pack.yaml_reader import Path

Entries = dict[tuple[str, str], SignedShape]
"""What was signed, by language and name."""


def signed_by(
    unit: Unit, before: Iterable[SignatureShape], role: SignerRole, day: str
) -> SignedShape:
    """Return a unit signed on this day, beside those who signed the same words before."""
    new = SignatureShape(role=role, date=day, of=signature_mark(unit, role, day))
    texts = {path: SignedTextShape(say=say, of=mark(say)) for path, say in unit.texts.items()}
    return SignedShape(signed=[*(one for one in before if one.role != role), new], texts=texts)


def review_lines(entries: Entries, noted: Comments) -> Iterator[str]:
    """Yield the file; comments stay above or beside what they stood at."""
    yield from noted.top
    left = dict(noted.above)
    for language in dict.fromkeys(language for language, _ in entries):
        for path, line in _of_language(language, entries):
            indent = line[: len(line) - len(line.lstrip())]
            yield from (indent + said for said in left.pop(path, ()))
            beside = noted.beside.get(path, "")
            yield f"{line}  {beside}" if beside else line
    yield from (said for some in left.values() for said in some)
    yield from noted.end


def _of_language(
    language: str, entries: Mapping[tuple[str, str], SignedShape]
) -> Iterator[tuple[Path, str]]:
    yield (language,), f"{language}:"
    for (spoken, name), shape in entries.items():
        if spoken == language:
            yield from _of_unit((language, name), shape)


def _of_unit(at: Path, shape: SignedShape) -> Iterator[tuple[Path, str]]:
    yield at, f"  {at[1]}:"
    yield (*at, "signed"), "    signed:"
    for i, one in enumerate(shape.signed):
        yield (*at, "signed", i), f"      - {_flow(one.model_dump())}"
    yield (*at, "texts"), "    texts:"
    for path, text in shape.texts.items():
        yield (*at, "texts", path), f"      {path}: {_flow(text.model_dump())}"


def _flow(values: Mapping[str, str]) -> str:
    pairs = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return f"{{{', '.join(pairs)}}}"
