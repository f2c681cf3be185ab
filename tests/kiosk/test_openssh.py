"""The check through a real sshd with the documented files, and the client of OpenSSH."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.config import Quiet
from screens.idle import FLAGS, Idle
from screens.setting import read_setting
from tests.support.by_hand import Hand
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.sshd import (
    CONFIG,
    GUEST,
    PROGRAM,
    SSHD,
    Place,
    asked,
    documented,
    gives_terminals,
    opened,
)
from tests.support.terminal import Terminal
from tests.support.traces import (
    ASKED,
    HISTORY,
    OPENINGS,
    SAYINGS,
    old_lines,
    program,
    sees,
    usable,
    walk_to,
)

WORDS = words()
TAKEN = "echo a word that was asked for"

pytestmark = pytest.mark.skipif(
    not (SSHD and shutil.which("ssh")), reason="OpenSSH is not installed"
)
needs_a_terminal = pytest.mark.skipif(
    not gives_terminals(), reason="only root can give out a terminal here"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Open a kiosk with the small pack."""
    folder = tmp_path_factory.mktemp("place")
    with opened(folder, program(write_small(folder))) as place:
        yield place


def nothing_is_noted(place: Place) -> bool:
    """Say whether sshd kept no word of who came, from where, or what they said."""
    noted = place.noted.read_text("utf-8")
    return not any(word in noted for word in ("127.0.0.1", getpass.getuser(), TAKEN, *SAYINGS))


