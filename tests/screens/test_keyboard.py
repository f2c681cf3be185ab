"""What is a key and what is none, however it was cut on the way; Ctrl+C is one in any of it."""

from __future__ import annotations

import gc
import weakref
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key

from screens.terminal.key_names import DARK, LIGHT, OTHER
from screens.terminal.keyboard import ABANDONED, LATE, Keyboard

KEYS = {
    "up": [b"\x1b[A", b"\x1bOA", b"\x1b[1;129A", b"\x1b[57419u"],
    "down": [b"\x1b[B", b"\x1bOB"],
    "home": [b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~"],
    "end": [b"\x1b[F", b"\x1bOF", b"\x1b[4~", b"\x1b[8~"],
    "pageup": [b"\x1b[5~", b"\x1b[57421u"],
    "pagedown": [b"\x1b[6~", b"\x1b[6;65~"],
    "enter": [b"\r", b"\n", b"\x1bOM", b"\x1b[13u", b"\x1b[57414u"],
    "escape": [b"\x1b[27u", b"\x1b[27;1:1u"],
    "space": [b" ", b"\x1b[32u"],
    "question_mark": [b"?"],
    "tab": [b"\t", b"\x1b[9u"],
    "3": [b"3", b"\x1b[51u", b"\x1b[57402u", b"\x1bOs"],
    "B": [b"B", b"\x1b[98;2u", b"\x1b[98:66;2u"],
    "a": [b"a", b"\x1b[97u", b"\x1b[97;1:2u", b"\x1b[97::97;1u"],
    "ctrl+q": [b"\x11", b"\x1b[113;5u"],
    OTHER: [b"\x1b[1;2A", b"\x1b[3~", b"\x1b[15~", b"\x1bOP", b"\x1bb",
            b"\x7f", b"\xd1\x81", b"\x1b[Z", b"\x1b[97;3u", b"\x1b[118;5u"],
}  # fmt: skip
CTRL_C = [
    b"\x03", b"\x1b[99;5u", b"\x1b[99;69u", b"\x1b[67;6u", b"\x1b[99;5:2u", b"\x1b[27;5;99~",
    b"\x1b[1089;5u", b"\x1b[968;5u", b"\x1b[1489;5u", b"\x1b[1572;5u", b"\x1b[3649;5u",
    b"\x1b[1089::99;5u", b"\x1b[106::99;5u", b"\x1b[27;5;1089~", b"\x1b\x03", b"\x1b[\x03",
    b"\x1b]0;\x03", b"\x1bP\x03", b"\x1b[200~abc\x03", b"\x1b[200~abc\x1b[99;5u",
]  # fmt: skip
NO_KEYS = {
    "kind": b"\x1b[?62;1;2;6;22c\x1b[>41;354;0c\x1b[=1;0c",
    "name": b"\x1bP>|term 3.4\x1b\\\x1bP!|00000000\x1b\\",
    "capability": b"\x1bP1+r544e=787465726d\x1b\\\x1bP1$r0m\x1b\\",
    "colours": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\\x1b]11;rgb:0000/0000/0000\x07",
    "clipboard": b"\x1b]52;c;MTIzMQ==\x07\x1b]lpwned\x1b\\",
    "place": b"\x1b[12;34R\x1b[?12;34;1R\x1b[0n",
    "size": b"\x1b[8;24;80t\x1b[48;10000;10000;1;1t\x1b[48;-1;-1;0;0t",
    "modes": b"\x1b[?2048;1$y\x1b[?997;1n\x1b[?1u",
    "focus": b"\x1b[I\x1b[O",
    "mouse": b"\x1b[<0;10;8M\x1b[<0;10;8m\x1b[M !!\x1b[32;10;8M\x1b[<32;NaN;NaNM",
    "strings": b"\x1b_Gi=31;OK\x1b\\\x1b^12\x1b\\\x1bX12\x1b\\\x1b[?1;0;256S",
    "eight bits": b"\xc2\x901$r0m\xc2\x9c\x9b?62;1c",
    "paste": b"\x1b[200~1\r2\r3q\x1b[A\x1b[201~",
    "went up": b"\x1b[97;1:3u\x1b[1;1:3A\x1b[5;1:3~",
    "held alone": b"\x1b[57441u\x1b[57442;5u\x1b[57358u",
    "no letter": b"\x1b[99999999999;1u\x1b[1114112u\x1b[55555555u",
    "console": b"\x1b[[A",
    "no text": b"\xff\xfe\x80\x00",
}


