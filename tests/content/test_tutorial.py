"""The hour in docs/CONTENT.md, done as it stands there: each change made, each command run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tests.support.terminal import ROOT, Terminal
from tree.checking.checked import check_pack
from tree.checking.proved import prove_pack
from tree.pack.files import gather

PLACES = places_of(CONTENT)
TYPED = ".venv/bin/python evenground.py "
ANSWERS = {
    "new": ["", "Before exams", "students before their exams"],
}
"""What is typed where a command asks."""
ASKING = ("new", "sign")
NOT_HERE = ("make ", "ssh ")
"""What other tests run: it needs a network, or does not end by itself."""
Step = tuple[str, str, str]


def hour() -> str:
    """Read the part of the manual that is done from end to end."""
    text = (ROOT / "docs" / "CONTENT.md").read_text(encoding="utf-8")
    return text.split("## An hour with a pack of your own\n")[1].split("\n## ")[0]


def steps(text: str) -> Iterator[Step]:
    """Yield each command and each change with its file, in order."""
    file, block = "", None
    for line in text.splitlines():
        if line.startswith("```"):
            if block is not None:
                yield "change", file, block
            block = "" if block is None else None
        elif block is not None:
            block += line + "\n"
        elif line.startswith("    "):
            yield "command", "", line.strip()
        elif named := re.findall(r"`(\.\./mine/[^`]+\.yaml)`", line):
            file = named[-1]


def change(file: Path, block: str) -> None:
    """Take out lines with a hyphen, and put in those with a plus; of these alone is a new file."""
    lines = block.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    text = file.read_text(encoding="utf-8") if old else ""
    assert text.count(old) == 1, (file.name, block)
    file.write_text(text.replace(old, new), encoding="utf-8")


def typed(argv: list[str]) -> int:
    """Run a command at a terminal, and answer what it asks."""
    call = shlex.join([sys.executable, str(ROOT / "evenground.py"), *argv])
    with Terminal(["sh", "-c", f"cd {shlex.quote(str(Path.cwd()))} && exec {call}"]) as terminal:
        if argv[0] == "sign":
            sign_each(terminal)
        else:
            terminal.wait_for(r"[:?]")
            for answer in ANSWERS[argv[0]]:
                terminal.key(*answer, "enter")
        terminal.wait_end()
    assert terminal.status is not None
    return terminal.status


def sign_each(terminal: Terminal) -> None:
    """Sign each unit once it is shown: what is typed ahead signs nothing."""
    n, last = 0, 1
    while n < last:
        n += 1
        terminal.wait_for(rf"\b{n} of \d+\. .*:")
        found = re.search(rf"\b{n} of (\d+)\. .*:", terminal.text)
        assert found
        last = int(found[1])
        terminal.key("y", "enter")


def done(line: str) -> tuple[int, int]:
    """Run a line as it would be typed; returns its exit status, and the one that is told."""
    told = 1 if line.endswith("# finds a fault") else 0
    if not line.startswith(TYPED):
        return subprocess.run(["sh", "-c", line], check=False).returncode, told
    argv = shlex.split(line.removeprefix(TYPED), comments=True)
    if argv[0] == "serve" and argv[-1] != "--check-config":  # it would go on
        return told, told
    return (typed(argv) if argv[0] in ASKING else run(argv, PLACES)), told


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder like that of the program, with its content and nothing beside it."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "content").symlink_to(CONTENT)
    monkeypatch.chdir(folder)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Author")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "author@example.org")
    return folder


def test_the_hour_of_the_manual_can_be_done_as_it_stands_there(program: Path) -> None:
    found = list(steps(hour()))
    assert len(found) > 40
    for kind, file, text in found:
        if kind == "change":
            change(program / file, text)
        elif not text.startswith(NOT_HERE):
            status, told = done(text)
            assert status == told, text
    tree = check_pack(gather(program.parent / "mine")).tree
    assert tree
    assert tree.title in ANSWERS["new"]


def test_a_sum_as_the_manual_writes_it_is_proved(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "CONTENT.md").read_text(encoding="utf-8")
    written = page.split("### A scale, a number, a sum")[1].split("```")[1].removeprefix("yaml\n")
    names = [f"q{n}" for n in range(7)]
    asked = [
        written.replace("worry", name, 1).replace("next-one", after)
        for name, after in zip(names, [*names[1:], "sum"], strict=True)
    ]
    files = {
        "pack.yaml": (
            "format: 1\nid: sum\nversion: '1'\nlanguage: en\ntitle: Sum\nstart: q0\n"
            "topics: {now: {title: Now}}\ntallies: {strain: {says: strain, most: 21}}\n"
        ),
        "questions/now.yaml": "topic: now\nquestions:\n" + "".join(asked),
        "forks.yaml": (
            "- {id: sum, go: [{when: {at_least: {strain: 10}}, to: much}, {otherwise: few}]}\n"
        ),
        "outcomes/much.yaml": "{kind: much, tier: 1, title: Much, opening: It is much.}\n",
        "outcomes/few.yaml": "{kind: few, tier: 4, title: Few, opening: It is not much.}\n",
        "promises.yaml": (
            "- {id: ten, says: x, after: {at_least: {strain: 10}}, never: {kind: few}}\n"
            "- {id: worse, says: x, monotone: [q0, q6]}\n"
        ),
    }
    kept = prove_pack(check_pack({name: text.encode() for name, text in files.items()}))
    assert kept.kept, kept.faults
    assert kept.verdict
    assert kept.verdict.walks == 5**7
    slip = files["forks.yaml"].replace("10", "11")
    leaky = prove_pack(
        check_pack({n: t.encode() for n, t in {**files, "forks.yaml": slip}.items()})
    )
    assert leaky.verdict
    assert {proof.promise for proof in leaky.verdict.proofs if not proof.kept} == {"ten"}


def test_every_command_and_flag_on_the_page_is_one_that_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (ROOT / "docs" / "CONTENT.md").read_text(encoding="utf-8")
    assert not re.findall(r"^    evenground|`evenground [a-z]", page, re.MULTILINE)
    run(["--help"], PLACES)
    everything = capsys.readouterr().out
    for line in re.findall(rf"^    {re.escape(TYPED)}(.*)$", page, re.MULTILINE):
        name, *words = shlex.split(line, comments=True)
        if name == "--help":
            continue
        assert run([name, "--help"], PLACES) == 0
        said = capsys.readouterr().out
        assert said != everything, name
        assert [word for word in words if word[:1] == "-" and word not in said] == [], line
