"""What authors wrote is never lost to a command that writes a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.check import check
from commands.export import export
from commands.map import map_pack
from commands.review import review
from commands.sign import sign
from commands.translate import translate
from commands.walk import walk
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import FILES, write_small
from tree.checking.checked import check_pack
from tree.fault import FaultyPackError, UnusableError
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.yaml_reader import parse
from tree.prepare import Places

PLACES = places_of(CONTENT)
Damage = Callable[[bytes], bytes]
DAMAGED: dict[str, Damage] = {
    "missing quote": lambda raw: raw.replace(b'", of', b", of", 1),
    "tab": lambda raw: raw.replace(b"  now", b"\tnow", 1).replace(b"  safety", b"\tsafety", 1),
    "another encoding": lambda raw: raw.decode().encode("utf-16"),
    "one wrong byte": lambda raw: raw.replace(b"[", b"\xe9", 1),
    "a list": lambda raw: b"- a\n- b\n",
    "a single text": lambda raw: b"all of it\n",
    "too large": lambda raw: raw + b"#" * 1_000_000,
    "a key twice": lambda raw: raw + b"title: {say: x, of: y}\n",
    "a list for words": lambda raw: raw.replace(b'say: "[Small]"', b'say: ["[Small]"]', 1),
    "a key misspelt": lambda raw: raw.replace(b"say: ", b"sya: ", 1),
    "text for a mapping": lambda raw: raw.replace(b"topics:", b"topics: x\nmore:", 1),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write the small pack with a whole translation, and work inside it."""
    folder = write_small(tmp_path)
    checked = check_pack({name: raw.encode() for name, raw in sorted(FILES.items())})
    assert checked.tree
    assert checked.pack
    held = overlay(texts(checked.tree, checked.pack), parse(b"{}", "x"))
    (folder / "languages").mkdir()
    (folder / "languages" / "xx.yaml").write_text(put_in_brackets(held) + "\n", encoding="utf-8")
    return folder


def test_a_translation_has_the_order_of_its_source_whatever_was_read_before() -> None:
    checked = check_pack({name: raw.encode() for name, raw in FILES.items()})
    assert checked.tree
    assert checked.pack
    source = texts(checked.tree, checked.pack)
    for order in (source, dict(reversed(source.items())), source):
        assert [*overlay(order, parse(b"{}", "order")).source] == [*order]


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_what_cannot_be_read_is_not_written_over(own: Path, damage: Damage) -> None:
    file = own / "languages" / "xx.yaml"
    raw = damage(file.read_bytes())
    assert raw != file.read_bytes()
    file.write_bytes(raw)
    for call in (["-o", str(file)], []):
        with pytest.raises(FaultyPackError):
            translate(["xx", "--pack", str(own), *call], PLACES)
    assert file.read_bytes() == raw
    assert [path.name for path in file.parent.iterdir()] == ["xx.yaml"]


def test_what_is_no_file_is_not_written_over(own: Path) -> None:
    file = own / "languages" / "xx.yaml"
    file.rename(file.with_suffix(".old"))
    file.symlink_to(file)
    with pytest.raises(FaultyPackError):
        translate(["xx", "--pack", str(own), "-o", str(file)], PLACES)
    file.unlink()
    file.mkdir()
    with pytest.raises(UnusableError):
        translate(["xx", "--pack", str(own), "-o", str(file)], PLACES)
    assert file.is_dir()


def test_a_file_that_was_not_the_one_read_is_left_alone(own: Path, tmp_path: Path) -> None:
    file, other = own / "languages" / "xx.yaml", tmp_path / "notes.txt"
    whole = file.read_bytes()
    other.write_text("mine")
    for call in (["xx", "-o", str(file)], ["xx", "--pack", str(own), "-o", str(other)]):
        with pytest.raises(UnusableError) as refused:
            translate(call, PLACES)
        assert refused.value.code == "not-that-file"
    assert (file.read_bytes(), other.read_text()) == (whole, "mine")


def test_a_link_to_the_file_that_was_read_is_that_file(own: Path, tmp_path: Path) -> None:
    file, link = own / "languages" / "xx.yaml", tmp_path / "link.yaml"
    file.write_text(file.read_text().replace("topics:", "topics:  # ours", 1))
    whole = file.read_bytes()
    link.symlink_to(file)
    assert translate(["xx", "--pack", str(own), "-o", str(link)], PLACES) == 0
    assert link.is_symlink()
    assert file.read_bytes() == whole


def test_what_is_written_over_stays_beside_it_with_its_mode(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = own / "languages" / "xx.yaml"
    file.chmod(0o640)
    was = file.read_text().replace('say: "[Small]"', "say: '[Small]'")
    file.write_text(was)
    assert translate(["xx", "--pack", str(own), "-o", str(file)], PLACES) == 0
    kept = file.with_name("xx.yaml.bak")
    assert kept.read_text() == was != file.read_text()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (file, kept)} == {0o640}
    assert str(kept) in capsys.readouterr().err
    assert translate(["xx", "--pack", str(own), "-o", str(file)], PLACES) == 0
    assert kept.read_text() == was, "the same result again takes nothing away"
    assert str(kept) not in capsys.readouterr().err
    assert sorted(path.name for path in file.parent.iterdir()) == ["xx.yaml", "xx.yaml.bak"]


