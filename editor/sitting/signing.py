"""Signing: what is signed as one, old beside new, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from editor.sitting.translating import DeskTranslating
from editor.values import TRANSLATIONS, SignedUnit
from tree.checking.everything import spoken_words
from tree.checking.signing.reviewed import REVIEW, Standing, standings
from tree.checking.signing.signatures import Entries, review_lines, signed_by
from tree.fault import UnusableError
from tree.pack.comments import comments
from tree.pack.signed_shapes import SignerRole
from tree.pack.yaml_reader import parse

ROLES: tuple[str, ...] = get_args(SignerRole)


class DeskSigning(DeskTranslating):
    """What shows and writes signatures."""

    def units(self, language: str = "") -> tuple[SignedUnit, ...]:
        """List what is signed as one, in a language or in all; unsigned units come first.

        Raises UnusableError while the pack has faults.
        """
        found = (one for one in self._standings() if language in ("", one.unit.language))
        return tuple(sorted(map(_signed, found), key=lambda one: bool(one.roles)))

    def _standings(self) -> list[Standing]:
        checked = self.checked()
        return standings(checked, spoken_words(checked, self.places.words))

    def sign(self, unit: SignedUnit, role: str, day: str) -> None:
        """Write that somebody with a role has read a unit as it is now; raises UnusableError.

        `day` is today, such as 2026-11-30. Nothing is signed while the pack has faults.
        """
        checked = self.checked()
        if role not in ROLES:
            raise UnusableError("sign-role", name=role, known=", ".join(ROLES))
        if any(not fault.where.file.startswith(TRANSLATIONS) for fault in checked.faults):
            raise UnusableError("edit-faults-first")
        named = (one for one in self._standings() if _name(one) == (unit.language, unit.name))
        standing, shown = next(named, None), {path: now for path, _, now in unit.texts if now}
        if standing is None or standing.unit.texts != shown:
            raise UnusableError("edit-sign-changed", name=unit.name)
        known = checked.pack.review if checked.pack else {}
        entries: Entries = {key: item.shape for key, item in known.items()}
        signer = cast("SignerRole", role)
        entries[_name(standing)] = signed_by(standing.unit, standing.signed, signer, day)
        raw = self.files.get(REVIEW, b"")
        lines = review_lines(entries, comments(raw, parse(raw, REVIEW)))
        self._change({REVIEW: ("\n".join(lines) + "\n").encode()}, f"review:{unit.name}")


def _name(standing: Standing) -> tuple[str, str]:
    return standing.unit.language, standing.unit.name


def _signed(standing: Standing) -> SignedUnit:
    roles = tuple((one.role, one.date) for one in standing.signed)
    return SignedUnit(*_name(standing), tuple(_texts(standing)), roles)


def _texts(standing: Standing) -> Iterator[tuple[str, str, str]]:
    """Yield each text with its path: as it was signed, and as it is."""
    was, now = standing.was, standing.unit.texts
    for path in dict.fromkeys([*now, *was]):
        yield path, was.get(path, ""), now.get(path, "")
