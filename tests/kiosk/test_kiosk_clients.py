"""Real clients at a real kiosk: the whole check, leaving, and odd terminals."""

from __future__ import annotations

import fcntl
import os
import shlex
import struct
import subprocess
import termios
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from screens.terminal.column import margin
from tests.support.by_hand import Hand
from tests.support.kiosk_clients import CLIENTS, USER, needs, openssh
from tests.support.kiosk_host import FEW, Kiosk, forked_kiosk
from tests.support.sample import words
from tests.support.terminal import DEADLINE, Terminal
from tests.support.traces import (
    HISTORY,
    OPENINGS,
    PLAIN_MODES,
    SAYINGS,
    old_lines,
    sees,
    walk_to,
)

WORDS = words()
RETURN = "Press Return"
"""What plink says, in its own words, before it goes on."""

NUMBERS = {"gate": "3", "acts": "4", "calm": "1", "matters": "1"}
LEAVES = {"the leaving line": ("q",), "ctrl+c": ("ctrl+c",), "escape twice": ("escape", "escape")}


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Open a kiosk over the small pack."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk"), FEW) as kiosk:
        yield kiosk


def come(argv: Sequence[str], term: str = "xterm-256color", *size: int) -> Terminal:
    """Come to the kiosk from a shell below lines of the person's own."""
    full = ["sh", "-c", HISTORY, "sh", *argv]
    return Terminal(full, term, (size[0], size[1]) if size else (80, 24))


def complete(terminal: Terminal) -> None:
    """Take the check to its outcome, by way of the look over the answers."""
    walk_to(terminal, "matters")
    terminal.key("1", "enter")
    sees(terminal, WORDS["look.title"])
    terminal.key("enter")
    sees(terminal, OPENINGS["rebuild"])


def nothing_is_left(terminal: Terminal) -> bool:
    """Say whether all went well, and screen and scrollback are cleared, also of old lines."""
    assert terminal.window.modes <= PLAIN_MODES
    assert not terminal.window.main.cursor.hidden
    assert set(terminal.window.titles) <= {WORDS["title.neutral"]}
    return terminal.status == 0 and old_lines(terminal) == []


@pytest.mark.parametrize("keys", LEAVES.values(), ids=LEAVES)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_takes_the_whole_check_and_nothing_is_left(
    kiosk: Kiosk, client: str, keys: tuple[str, ...]
) -> None:
    with come(CLIENTS[client](kiosk)) as terminal:
        if client == "plink":
            sees(terminal, RETURN)
            terminal.key("enter")
        complete(terminal)
        terminal.key(*keys)
        terminal.wait_end()
        assert nothing_is_left(terminal)


@pytest.mark.parametrize("size", [(40, 15), (200, 60)], ids=["small", "large"])
def test_a_window_of_another_size_is_filled_and_left_clean(
    kiosk: Kiosk, size: tuple[int, int]
) -> None:
    with come(openssh(kiosk), "xterm-256color", *size) as terminal:
        complete(terminal)
        assert laid_out(terminal, size[0])
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert nothing_is_left(terminal)


def test_a_window_that_is_dragged_is_filled_anew(kiosk: Kiosk) -> None:
    with come(openssh(kiosk)) as terminal:
        walk_to(terminal, "acts")
        for wide, high in ((60, 40), (40, 15), (120, 30)):
            drag(terminal, wide, high)
            terminal.wait(partial(laid_out, terminal, wide), "a page laid out for the window")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert nothing_is_left(terminal)


def laid_out(terminal: Terminal, wide: int) -> bool:
    """Return whether the page stands in the column of such a window, down to its hints."""
    rows = terminal.window.shown.display
    left = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    return left == margin(wide) and any(WORDS["keys.leave"] in row for row in rows)


def drag(terminal: Terminal, wide: int, high: int) -> None:
    """Give the window another size."""
    for screen in (terminal.window.alternate, terminal.window.main):
        screen.resize(high, wide)
    terminal.window.alternate.reset()
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", high, wide, 0, 0))


@pytest.mark.parametrize("term", ["xterm-kitty", "screen", "vt100"])
def test_other_terminals_get_the_full_screen(kiosk: Kiosk, term: str) -> None:
    with come(openssh(kiosk), term) as terminal:
        terminal.window.alternates = term == "xterm-kitty"
        complete(terminal)
        terminal.key("q")
        terminal.wait_end()
        assert nothing_is_left(terminal)


@pytest.mark.parametrize("term", [("env", "TERM=dumb"), ("env", "-u", "TERM")], ids=" ".join)
@pytest.mark.parametrize("leaves", [("q", "enter"), ("ctrl+c",)], ids=" ".join)
def test_a_terminal_that_can_do_nothing_gets_the_check_by_lines_and_nothing_is_left(
    kiosk: Kiosk, term: tuple[str, ...], leaves: tuple[str, ...]
) -> None:
    with Terminal([*term, *openssh(kiosk)]) as terminal:
        Hand(terminal).type("", *NUMBERS.values(), "", "")
        sees(terminal, OPENINGS["rebuild"])
        terminal.key(*leaves)
        terminal.wait_end()
        assert nothing_is_left(terminal)
        assert terminal.window.modes == set()
        assert terminal.window.titles == []


def test_without_a_terminal_there_is_one_sentence_and_a_status(kiosk: Kiosk) -> None:
    ran = subprocess.run(
        openssh(kiosk, "-T"), stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stdout.count(b"\n") == 1
    assert b"\x1b" not in ran.stdout
    assert ran.stderr == b""


def test_nothing_stays_in_a_pane_of_tmux_or_its_history(kiosk: Kiosk, tmp_path: Path) -> None:
    needs("tmux")
    tmux = ["tmux", "-L", f"evenground-kiosk-{os.getpid()}"]
    (tmp_path / "settings").write_text("set -g status off\n")
    shell = f"{shlex.join(openssh(kiosk))}; echo over $?; exec cat"
    with (
        Terminal([*tmux, "-f", str(tmp_path / "settings"), "new-session", shell], "vt100") as seen,
        ExitStack() as last,
    ):
        last.callback(subprocess.run, [*tmux, "kill-server"], check=False)
        complete(seen)
        seen.key("q")
        sees(seen, "over 0")
        kept = [*tmux, "capture-pane", "-p", "-S", "-", "-E", "-"]
        held = subprocess.run(kept, check=True, capture_output=True, text=True).stdout
    assert "over 0" in held
    assert not any(saying in held for saying in SAYINGS)


def test_the_name_that_a_person_gives_does_not_matter(kiosk: Kiosk) -> None:
    argv = [*openssh(kiosk)[:-1], USER.replace("check", "root")]
    with come(argv) as terminal:
        walk_to(terminal, "gate")
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert nothing_is_left(terminal)
