"""Pages in small windows: the first one is shown first, and is not left nearly empty."""

from __future__ import annotations

from dataclasses import replace

from screens.full.paging.paged import PagedView
from screens.full.view import View
from screens.pages.rows import PageRow

TEXT = tuple(PageRow(f"text {n}") for n in range(12))
BACK = PageRow("Back", pick="back", key="b")
CALLED = (
    PageRow("Emergency", "heading"),
    PageRow("Police", "service"),
    PageRow("Call 112", "number"),
    *(PageRow(f"detail {n}", "detail") for n in range(5)),
)


def paged(rows: tuple[PageRow, ...], height: int, wish: str = "") -> View:
    """Return rows on pages, at first in a window that holds all of them."""
    view = replace(PagedView((), 40, 40, wish=wish), rows=rows, short=rows)
    return view.sized(40, height)


def texts(view: View) -> list[str]:
    """List the lines in sight."""
    return [view.lines[n].text for n in view.window]


def test_what_is_marked_by_itself_turns_no_page_when_the_window_gets_smaller() -> None:
    view = paged((*TEXT, PageRow(), BACK), 8, "back")
    assert texts(view)[0] == "text 0"
    assert view.pick == ""
    reached = view.edge(1).find("back").sized(40, 9)
    assert reached.pick == "back"


def test_a_nearly_empty_page_takes_the_beginning_of_what_has_no_room_on_it() -> None:
    view = paged((PageRow("For: here"), PageRow(), *CALLED), 9)
    assert "Call 112" in texts(view)


def test_a_heading_or_a_name_never_ends_a_page_that_was_nearly_empty() -> None:
    for height in (4, 5):
        view = paged((PageRow("For: here"), PageRow(), *CALLED), height)
        assert texts(view)[-1] in {"For: here", "Call 112"}


def test_a_number_stays_below_its_service_where_there_is_air() -> None:
    rows = (PageRow("Police", "service"), PageRow("Call 112", "number", "a", "1"), BACK)
    lines = [line.text.strip() for line in View(rows, 40, 30, air=True).lines]
    assert lines == ["Police", "1  Call 112", "", "b  Back"]
