"""Write the reference of a pack's files: every key, what it holds, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from screens.words import Words
from tree.pack.shapes import Shape

SchemaPart = Mapping[str, Any]
REF, NAME, CONDITION = "#/$defs/", "name-", "when"
SHAPE = Shape.__name__
GAP = ""
MANY = 1_000_000
"""A bound above this is there for the program alone."""


@dataclass(slots=True)
class Reference:
    """The schema of every kind of file, told in Markdown; each shape is told once."""

    defs: SchemaPart
    defaults: Mapping[tuple[str, str], str]
    words: Words
    told: set[str] = field(default_factory=set)

    def lines(self, files: SchemaPart, categories: Mapping[str, str]) -> Iterator[str]:
        """Yield all lines: the kinds of files first, then conditions, then categories."""
        yield self.words("reference.head").rstrip()
        for kind, schema in files.items():
            yield from (GAP, f"## {self._said('file', kind)}", GAP, self._said("about", kind))
            yield from self._table(schema, kind)
        yield from (GAP, self.words("reference.conditions").rstrip(), GAP)
        yield from self._categories(categories)

    def _categories(self, categories: Mapping[str, str]) -> Iterator[str]:
        yield self.words("reference.categories").rstrip()
        for name, instead in categories.items():
            yield _row(f"`{name}`", self._said("category", name), f"`{instead}`" if instead else "")

    def _said(self, part: str, name: str) -> str:
        return self.words.table.get(f"reference.{part}.{name}", name).rstrip()

    def _table(self, schema: SchemaPart, name: str) -> Iterator[str]:
        """Yield the keys of a schema, then the shapes that they hold, each below a head."""
        schema, name = self._inside(schema, name)
        parts = schema.get("properties", {})
        if not parts:
            return
        yield from (GAP, self.words("reference.columns").rstrip())
        for key, part in parts.items():
            needed = self._needed(name, key, key in schema.get("required", ()))
            meaning = part.get("description") or self._said("key", f"{name}.{key}")
            yield _row(f"`{key}`", self.kind(part), needed, meaning)
        for key, part in parts.items():
            yield from self._limits(key, part)
        for part in parts.values():
            for shape in self._shapes(part):
                yield from self._below(shape)

    def _inside(self, schema: SchemaPart, name: str) -> tuple[SchemaPart, str]:
        """Return the mapping whose keys are told: of a list, or of names, what each holds."""
        while inside := schema.get("items") or schema.get("additionalProperties"):
            schema = inside
        if SHAPE in (shape := schema.get("$ref", "").removeprefix(REF)):
            self.told.add(shape)
            return self.defs[shape], shape
        return schema, name

    def _below(self, shape: str) -> Iterator[str]:
        if shape not in self.told:
            self.told.add(shape)
            yield from (GAP, f"### {self._said('shape', shape)}")
            yield from self._table(self.defs[shape], shape)

    def _shapes(self, part: Any) -> Iterator[str]:  # noqa: ANN401  (a schema may hold anything)
        """Yield the shapes that a part of the schema holds, also by way of a pattern."""
        inside = list(part.values()) if isinstance(part, Mapping) else part
        name = str(part.get("$ref", "")).removeprefix(REF) if isinstance(part, Mapping) else ""
        if name.endswith(SHAPE):
            yield name
        elif name and name != CONDITION and not name.startswith(NAME):
            yield from self._shapes(self.defs[name])
        for one in inside if isinstance(inside, list) else ():
            yield from self._shapes(one)

    def _limits(self, key: str, part: SchemaPart) -> Iterator[str]:
        """Yield what each of a closed set of names means, where a mapping has one."""
        names = part.get("propertyNames", {}).get("enum", ())
        if names:
            yield from (GAP, self.words("reference.names", key=key).rstrip())
        for name in names:
            yield _row(f"`{name}`", self.words(f"schema.{key}.{name}"))

    def _needed(self, name: str, key: str, needed: bool) -> str:
        if needed:
            return self.words("reference.needed")
        default = self.defaults.get((name, key), "")
        return self.words("reference.else", default=f"`{default}`") if default else ""

    def kind(self, part: SchemaPart) -> str:
        """Return what a part of the schema holds, in a few words."""
        if "$ref" in part:
            return self._named(part["$ref"].removeprefix(REF))
        if "anyOf" in part:
            return self._either(part["anyOf"])
        if values := part.get("enum") or ([part["const"]] if "const" in part else []):
            return ", ".join(dict.fromkeys(f"`{value}`" for value in values if value != ""))
        return self._plain(part)

    def _named(self, name: str) -> str:
        """Return the name of a shape as a link; that of a pattern is what it holds."""
        if name.startswith(NAME):
            return self._said("name", name.removeprefix(NAME))
        if name.endswith(SHAPE) or name == CONDITION:
            said = self._said("shape", name)
            return f"[{said.lower()}](#{said.lower().replace(' ', '-')})"
        return self.kind(self.defs[name])

    def _either(self, parts: list[SchemaPart]) -> str:
        known = [part for part in parts if part.get("type") != "null"]
        if len(known) > 1 and known[1].get("items") == known[0]:
            return self.words("reference.one-or-more", inside=self.kind(known[0]))
        return self.words("reference.or").join(dict.fromkeys(map(self.kind, known)))

    def _plain(self, part: SchemaPart) -> str:
        match part.get("type"):
            case "array":
                return self.words("reference.list", inside=self.kind(part["items"]))
            case "object":
                return self._by_name(part)
            case "boolean":
                return self.words("reference.flag")
            case "integer":
                return self._number(part)
        return self.words(
            "reference." + ("id" if _is_id(part) else "day" if _is_day(part) else "text")
        )

    def _number(self, part: SchemaPart) -> str:
        least, most = part.get("minimum"), part.get("maximum")
        if least is None:
            return self.words("reference.number")
        key = "reference.from" if most is None or most > MANY else "reference.from-to"
        return self.words(key, least=least, most=most)

    def _by_name(self, part: SchemaPart) -> str:
        if known := part.get("properties"):
            return ", ".join(f"`{key}`" for key in known)
        named = part.get("propertyNames", {})
        key = self.kind(named) if "$ref" in named else self.words("reference.any-id")
        inside = part.get("additionalProperties") or next(iter(part["patternProperties"].values()))
        return self.words("reference.by-name", name=key, inside=self.kind(inside))


def _is_id(part: SchemaPart) -> bool:
    return str(part.get("pattern", "")).startswith("^[a-z][a-z0-9-]")


def _is_day(part: SchemaPart) -> bool:
    return "0[1-9]|1[0-2]" in str(part.get("pattern", ""))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
