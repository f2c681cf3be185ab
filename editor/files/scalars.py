"""How a text is written in YAML: as its place asks, with quotes only where they are needed."""

from __future__ import annotations

import json
import re

from tree.pack.yaml_reader import DATE

UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
PLAIN = re.compile(r"[^\W_](?:[^\n\r\t:#]|:(?!\s|$)|(?<!\s)#)*", re.ASCII)
OPENS = re.compile(r"[,\[\]{}]")
NAME = re.compile(r"[A-Za-z][\w.-]*|\d+", re.ASCII)
WORDS_OF_YAML = {"yes", "no", "on", "off", "y", "n", "null", "true", "false"}
"""What other programs read as something else than text."""
FLAGS = ("true", "false")
QUOTE, SINGLE, LITERAL, FOLDED = '"', "'", "|", ">"


def new_text(value: str) -> str:
    """Return a text as a new file has it: names plain, all else in quotes."""
    if value in FLAGS or (NAME.fullmatch(value) and value.lower() not in WORDS_OF_YAML):
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """Return a text in double quotes."""
    return UNPRINTED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def like(value: str, style: str, indent: int, newline: str, *, in_flow: bool) -> str:
    """Return a text in the style of the one before it, or in quotes where that cannot hold it.

    `indent` is that of the lines of a block of text.
    """
    if style == "" and _stays_plain(value, in_flow):
        return value
    if style == SINGLE and value.isprintable():
        return SINGLE + value.replace(SINGLE, SINGLE * 2) + SINGLE
    if style in (LITERAL, FOLDED) and not in_flow and _fits_block(value):
        return _block(value, style, " " * indent, newline)
    return quoted(value)


def _stays_plain(value: str, in_flow: bool) -> bool:
    fits = PLAIN.fullmatch(value) and value.isprintable() and value == value.strip()
    kept = value in FLAGS or value.lower() not in WORDS_OF_YAML
    return bool(
        fits and kept and not DATE.fullmatch(value) and not (in_flow and OPENS.search(value))
    )


def _fits_block(value: str) -> bool:
    lines = value.removesuffix("\n").split("\n")
    whole = all(line.isprintable() and line == line.strip() for line in lines)
    return whole and bool(lines[0]) and bool(lines[-1])


def _block(value: str, style: str, indent: str, newline: str) -> str:
    """Return a block of text; in a folded one each paragraph is one line."""
    head = style + ("" if value.endswith("\n") else "-")
    lines = value.removesuffix("\n").split("\n")
    if style == FOLDED:
        lines = [part for line in lines for part in (line, "")][:-1]
    return newline.join([head, *(indent + line if line else "" for line in lines)])


def within(raw: str, old: str, new: str) -> str | None:
    """Return a text over several lines with only what changed in it; None if that is not plain.

    Where a line is folded, the value has a space.
    """
    places = _aligned(raw, old)
    if places is None:
        return None
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    middle = new[start : len(new) - end]
    if "\n" in middle:
        return None
    return raw[: places[start]] + middle + raw[places[len(old) - end] :]


def _common(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _aligned(raw: str, value: str) -> list[int] | None:
    """Return where each letter of a value stands in its raw text, and where it ends."""
    at, places = 0, []
    for letter in value.rstrip("\n"):
        fold = re.compile(r"[ \t]*\r?\n[ \t]*").match(raw, at)
        if letter in " \n" and fold:
            places.append(at)
            at = fold.end()
        elif raw[at : at + 1] == letter:
            places.append(at)
            at += 1
        else:
            return None
    return [*places, *[at] * (len(value) - len(places) + 1)]
