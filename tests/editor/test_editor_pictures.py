"""The pictures of the editor in the manual are what it shows."""

from __future__ import annotations

from tests.support.editor_pictures import DOCS, editor_pictures

RENEW = "if that was meant, run `make pictures` and look at what changed"


async def test_the_pictures_of_the_editor_are_what_is_shown() -> None:
    drawn = await editor_pictures()
    kept = {name: (DOCS / f"{name}.svg").read_text(encoding="utf-8") for name in drawn}
    assert [name for name in drawn if kept[name] != drawn[name]] == [], RENEW
