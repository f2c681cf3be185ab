"""What an edit takes away from what holds a pack: promises, limits, and rules for its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from commands.comparing.words import Reworded, changed
from screens.words import Words
from tree.checking.checked import Checked
from tree.checking.limits import COUNTED, ceilings
from tree.condition import All, AnyOf, Condition
from tree.proving.promise import Before, Never, Promise, Target

LIMITS = ("questions", "plain_questions", "decides_alone", "one_in", "helplines_days")
"""Limits that hold an author to something; the others say how many things a page shows at once."""
PERSPICUITY = "szigriszt"


@dataclass(frozen=True, slots=True)
class Rules:
    """Promises that are gone, other than they were, or weaker; limits and phrases by name.

    A promise that only counts is a limit. `raised` are limits that only count and let more through.
    """

    gone: tuple[str, ...]
    changed: tuple[str, ...]
    weaker: tuple[str, ...]
    limits: tuple[Reworded, ...]
    looser: tuple[str, ...]
    raised: tuple[str, ...] = ()

    @property
    def loosened(self) -> bool:
        """Whether a promise, a limit or a rule for words is gone, or weaker and not raised."""
        return bool(self.gone or self.weaker or self.looser)


def rules(old: Checked, new: Checked) -> Rules:
    """Compare what holds two packs."""
    was, now = _safety(old), _safety(new)
    other = [name for name in was if name in now and was[name] != now[name]]
    limits = changed(_limits(old), _limits(new))
    weaker = [one for one in limits if _is_looser(one, old)]
    raised = tuple(one.place for one in weaker if one.new and _only_counts(one.place, old))
    return Rules(
        tuple(name for name in was if name not in now),
        tuple(other),
        tuple(name for name in other if not is_as_strong(was[name], now[name])),
        tuple(limits),
        tuple(one.place for one in weaker if one.place not in raised),
        raised,
    )


def _safety(checked: Checked) -> dict[str, Promise]:
    """Return the promises that do more than count, by id."""
    counting = ceilings(checked.promises)
    return {p.id: p for p in checked.promises if p.id not in counting}


def _only_counts(place: str, checked: Checked) -> bool:
    return place in COUNTED or place in ceilings(checked.promises)


def _limits(checked: Checked) -> dict[str, str]:
    """Return the limits of a pack, promises that only count, and the rules for its words."""
    pack = checked.pack
    if pack is None or pack.head is None:
        return {}
    found = {name: str(limit.most) for name, limit in ceilings(checked.promises).items()}
    found |= {str(name): str(most) for name, most in pack.head.shape.limits.items()}
    for language, item in pack.wording.items():
        shape = item.shape
        found |= {
            f"{language} limit": str(shape.limit),
            f"{language} sentence": str(shape.sentence),
        }
        found |= {f"{language} lines": str(shape.screen.lines)}
        phrases = (phrase for banned in shape.banned for phrase in banned.phrases)
        found |= {f"{language} banned: {phrase}": phrase for phrase in phrases}
        spared = (phrase for banned in shape.banned for phrase in banned.unless)
        found |= {f"{language} unless: {phrase}": phrase for phrase in spared}
    return found


def _is_looser(one: Reworded, checked: Checked) -> bool:
    """Return whether a limit is gone, or lets more through."""
    language, _, rule = one.place.partition(" ")
    if rule.startswith("unless"):
        return not one.old
    if not rule and language not in LIMITS and not _only_counts(language, checked):
        return False
    if not (one.old and one.new):
        return bool(one.old)
    wording = checked.pack.wording.get(language) if checked.pack else None
    rises = not (wording and rule == "limit" and wording.shape.formula == PERSPICUITY)
    return (int(one.new) > int(one.old)) == rises


def is_as_strong(old: Promise, new: Promise) -> bool:
    """Return whether all that the old promise forbids is plainly forbidden by the new one."""
    if type(old) is not type(new):
        return False
    wide = isinstance(old, Never | Before)
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(old))
    return all(_is_kept(*pair, wide=wide) for pair in pairs)


def _is_kept(key: str, old: Any, new: Any, *, wide: bool) -> bool:  # noqa: ANN401  (any field)
    """Return whether one field of a promise asks as much; `wide` if more targets ask more."""
    if key == "target":
        return _names_all(old, new) if wide else _names_all(new, old)
    if key == "after":
        return _is_wider(old, new)
    if key == "most":
        return bool(new <= old)
    return set(old) <= set(new) if isinstance(old, tuple) else bool(old == new)


def _names_all(part: Target, whole: Target) -> bool:
    """Return whether a target names all that another one names."""
    return all(getattr(part, f.name) <= getattr(whole, f.name) for f in fields(Target))


def _is_wider(old: Condition | None, new: Condition | None) -> bool:
    """Return whether the new condition plainly holds wherever the old one does."""
    if new is None or old == new:
        return True
    if isinstance(old, All):
        return set(new.parts if isinstance(new, All) else (new,)) <= set(old.parts)
    before = old.parts if isinstance(old, AnyOf) else (old,)
    return isinstance(new, AnyOf) and set(before) <= set(new.parts)


def tell_rules(found: Rules, says: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield what is gone or weaker first, then what is other than it was."""
    for key, names in (("gone", found.gone), ("weaker", found.weaker), ("changed", found.changed)):
        left = names if key != "changed" else [n for n in names if n not in found.weaker]
        yield from (words(f"compare.{key}", id=name, says=says[name]) for name in left)
    for one in found.limits:
        key = "looser" if one.place in found.looser else "limit"
        key = "raised" if one.place in found.raised else key
        nothing = words("compare.nothing")
        yield words(
            f"compare.{key}", name=one.place, old=one.old or nothing, new=one.new or nothing
        )
