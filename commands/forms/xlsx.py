"""A workbook of text cells, as XlsxWriter writes it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from xlsxwriter import Workbook

MOST = 32_767
"""So many letters fit into a cell."""
MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The day that every workbook says it was made on: that of its parts in the file."""

SheetRows = Sequence[Sequence[str]]


def workbook(sheets: Mapping[str, SheetRows]) -> bytes:
    """Return sheets of text, each by its name; the same sheets always give the same bytes."""
    found = io.BytesIO()
    with Workbook(found, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, cells in enumerate(rows):
                for j, text in enumerate(cells):
                    if text:
                        sheet.write_string(i, j, text)
    return found.getvalue()