def heard(data: bytes, *cuts: int, quiet: float = 0.0) -> list[str]:
    """Read the keys of this in pieces; `quiet` is noted between them."""
    keyboard, keys = Keyboard(), []
    for a, b in pairwise([0, *cuts, len(data)]):
        keys += keyboard.feed(data[a:b])
        keys += keyboard.pause(quiet) if quiet else []
    return [key for key in keys if key not in (LIGHT, DARK)]


@pytest.mark.parametrize(("name", "sent"), [(n, s) for n, sent in KEYS.items() for s in sent])
def test_each_form_of_a_key_is_that_key_wherever_it_is_cut(name: str, sent: bytes) -> None:
    assert heard(sent) == [name]
    assert all(heard(sent, cut) == [name] for cut in range(1, len(sent)))


@pytest.mark.parametrize("sent", CTRL_C)
def test_ctrl_c_is_heard_on_any_keyboard_and_in_the_middle_of_anything(sent: bytes) -> None:
    assert all(heard(sent, cut)[-1:] == ["ctrl+c"] for cut in range(len(sent)))


@pytest.mark.parametrize("sent", NO_KEYS.values(), ids=NO_KEYS)
def test_what_a_terminal_says_by_itself_is_no_key(sent: bytes) -> None:
    for cut in range(len(sent) + 1):
        assert heard(sent, cut) == []
    assert heard(sent + b"3")[-1:] == ["3"]


@pytest.mark.parametrize("sent", [NO_KEYS[n] for n in ("kind", "name", "colours", "clipboard")])
def test_an_answer_whose_escape_came_long_before_is_no_more_than_an_escape(sent: bytes) -> None:
    assert heard(sent, 1, quiet=LATE) == ["escape"]


def test_escape_twice_is_heard_in_a_paste_without_end_and_the_paste_ends_by_silence() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"\x1b[200~abc3\r") == []
    assert [*keyboard.feed(b"\x1b"), *keyboard.pause(LATE)] == ["escape"]
    assert keyboard.feed(b"3") == []
    assert keyboard.pause(ABANDONED) == []
    assert keyboard.feed(b"3") == ["3"]


def test_what_never_ends_takes_no_memory() -> None:
    for begun in (b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b[200~", b"\x1b[<"):
        keyboard = Keyboard()
        for _ in range(50):
            assert keyboard.feed(begun + b"1;" * 5000) == []
            assert len(keyboard._inner) < 100
        assert keyboard.feed(b"\x03") == ["ctrl+c"]


@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_mean_the_same_wherever_they_are_cut(data: bytes, cut: int) -> None:
    cut = min(cut, len(data))
    assert heard(data, cut) == heard(data)
    assert ("ctrl+c" in heard(data)) or b"\x03" not in data


PLAIN = [form for name in KEYS if name != OTHER for form in KEYS[name] if not {*b"u;\n"} & {*form}]


@given(st.lists(st.sampled_from(PLAIN), max_size=9))
def test_known_keys_are_those_that_textual_knows(sent: list[bytes]) -> None:
    theirs = [e for e in XTermParser().feed(b"".join(sent).decode()) if isinstance(e, Key)]
    assert heard(b"".join(sent)) == [e.key for e in theirs]


def test_what_was_typed_is_gone_with_its_keyboard_at_once() -> None:
    keyboard = Keyboard()
    keyboard.feed(b"\x1b]11;3")
    gone = weakref.ref(keyboard)
    gc.disable()
    try:
        del keyboard
        assert gone() is None
    finally:
        gc.enable()
