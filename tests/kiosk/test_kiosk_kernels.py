"""A machine that lacks what a kiosk needs: it says what in a sentence, and opens where it may."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.sandbox import PARTS
from tests.support.kiosk_host import (
    PLANTED,
    free_port,
    said_first,
    serve_call,
    small_kiosk,
    write_settings,
)
from tests.support.kiosk_pages import figure, figures
from tests.support.kiosk_person import bystanders
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, ROOT
from tests.support.worlds import world

OLD_KERNEL = (str(ROOT / "tests" / "support" / "old_kernel.py"),)
DEMANDED = "[running]\nrequire_confinement = true\n"
MOUNTS = {
    "without /proc": "mount -t tmpfs none /proc",
    "read-only": "mount --make-rprivate / && mount -o remount,ro,bind /",
}

RESERVED = 23
WITHOUT_RIGHT = ("setpriv", "--bounding-set=-net_bind_service")


def refused(call: Sequence[str]) -> str:
    """Call for a kiosk that must not open; return the one sentence that its host is told."""
    ran = subprocess.run(
        call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=DEADLINE
    )
    assert (ran.returncode, ran.stdout.count("\n")) == (2, said_first(*call)), ran.stderr
    (line,) = ran.stderr.splitlines()
    return line


@pytest.mark.parametrize("flags", [(), ("--check-config",)], ids=["opening", "checking"])
@pytest.mark.parametrize("parts", ["landlock", "seccomp", "seccomp, landlock"])
def test_where_the_whole_wall_is_demanded_a_kiosk_stays_closed_without_it(
    tmp_path: Path, parts: str, flags: tuple[str, ...]
) -> None:
    settings = write_settings(tmp_path, write_small(tmp_path), DEMANDED)
    old = (*OLD_KERNEL, parts, *PLANTED)
    line = refused(serve_call("--config", str(settings), *flags, program=old))
    assert [name for name in PARTS if name in line] == parts.split(", ")


async def test_elsewhere_it_opens_and_says_what_is_missing(tmp_path: Path) -> None:
    old = (*OLD_KERNEL, "landlock", *PLANTED)
    with small_kiosk(tmp_path, figures(free_port()), program=old) as kiosk:
        assert any("landlock" in line for line in kiosk.said.decode().splitlines()[:2])
        assert figure(kiosk, 'worker_walls{part="landlock"}') == 0
        async with bystanders(kiosk.port):
            pass


@pytest.mark.parametrize("parts", ["landlock", "seccomp, landlock"])
def test_what_is_missing_is_said_before_the_start_as_well(tmp_path: Path, parts: str) -> None:
    settings = write_settings(tmp_path, write_small(tmp_path))
    old = (*OLD_KERNEL, parts, *PLANTED)
    call = serve_call("--config", str(settings), "--check-config", program=old)
    ran = subprocess.run(
        call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=DEADLINE
    )
    assert ran.returncode == 0, ran.stderr
    first = ran.stdout.splitlines()[0]
    assert [name for name in PARTS if name in first] == parts.split(", ")


def test_without_proc_no_kiosk_opens(tmp_path: Path) -> None:
    settings = write_settings(tmp_path, write_small(tmp_path))
    call = [*world(MOUNTS["without /proc"]), *serve_call("--config", str(settings))]
    assert "/proc" in refused(call)


async def test_where_nothing_can_be_written_a_kiosk_serves(tmp_path: Path) -> None:
    words = [*world(MOUNTS["read-only"]), *serve_call()[:-1]]
    start = f"import os, sys; os.execvp({words[0]!r}, {words!r} + sys.argv[1:])"
    with small_kiosk(tmp_path, program=("-c", start)) as kiosk:
        async with bystanders(kiosk.port):
            pass


@pytest.mark.parametrize("name", ["port", "metrics_port"])
def test_a_port_that_this_user_may_not_have_is_named(tmp_path: Path, name: str) -> None:
    first = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text(encoding="utf-8")
    if not shutil.which(WITHOUT_RIGHT[0]) or int(first) <= RESERVED:
        pytest.skip("setpriv is not installed, or everybody may have any port")
    more = f"[running]\n{name} = {RESERVED}\n" if name == "metrics_port" else ""
    settings = write_settings(tmp_path, write_small(tmp_path), more, 0 if more else RESERVED)
    line = refused([*WITHOUT_RIGHT, *serve_call("--config", str(settings))])
    assert str(RESERVED) in line
    assert "1024" in line


@pytest.mark.parametrize("flags", [(), ("--check-config",)], ids=["opening", "checking"])
@pytest.mark.parametrize("name", ["host", "metrics_host"])
def test_an_address_of_a_kind_that_the_kernel_does_not_know_is_named(
    tmp_path: Path, name: str, flags: tuple[str, ...]
) -> None:
    pages = f'[running]\nmetrics_port = {free_port()}\nmetrics_host = "::1"\n'
    settings = write_settings(tmp_path, write_small(tmp_path), pages if name != "host" else "")
    if name == "host":
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("[listen]", '[listen]\nhost = "::1"'), encoding="utf-8")
    old = (*OLD_KERNEL, "ipv6", *PLANTED)
    line = refused(serve_call("--config", str(settings), *flags, program=old))
    assert "::1" in line


def test_what_is_no_name_of_a_machine_is_named_at_the_start_as_well(tmp_path: Path) -> None:
    settings = write_settings(tmp_path, write_small(tmp_path))
    assert "kiosk..lan" in refused(serve_call("--config", str(settings), "--host", "kiosk..lan"))
