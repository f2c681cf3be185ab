"""Comparing two packs: walks that end elsewhere, promises that are gone, packs out of git."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from commands.comparing.rules import rules
from tests.support.called import LEAK, ROOT, run, write
from tests.support.small import FILES
from tree.checking.checked import check_pack
from tree.pack.files import gather


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a pack in which being hit no longer leads to danger."""
    return write(tmp_path / "broken", forks=LEAK)


def test_comparing_says_where_walks_end_now_and_fails_if_gentler(
    broken: Path, tmp_path: Path
) -> None:
    old = write(tmp_path / "old")
    ran = run("compare", str(old), str(broken), "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert told["gentler"]
    changed = {(c["old"], c["new"]) for c in told["changes"]}
    assert changed == {("danger", "step-back"), ("danger", "rebuild")}
    back = run("compare", str(broken), str(old), "--json")
    assert back.returncode == 0
    assert run("compare", str(old), str(old)).returncode == 0
    said = run("compare", str(old), str(broken)).stdout
    assert "LESS URGENT" in said
    assert said.count("ends at danger") == 2


def test_comparing_names_promises_that_are_gone_or_other_than_they_were(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old"), write(tmp_path / "new")
    here = "- {id: here, says: Here., because: [S], never: {kind: danger}, after: low}\n"
    there = "- {id: there, says: There., because: [S], never: {kind: danger}, after: low}\n"
    (old / "promises.yaml").write_text(here + there)
    (new / "promises.yaml").write_text(here.replace("danger", "rebuild"))
    ran = run("compare", str(old), str(new), "--json")
    assert ran.returncode == 1
    told = json.loads(ran.stdout)["promises"]
    assert told == {"gone": ["there"], "changed": ["here"], "weaker": ["here"]}
    assert {"There.", "Here."} <= set(
        re.findall(r"\w+\.", run("compare", str(old), str(new)).stdout)
    )
    back = json.loads(run("compare", str(new), str(new), "--json").stdout)
    assert back["promises"] == {"gone": [], "changed": [], "weaker": []}


def test_a_pack_that_cannot_be_compared_is_named(broken: Path, tmp_path: Path) -> None:
    faulty = write(tmp_path / "faulty", forks=("to: rebuild", "to: rebild"))
    for packs in ((broken, faulty), (faulty, broken)):
        ran = run("compare", *map(str, packs))
        assert ran.returncode == 1
        assert ran.stderr.startswith(f"{faulty}/forks.yaml:4:")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder of a test."""
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_comparing_reads_a_pack_as_it_stood_in_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / "pack")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    write(tmp_path / "pack", forks=LEAK)
    ran = run("compare", "HEAD:pack", "pack", "--json", at=tmp_path)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["gentler"]
    (tmp_path / "inner").mkdir()
    within = [("HEAD:pack", "../pack", tmp_path / "inner"), ("HEAD:./", ".", tmp_path / "pack")]
    for old, new, at in within:
        assert run("compare", old, new, at=at).returncode == 1
    for wrong in ("HEAD:nothing", "nowhere:pack", "HEAD:pack/pack.yaml", "-x:pack", ":pack"):
        ran = run("compare", wrong, "pack", at=tmp_path)
        assert ran.returncode == 2, wrong
        assert ran.stderr.count("\n") == 1
        assert "Traceback" not in ran.stderr


def promised(folder: Path, name: str, promise: str) -> Path:
    """Write the small pack with one promise."""
    pack = write(folder / name)
    (pack / "promises.yaml").write_text(f"- {{id: one, says: One., {promise}}}\n")
    return pack


WEAKER = [
    ("never: {kind: [danger, rebuild]}, after: low", "never: {kind: danger}, after: low"),
    ("always: {kind: danger}, after: hit", "always: {kind: [danger, crisis]}, after: hit"),
    ("never: {tag: together}, after: {any: [hit, low]}", "never: {tag: together}, after: hit"),
    ("always: {kind: danger}, after: hit", "always: {kind: danger}, after: {all: [hit, low]}"),
    ("asked: [gate, acts], after: calm", "asked: [acts], after: calm"),
    ("monotone: [gate, acts]", "monotone: [gate]"),
    ("never_routes: [both, calm]", "never_routes: [calm]"),
    (
        "at_most: {questions: 5, after: low}",
        "at_most: {questions: 6, after: low}",
    ),
    ("before: {kind: rebuild}, plain: [gate, acts]", "before: {kind: rebuild}, plain: [gate]"),
    ("never: {kind: danger}, after: low", "always: {kind: danger}, after: low"),
]


@pytest.mark.parametrize(("strong", "weak"), WEAKER, ids=[weak for _, weak in WEAKER])
def test_a_promise_that_asks_less_is_weaker_and_one_that_asks_more_is_not(
    tmp_path: Path, strong: str, weak: str
) -> None:
    packs = [
        check_pack(gather(promised(tmp_path, str(i), p))) for i, p in enumerate((strong, weak))
    ]
    assert all(pack.promises for pack in packs)
    assert rules(*packs).weaker == ("one",)
    back = rules(*reversed(packs)).weaker
    other_form = strong.partition(":")[0] != weak.partition(":")[0]
    assert back == (("one",) if other_form else ())


LIMITS = [
    ("{questions: 30}", "{questions: 31}", (), ("questions",)),
    ("{questions: 30}", "{one_in: 30}", ("questions",), ()),
    ("{questions: 30}", "{questions: 29}", (), ()),
    ("{questions: 30}", "{questions: 30, steps: 3}", (), ()),
]
Names = tuple[str, ...]


@pytest.mark.parametrize(("old", "new", "looser", "raised"), LIMITS)
def test_a_limit_that_is_gone_or_lets_more_through_is_named(
    tmp_path: Path, old: str, new: str, looser: Names, raised: Names
) -> None:
    packs = (
        write(tmp_path / "old"),
        write(tmp_path / "new", pack=("limits: {questions: 30}", f"limits: {new}")),
    )
    found = rules(*(check_pack(gather(pack)) for pack in packs))
    assert found.looser == looser
    assert found.limits
    assert found.raised == raised
    assert found.loosened == bool(looser)
    assert old in FILES["pack.yaml"]


COUNTING = [
    ("at_most: {questions: 5}", "at_most: {questions: 6}", ((), (), ("one",))),
    ("at_most: {questions: 6}", "at_most: {questions: 5}", ((), (), ())),
    ("at_most: {questions: 5}", "at_most: {questions: 5, after: low}", ((), ("one",), ())),
    ("at_most: {questions: 5, after: low}", "at_most: {questions: 5}", (("one",), (), ())),
]


@pytest.mark.parametrize(("old", "new", "said"), COUNTING)
def test_a_promise_that_only_counts_is_a_limit_and_may_be_raised(
    tmp_path: Path, old: str, new: str, said: tuple[Names, Names, Names]
) -> None:
    packs = [check_pack(gather(promised(tmp_path, str(i), p))) for i, p in enumerate((old, new))]
    found = rules(*packs)
    assert (found.gone, found.looser, found.raised) == said
    assert found.weaker == found.changed == ()
    assert found.loosened == any(said[:2])


RULES = """\
formula: flesch-kincaid
limit: 12
sentence: 30
screen: {columns: 72, lines: 30}
banned: [{because: It blames., phrases: [needy, clingy]}]
"""


def test_rules_for_words_are_held_as_limits_are(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old"), write(tmp_path / "new")
    for pack, text in ((old, RULES), (new, RULES.replace(", clingy", "").replace("12", "13"))):
        (pack / "wording").mkdir()
        (pack / "wording" / "en.yaml").write_text(text)
    packs = [check_pack(gather(pack)) for pack in (old, new)]
    assert set(rules(*packs).looser) == {"en limit", "en banned: clingy"}
    assert rules(*reversed(packs)).looser == ()


def test_words_and_helplines_are_shown_old_beside_new(tmp_path: Path) -> None:
    old = write(tmp_path / "old" / "pack")
    new = write(tmp_path / "new" / "pack", crisis=("Please call.", "Wait a while."))
    for side, phone in (("old", "988"), ("new", "989")):
        tables = tmp_path / side / "helplines"
        shutil.copytree(ROOT / "content" / "helplines", tables)
        us = tables / "us.yaml"
        us.write_text(us.read_text().replace('phone: "988"', f'phone: "{phone}"'))
    ran = run("compare", str(old), str(new), "--words", "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert told == {
        "words": [
            {"place": "en outcomes.crisis.opening.0", "old": "Please call.", "new": "Wait a while."}
        ],
        "helplines": [{"place": "us-988 phone", "old": "988", "new": "989"}],
    }
    said = run("compare", str(old), str(new)).stdout
    assert all(text in said for text in ("Please call.", "Wait a while.", "988", "989"))
