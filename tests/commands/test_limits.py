"""`limits`: what only counts may be raised, what keeps people from harm may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tests.support.small import check_small, edited, write_small
from tree.checking.proved import prove_pack

PLACES = places_of(CONTENT)
Text = pytest.CaptureFixture[str]
SHORT = """\
- {id: short, says: Few questions., at_most: {questions: 4}} # as few as can be
- {id: soon, says: Help comes soon., at_most: {after: hit, questions: 3}}
- {id: hit-danger, says: Hit leads to danger., after: hit, always: {kind: [danger, crisis]}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Write the small pack, whose longest walk asks four questions."""
    folder = write_small(tmp_path)
    (folder / "promises.yaml").write_bytes(SHORT.replace("\n", "\r\n").encode())
    return folder


def test_every_limit_that_only_counts_is_listed_with_what_holds(pack: Path, capsys: Text) -> None:
    assert run(["limits", "--pack", str(pack)], PLACES) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1].split()[0] for line in lines] == ["questions", "short"]
    assert [[int(n) for n in line.split() if n.isdigit()] for line in lines] == [[4], [4]]
    assert "is 30" in lines[0]


def test_a_number_that_holds_is_written_and_nothing_else_changes(pack: Path, capsys: Text) -> None:
    assert run(["limits", "short", "5", "--pack", str(pack)], PLACES) == 0
    old, file = SHORT.replace("\n", "\r\n").encode(), pack / "promises.yaml"
    assert file.read_bytes() == old.replace(b"questions: 4", b"questions: 5")
    assert (pack / "promises.yaml.bak").read_bytes() == old
    assert "Few questions." in capsys.readouterr().out
    assert run(["limits", "questions", "4", "--pack", str(pack)], PLACES) == 0
    assert "limits: {questions: 4}" in (pack / "pack.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["short", "3"], "4"),
        (["soon", "4"], "soon"),
        (["hit-danger", "4"], "hit-danger"),
        (["shor", "4"], "short"),
        (["short", "0"], "short"),
        (["short", "many"], "many"),
        (["short"], "short"),
    ],
)
def test_what_does_not_hold_or_keeps_from_harm_is_not_written(
    pack: Path, capsys: Text, words: list[str], said: str
) -> None:
    before = (pack / "promises.yaml").read_bytes()
    assert run(["limits", *words, "--pack", str(pack)], PLACES) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert (pack / "promises.yaml").read_bytes() == before
    assert not (pack / "promises.yaml.bak").exists()


def test_a_broken_limit_names_the_number_that_holds() -> None:
    proved = prove_pack(check_small(promises=SHORT.replace("questions: 4", "questions: 2")))
    found = {fault.values["id"]: fault for fault in proved.faults if "id" in fault.values}
    assert found["short"].code == "over-count"
    assert found["short"].values["holds"] == "4"
    over = prove_pack(check_small(**edited("pack.yaml", "{questions: 30}", "{questions: 2}")))
    values = next(fault.values for fault in over.faults if fault.code == "over-limit")
    assert (values["held"], values["limit"], values["holds"]) == ("questions", "2", "4")


@pytest.mark.parametrize("most", ["2", "3"])
def test_a_ceiling_after_something_was_learned_is_a_promise_of_safety(most: str) -> None:
    soon = f"- {{id: soon, says: Soon., at_most: {{questions: {most}, after: low}}}}\n"
    proved = prove_pack(check_small(promises=soon))
    codes = {fault.code for fault in proved.faults}
    assert "over-count" not in codes
    assert ("promise-broken" in codes) == (most == "2")
