"""How ids, days and names of languages are written, and the fault of one that is not."""

from __future__ import annotations

import re

ID = r"^[a-z][a-z0-9-]*$"
DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
AGE = r"^(\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?)?$"
"""A year, a month or a day."""
LANGUAGE = r"^[a-z]{2,3}$"
CODES = {ID: "not-an-id", DAY: "not-a-day", AGE: "not-an-age", LANGUAGE: "not-a-language"}


def as_id(name: str) -> str:
    """Return what an id was probably meant to be, so that its uses are not faults as well."""
    return re.sub(r"[ _]", "-", name.strip().lower())
