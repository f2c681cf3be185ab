"""The bench's programs start by themselves; a kiosk's peer shows what we show, if it is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.kiosk_peers import tried
from bench.kiosk_places import content
from tests.support.sample import ready

BENCH = Path(__file__).resolve().parents[2] / "bench"
PROGRAMS = sorted(file.name for file in BENCH.glob("*.py") if "__main__" in file.read_text())


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_the_bench_finds_what_it_imports(name: str, tmp_path: Path) -> None:
    code = f"import runpy; runpy.run_path({str(BENCH / name)!r})"
    subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, check=True, timeout=120)


def test_no_picture_is_drawn_by_a_call_for_help() -> None:
    code = (
        "import runpy, sys, pathlib\n"
        "pathlib.Path.write_text = lambda *_, **__: sys.exit('written')\n"
        "sys.argv = ['picture', '--help']\n"
        "runpy.run_module('tests.support.pictures', run_name='__main__')"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=BENCH.parent, capture_output=True, check=True).stdout


async def test_a_peer_is_told_every_question_and_every_answer_leads_to_a_page() -> None:
    told: dict[str, Any] = json.loads(json.dumps(await content(ready())))
    pages = told["pages"]
    ways = {row["to"] for page in pages.values() for row in page["rows"] if row.get("to")}
    assert ways | {told["start"], told["card"]} <= set(pages)
    for name, question in ready().tree.questions.items():
        rows = {row["pick"]: row for row in pages[name]["rows"] if row["pick"]}
        assert pages[name]["head"] == question.ask
        assert all(rows[option.id]["say"] == option.say for option in question.options)
        assert all(row["to"] for row in rows.values())


async def test_a_peer_marks_at_first_what_enter_begins_with() -> None:
    told: dict[str, Any] = await content(ready())
    start = told["pages"][told["start"]]
    begins = {row["pick"]: row["to"] for row in start["rows"] if row["pick"]}
    assert begins[start["at"]] == ready().tree.start


def test_a_peer_that_is_absent_is_skipped_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tried("wish", tmp_path, people=1, keys=1) is None
    assert "no Go" in capsys.readouterr().out
