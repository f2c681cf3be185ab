"""Take the check in real terminals, from the first key to an outcome, leave, and see what is left.

Prints a table; names of terminals as arguments choose some. One that is absent or does not start
is named with the reason. The graphic ones run under Xvfb: a picture of the window before the start
and one after leaving must be the same. Pictures of outcomes go to the folder named by PICTURES.
Debian: xterm kitty alacritty xvfb imagemagick tmux screen; foot would need a Wayland compositor.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.terminal_host import DISPLAY, Host, Kind, picture, started  # noqa: E402 - after the path
from tests.support.small import write_small  # noqa: E402 - after the path
from tests.support.traces import ASKED, OPENINGS, SAYINGS  # noqa: E402 - after the path

STEPS = [("1\r", ASKED["gate"]), ("3\r", ASKED["acts"]), ("1\r", OPENINGS["danger"])]
ALTERNATE = 1049
HEADS = ["terminal", "mode", "first words, ms", "Ctrl+C to the wipe, ms", "left afterwards"]


def kinds(folder: Path) -> list[Kind]:
    """List all terminals that are tried."""
    printer = f"XTerm*printerCommand: cat > {folder / 'printed'}"
    xterm = ["xterm", "-fa", "DejaVu Sans Mono", "-fs", "9", "-xrm", printer]
    tmux = ["tmux", "-L", f"bench-{os.getpid()}", "-f", "/dev/null"]
    screen = ["screen", "-c", "/dev/null", "-S", f"bench-{os.getpid()}"]
    keeps = [*screen, "-X", "hardcopy", "-h", str(folder / "held")]
    still = ["kitty", "--config", "NONE", "-o", "cursor_blink_interval=0"]
    terms = ("xterm-256color", "xterm", "linux", "vt100", "dumb")
    return [
        *(Kind(f"`TERM={term}`", ["env", f"TERM={term}"]) for term in terms),
        Kind("no `TERM`", ["env", "-u", "TERM"]),
        Kind("`NO_COLOR`", ["env", "NO_COLOR=1"]),
        Kind("light ground, by `COLORFGBG`", ["env", "COLORFGBG=0;15"]),
        Kind("tmux", [*tmux, "new-session"], keeps=[*tmux, "capture-pane", "-p", "-S", "-"]),
        Kind("GNU screen", screen, keeps=keeps),
        Kind("xterm", [*xterm, "-e"], graphic=True, prints=True),
        Kind("xterm, titeInhibit", [*xterm, "-xrm", "XTerm*titeInhibit: true", "-e"], True, True),
        Kind("xterm, white ground", [*xterm, "-bg", "white", "-fg", "black", "-e"], True, True),
        Kind("kitty", still, graphic=True),
        Kind("alacritty", ["alacritty", "-e"], graphic=True),
    ]


def walks(host: Host) -> str:
    """Walk to the outcome, and return the mode in which that was possible."""
    host.wait(lambda: host.prompts or (ALTERNATE in host.window.modes and host.sees("Ctrl+C")))
    by_lines = bool(host.prompts)
    for keys, words in STEPS:
        (_by_line if by_lines else _by_key)(host, keys, words)
    return "lines" if by_lines else "full screen"


def _by_key(host: Host, keys: str, words: str) -> None:
    host.send(keys)
    host.wait(lambda: host.sees(words))


def _by_line(host: Host, keys: str, words: str) -> None:
    """Answer, and turn pages until the words were shown."""
    typed = keys if words != STEPS[0][1] else "\r"
    while words not in host.window.left:
        before = host.prompts
        host.send(typed)
        host.wait(lambda: host.prompts > before)  # noqa: B023 - waited for at once
        typed = "\r"


def tried(kind: Kind, folder: Path, program: list[str]) -> list[str]:
    """Return a row of the table."""
    with started(kind, folder, program) as host:
        before = picture(folder / "before.png") if kind.graphic else b""
        host.send("!")
        began = time.perf_counter()
        host.wait(lambda: host.window.text.strip() != "")
        first = (time.perf_counter() - began) * 1000
        mode = walks(host)
        if kind.graphic:
            picture(Path(os.environ.get("PICTURES", folder)) / f"{kind.name}.png")
        time.sleep(0.5)
        host.send("\x03")
        host.wait(lambda: False)
        left = [f"“{saying}”" for saying in sorted(SAYINGS) if saying in host.kept()]
        if kind.graphic and picture(folder / "after.png") != before:
            left.append("another picture than before")
    return [kind.name, mode, f"{first:.0f}", host.took, ", ".join(left) or "nothing"]


def row(kind: Kind, folder: Path, program: list[str]) -> list[str]:
    """Return a row of the table, or why there is none."""
    if kind.graphic and not shutil.which("Xvfb"):
        return [kind.name, "not tried: no Xvfb", "", "", ""]
    if not shutil.which(kind.start[0]):
        return [kind.name, f"not tried: no {kind.start[0]}", "", "", ""]
    try:
        return tried(kind, folder, program)
    except TimeoutError as fault:
        return [kind.name, f"did not start or go on: {fault}"[:200], "", "", ""]


def main() -> None:
    """Try all, and print the table."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        os.chdir(ROOT)
        program = [sys.executable, "evenground.py", "--pack", str(write_small(folder))]
        if shutil.which("Xvfb"):
            serve = ["Xvfb", DISPLAY, "-screen", "0", "1000x700x24"]
            server = subprocess.Popen(serve, stderr=subprocess.DEVNULL)  # noqa: S603
            stack.callback(server.wait)
            stack.callback(server.kill)
        print("|", " | ".join(HEADS), "|\n|---|---|---|---|---|")
        for kind in kinds(folder):
            if not sys.argv[1:] or kind.name in sys.argv[1:]:
                cells = row(kind, folder, [*program, "--country", "GB"])
                print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
