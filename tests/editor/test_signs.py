"""A fact without words on which promises rest is told apart from what people only say."""

from __future__ import annotations

from pathlib import Path

from editor.desk import open_desk
from editor.said_at import resting
from editor.values import EntryKind
from tests.editor.desks import WORDS, entry_of, field_of, places_of, shipped_desk, small_desk
from tests.support.small import write_small


def test_what_promises_rest_on_is_counted_through_named_conditions(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    head = b"conditions: {far: {any: [near, low]}, near: {all: [hit, {not: calm}]}}\n"
    promises = b"- {id: a, after: far}\n- {id: b, after: {not: near}}\n- {id: c, learned: low}\n"
    found = resting({**desk.files, "pack.yaml": head, "promises.yaml": promises})
    assert found == {"far": 1, "near": 2, "hit": 2, "calm": 2, "low": 2}


def test_a_sign_without_words_says_that_promises_rest_on_it(tmp_path: Path) -> None:
    head = write_small(tmp_path) / "pack.yaml"
    said = head.read_text(encoding="utf-8")
    head.write_text(said.replace("hit: you were hit", 'hit: ""'), encoding="utf-8")
    desk = open_desk(places_of(head.parent), WORDS)
    words = desk.words
    taught = field_of(desk, "question:acts/options/hit/learn")
    fact = entry_of(desk, "fact:hit")
    n = resting(desk.files)["hit"]
    assert n
    assert taught.says == words(f"edit.rests.{'one' if n == 1 else 'other'}", n=n, said=fact.title)
    assert {offer.value: offer.says for offer in desk.offers(taught)}["hit"] == taught.says


def test_each_bare_fact_of_the_shipped_pack_that_promises_need_is_told_as_such(
    tmp_path: Path,
) -> None:
    desk = shipped_desk(tmp_path)
    facts = {one.id: one for one in desk.outline() if one.kind is EntryKind.FACT}
    bare = [id_ for id_ in facts if not field_of(desk, f"fact:{id_}").value]
    counts = resting(desk.files)
    says = {
        offer.value: offer.says
        for offer in desk.offers(field_of(desk, "question:afraid/options/often/learn"))
    }
    assert [one for one in bare if counts.get(one)]
    assert [one for one in bare if (says[one] != facts[one].title) != bool(counts.get(one))] == []
