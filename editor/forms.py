"""The form of an entry: its fields in words, the parts that can be moved, what can be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from editor.conditions import read_condition
from editor.naming import OPTIONS, Known
from editor.shapes_of import (
    ENTRIES,
    GIVEN,
    INNER,
    LEFT_OUT,
    LISTS,
    ROUTES,
    FieldRule,
    keys_of,
    most_of,
    required_of,
    rule_of,
)
from editor.values import Address, Entry, EntryKind, Field, FieldKind, FieldValue, FormPart
from tree.pack.shapes import ForkShape, OpeningShape, RouteShape, Shape
from tree.pack.yaml_reader import Path, Plain

SINGLE: dict[EntryKind, FieldRule] = {
    EntryKind.FACT: FieldRule(FieldKind.TEXT),
    EntryKind.TAG: FieldRule(FieldKind.TEXT),
    EntryKind.CONDITION: FieldRule(FieldKind.CONDITION),
    EntryKind.GROUP: FieldRule(FieldKind.MANY, "asked"),
}
"""Entries that are one value after their name."""
EITHER = (RouteShape, OpeningShape)
"""Shapes of which only what is written is shown: a condition, or otherwise."""
TEMPLATES = {
    "options": "option",
    "opening": "opening",
    "steps": "step",
    "leave": "leave",
    "also": "also",
    "beside": "beside",
    "go": "route",
}
"""What can be added to each list of parts."""


@dataclass(slots=True)
class Drafting:
    """A form while it is made."""

    entry: Entry
    known: Known
    fields: list[Field] = field(default_factory=list)
    parts: list[FormPart] = field(default_factory=list)
    adds: list[tuple[str, Address]] = field(default_factory=list)
    full: list[tuple[Address, int]] = field(default_factory=list)
    names: dict[Path, str] = field(default_factory=dict)
    """The ids of items, by their path."""


def drafted(entry: Entry, value: Plain, known: Known) -> Drafting:
    """Return the fields and parts of an entry."""
    form = Drafting(entry, known)
    shape = ENTRIES.get(entry.kind)
    if shape and isinstance(value, dict):
        _shape(form, shape, value, ())
    elif rule := SINGLE.get(entry.kind):
        form.fields.append(_field(form, rule, value, ()))
    return form


def _shape(form: Drafting, shape: type[Shape], value: dict[str, Plain], at: Path) -> None:
    """Add the fields of a mapping, and those of its parts, in the order of its shape."""
    for key in keys_of(shape):
        inside, here = value.get(key), (*at, key)
        if key == GIVEN:
            _given(form, inside, here)
        elif key == ROUTES:
            _routes(form, shape, inside, here)
        elif (shape, key) in LISTS:
            _list(form, LISTS[shape, key], inside, here, most_of(shape, key))
        elif (shape, key) in INNER:
            _inner(form, INNER[shape, key], inside, here)
        elif not ((shape, key) in LEFT_OUT or (shape in EITHER and inside is None)):
            made = _field(form, rule_of(shape, key), inside, here)
            needed = key in required_of(shape)
            form.fields.append(
                replace(made, is_written=key in value, required=needed, order=keys_of(shape))
            )


def _list(form: Drafting, shape: type[Shape], value: Plain, at: Path, most: int) -> None:
    """Add the items of a list of parts, `most` at most; an opening may be one text alone."""
    key = str(at[-1])
    if isinstance(value, str):
        form.fields.append(_field(form, FieldRule(FieldKind.TEXT), value, at))
        return
    items = value if isinstance(value, list) else []
    for i, item in enumerate(items):
        _part(form, key, item, (*at, i))
        if isinstance(item, dict):
            _shape(form, shape, item, (*at, i))
    if most and len(items) >= most:
        form.full.append((_address(form, at), most))
    else:
        form.adds.append((TEMPLATES.get(key, key), _address(form, at)))


def _inner(form: Drafting, shape: type[Shape], value: Plain, at: Path) -> None:
    """Add a part that there is one of, or that it can be added."""
    if isinstance(value, dict):
        _part(form, str(at[-1]), value, at)
        _shape(form, shape, value, at)
    else:
        form.adds.append((str(at[-1]), _address(form, at)))


def _routes(form: Drafting, shape: type[Shape], value: Plain, at: Path) -> None:
    """Add where an answer leads: one place, or routes with conditions."""
    if isinstance(value, list):
        for i, item in enumerate(value):
            _part(form, ROUTES, item, (*at, i))
            if isinstance(item, dict):
                _shape(form, RouteShape, item, (*at, i))
    else:
        made = _field(form, FieldRule(FieldKind.PLACE, "node"), value, at)
        written, needed = value is not None, shape is ForkShape
        form.fields.append(replace(made, is_written=written, required=needed, order=keys_of(shape)))
    form.adds.append((TEMPLATES[ROUTES], _address(form, at)))


def _given(form: Drafting, value: Plain, at: Path) -> None:
    """Add what a life answers to each question that it names."""
    asked = {offer.value: offer.says for offer in form.known.offers("node")}
    for name, given in value.items() if isinstance(value, dict) else ():
        here = (*at, name)
        part = FormPart(
            _named(form, here), _address(form, here), here, GIVEN, asked.get(name, name)
        )
        form.parts.append(part)
        made = _field(form, FieldRule(FieldKind.MANY, f"{OPTIONS}{name}"), given, here)
        form.fields.append(
            replace(made, id=f"{made.id}/{GIVEN}", key=GIVEN, part=here, required=True)
        )


def _part(form: Drafting, key: str, value: Plain, at: Path) -> None:
    id_ = value.get("id") if isinstance(value, dict) else None
    if isinstance(id_, str):
        form.names[at] = id_
    said = value.get("say") or value.get("otherwise") if isinstance(value, dict) else value
    title = said if isinstance(said, str) else ""
    form.parts.append(FormPart(_named(form, at), _address(form, at), at, key, title))


def _address(form: Drafting, at: Path) -> Address:
    return form.entry.address.under(*at)


def _named(form: Drafting, at: Path) -> str:
    """Return the id of a field or part: where an item has an id, that stands for its number."""
    path = (form.names.get(at[: n + 1], str(part)) for n, part in enumerate(at))
    return "/".join([form.entry.key, *path])


def _field(form: Drafting, rule: FieldRule, value: Plain, at: Path) -> Field:
    read = value_of(rule.kind, value)
    key = str(at[-1]) if at else str(form.entry.kind)
    says, id_ = form.known.says(rule, read), _named(form, at)
    return Field(id_, _address(form, at), key, rule.kind, read, says, at[:-1], of=rule.of)


def value_of(kind: FieldKind, value: Plain) -> FieldValue:
    """Return a written value as its field has it."""
    match kind:
        case FieldKind.FLAG:
            return value == "true"
        case FieldKind.CONDITION:
            return read_condition(value)
        case FieldKind.MANY:
            return tuple(_texts(value))
        case FieldKind.TALLIES:
            pairs = value.items() if isinstance(value, dict) else ()
            return tuple(
                (name, int(n)) for name, n in pairs if isinstance(n, str) and n.isdecimal()
            )
        case _:
            return value.removesuffix("\n") if isinstance(value, str) else ""


def _texts(value: Plain) -> Iterator[str]:
    """Yield the texts of a list; one text alone counts as a list of it."""
    if isinstance(value, str):
        yield value
    for one in value if isinstance(value, list) else ():
        if isinstance(one, str):
            yield one
