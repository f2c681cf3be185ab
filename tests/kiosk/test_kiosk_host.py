"""A host's mistakes: each is named before anyone can come in, and nobody is let in on them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

import evenground
from commands.run import run
from commands.serve import hidden, opening
from kiosk.sandbox import NOBODY
from tests.support.exams import FILES as EXAMS
from tests.support.exams import translate_exams, write_exams
from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import (
    FEW,
    LOOPBACK,
    Kiosk,
    as_user,
    free_port,
    refusal,
    serve_call,
    told,
    write_settings,
)
from tests.support.kiosk_walls import lines_told
from tests.support.small import edited, write_small
from tests.support.terminal import DEADLINE, ROOT, Terminal
from tests.support.traces import walk_to

UNKNOWN = 64_123
"""A user whom no system knows."""

INTERFACES = Path("/proc/net/if_inet6")
LOOPBACK_6 = INTERFACES.exists() and f"{1:032}" in INTERFACES.read_text()
FREE_FROM = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
RESERVED = FREE_FROM.exists() and int(FREE_FROM.read_text()) > 80
FAULTY = """\
[listen]
prot = 2222
port = 99999
[people]
at_once = "many"
[idle]
outcome = 10
then = "sleep"
[sound]
"""
WRONG = {2: "unknown-key", 3: "too-large", 5: "not-a-number", 7: "too-small", 8: "wrong-value",
         9: "unknown-key"}  # fmt: skip
AGED = {"pack.yaml": ("{questions: 30}", "{questions: 30, helplines_days: 180}")}
BROKEN = {"forks.yaml": ("when: harmed, to: danger", "when: low, to: danger")}
LOCAL = """\
country: GB
name: United Kingdom
lines:
  - {id: own, category: crisis, service: Ours, phone: "123", who: anyone, source: us,
     read: 2001-01-01, grade: A}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Write sound settings, with a key and the small pack beside them."""
    return write_settings(tmp_path, write_small(tmp_path))


@pytest.fixture
def unrehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the visits ahead that look for words, which test_kiosk_words.py is about."""
    monkeypatch.setattr("kiosk.rehearsal.missed_by", lambda _: [])


def change(settings: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Change files of the pack that these settings name."""
    for name, (old, new) in changes.items():
        (text,) = edited(name, old, new).values()
        (settings.parent / "small" / name).write_text(text)


def test_sound_settings_are_said_to_be_sound_and_nothing_is_opened(settings: Path) -> None:
    ran = subprocess.run(
        serve_call("--config", str(settings), "--check-config"),
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=DEADLINE,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr, ran.stdout.count("\n")) == (0, "", 2)


@pytest.mark.usefixtures("unrehearsed")
def test_what_nobody_has_signed_opens_nothing_unless_the_settings_allow_it(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places, pack = evenground._places(), settings.parent / "small"
    look = ["serve", "--config", str(settings), "--check-config"]
    assert run(look, places) == 0
    allowed = capsys.readouterr().out
    settings.write_text(settings.read_text().replace("allow_unreviewed = true\n", ""))
    (line,) = told(capsys, "--config", str(settings))
    assert "allow_unreviewed" in line
    run(["sign", "--pack", str(pack), "--role", "advocate", "--all"], places)
    capsys.readouterr()
    assert run(look, places) == 0
    assert len(capsys.readouterr().out) < len(allowed)
    change(settings, {"questions/safety.yaml": ("They hit me", "They never hit me")})
    (line,) = told(capsys, "--config", str(settings))
    assert re.search(r"\b1\b", line)


@pytest.mark.usefixtures("unrehearsed")
def test_a_language_that_is_held_back_is_named_to_the_host(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings.parent / "small" / "languages" / "es.yaml"
    file.parent.mkdir()
    file.write_text('title: {say: "Hola", of: "00000000"}\n')
    look = ["serve", "--config", str(settings), "--check-config"]
    assert run(look, evenground._places()) == 0
    assert re.search(r"\bes\b", capsys.readouterr().err)


def test_a_port_that_is_taken_is_named(settings: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        port = str(other.getsockname()[1])
        (line,) = refusal("--config", str(settings), "--port", port)
        assert port in line
        running = f"[running]\nmetrics_port = {port}\n"
        settings.write_text(settings.read_text() + running)
        (line,) = refusal("--config", str(settings), "--port", "0")
        assert port in line


def test_no_address_means_all_of_them(tmp_path: Path) -> None:
    port = free_port()
    settings = write_settings(tmp_path, write_small(tmp_path), port=port)
    settings.write_text(settings.read_text().replace("[listen]", '[listen]\nhost = ""'))
    with Kiosk(settings):
        for host in (LOOPBACK, "::1") if LOOPBACK_6 else (LOOPBACK,):
            with socket.create_connection((host, port), DEADLINE) as client:
                assert client.recv(4) == b"SSH-"


def test_an_address_that_is_not_ours_is_named(settings: Path) -> None:
    (line,) = refusal("--config", str(settings), "--host", "192.0.2.1")
    assert "192.0.2.1" in line


def checked(settings: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Look whether all is well."""
    call = serve_call("--config", str(settings), "--check-config", *flags)
    return subprocess.run(
        call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=DEADLINE
    )


@pytest.mark.skipif(not RESERVED, reason="here anybody may use any port")
@pytest.mark.parametrize("what", ["port = 80", "[running]\nmetrics_port = 80"])
def test_a_port_that_needs_a_right_is_named_before_the_start(settings: Path, what: str) -> None:
    key = what.partition(" =")[0]
    text = settings.read_text()
    settings.write_text(text.replace("port = 0", what) if key == "port" else f"{text}{what}\n")
    ran = checked(settings)
    root = os.geteuid() == 0  # who can be the kiosk's own user, and give that one the right
    assert ran.returncode == (0 if root else 2)
    assert len(re.findall(r"\b80\b", ran.stdout if root else ran.stderr)) == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "kiosk..lan", f"{'a' * 64}.lan"])
