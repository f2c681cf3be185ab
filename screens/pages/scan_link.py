"""Find what a phone can open of a helpline: its number, or its web page."""

from __future__ import annotations

import re

from tree.helplines import Line

PHONE, CHAT = "phone", "chat"
"""The two ways that a phone can open."""

NUMBER = re.compile(r"[*+]?\(?\d[\d ()-]*")
"""A number as people write it: digits with spaces, hyphens or brackets between them."""

PAGE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w/.-]*\w)?(?![\w@])")
"""The address of a page, as people write it: without a scheme."""


def scan_link(line: Line, way: str) -> str:
    """Return the address that a code for this way holds; empty if there is none to open.

    It is the one that the text begins with: of several numbers, the first.
    """
    if way == PHONE:
        found = NUMBER.match(line.phone)
        return "tel:" + re.sub(r"[^*+0-9]", "", found[0]) if found else ""
    named = PAGE.match(line.chat)
    return f"https://{named[0]}" if named else ""
