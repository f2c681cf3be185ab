"""What a killed save leaves is taken away by the next sitting, and no text goes with it."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

from editor.desk import PackDesk, open_desk
from tests.editor.desks import WORDS, field_of, places_of, small_desk
from tests.support.small import FILES, write_small

SAFETY = "questions/safety.yaml"
STAGED = f".{'a' * 16}.new"
NEW = FILES[SAFETY].replace("Do you think", "Do you ever think")


def left(folder: Path, text: str, name: str = STAGED) -> Path:
    """Write what a killed process could have left, and return it."""
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def opened(folder: Path) -> PackDesk:
    """Open a desk, and let others open the folder again."""
    desk = open_desk(places_of(folder), WORDS)
    desk.lock.release()
    return desk


def test_what_stands_in_a_file_too_is_taken_away_whole_or_half(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    for text in (FILES[SAFETY], FILES[SAFETY][:40], ""):
        file = left(folder / "questions", text)
        assert opened(folder).left_over == ()
        assert not file.exists()


def test_what_stands_in_the_draft_too_is_taken_away(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    desk.lock.release()
    folder = desk.places.folder
    file = left(folder / "questions", desk.files[SAFETY].decode())
    assert opened(folder).left_over == ()
    assert not file.exists()


def test_a_text_that_stands_nowhere_else_stays_and_is_named(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    file = left(folder / "questions", NEW)
    assert opened(folder).left_over == (STAGED,)
    assert file.read_text(encoding="utf-8") == NEW


def test_what_a_process_still_holds_is_left_alone(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    file = left(folder / "questions", FILES[SAFETY])
    with file.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert opened(folder).left_over == ()
    assert file.exists()


def test_what_others_call_or_made_is_left_alone(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    others = [left(folder, FILES[SAFETY], name) for name in (".a.new", "b.new", f"{STAGED}.txt")]
    link = folder / STAGED
    link.symlink_to(folder / SAFETY)
    assert opened(folder).left_over == ()
    assert all(file.exists() for file in (*others, link))


def draft(text: str) -> str:
    """Return a draft in which the safety questions have this text."""
    return json.dumps({"base": {}, "files": {SAFETY: text}})


def test_a_newer_draft_that_was_written_whole_is_offered(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    older, newer = (
        left(folder / ".draft", draft("old"), "desk.json"),
        left(folder / ".draft", draft(NEW)),
    )
    os.utime(older, (1, 1))
    desk = opened(folder)
    desk.take_draft()
    assert desk.files[SAFETY].decode() == NEW
    assert not newer.exists()


def test_an_older_draft_or_half_of_one_is_taken_away(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    for text in (draft("old"), draft("old")[:20]):
        kept = left(folder / ".draft", draft(NEW), "desk.json")
        file = left(folder / ".draft", text)
        os.utime(file, (1, 1))
        desk = opened(folder)
        assert desk.drafts.files() == {SAFETY: NEW.encode()}
        assert not file.exists()
        assert kept.exists()
