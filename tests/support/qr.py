"""Reads a QR code from its modules, without mending errors: what we draw has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.segment import Segment
from textual.strip import Strip

Modules = list[list[bool]]
MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, c: r % 2,
    lambda r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)
FORMAT_MASK = 0b10101
BYTES = 0b0100


def painted(lines: Iterable[Strip]) -> Modules:
    """Take two modules from each cell: dark where its ink or its ground is dark there."""
    modules: Modules = []
    for strip in lines:
        cells = [(letter, _dark(piece)) for piece in strip for letter in piece.text]
        modules.append([dark if letter == " " else not dark for letter, dark in cells])
        modules.append([dark for _, dark in cells])
    return modules


def _dark(piece: Segment) -> bool:
    assert piece.style
    assert piece.style.bgcolor
    return max(piece.style.bgcolor.get_truecolor()) < 128


def read(modules: Modules, quiet: int = 4) -> str:
    """Return what the code holds; it must have a light edge of `quiet` modules on all sides."""
    width = len(modules[0])
    assert not any(any(row) for row in (*modules[:quiet], *modules[width - quiet :]))
    assert not any(any(row[:quiet] + row[width - quiet :]) for row in modules)
    code = [row[quiet : width - quiet] for row in modules[quiet : width - quiet]]
    return _text(list(_bits(code)))


def _bits(code: Modules) -> Iterator[bool]:
    """Yield the bits of the code, two columns at a time, up and down by turns."""
    size, mask = len(code), MASKS[_mask(code)]
    for n, right in enumerate(range(size - 1, 0, -2)):
        column = right if right > 6 else right - 1
        for row in range(size) if n % 2 else range(size - 1, -1, -1):
            for c in (column, column - 1):
                if _free(row, c, size):
                    yield code[row][c] ^ (mask(row, c) == 0)


def _mask(code: Modules) -> int:
    first = sum(code[8][c] << (4 - c) for c in range(5))
    return (first ^ FORMAT_MASK) & 0b111


def _free(row: int, column: int, size: int) -> bool:
    """Return whether this module holds data; for codes up to version six."""
    finder = (row < 9 and (column < 9 or column > size - 9)) or (row > size - 9 and column < 9)
    align = size > 21 and abs(row - size + 7) <= 2 and abs(column - size + 7) <= 2
    return not (finder or align or 6 in {row, column})


def _text(bits: list[bool]) -> str:
    def number(start: int, length: int) -> int:
        return sum(bit << (length - 1 - n) for n, bit in enumerate(bits[start : start + length]))

    assert number(0, 4) == BYTES
    length = number(4, 8)
    return bytes(number(12 + 8 * n, 8) for n in range(length)).decode()
