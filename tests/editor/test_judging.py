"""The desk's verdict is that of `check`, in a process of its own, and a newer one ends an older."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from editor.desk import open_desk
from editor.judging.judge import Judge
from editor.values import EntryKind, Standstill
from tests.editor.desks import CONTENT, WORDS, entry_of, field_of, places_of, small_desk
from tests.support.kiosk_processes import alive, children, until
from tests.support.long_pack import long_pack
from tests.support.small import write_small
from tests.support.terminal import DEADLINE
from tree.checking.checked import check_pack
from tree.checking.proved import prove_pack
from tree.condition import Fact
from tree.fault import UnusableError


async def test_the_verdict_is_that_of_check(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        quick, whole = await desk.check(), await desk.prove()
        assert not quick.proved
        assert whole.proved
        assert whole.faults == prove_pack(check_pack(desk.files)).faults
        desk.set(field_of(desk, "fork:on/go/0/when"), Fact("followed"))
        broken = await desk.prove()
        assert broken.faults == prove_pack(check_pack(desk.files)).faults
        assert broken.state is Standstill.BROKEN
        assert broken.broken[0].walk[0].place == "gate"
        assert [step.matters for step in broken.broken[0].walk].count(True) == 1
        desk.undo()
        assert replace(await desk.prove(), revision=0) == replace(whole, revision=0)
    finally:
        await desk.close()


async def test_promises_are_told_before_all_else_is_proved(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        for change in (None, Fact("followed")):
            if change:
                desk.set(field_of(desk, "fork:on/go/0/when"), change)
            early = await desk.promise()
            assert (early.promised, early.proved) == (True, False)
            assert not early.servable
            whole = await desk.prove()
            assert [one.fault for one in early.broken] == [one.fault for one in whole.broken]
            assert [one.answers for one in early.broken] == [one.answers for one in whole.broken]
    finally:
        await desk.close()


async def test_words_alone_are_not_proved_again(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        whole = await desk.prove()
        desk.set(field_of(desk, "question:gate/ask"), "Do you think of it?")
        again = await desk.prove()
        assert again.walks == whole.walks
        assert {fault.code for fault in again.faults} >= {fault.code for fault in whole.faults}
    finally:
        await desk.close()


async def test_a_newer_revision_ends_the_proof_of_an_older(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        older = asyncio.create_task(desk.prove())
        await asyncio.sleep(0)
        desk.set(field_of(desk, "question:gate/why"), "Because.")
        newer = await desk.prove()
        assert newer.revision == desk.revision == 1
        with suppress(asyncio.CancelledError):
            await older
        assert older.cancelled()
    finally:
        await desk.close()


async def test_the_next_key_ends_the_work_on_the_one_before() -> None:
    judge, endless = Judge(CONTENT / "words", CONTENT / "helplines"), long_pack(390, 24)
    try:
        for revision in range(4):
            said = f"Is it so, {revision}?".encode()
            last = endless["questions/after.yaml"].replace(b"Is it so?", said)
            quick = await judge.checked(revision, endless | {"questions/after.yaml": last})
            assert not quick.promised
            assert [alive(pid) for pid in children(judge.pid)] == [True]
    finally:
        await judge.close()


async def test_all_who_ask_at_once_start_one_process(tmp_path: Path) -> None:
    desk, others = small_desk(tmp_path), set(children(os.getpid()))
    try:
        await asyncio.gather(desk.check(), desk.outlook())
        assert set(children(os.getpid())) - others == {desk.judge.pid}
    finally:
        await desk.close()
    assert set(children(os.getpid())) <= others


async def test_who_leaves_while_it_starts_leaves_no_process_behind(tmp_path: Path) -> None:
    desk, others = small_desk(tmp_path), set(children(os.getpid()))
    asking = asyncio.create_task(desk.check())
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.wait([asking])
    await desk.close()
    assert set(children(os.getpid())) <= others


async def test_when_the_proving_process_dies_the_next_proof_has_another(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        waiting = asyncio.create_task(desk.prove())
        while not desk.judge.pid:
            await asyncio.sleep(0)
        os.kill(desk.judge.pid, 9)
        with pytest.raises(UnusableError):
            await waiting
        assert (await desk.prove()).proved
    finally:
        await desk.close()


async def test_when_the_proving_process_dies_its_work_ends_and_who_waits_is_told() -> None:
    judge, endless = Judge(CONTENT / "words", CONTENT / "helplines"), long_pack(390, 24)
    try:
        await judge.checked(0, endless)
        waiting = asyncio.create_task(judge.proved(0, endless))
        (fork,) = children(judge.pid)
        os.kill(judge.pid, 9)
        with pytest.raises(UnusableError):
            await asyncio.wait_for(waiting, DEADLINE)
        await until(lambda: not alive(fork), "its work ends")
    finally:
        await judge.close()


async def test_the_outlook_names_walks_that_end_elsewhere(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        desk.set(field_of(desk, "question:gate/options/yes/go"), "calm")
        found = await desk.outlook()
        assert found.files == ("questions/safety.yaml",)
        assert found.moved
        assert "crisis" in {one.old for one in found.moved}
    finally:
        await desk.close()


async def test_a_life_that_ends_elsewhere_is_shown_with_its_walk(tmp_path: Path) -> None:
    file = write_small(tmp_path) / "lives" / "pat.yaml"
    file.parent.mkdir()
    file.write_text('story: Pat is low.\nanswers: {gate: "yes"}\noutcomes: [rebuild]\n')
    desk = open_desk(places_of(tmp_path / "small"), WORDS)
    try:
        judged = await desk.prove()
        (life,) = [one for one in judged.broken if one.fault.where.file == "lives/pat.yaml"]
        assert (life.id, life.says, life.walk[0].place) == ("pat", "Pat is low.", "gate")
        assert not judged.servable
        desk.rename(EntryKind.LIFE, "pat", "sam")
        desk.set(field_of(desk, "life:sam/outcomes"), ("crisis", "danger"))
        assert desk.delete(entry_of(desk, "life:sam").address) == ()
        assert [name for name in desk.files if name.startswith("lives/")] == []
    finally:
        await desk.close()