WRITERS: dict[str, Callable[[str, str], int]] = {
    "map": lambda pack, file: map_pack([pack, "-o", file], PLACES),
    "review": lambda pack, file: review([pack, "-o", file], PLACES),
    "export": lambda pack, file: export(["xlsform", pack, "-o", file], PLACES),
    "check": lambda pack, file: check([pack, "-o", file], PLACES),
}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_every_command_keeps_what_a_named_file_held(
    own: Path, tmp_path: Path, writer: Callable[[str, str], int]
) -> None:
    if writer is WRITERS["check"]:
        promises = own / "promises.yaml"
        promises.write_text(FILES["promises.yaml"].replace("[danger, crisis]", "[crisis]"))
    file = tmp_path / "out"
    file.write_text("my own notes")
    writer(str(own), str(file))
    assert (tmp_path / "out.bak").read_text() == "my own notes"
    assert file.read_bytes() != b"my own notes"


OF_ANY_FILE = ("another encoding", "one wrong byte", "a list", "a single text", "too large")


@pytest.mark.parametrize("damage", [DAMAGED[name] for name in OF_ANY_FILE], ids=OF_ANY_FILE)
def test_no_command_writes_of_a_pack_that_cannot_be_read(
    own: Path, tmp_path: Path, damage: Damage
) -> None:
    pack, out = own / "pack.yaml", tmp_path / "out"
    pack.write_bytes(damage(pack.read_bytes()))
    out.write_text("my own notes")
    for name in ("map", "review", "export"):
        with pytest.raises(FaultyPackError):
            WRITERS[name](str(own), str(out))
    with pytest.raises(FaultyPackError):
        sign(["--pack", str(own), "--role", "advocate", "--all"], PLACES)
    assert out.read_text() == "my own notes"
    assert not list(tmp_path.glob("out?*"))
    assert not (own / "review.yaml").exists()


def test_a_folder_that_stands_where_the_old_would_be_kept_stops_the_writing(
    own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.svg"
    file.write_text("old")
    (tmp_path / "out.svg.bak" / "x").mkdir(parents=True)
    with pytest.raises(UnusableError):
        map_pack([str(own), "-o", str(file)], PLACES)
    assert file.read_text() == "old"
    assert not list(tmp_path.glob(".*"))


def test_a_call_inside_a_pack_means_that_pack(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[Callable[[list[str], Places], int]] = [check, map_pack, review]
    for inside in (own, own / "questions"):
        monkeypatch.chdir(inside)
        for call in calls:
            call([], PLACES)
            assert "Evenground" not in capsys.readouterr().out
        assert walk(["--choose", "first", "--json"], PLACES) == 0
        assert '"pack": "small"' in capsys.readouterr().out
        assert translate(["xx"], PLACES) == 0
        assert sign(["--role", "advocate", "--all"], PLACES) == 0
        assert (own / "review.yaml").exists()
    monkeypatch.chdir(own)
    file = own / "languages" / "xx.yaml"
    whole = file.read_bytes()
    assert translate(["xx", "-o", "languages/xx.yaml"], PLACES) == 0
    assert file.read_bytes() == whole
    assert walk([str(PLACES.pack), "--choose", "first", "--json"], PLACES) == 0
    assert '"pack": "evenground"' in capsys.readouterr().out


def test_a_working_folder_that_is_gone_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        assert walk(["--choose", "first"], PLACES) == 0
    finally:
        os.chdir(tmp_path)


NOTED = """\
# yaml-language-server: $schema=../x.json
# ours, on top
title: {say: "[Small]", of: "MARK"}  # a # beside
# above topics
topics:  # beside topics
  # above safety
  safety:
    title: {say: "a # b", of: "00000000"}
# above nothing that is left
odd: {say: "once said", of: "00000000"}
# at the end
"""


def test_comments_stay_where_they_stood(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = own / "languages" / "xx.yaml"
    whole = file.read_text().splitlines()
    mark = next(line for line in whole if line.startswith("title"))[-10:-2]
    file.write_text(NOTED.replace("MARK", mark))
    call = ["xx", "--pack", str(own), "-o", str(file)]
    for _ in range(2):
        assert translate(call, PLACES) == 1
        found = file.read_text().splitlines()
        assert found[:4] == NOTED.replace("MARK", mark).splitlines()[:4]
        assert "topics:  # beside topics" in found
        assert found[found.index("  safety:") - 1] == "  # above safety"
        for said in ("# above nothing that is left", "# at the end"):
            assert found.count(said) == 1
        assert sum("once said" in line for line in found) == 1
    todo = [line for line in found if "# stale" in line]
    assert len(todo) == 1
    new = todo[0].partition("(of: ")[2][:8]
    file.write_text(file.read_text().replace("00000000", new))
    translate(call, PLACES)
    assert "# stale" not in file.read_text()
    capsys.readouterr()


def test_the_first_translation_of_a_pack_needs_no_folder_of_before(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    file = folder / "languages" / "xx.yaml"
    assert translate(["xx", "--pack", str(folder), "-o", str(file)], PLACES) == 1
    assert "say" in file.read_text(encoding="utf-8")
    with pytest.raises(UnusableError) as refused:
        translate(["yy", "--pack", str(folder), "-o", str(folder / "other" / "yy.yaml")], PLACES)
    assert refused.value.code == "unwritable"
    assert not (folder / "other").exists()
