"""What is wrong with words while they are typed: at once, and without the rest of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from editor.values import Address
from tree.checking.implied_tags import phrase_in
from tree.checking.plain_words import held
from tree.fault import Fault
from tree.languages.texts import PlacedText
from tree.pack.shape_faults import CODES
from tree.pack.text_shapes import TextShape
from tree.pack.wording_rules import WordingShape
from tree.pack.yaml_reader import Written, parse

TEXT = TypeAdapter[str](TextShape)


def words_faults(
    files: Mapping[str, bytes], language: str, address: Address, text: str, tags: Sequence[str]
) -> tuple[Fault, ...]:
    """Return the faults of a text for people in a language, which need not be set yet.

    `tags` are those of the step or page that has it; a phrase may need one of some.
    """
    written = _written(files, address)
    place = PlacedText(text, written, address.path)
    try:
        TEXT.validate_python(text)
    except ValidationError as error:
        return tuple(place.fault(CODES.get(one["type"], one["type"])) for one in error.errors())
    rules = rules_of(files, language)
    return (*held([place], rules), *_untagged(place, rules, tags)) if rules else ()


def _written(files: Mapping[str, bytes], address: Address) -> Written:
    known = parse(files.get(address.file, b""), address.file)
    return Written(address.file, known.value, known.marks)


def rules_of(files: Mapping[str, bytes], language: str) -> WordingShape | None:
    """Return the rules for the words of a language; None if there are none that can be read."""
    file = f"wording/{language}.yaml"
    written = parse(files.get(file, b""), file)
    try:
        return WordingShape.model_validate(written.value)
    except ValidationError:
        return None


def _untagged(place: PlacedText, rules: WordingShape, tags: Sequence[str]) -> Iterator[Fault]:
    for rule in rules.implied:
        phrase = "" if set(rule.tags) & set(tags) else phrase_in(place.says, rule)
        if phrase:
            yield place.fault("untagged-words", phrase=phrase, tags=", ".join(rule.tags))
