"""A small reader of the forms that pyxform makes: what is asked of someone with these answers."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from xml.etree import ElementTree

Value = str | float | bool
Node = Callable[["Filled"], Value]
TOKEN = re.compile(r"\s*('[^']*'|\"[^\"]*\"|[\d.]*\d|/[\w/.-]+|>=|<=|!=|[<>=+(),.]|[\w-]+)")
SPACE = "{http://www.w3.org/2002/xforms}"


def truth(value: Value) -> bool:
    """Say whether a value counts as true."""
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def number(value: Value) -> float:
    """Read a value as a number; text that is none is no number at all."""
    try:
        return float(value)
    except ValueError:
        return math.nan


def same(one: Value, other: Value) -> bool:
    """Compare as XPath does: as numbers if either is one, else as text."""
    if isinstance(one, bool) or isinstance(other, bool):
        return truth(one) == truth(other)
    if isinstance(one, float) or isinstance(other, float):
        return number(one) == number(other)
    return one == other


BY_NAME: tuple[dict[str, Callable[[Value, Value], Value]], ...] = (
    {"or": lambda a, b: truth(a) or truth(b)},
    {"and": lambda a, b: truth(a) and truth(b)},
    {"=": same, "!=": lambda a, b: not same(a, b)},
    {
        ">=": lambda a, b: operator.ge(number(a), number(b)),
        "<=": lambda a, b: operator.le(number(a), number(b)),
        "<": lambda a, b: operator.lt(number(a), number(b)),
        ">": lambda a, b: operator.gt(number(a), number(b)),
    },
    {"+": lambda a, b: number(a) + number(b)},
)
"""Signs by how loosely they bind; in each rank they are read from left to right."""


@dataclass(frozen=True)
class Form:
    """The nodes of a form in order, with the expressions that belong to each."""

    title: str
    binds: Mapping[str, Mapping[str, str]]

    @property
    def by_name(self) -> dict[str, str]:
        """Find the path of each node by its name."""
        return {path.rpartition("/")[2]: path for path in self.binds}


def read_form(xml: str) -> Form:
    """Read what pyxform made."""
    root = ElementTree.fromstring(xml)  # noqa: S314  (made from our own form)
    binds = {bind.attrib["nodeset"]: bind.attrib for bind in root.iter(f"{SPACE}bind")}
    return Form(root.findtext(".//{http://www.w3.org/1999/xhtml}title") or "", binds)


@dataclass
class Filled:
    """A form with some answers; what is not relevant has no value, as in the standard."""

    form: Form
    answers: Mapping[str, str]
    here: str = ""
    _values: dict[str, str] = field(default_factory=dict)
    _shown: dict[str, bool] = field(default_factory=dict)

    def relevant(self, path: str) -> bool:
        """Say whether a node and all groups around it are relevant."""
        if path not in self._shown:
            above = path.rpartition("/")[0]
            said = self.form.binds.get(path, {}).get("relevant")
            around = above.count("/") < 2 or self.relevant(above)
            self._shown[path] = around and (said is None or truth(compiled(said)(self)))
        return self._shown[path]

    def value(self, path: str) -> str:
        """Give the value of a node as it is stored: text."""
        if path not in self._values:
            said = self.form.binds[path].get("calculate")
            found: Value = self.answers.get(path.rpartition("/")[2], "")
            if self.relevant(path) and said:
                found = compiled(said)(self)
            self._values[path] = _stored(found) if self.relevant(path) else ""
        return self._values[path]

    def allowed(self, path: str) -> bool:
        """Say whether the answer of a node keeps to its constraint."""
        said = self.form.binds[path].get("constraint")
        return said is None or truth(compiled(said)(Filled(self.form, self.answers, path)))


def _stored(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@cache
def compiled(said: str) -> Node:
    """Read an expression once."""
    tokens: list[str] = []
    at = 0
    while at < len(said.rstrip()):
        match = TOKEN.match(said, at)
        assert match, said[at : at + 40]
        tokens.append(match[1])
        at = match.end()
    tokens.append("")
    node = _rank(tokens, 0)
    assert tokens == [""], tokens[:5]
    return node


def _rank(tokens: list[str], rank: int) -> Node:
    if rank == len(BY_NAME):
        return _single(tokens)
    node = _rank(tokens, rank + 1)
    while tokens[0] in BY_NAME[rank]:
        node = _joined(BY_NAME[rank][tokens.pop(0)], node, _rank(tokens, rank + 1))
    return node


def _joined(do: Callable[[Value, Value], Value], one: Node, other: Node) -> Node:
    return lambda filled: do(one(filled), other(filled))


def _single(tokens: list[str]) -> Node:
    word = tokens.pop(0)
    if word == "(":
        node = _rank(tokens, 0)
        assert tokens.pop(0) == ")"
        return node
    if word == ".":
        return lambda filled: filled.value(filled.here)
    if word[0] == "/":
        return lambda filled: filled.value(word)
    if word[0] in "'\"":
        return lambda _: word[1:-1]
    if word[0].isdigit():
        return lambda _: float(word)
    return _called(word, list(_given(tokens)))


def _given(tokens: list[str]) -> Iterator[Node]:
    assert tokens.pop(0) == "("
    while tokens[0] != ")":
        yield _rank(tokens, 0)
        if tokens[0] == ",":
            tokens.pop(0)
    tokens.pop(0)


def _called(name: str, given: list[Node]) -> Node:
    """Call one of the few functions that a form uses."""
    return {
        "if": lambda filled: given[1](filled) if truth(given[0](filled)) else given[2](filled),
        "not": lambda filled: not truth(given[0](filled)),
        "false": lambda _: False,
        "concat": lambda filled: "".join(_stored(part(filled)) for part in given),
        "selected": lambda filled: given[1](filled) in str(given[0](filled)).split(),
        "count-selected": lambda filled: float(len(str(given[0](filled)).split())),
    }[name]
