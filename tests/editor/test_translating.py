"""Translations beside their source, with what it was, and signatures, from within a sitting."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from editor.desk import PackDesk, open_desk
from editor.values import Translated
from tests.editor.desks import WORDS, entry_of, field_of, places_of, shipped_desk, small_desk
from tests.editor.seen_desk import seen_desk
from tests.support.small import write_small
from tree.checking.checked import check_pack
from tree.fault import UnusableError
from tree.languages.overlay import mark

ASK = ("questions", "gate", "ask")


def test_an_old_translation_shows_its_old_source_and_is_mended_or_accepted(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    was = field_of(desk, "question:afraid/ask").value
    path = ("questions", "afraid", "ask")
    desk.set(field_of(desk, "question:afraid/ask"), "Do they scare you?")
    first = desk.translated("es", entry_of(desk, "question:afraid"))[0]
    assert (first.path, first.state, first.was) == (path, "stale", was)
    before = desk.files["languages/es.yaml"].splitlines()
    desk.translate("es", path, "¿Te da miedo?")
    after = desk.files["languages/es.yaml"].splitlines()
    assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1
    assert {one.state for one in desk.translated("es")} == {""}
    assert check_pack(desk.files).faults == ()
    desk.undo()
    desk.accept("es", path)
    assert desk.translated("es", entry_of(desk, "question:afraid"))[0].says == first.says
    assert {one.state for one in desk.translated("es")} == {""}


def in_git(folder: Path, *words: str) -> None:
    """Run git in a folder, whoever has set it up how."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, timeout=60)


def write_stale(folder: Path, asks: str) -> None:
    """Translate a text of a small pack, as if from these words."""
    es = f"questions: {{gate: {{ask: {{say: ¿Piensas?, of: {mark(asks)}}}}}}}"
    (folder / "languages").mkdir(exist_ok=True)
    (folder / "languages" / "es.yaml").write_text(es, encoding="utf-8")


def stale(folder: Path, asks: str) -> Translated:
    """Return a text of a small pack that was translated from other words."""
    write_stale(folder, asks)
    desk = open_desk(places_of(folder), WORDS)
    try:
        found = desk.translated("es")[0]
    finally:
        desk.lock.release()
    assert (found.path, found.state) == (ASK, "stale")
    return found


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
def test_an_old_source_is_found_in_git_and_where_it_is_lost_this_is_said(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    file = folder / "questions" / "safety.yaml"
    before = stale(folder, "Ever?")
    assert (before.was, before.lost) == ("", "no-history")
    new = file.read_text(encoding="utf-8")
    for asks in ("Ever?", "Never?", ""):
        shown = f"ask: {asks}" if asks else "ask: Do you think of hurting yourself?"
        old = new.replace("ask: Do you think of hurting yourself?", shown)
        file.write_text(old, encoding="utf-8")
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "t"]):
            in_git(tmp_path, *words)
    found = stale(folder, "Ever?")
    assert (found.was, found.lost) == ("Ever?", "")
    lost = stale(folder, "Often?")
    assert (lost.was, lost.lost) == ("", "no-text")


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
async def test_the_list_is_there_before_git_is_asked_and_shows_then_what_git_has(
    tmp_path: Path,
) -> None:
    folder = write_small(tmp_path)
    file = folder / "questions" / "safety.yaml"
    new = file.read_text(encoding="utf-8")
    for asks in ("Ever?", "Do you think of hurting yourself?"):
        shown = new.replace("Do you think of hurting yourself?", asks)
        file.write_text(shown, encoding="utf-8")
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "t"]):
            in_git(tmp_path, *words)
    write_stale(folder, "Ever?")
    async with seen_desk(folder) as desk:
        first = desk.app.desk.translated_so_far("es")[0]
        assert (first.path, first.was, first.lost) == (ASK, "", "looking")
        await desk.press("t")
        await desk.until(lambda: "Ever?" in desk.told("was"))


def test_a_new_language_grows_text_by_text_in_the_order_of_its_source(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.add_language("es")
    todo = desk.translated("es")
    assert {one.state for one in todo} == {"missing"}
    for one in reversed(todo):
        desk.translate("es", one.path, f"es {one.source}")
    faults = [f for f in check_pack(desk.files).faults if f.where.file == "languages/es.yaml"]
    assert faults == []
    assert {one.state for one in desk.translated("es")} == {""}
    lines = desk.files["languages/es.yaml"].decode().splitlines()
    assert max(line.count("say:") for line in lines) == 1
    for _ in range(len(todo) + 1):
        desk.undo()
    assert desk.changed == ()


def test_the_note_on_an_open_text_goes_with_its_translation(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.add_language("es")
    desk.translate("es", ASK, "¿Piensas?")
    raw = desk.files["languages/es.yaml"]
    desk.files["languages/es.yaml"] = raw.replace(
        b"    ask:", b"    # stale (of: 12345678): Do you\n    ask:"
    )
    desk.translate("es", ASK, "¿Piensas en ello?")
    assert b"#" not in desk.files["languages/es.yaml"]


def signed_names(desk: PackDesk) -> set[str]:
    """Return the units that somebody has signed as they are."""
    return {one.name for one in desk.units() if one.roles}


def test_signing_holds_for_these_words_alone(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    unit = next(one for one in desk.units("en") if one.name == "safety/gate")
    desk.sign(unit, "advocate", "2026-11-30")
    assert signed_names(desk) == {"safety/gate"}
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    assert signed_names(desk) == set()
    old, new = next(
        t[1:] for u in desk.units() if u.name == unit.name for t in u.texts if t[1] != t[2]
    )
    assert (old, new) == ("Do you think of hurting yourself?", "Do you?")
    with pytest.raises(UnusableError):
        desk.sign(unit, "advocate", "2026-11-30")
    desk.undo()
    desk.sign(unit, "survivor", "2026-11-30")
    roles = next(one.roles for one in desk.units() if one.name == unit.name)
    assert {role for role, _ in roles} == {"advocate", "survivor"}
