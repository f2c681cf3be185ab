"""Let fenrir read the same questions from this program and from peers, and print what it said.

`bench/heard.py [PYTHON]`: that Python has questionary, where this one has not. The second question
takes ticks in this program; the peers ask it as the first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.heard.reader import FENRIR, Reader, plain  # noqa: E402 - after the path
from tests.support.by_hand import Hand  # noqa: E402 - after the path
from tests.support.sample import words  # noqa: E402 - after the path
from tests.support.small import small_tree, write_small  # noqa: E402 - after the path
from tests.support.traces import ASKED, program, sees  # noqa: E402 - after the path

PEERS = Path(__file__).with_name("heard_peers")
TREE = small_tree()
FIRST, SECOND = (TREE.questions[name] for name in ("gate", "acts"))
DOWN = "\x1b[B"
EVENTS = ["first question", "arrow down", "once more", "tick", "next question", "leaving"]
Said = list[list[str]]


def full(folder: Path) -> Said:
    """Read the full screen."""
    with Reader(program(write_small(folder)), folder) as reader:
        sees(reader, words()["leave.line"])
        reader.hears()
        said = [reader.press("1\r").said, reader.press("down").said, reader.press("down").said]
        reader.press("3")
        following = reader.press("enter").said
        tick = reader.press("1").said
        reader.key("ctrl+c")
        reader.wait_end()
    return [*said, tick, following, []]


def by_lines(folder: Path) -> Said:
    """Read line mode."""
    with Reader(program(write_small(folder), "--plain"), folder) as reader:
        hand = Hand(reader)
        hand.asked()
        while ASKED["gate"] not in reader.window.left:
            reader.hears()
            hand.type("")
            hand.asked()
        said = [asked(reader.hears()), ["-"], ["-"]]
        hand.type("3")
        hand.asked()
        following = reader.hears()
    return [*said, ["-"], following, []]


def asked(said: list[str]) -> list[str]:
    """Return what was said from the first question on."""
    starts = [n for n, line in enumerate(said) if line.startswith(plain(FIRST.ask))]
    return said[starts[0] :]


def painted(reader: Reader, key: str) -> list[str]:
    """Press a key, wait until any cell looks otherwise, and return what was said."""
    before = str(reader.window.shown.buffer)
    reader.key(key)
    reader.wait(lambda: str(reader.window.shown.buffer) != before, key)
    return reader.hears()


def peer(python: str, name: str) -> Callable[[Path], Said]:
    """Return how a peer is read."""
    questions = [[q.ask, *(option.say for option in q.options)] for q in (FIRST, SECOND)]

    def read(folder: Path) -> Said:
        with Reader([python, str(PEERS / name), json.dumps(questions)], folder) as reader:
            sees(reader, FIRST.options[-1].say)
            said = [asked(reader.hears()), painted(reader, DOWN), painted(reader, DOWN)]
            reader.key("enter")
            sees(reader, SECOND.options[0].say)
            said += [["-"], reader.hears()]
            reader.key("ctrl+c")
        return [*said, []]

    return read


def has(python: str, library: str) -> bool:
    """Return whether a Python has a library."""
    return not subprocess.run([python, "-c", f"import {library}"], capture_output=True).returncode  # noqa: S603, PLW1510


def main(python: str = sys.executable) -> None:
    """Print a table: an event a row, a program a column."""
    if not FENRIR:
        sys.exit("no fenrir")
    readers = {"full screen": full, "line mode": by_lines}
    readers["Textual's OptionList"] = peer(sys.executable, "option_list.py")
    if has(python, "questionary"):
        readers["questionary's select"] = peer(python, "questions.py")
    said = {}
    for name, read in readers.items():
        with tempfile.TemporaryDirectory() as folder:
            said[name] = read(Path(folder))
    print("| event |", " | ".join(said), "|\n|---|" + "---|" * len(said))
    for n, event in enumerate(EVENTS[:-1]):
        cells = [" / ".join(told[n]) or "nothing" for told in said.values()]
        print("|", event, "|", " | ".join(cells), "|")


if __name__ == "__main__":
    main(*sys.argv[1:])
