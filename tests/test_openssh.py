"""The documented sshd, real, on loopback, over the small pack: with the client of OpenSSH."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sample import words
from tests.small import write_small
from tests.terminal import DEADLINE, ROOT, Terminal
from tests.traces import (
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

CONFIG = ROOT / "docs" / "kiosk" / "sshd_config"
GUEST = CONFIG.with_name("guest")
PROGRAM = '"$here/.venv/bin/python" "$here/evenground.py"'
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
APART = Path("/run/sshd")
"""Where sshd, started by root, shuts away what speaks with strangers; made when it is started."""

WORDS = words()
TAKEN = "echo a word that was asked for"

pytestmark = pytest.mark.skipif(
    not (SSHD and shutil.which("ssh")), reason="OpenSSH is not installed"
)


@dataclass(frozen=True)
class Place:
    """A kiosk on loopback: how to come to it, and what its sshd has noted."""

    client: tuple[str, ...]
    noted: Path

    def ssh(self, *more: str) -> list[str]:
        """Say how to connect; what follows the host is asked for there."""
        return ["ssh", *self.client, *more, "127.0.0.1"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Open a kiosk with the small pack."""
    folder = tmp_path_factory.mktemp("place")
    with opened(folder, program(write_small(folder))) as place:
        yield place


@contextmanager
def opened(folder: Path, start: Sequence[str]) -> Iterator[Place]:
    """Listen, and hand each connection to an sshd of its own."""
    for name in ("host", "guest"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True)
    if os.geteuid() == 0:
        APART.mkdir(mode=0o755, exist_ok=True)
    noted = folder / "noted"
    argv = [str(SSHD), "-i", "-e", "-f", str(CONFIG), *changes(folder, *start)]

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with noted.open("ab") as log:
                subprocess.run(
                    argv, check=False, stdin=self.request, stdout=self.request, stderr=log
                )

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Place(tuple(client(folder, server.server_address[1])), noted)
        server.shutdown()


def changes(folder: Path, python: str, front: str, *flags: str) -> list[str]:
    """Say what differs from the documented sshd: whose key opens it, and what is started."""
    guest, shell = folder / "guest-shell", GUEST.read_text("utf-8")
    assert shell.count(PROGRAM) == 1
    guest.write_text(shell.replace(PROGRAM, shlex.join([python, str(ROOT / front), *flags])))
    guest.chmod(0o755)
    values = {
        "HostKey": folder / "host",
        "ForceCommand": f"exec {guest}",
        "AllowUsers": getpass.getuser(),
        "AuthenticationMethods": "publickey",
        "PubkeyAuthentication": "yes",
        "AuthorizedKeysFile": folder / "guest.pub",
        "PermitRootLogin": "yes",
        "StrictModes": "no",
    }
    return [word for name, value in values.items() for word in ("-o", f"{name}={value}")]


def documented(name: str) -> str:
    """Read a value out of the documented file."""
    lines = (line.partition(" ") for line in CONFIG.read_text("utf-8").splitlines())
    (found,) = (value for key, _, value in lines if key == name)
    return found


def client(folder: Path, port: int) -> Iterator[str]:
    """Say how the client is started: it knows the host, and reads no file of its user."""
    known = folder / "known"
    kind, key, *_ = (folder / "host.pub").read_text().split()
    known.write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    yield from ("-q", "-F", "none", "-p", str(port), "-i", str(folder / "guest"))
    for option in (
        f"UserKnownHostsFile={known}",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
        "BatchMode=yes",
        "ControlPath=none",
        f"User={getpass.getuser()}",
    ):
        yield from ("-o", option)


def asked(argv: Sequence[str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """Connect without a terminal, type, and end the input."""
    return subprocess.run(
        argv, check=False, input=typed, capture_output=True, text=True, timeout=DEADLINE
    )


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
    assert documented("ForceCommand").endswith("evenground.py --kiosk")


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


@pytest.mark.parametrize("question", ["gate", "acts", "calm"])
def test_ctrl_c_ends_the_connection_and_clears_the_window(place: Place, question: str) -> None:
    with Terminal(["sh", "-c", HISTORY, "sh", *place.ssh()]) as terminal:
        walk_to(terminal, question)
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert old_lines(terminal) == []
        assert usable(terminal)


def test_a_client_that_is_gone_takes_its_check_along(place: Place) -> None:
    with Terminal(place.ssh()) as terminal:
        walk_to(terminal, "acts")
        terminal.close()
        terminal.wait_end()
    assert nothing_is_noted(place)


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_can_do_nothing_gets_line_mode(place: Place, term: str) -> None:
    with Terminal(place.ssh(), term) as terminal:
        terminal.key("enter", "3", "enter")
        sees(terminal, ASKED["acts"])
        assert terminal.window.modes == set()
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0


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
        done = asked(place.ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"))
    assert done.returncode != 0


def test_a_second_session_on_one_connection_is_refused(place: Place, tmp_path: Path) -> None:
    control = f"ControlPath={tmp_path / 'c'}"
    with Terminal(place.ssh("-o", "ControlMaster=yes", "-o", control)) as terminal:
        walk_to(terminal, "gate")
        argv = ["ssh", "-q", "-F", "none", "-T", "-o", control, "-o", "ProxyCommand=false", "x"]
        done = asked(argv, "\n3\n")
        assert done.returncode != 0
        assert done.stdout == ""
        terminal.key("3", "enter")
        sees(terminal, ASKED["acts"])
        terminal.key("ctrl+c")
        terminal.wait_end()