def test_an_address_that_is_not_ours_is_named_before_the_start(
    settings: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    (line,) = told(capsys, "--config", str(settings), "--host", host, "--check-config")
    assert host in line


def test_one_port_for_people_and_for_figures_is_named_before_the_start(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.write_text(f"{settings.read_text()}[running]\nmetrics_port = 2929\n")
    (line,) = told(capsys, "--config", str(settings), "--port", "2929", "--check-config")
    assert "2929" in line


def test_the_port_of_a_kiosk_that_is_open_keeps_no_check_from_being_well(settings: Path) -> None:
    with Kiosk(settings) as kiosk:
        assert checked(settings, "--port", str(kiosk.port)).returncode == 0


@pytest.mark.usefixtures("unrehearsed")
@pytest.mark.parametrize("key", ["port", "metrics_port"])
def test_a_port_in_use_is_named_before_the_start_though_it_may_be_this_kiosks(
    settings: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        port = str(other.getsockname()[1])
        line = f"{key} = {port}"
        text = settings.read_text()
        more = f"{text}[running]\n{line}\n"
        settings.write_text(text.replace("port = 0", line) if key == "port" else more)
        assert (
            run(["serve", "--config", str(settings), "--check-config"], evenground._places()) == 0
        )
    said = capsys.readouterr().out
    assert port in said
    assert re.search(rf"\b{key}\b", said)


@pytest.mark.usefixtures("unrehearsed")
def test_it_is_said_where_nothing_can_be_stored_for_quick_starts(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look = ["serve", "--config", str(settings), "--check-config"]
    for outer in (settings.parent, settings):
        stored = outer / "stored"
        assert run(look, replace(evenground._places(), stored=stored)) == 0
        *noticed, _ = capsys.readouterr().out.splitlines()  # the last says what is sound
        assert any(str(stored) in line for line in noticed) == (outer == settings)


def test_all_faults_of_the_settings_are_told_at_once_each_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kiosk.toml").write_text(FAULTY)
    lines = told(capsys, "--config", str(tmp_path / "kiosk.toml"))
    found = [re.match(r"kiosk\.toml:(\d+):\d+: ([\w-]+): .+", line) for line in lines]
    assert {int(match[1]): match[2] for match in found if match} == WRONG
    assert len(lines) == len(WRONG)


@pytest.mark.parametrize("text", ["[listen]\nport = \n", "[listen\n", "host = \xff", None])
def test_settings_that_cannot_be_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    if text is not None:
        (tmp_path / "kiosk.toml").write_text(text, encoding="latin-1")
    (line,) = told(capsys, "--config", str(tmp_path / "kiosk.toml"))
    assert "kiosk.toml" in line


def test_a_wrong_value_in_the_call_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(told(capsys, "--port", "many", "--people-per-worker", "0")) == 2
    assert len(told(capsys, "--prot", "1")) == 1


def test_what_the_settings_name_must_be_there(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for table, line in (("check", 'helplines = "none.yaml"'), ("check", 'country = "QQ"')):
        text = settings.read_text().replace('country = "GB"\n', "")
        faulty = settings.with_name("faulty.toml")
        faulty.write_text(text.replace(f"[{table}]\n", f"[{table}]\n{line}\n"))
        (said,) = told(capsys, "--config", str(faulty))
        assert line.split('"')[1] in said


@pytest.mark.parametrize(("written", "meant"), [("UK", True), ("uk", True), ("QQ", False)])
def test_a_country_without_a_table_is_named_with_its_line_and_the_one_meant(
    settings: Path, capsys: pytest.CaptureFixture[str], written: str, meant: bool
) -> None:
    text = settings.read_text().replace('country = "GB"', f'country = "{written}"')
    settings.write_text(text)
    (line,) = told(capsys, "--config", str(settings))
    number = text[: text.index("country =")].count("\n") + 1
    assert re.search(rf"\b{settings.name}\b.*\b{number}\b.*\b{written.upper()}\b", line)
    assert line.count("GB") == 1 + meant


def test_a_pack_that_breaks_its_promise_is_refused_and_the_promise_named(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(settings, BROKEN)
    lines = told(capsys, "--config", str(settings))
    assert any("hit-danger" in line for line in lines)


def test_a_pack_with_a_fault_is_refused_with_its_file_and_line(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(settings, {"forks.yaml": ("to: rebuild", "to: rebild")})
    lines = told(capsys, "--config", str(settings))
    assert any(line.startswith("forks.yaml:4:") for line in lines)


@pytest.fixture
def aged(settings: Path, tmp_path: Path) -> Path:
    """Copy the content, with one line of one country that was last checked long ago."""
    change(settings, AGED)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    file = tmp_path / "content" / "helplines" / "gb.yaml"
    text = re.sub(r'read: "\d{4}-\d\d-\d\d"', 'read: "2001-01-01"', file.read_text(), count=1)
    file.write_text(text)
    return tmp_path


def test_old_helplines_open_nothing_unless_allowed_and_are_named_at_each_start(
    settings: Path, aged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evenground, "HOME", str(aged))
    (line,) = told(capsys, "--config", str(settings))
    for _ in range(2):
        with Kiosk(settings, "--allow-stale", home=aged) as kiosk:
            assert kiosk.said.count(b"\n") == 1 + lines_told()
    assert b"180" in kiosk.said
    assert "180" in line


def test_old_lines_of_the_host_count_as_well(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(settings, AGED)
    own = settings.with_name("ours.yaml")
    own.write_text(LOCAL)
    text = settings.read_text().replace("[check]\n", '[check]\nhelplines = "ours.yaml"\n')
    settings.write_text(text)
    (line,) = told(capsys, "--config", str(settings))
    assert "180" in line


def test_all_that_is_wrong_in_lines_of_ones_own_is_told_before_the_kiosk_opens(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.write_text(settings.read_text().replace("[check]\n", '[check]\nhelplines = "ours"\n'))
    (line,) = told(capsys, "--config", str(settings), "--check-config")
    assert str(settings.parent / "ours") in line
    wrong = LOCAL.replace("crisis", "shelter").replace("2001", "2999")
    settings.with_name("ours").write_text(wrong)
    lines = told(capsys, "--config", str(settings), "--check-config")
    assert [line.split(":")[3].strip() for line in lines] == ["unknown-category", "helpline-future"]
    settings.with_name("ours").write_text(LOCAL.replace("GB", "gb"))
    (line,) = told(capsys, "--config", str(settings), "--check-config")
    assert " GB" in line


@pytest.mark.usefixtures("unrehearsed")
def test_lines_that_are_not_said_in_a_language_are_named_before_the_kiosk_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "es")
    settings = write_settings(tmp_path, pack)
    settings.write_text(settings.read_text().replace("[check]\n", '[check]\nhelplines = "ours"\n'))
    own = LOCAL.replace("2001", "2026").replace("who: anyone", "who: first years")
    look = ["serve", "--config", str(settings), "--check-config"]
    for more, n in (("", 1), ("translations: {es: {first years: de primero, Ours: Casa}}\n", 0)):
        settings.with_name("ours").write_text(own + more)
        assert run(look, evenground._places()) == 0
        told = capsys.readouterr().err.splitlines()
        assert sum("first years" in line for line in told) == n


@pytest.mark.usefixtures("unrehearsed")
def test_kinds_of_help_without_a_line_are_named_unless_a_country_is_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = write_settings(tmp_path, write_exams(tmp_path))
    look = ["serve", "--config", str(settings), "--check-config"]
    for old, said in (("", False), ('country = "GB"\n', True)):
        settings.write_text(settings.read_text().replace(old, ""))
        assert run(look, evenground._places()) == 0
        assert ("counselling" in capsys.readouterr().err) == said


def test_what_opens_a_kiosk_says_so_before_it_reads_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text("[chek]\n")
    assert len(told(capsys, "--config", str(settings))) == 1


@pytest.fixture
def nobody() -> int:
    """Name a user without rights, where we can become one who reads the program."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    call = [sys.executable, "evenground.py", "--version"]
    try:
        subprocess.run(call, check=True, cwd=ROOT, capture_output=True, **as_user(NOBODY))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("others cannot read this folder, or this Python")
    return NOBODY


@pytest.mark.parametrize("unknown", [False, True], ids=["a known user", "one unknown here"])
def test_a_kiosk_needs_no_rights_of_its_own_and_no_home(nobody: int, *, unknown: bool) -> None:
    """A user who exists only while the kiosk runs may be unknown to the system, and has no home."""
    nobody = UNKNOWN if unknown else nobody
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = write_settings(folder, write_small(folder), FEW)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody, nobody)
        with Kiosk(settings, user=nobody) as kiosk:
            come = [*openssh(kiosk)]
            with Terminal(come) as terminal:
                walk_to(terminal, "gate")
                terminal.key("ctrl+c")
                terminal.wait_end()
            kiosk.signal(signal.SIGTERM)
            assert kiosk.wait_end() == 0


def test_a_pack_says_its_own_words_and_numbers_to_whoever_connects(tmp_path: Path) -> None:
    pack = write_exams(tmp_path)
    translate_exams(pack, "fr")
    said = yaml.safe_load(EXAMS["words/en.yaml"])
    with Kiosk(write_settings(tmp_path, pack)) as kiosk:
        assert b" fr " in kiosk.said, "its screens are in English"
        with Terminal([*openssh(kiosk)]) as terminal:
            terminal.wait_for(said["welcome"]["title"])
            terminal.key("h")
            terminal.wait_for(said["card"]["counselling"])
            assert "0123 456" in terminal.text
            terminal.key("ctrl+c")
            terminal.wait_end()


def test_what_a_user_without_rights_could_not_read_is_found() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root looks for somebody else")
    with TemporaryDirectory() as name:
        open_, closed = Path(name, "open"), Path(name, "closed")
        for path in (open_, closed):
            path.mkdir()
            (path / "file").touch()
        (open_ / "own").touch()
        (open_ / "own").chmod(0o600)
        Path(name).chmod(0o755)
        open_.chmod(0o755)
        closed.chmod(0o700)
        assert set(hidden([open_, closed])) == {open_ / "own", closed, closed / "file"}
    assert (os.geteuid(), os.getegid()) == (0, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root looks for somebody else")
def test_what_is_said_to_open_files_does_so_and_opens_nothing_beside_them() -> None:
    with TemporaryDirectory() as name:
        etc = Path(name, "with space")
        pack, settings, key = etc / "opt" / "pack", etc / "kiosk.toml", etc / "key"
        pack.mkdir(parents=True)
        files = [settings, key, pack / "pack.yaml", etc / "interpreter"]
        for path in files:
            path.touch()
        link = etc / "links" / "python"
        link.parent.mkdir()
        link.symlink_to(etc / "interpreter")
        for path in (*files, pack, pack.parent, link.parent, etc, etc.parent):
            path.chmod(0o700 if path.is_dir() else 0o600)
        own = [pack / "pack.yaml", pack, settings, link]
        missed = hidden(own)
        assert set(missed) == set(own)
        subprocess.run(["sh", "-c", opening(missed, [pack.parent, settings])], check=True)
        assert hidden(own) == []
        assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("unrehearsed")
def test_a_key_that_the_call_names_is_looked_for_where_the_host_stands(
    settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = settings.parent / "elsewhere"
    place.mkdir()
    (settings.parent / "key").rename(place / "mine")
    monkeypatch.chdir(place)
    call = ["serve", "--config", str(settings), "--check-config", "--host-key"]
    assert run([*call, "mine"], evenground._places()) == 0
    assert run([*call, "none"], evenground._places()) == 2
    assert str(place / "none") in capsys.readouterr().err
