"""The list of what is shipped for visitors is that of what is there."""

from __future__ import annotations

from kiosk.shipped import CONTENT, LIST, read_shipped, what_is_there, written


def test_the_list_of_what_is_shipped_is_current() -> None:
    """Where it is not, `make schema` writes it anew."""
    assert (CONTENT / LIST).read_text("utf-8") == written(what_is_there(CONTENT))
    assert written(read_shipped(CONTENT)) == written(what_is_there(CONTENT))
