"""Words are signed as they are: another word, another mark, and nobody has signed it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commands.check import check
from commands.reports.review_state import ReviewState, read_state
from commands.reports.sentences import command_words
from commands.sign import sign
from tests.reading.test_no_work_lost import DAMAGED, Damage
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import FILES, write_small
from tests.support.terminal import ROOT, Terminal
from tree.checking.checked import check_pack
from tree.checking.everything import read_everything
from tree.checking.signing.reviewed import SAID, WELCOME
from tree.fault import FaultyPackError, UnusableError
from tree.languages.overlay import mark, overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse

PLACES = places_of(CONTENT)
WORDS = command_words(CONTENT)
QUESTIONS, URGENT = 4, 2
ASK = "Do you think of hurting yourself?"
TURNED = "Do you want to go on?"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write the small pack."""
    return write_small(tmp_path)


@pytest.fixture
def signed(own: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Write the small pack, with all of it signed."""
    assert call(own, "--all") == 0
    capsys.readouterr()
    return own


def call(pack: Path, *more: str, role: str = "advocate") -> int:
    """Sign a pack."""
    return sign(["--pack", str(pack), "--role", role, *more], PLACES)


def state(pack: Path) -> ReviewState:
    """Say what is signed in a pack."""
    return read_state(check_pack(gather(pack)), PLACES.words)


def unsigned(pack: Path) -> list[str]:
    """List the names of what nobody has signed."""
    return [fault.values["name"] for fault in state(pack).unsigned]


def edit(file: Path, old: str, new: str) -> None:
    """Change one text in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_every_question_every_urgent_page_and_the_sentence_on_reviews_are_signed(
    own: Path,
) -> None:
    before = unsigned(own)
    assert len(before) == QUESTIONS + URGENT + 1
    assert {"safety/gate", "outcomes/crisis", WELCOME} <= set(before)
    assert call(own, "--all") == 0
    assert unsigned(own) == []


EDITS = {
    "a question turned round": ("questions/safety.yaml", ASK, TURNED, {"safety/gate"}),
    "options swapped": (
        "questions/safety.yaml", 'yes, say: "Yes"', "yes, say: Never", {"safety/gate"},
    ),
    "a fact": ("pack.yaml", "you were hit", "you were not hit", {"safety/acts"}),
    "a step of an urgent page": (
        "outcomes/danger.yaml", "You could call.", "Wait a bit.", {"outcomes/danger"},
    ),
    "an opening": ("outcomes/danger.yaml", "That was wrong.", "Well.", {"outcomes/danger"}),
    "a page that is not urgent": ("outcomes/rebuild.yaml", "Both try.", "Try.", set[str]()),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "names"), EDITS.values(), ids=EDITS)
def test_a_changed_word_is_signed_by_nobody(
    signed: Path, file: str, old: str, new: str, names: set[str]
) -> None:
    edit(signed / file, old, new)
    assert set(unsigned(signed)) == names
    assert state(signed).changed == len(names)


