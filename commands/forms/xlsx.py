"""Write a workbook of text cells with XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from xlsxwriter import Workbook

MOST = 32_767
"""Most characters in a cell."""
MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""Creation date of every workbook, so that its bytes are reproducible."""

SheetRows = Sequence[Sequence[str]]


def workbook(sheets: Mapping[str, SheetRows]) -> bytes:
    """Return a workbook with these sheets; the same sheets always give the same bytes."""
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
