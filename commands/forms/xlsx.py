"""A workbook of text cells: the few parts of the format that a form needs.

Written here, so that nobody who takes the check has to install a library for spreadsheets.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MOST = 32_767
"""So many letters fit into a cell."""

SheetRows = Sequence[Sequence[str]]


def workbook(sheets: Mapping[str, SheetRows]) -> bytes:
    """Write sheets of text, each by its name; the same sheets always give the same bytes."""
    names = [f"xl/worksheets/sheet{i}.xml" for i, _ in enumerate(sheets, 1)]
    parts = {
        "[Content_Types].xml": _types(names),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{i}": ("worksheet", name[3:]) for i, name in enumerate(names, 1)}
        ),
        **dict(zip(names, map(_sheet, sheets.values()), strict=True)),
    }
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as file:
        for name, root in parts.items():
            raw = tostring(root, encoding="utf-8", xml_declaration=True)
            file.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return found.getvalue()


def _types(names: Iterable[str]) -> Element:
    root = Element("Types", {"xmlns": f"{PACKAGE}/content-types"})
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    SubElement(root, "Default", {"Extension": "rels", "ContentType": relations})
    kinds = {"xl/workbook.xml": "sheet.main", **dict.fromkeys(names, "worksheet")}
    for name, kind in kinds.items():
        values = {"PartName": f"/{name}", "ContentType": f"{KIND}.{kind}+xml"}
        SubElement(root, "Override", values)
    return root


def _relations(found: Mapping[str, tuple[str, str]]) -> Element:
    root = Element("Relationships", {"xmlns": f"{PACKAGE}/relationships"})
    for id_, (kind, target) in found.items():
        values = {"Id": id_, "Type": f"{OFFICE}/{kind}", "Target": target}
        SubElement(root, "Relationship", values)
    return root


def _book(names: Iterable[str]) -> Element:
    root = Element("workbook", {"xmlns": MAIN, "xmlns:r": OFFICE})
    sheets = SubElement(root, "sheets")
    for i, name in enumerate(names, 1):
        SubElement(sheets, "sheet", {"name": name, "sheetId": str(i), "r:id": f"rId{i}"})
    return root


def _sheet(rows: SheetRows) -> Element:
    root = Element("worksheet", {"xmlns": MAIN})
    data = SubElement(root, "sheetData")
    for i, cells in enumerate(rows, 1):
        row = SubElement(data, "row", {"r": str(i)})
        for j, text in enumerate(cells):
            if text:
                _cell(row, f"{_column(j)}{i}", text)
    return root


def _cell(row: Element, name: str, text: str) -> None:
    cell = SubElement(row, "c", {"r": name, "t": "inlineStr"})
    found = SubElement(SubElement(cell, "is"), "t", {"xml:space": "preserve"})
    found.text = text


def _column(n: int) -> str:
    """Name a column, of which there are less than 27."""
    return chr(ord("A") + n)
