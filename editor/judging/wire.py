"""What the desk and its proving process say to each other, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from editor.values import (
    BrokenPromise,
    Judgement,
    MovedLine,
    OtherWords,
    Outlook,
    Standstill,
    Unproved,
    WalkStep,
    holds_back,
)
from tree.checking.structure import CAUSES
from tree.fault import Fault, Where
from tree.walk import Answer

Data = dict[str, Any]


def data_of(value: Judgement | Outlook) -> Data:
    """Return a judgement or an outlook as plain data."""
    data = asdict(value)
    return {**data, "unsigned": sorted(data["unsigned"])} if "unsigned" in data else data


def judgement_of(data: Data) -> Judgement:
    """Return the judgement that was written as plain data."""
    return Judgement(
        data["revision"],
        Standstill(data["state"]),
        _ordered(faults_of(data["faults"]), data["language"]),
        tuple(_broken(one) for one in data["broken"]),
        data["promises"],
        data["walks"],
        frozenset((language, name) for language, name in data["unsigned"]),
        data["proved"],
        data["promised"],
        data["language"],
    )


def _ordered(faults: Iterable[Fault], language: str) -> tuple[Fault, ...]:
    """Put what holds back a translation alone last, and what others follow from first."""
    return tuple(
        sorted(faults, key=lambda one: (holds_back(one, language), one.code not in CAUSES))
    )


def outlook_of(data: Data) -> Outlook:
    """Return the outlook that was written as plain data."""
    moved = data["moved"]
    return Outlook(
        data["revision"],
        None if moved is None else tuple(MovedLine(**one) for one in moved),
        data["added"],
        tuple(map(tuple, data["to_sign"])),
        tuple(map(tuple, data["stale"])),
        tuple(data["files"]),
        tuple(map(tuple, data["missing"])),
        _unproved(data["unproved"]),
    )


def _unproved(data: Data) -> Unproved:
    reworded = (
        OtherWords(one["was"], one["now"], tuple((say, tuple(told)) for say, told in one["tells"]))
        for one in data["reworded"]
    )
    return Unproved(tuple(reworded), tuple(map(tuple, data["untagged"])))


def faults_of(data: Iterable[Data]) -> tuple[Fault, ...]:
    """Return faults that were written as plain data."""
    return tuple(Fault(one["code"], Where(**one["where"]), one["values"]) for one in data)


def _broken(data: Data) -> BrokenPromise:
    answers = tuple(Answer(one["question"], tuple(one["options"])) for one in data["answers"])
    walk, other = (tuple(WalkStep(**one) for one in data[key]) for key in ("walk", "other"))
    (fault,) = faults_of([data["fault"]])
    return BrokenPromise(data["id"], data["says"], fault, walk, other, answers, data["ends"])