def test_the_documented_file_is_understood_and_says_what_it_means(place: Place) -> None:
    host = place.client[place.client.index("-i") + 1].replace("guest", "host")
    ran = subprocess.run(
        [str(SSHD), "-T", "-f", str(CONFIG), "-o", f"HostKey={host}"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert set(ran.stderr.splitlines()) <= {f"Unable to load host key: {documented('HostKey')}"}
    says = ran.stdout.lower().splitlines()
    for line in (
        "authenticationmethods none", "permitemptypasswords yes", "pubkeyauthentication no",
        "disableforwarding yes", "maxsessions 1", "permituserenvironment no", "permituserrc no",
        "permitrootlogin no", "usepam no", "loglevel fatal", "persourcemaxstartups 5",
    ):  # fmt: skip
        assert line in says
    brought = {line.split()[1] for line in says if line.startswith("acceptenv")}
    assert brought == {"colorterm", "no_color", "lang", "lc_*"}
    assert not [line for line in says if line.startswith("subsystem")]
    assert documented("ForceCommand") == "exec /etc/evenground/guest"


def test_the_guests_shell_sets_every_time_as_a_kiosk_has_it_by_itself(tmp_path: Path) -> None:
    shell = tmp_path / "guest"
    shell.write_text(GUEST.read_text("utf-8").replace(PROGRAM, "echo"))
    flags = subprocess.run(
        ["sh", str(shell), "-c", TAKEN], check=True, capture_output=True, text=True
    ).stdout.split()
    assert set(FLAGS) <= set(flags)
    own = Quiet()
    idle = read_setting(flags, {}, terminal=True).idle
    assert idle == Idle(own.after, own.outcome, own.warning, own.then)


@needs_a_terminal
@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_a_whole_check_is_completed_and_left_by_the_outcomes_key(
    place: Place, size: tuple[int, int]
) -> None:
    with Terminal(["sh", "-c", HISTORY, "sh", *place.ssh()], size=size) as terminal:
        walk_to(terminal, "matters")
        terminal.key("1", "enter")
        sees(terminal, WORDS["look.title"])
        terminal.key("enter")
        sees(terminal, OPENINGS["rebuild"])
        terminal.key("q")
        terminal.wait_end()
        assert terminal.status == 0
        assert old_lines(terminal) == []
        assert usable(terminal)
    assert nothing_is_noted(place)


@needs_a_terminal
@pytest.mark.parametrize("question", ["gate", "acts", "calm"])
def test_ctrl_c_ends_the_connection_and_clears_the_window(place: Place, question: str) -> None:
    with Terminal(["sh", "-c", HISTORY, "sh", *place.ssh()]) as terminal:
        walk_to(terminal, question)
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert old_lines(terminal) == []
        assert usable(terminal)


@needs_a_terminal
def test_a_client_that_is_gone_takes_its_check_along(place: Place) -> None:
    with Terminal(place.ssh()) as terminal:
        walk_to(terminal, "acts")
        terminal.close()
        terminal.wait_end()
    assert nothing_is_noted(place)


@needs_a_terminal
@pytest.mark.parametrize("term", ["TERM=dumb", "TERM=unknown", "-uTERM"])
def test_a_terminal_that_can_do_nothing_gets_line_mode(place: Place, term: str) -> None:
    with Terminal(["env", term, *place.ssh()]) as terminal:
        Hand(terminal).type("", "3")
        sees(terminal, ASKED["acts"])
        assert terminal.window.modes == set()
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert old_lines(terminal) == []


@needs_a_terminal
@pytest.mark.parametrize("term", ["xterm-kitty", "screen", "linux", "vt100"])
def test_the_terminal_of_the_client_is_honoured(place: Place, term: str) -> None:
    with Terminal(place.ssh(), term) as terminal:
        walk_to(terminal, "gate")
        titled = term in {"xterm-kitty", "screen"}
        assert terminal.window.titles == ([WORDS["title.neutral"]] if titled else [])
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0


def test_the_language_of_the_client_is_honoured(tmp_path: Path) -> None:
    with opened(tmp_path, [sys.executable, "evenground.py"]) as place:
        english, spanish = (
            asked(place.ssh("-T", "-o", f"SetEnv=LC_ALL={locale}"), "\n").stdout
            for locale in ("en_GB.UTF-8", "es_MX.UTF-8")
        )
    assert WORDS["welcome.title"] in english
    assert "¿" in spanish
    assert "¿" not in english


def test_without_a_terminal_there_is_line_mode_until_the_input_ends(place: Place) -> None:
    done = asked(place.ssh("-T"), "\n3\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert ASKED["acts"] in done.stdout
    assert "\x1b" not in done.stdout
    assert asked(place.ssh("-T"), "q\n").returncode == 0


@needs_a_terminal
def test_what_a_client_asks_for_is_neither_done_nor_said(place: Place) -> None:
    for more in (["-T"], ["-tt"]):
        done = asked([*place.ssh(*more, "-o", "SetEnv=TERM=dumb"), TAKEN], "\nq\n")
        assert "\n" + TAKEN.removeprefix("echo ") not in done.stdout.replace("\r", "")
        assert TAKEN not in done.stdout + done.stderr
        assert WORDS["leave.line"] in done.stdout or WORDS["welcome.title"] in done.stdout


def test_files_are_neither_given_nor_taken(place: Place, tmp_path: Path) -> None:
    sftp = ["sftp" if word == "ssh" else word for word in place.ssh()]
    sftp[sftp.index("-p")] = "-P"
    done = asked(sftp, "ls\n")
    assert done.returncode != 0
    assert "evenground" not in done.stdout
    scp = ["scp", "-O", *sftp[1:-1], f"127.0.0.1:{CONFIG}", str(tmp_path / "taken")]
    assert asked(scp).returncode != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["-L", "-R"])
def test_nothing_is_forwarded(place: Place, way: str) -> None:
    if way == "-L":
        port = place.client[place.client.index("-p") + 1]
        done = asked(place.ssh("-W", f"127.0.0.1:{port}"))
        assert "SSH-" not in done.stdout
    else:
        done = asked(place.ssh("-T", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"))
        assert done.stdout == ""
    assert done.returncode != 0


@needs_a_terminal
def test_a_second_session_on_one_connection_is_refused(place: Place) -> None:
    with (
        TemporaryDirectory() as short,
        Terminal(place.ssh("-o", "ControlMaster=yes", "-S", f"{short}/c")) as terminal,
    ):
        walk_to(terminal, "gate")
        argv = [
            "ssh",
            "-q",
            "-F",
            "none",
            "-T",
            "-S",
            f"{short}/c",
            "-o",
            "ProxyCommand=false",
            "x",
        ]
        done = asked(argv, "\n3\n")
        assert done.returncode != 0
        assert done.stdout == ""
        terminal.key("3", "enter")
        sees(terminal, ASKED["acts"])
        terminal.key("ctrl+c")
        terminal.wait_end()