def test_check_says_so_in_one_line_and_lists_all_when_asked(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check([str(signed)], PLACES) == 0
    whole = capsys.readouterr().out
    edit(signed / "outcomes" / "danger.yaml", "That was wrong.", "Well.")
    assert check([str(signed)], PLACES) == 0
    assert capsys.readouterr().out.count("\n") == whole.count("\n") + 1
    assert check([str(signed), "--all"], PLACES) == 0
    assert "outcomes/danger.yaml:3:1: needs-review" in capsys.readouterr().out


def test_a_new_page_that_is_urgent_is_signed_by_nobody(signed: Path) -> None:
    edit(signed / "outcomes" / "step-back.yaml", "tier: 2", "tier: 1")
    assert unsigned(signed) == ["outcomes/step-back"]


def test_what_changed_is_shown_old_beside_new_and_nothing_else(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(signed / "questions" / "safety.yaml", ASK, TURNED)
    assert call(signed, "--all") == 0
    said = capsys.readouterr().out
    assert ASK in said
    assert TURNED in said
    assert "Not sure" not in said
    assert unsigned(signed) == []


def test_signing_again_changes_nothing_and_another_role_signs_beside(signed: Path) -> None:
    file = signed / "review.yaml"
    once = file.read_text()
    assert call(signed, "--all") == 0
    assert file.read_text() == once
    assert call(signed, "--all", role="survivor") == 0
    for role in ("survivor", "advocate"):
        assert file.read_text().count(f'role: "{role}"') == once.count('role: "advocate"')


def test_one_question_and_one_language_can_be_named(own: Path) -> None:
    assert call(own, "safety/gate", "--all") == 1
    assert "safety/gate" not in unsigned(own)
    assert len(unsigned(own)) == QUESTIONS + URGENT
    for wrong in (["safety/gaet", "--all"], ["--lang", "xx", "--all"]):
        with pytest.raises(UnusableError):
            call(own, *wrong)
    with pytest.raises(UnusableError) as refused:
        call(own, "--all", role="surviver")
    assert refused.value.values["nearest"] == "survivor"


def in_brackets(pack: Path) -> None:
    """Give a pack a language with brackets around each text."""
    checked = check_pack(gather(pack))
    assert checked.tree
    assert checked.pack
    held = overlay(texts(checked.tree, checked.pack), parse(b"{}", "x"))
    (pack / "languages").mkdir()
    (pack / "languages" / "xx.yaml").write_text(put_in_brackets(held) + "\n")


def test_each_language_is_signed_for_itself(signed: Path) -> None:
    in_brackets(signed)
    assert len(unsigned(signed)) == QUESTIONS + URGENT + 1
    assert call(signed, "--lang", "xx", "--all") == 0
    edit(signed / "languages" / "xx.yaml", f"[{ASK}]", f"[{TURNED}]")
    (fault,) = state(signed).unsigned
    assert (fault.where.file, fault.values["language"]) == ("languages/xx.yaml", "xx")


CLAIMED: Mapping[str, Callable[[str], str]] = {
    "another text, the old mark": lambda text: text.replace(ASK, TURNED, 1),
    "another text and its mark": lambda text: text.replace(
        f'say: "{ASK}", of: "{mark(ASK)}"', f'say: "{TURNED}", of: "{mark(TURNED)}"', 1
    ),
    "another role": lambda text: text.replace("advocate", "survivor", 1),
    "another day": lambda text: re.sub(r'date: "[^"]+"', 'date: "2020-01-01"', text, count=1),
    "another mark": lambda text: re.sub(r'of: "[^"]+"', 'of: "00000000"', text, count=1),
    "another page": lambda text: text.replace("outcomes/crisis:", "outcomes/danger:", 1).replace(
        "outcomes/danger:", "outcomes/crisis:", 2
    ).replace("outcomes/crisis:", "outcomes/danger:", 1),
}  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMED.values(), ids=CLAIMED)
def test_what_was_not_signed_cannot_be_claimed_by_hand(
    signed: Path, claim: Callable[[str], str]
) -> None:
    file = signed / "review.yaml"
    text = claim(file.read_text())
    assert text != file.read_text()
    file.write_text(text)
    if TURNED in text:
        edit(signed / "questions" / "safety.yaml", ASK, TURNED)
    found = state(signed)
    assert found.untrue
    assert {fault.values["name"] for fault in found.untrue} <= set(unsigned(signed))
    assert any("not-as-signed" in line for line in found.tell(WORDS, whole=False))


FORMS: dict[str, Damage] = {
    **DAMAGED,
    "missing quote": lambda raw: raw.replace(b'", of', b", of", 1),
    "tab": lambda raw: raw.replace(b"    signed", b"\tsigned", 1),
    "one wrong byte": lambda raw: raw.replace(b"{", b"\xe9", 1),
    "a key twice": lambda raw: raw + raw,
    "a list for words": lambda raw: re.sub(rb'say: "[^"]*"', b"say: [a, b]", raw, count=1),
    "text for a mapping": lambda raw: raw.replace(b"en:", b"en: x\nfr:", 1),
    "an unknown role": lambda raw: raw.replace(b'"advocate"', b'"doctors"', 1),
    "no such day": lambda raw: re.sub(rb'date: "[^"]*"', b'date: "2026-13-41"', raw, count=1),
}


@pytest.mark.parametrize("damage", FORMS.values(), ids=FORMS)
def test_what_cannot_be_read_is_not_written_over(signed: Path, damage: Damage) -> None:
    file = signed / "review.yaml"
    raw = damage(file.read_bytes())
    assert raw != file.read_bytes()
    file.write_bytes(raw)
    with pytest.raises(FaultyPackError) as refused:
        call(signed, "--all", role="survivor")
    assert {fault.where.file for fault in refused.value.faults} == {"review.yaml"}
    assert file.read_bytes() == raw
    assert not list(signed.glob("review.yaml.*"))


def test_comments_stay_and_the_old_file_is_kept(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = signed / "review.yaml"
    file.write_text(file.read_text().replace("  safety/gate:", "  # asked twice\n  safety/gate:"))
    file.write_text(f"# ours\n{file.read_text()}# the end\n")
    file.chmod(0o640)
    was = file.read_text()
    assert call(signed, "--all", role="survivor") == 0
    lines = file.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("# ours", "# the end")
    assert lines[lines.index("  safety/gate:") - 1] == "  # asked twice"
    kept = file.with_name("review.yaml.bak")
    assert kept.read_text() == was
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IMODE(file.stat().st_mode) == 0o640
    assert str(kept) in capsys.readouterr().err


def test_a_pack_with_a_fault_is_not_signed(own: Path) -> None:
    edit(own / "forks.yaml", "to: rebuild", "to: rebild")
    with pytest.raises(FaultyPackError):
        call(own, "--all")
    assert not (own / "review.yaml").exists()


def test_without_a_terminal_nothing_is_signed_unasked(own: Path) -> None:
    with pytest.raises(UnusableError) as refused:
        call(own)
    assert refused.value.code == "sign-no-terminal"
    assert not (own / "review.yaml").exists()


def test_at_a_terminal_each_is_asked_and_a_stop_keeps_what_was_signed(own: Path) -> None:
    argv = [sys.executable, str(ROOT / "evenground.py"), "sign", "--pack", str(own)]
    with Terminal([*argv, "--role", "advocate"]) as terminal:
        for n, answer in enumerate(("y", "n", "y", "q"), 1):
            terminal.wait_for(rf"{n} of {QUESTIONS + URGENT + 1}\.")
            terminal.key(answer, "enter")
        terminal.wait_end()
    assert terminal.status == 1
    assert len(unsigned(own)) == QUESTIONS + URGENT + 1 - 2
    assert "safety/acts" in unsigned(own)
    with Terminal([*argv, "--role", "advocate", "safety/acts"]) as terminal:
        terminal.wait_for(r"1 of 1\.")
        terminal.key("ctrl+d")
        terminal.wait_end()
    assert "safety/acts" in unsigned(own)


def test_what_is_typed_before_words_are_shown_signs_nothing(own: Path) -> None:
    argv = [sys.executable, str(ROOT / "evenground.py"), "sign", "--pack", str(own)]
    with Terminal([*argv, "--role", "advocate"]) as terminal:
        os.write(terminal.fd, b"y\r" * 9)
        terminal.wait_for(rf"1 of {QUESTIONS + URGENT + 1}\.")
        os.write(terminal.fd, b"y\r" * 3)
        terminal.wait_for(rf"2 of {QUESTIONS + URGENT + 1}\.")
        terminal.key("q", "enter")
        terminal.wait_end()
    assert len(unsigned(own)) == QUESTIONS + URGENT


def test_the_pack_is_named_before_its_words(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(own, "--all")
    first = capsys.readouterr().out.splitlines()[0]
    assert str(own) in first
    assert str(QUESTIONS + URGENT + 1) in first


def test_words_of_another_language_are_shown_to_those_alone_who_read_it(signed: Path) -> None:
    in_brackets(signed)
    argv = [sys.executable, str(ROOT / "evenground.py"), "sign", "--pack", str(signed)]
    with Terminal([*argv, "--role", "advocate"]) as terminal:
        terminal.wait_for(r"\bxx\b.*\?")
        terminal.key("n", "enter")
        terminal.wait_end()
        assert f"[{ASK}]" not in terminal.window.left
    assert len(unsigned(signed)) == QUESTIONS + URGENT + 1


def test_a_signature_is_taken_back_by_deleting_its_entry(signed: Path) -> None:
    file = signed / "review.yaml"
    text = re.sub(r"  safety/gate:\n(?:    .*\n)+", "", file.read_text())
    assert text != file.read_text()
    file.write_text(text)
    assert unsigned(signed) == ["safety/gate"]
    assert not state(signed).untrue


def welcome(pack: Path) -> str:
    """Read what the welcome says of who has checked a pack."""
    return read_everything(pack, PLACES.words / "en", PLACES.helplines, None).words[SAID[0]]


def test_the_welcome_names_who_signed_all_of_it_and_nobody_else(own: Path) -> None:
    nobody = welcome(own)
    call(own, "safety/gate", "--all")
    assert welcome(own) == nobody
    call(own, "--all")
    call(own, "safety/gate", "--all", role="survivor")
    advocate = welcome(own)
    assert advocate != nobody
    call(own, "--all", role="survivor")
    assert welcome(own) not in (nobody, advocate)
    edit(own / "questions" / "safety.yaml", ASK, TURNED)
    assert welcome(own) == nobody


def test_nobody_has_signed_the_pack_that_comes_with_the_program() -> None:
    assert not (PLACES.pack / "review.yaml").exists()
    assert FILES.keys().isdisjoint({"review.yaml"})
