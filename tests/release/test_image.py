"""The image of a kiosk: what gets into it, who runs it and how, and what its page says."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from release.table import read_table
from tests.support.terminal import ROOT

STAGES = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ").split("\nFROM ")[1:]
LAST = STAGES[-1].splitlines()
PAGE = (ROOT / "docs" / "install" / "IMAGE.md").read_text("utf-8")
STARTS = [line for line in PAGE.splitlines() if line.startswith("    podman run ")]


def said(word: str) -> str:
    """Return what follows an instruction of the last stage, which has it once."""
    (line,) = [line for line in LAST if line.startswith(f"{word} ")]
    return line.removeprefix(f"{word} ")


def test_the_image_runs_as_a_user_without_rights_from_before_its_start() -> None:
    users = said("USER").split(":")
    assert all(user.isdecimal() and int(user) > 1000 for user in users)
    assert not [line for line in LAST[LAST.index(f"USER {':'.join(users)}") :] if "RUN" in line]


@pytest.mark.parametrize("word", ["ENTRYPOINT", "CMD", "HEALTHCHECK"])
def test_nothing_is_started_through_a_shell(word: str) -> None:
    words = json.loads(said(word).rpartition("CMD ")[2])
    assert words
    assert not re.search(r"\b(sh|bash|dash)\b", " ".join(words[:1]))


def test_the_key_is_no_part_of_the_image() -> None:
    key = called("--host-key")
    assert len([line for line in STARTS if f"--secret host_key,target={key}," in line]) == 2
    assert [line.split()[1:3] for line in LAST if line.startswith(("COPY", "ADD"))] == [
        ["--from=made", "/opt/evenground"]
    ]


def called(flag: str) -> str:
    """Return the value of a flag in the call that the image starts with."""
    call: list[str] = json.loads(said("CMD"))
    return call[call.index(flag) + 1]


def test_what_the_host_lays_over_is_there_since_nothing_can_be_made_later() -> None:
    made = [line for line in LAST if line.startswith("RUN mkdir")]
    assert {called("--host-key"), called("--config")} <= {*" ".join(made).split()}
    assert f":{called('--config')}:ro" in PAGE


def test_the_image_is_started_with_flags_that_the_kiosk_has() -> None:
    serve = next(it for it in read_table(ROOT / "content").commands if it.name == "serve")
    name, *flags = json.loads(said("CMD"))
    assert name == "serve"
    assert {flag for flag in flags if flag.startswith("-")} <= {flag.name for flag in serve.flags}


def test_all_that_a_wheel_has_and_nothing_else_comes_into_the_image() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert lines[1] == "*"
    assert let_in >= {*wheel, "Makefile", "requirements.txt", "requirements-kiosk.txt"}
    assert not let_in & {".git", ".venv", ".stored", "tests", "docs", "bench"}
    assert sorted(name for name in let_in if not (ROOT / name).exists()) == []


def test_the_health_check_asks_the_port_that_the_page_says() -> None:
    (port,) = re.findall(r"127\.0\.0\.1:(\d+)/health", said("HEALTHCHECK"))
    assert f"`metrics_port = {port}`" in PAGE


def test_the_page_gives_the_running_kiosk_nothing_to_write_and_no_right() -> None:
    (start,) = [line for line in STARTS if " -d " in line]
    kept = {"--read-only", "--read-only-tmpfs=false", "--cap-drop=all"}
    assert {*start.split()} >= {*kept, "--security-opt=no-new-privileges"}
    assert f"uid={said('USER').split(':')[0]}" in start
    assert "kiosk.toml:ro" in start
