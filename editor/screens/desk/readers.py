"""Translate and sign from the desk, each on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar

from textual.binding import Binding, BindingType

from editor.judging.marks import signed_name
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.keeping import Keeping
from editor.screens.desk.skill import Skill
from editor.screens.desk.skills.every import EVERY
from editor.screens.pages.signing_page import SigningPage
from editor.screens.pages.standing_page import GoTo
from editor.screens.pages.translating import TranslatingPage
from editor.sitting.phrasing import NUMBERS
from editor.sitting.signing import ROLES
from editor.values import EntryKind, SignedUnit, Translated
from tree.fault import UnusableError


class Readers(Keeping):
    """A desk for those who translate, and for those who sign."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "translate", "keys.translate"),
        Binding("g", "sign", "keys.sign-words"),
    ]

    @cached_property
    def skills(self) -> Sequence[Skill]:
        """All that the desk can do beyond what is done for all."""
        return tuple(skill(self) for skill in EVERY)

    # translating

    def action_translate(self) -> None:
        """Translate into the marked language, or ask which one is meant."""
        known = self.desk.languages
        entry = self.entry
        if entry and entry.kind is EntryKind.TRANSLATION:
            self._translate((PurePosixPath(entry.address.file).stem,))
        elif len(known) == 1:
            self._translate(known)
        elif known:
            picks = [Pick(one, one) for one in known]
            self.open_page(ChoosePage(self.words("translating.which"), picks), self._translate)
        else:
            self.tell(self.words("translating.none"))

    def go_to_spot(self, spot: GoTo | None) -> None:
        """Go to a place; to a text that is to be translated, where that is done."""
        if spot and spot.language:
            self._translate((spot.language,))
        else:
            super().go_to_spot(spot)

    def _translate(self, languages: tuple[str, ...] | None) -> None:
        if languages and (texts := self.texts(languages[0])):
            self.open_page(TranslatingPage(self, languages[0], texts, self.words), self._back)

    def texts(self, language: str) -> Sequence[Translated]:
        """Return every text beside its translation; none, and why, where that cannot be told."""
        try:
            return self.desk.translated_so_far(language)
        except UnusableError as error:
            self.refuse(error)
            return ()

    def look_back(self) -> None:
        """Look for what old translations were made from."""
        self.desk.look_back()

    def wrong_translation(self, text: Translated, says: str) -> str:
        """Return what is wrong with a translation that is being written."""
        told = text.path[0] != NUMBERS
        return self.notes.told_of(says, text.language, whole=False) if told else ""

    def put_translation(self, text: Translated, says: str) -> bool:
        """Write a translation, or accept it where its words are as before."""
        try:
            if says == text.says:
                self.desk.accept(text.language, text.path)
            else:
                self.desk.translate(text.language, text.path, says)
        except UnusableError as error:
            self.refuse(error)
            return False
        return True

    def _back(self, _nothing: None) -> None:
        self.changed()

    # signing

    def action_sign(self) -> None:
        """Ask who signs, then show what that role has not signed as it is."""
        picks = [Pick(role, self.words(f"signing.{role}")) for role in ROLES]
        self.open_page(ChoosePage(self.words("signing.who"), picks), self._sign)

    def _sign(self, roles: tuple[str, ...] | None) -> None:
        if not roles:
            return
        role = roles[0]
        title = self.words("signing.title", role=self.words(f"signing.{role}"))

        def sign(unit: SignedUnit) -> tuple[str, Sequence[SignedUnit]]:
            return self._signed(unit, role), self._unsigned(role)

        first = signed_name(self.entry) if self.entry else ""
        changed = set(map(signed_name, self.desk.changed_here()))
        units = sorted(self._unsigned(role), key=lambda unit: unit.name not in changed)
        page = SigningPage(title, units, sign, self.places, first)
        self.open_page(page, self._back)

    def _signed(self, unit: SignedUnit, role: str) -> str:
        """Sign a unit, and return what was signed, or why it was not."""
        text, day = self.places.path(unit.name), date.today().isoformat()
        try:
            self.desk.sign(unit, role, day)
        except UnusableError as error:
            return self._say_fault(error)
        who = self.words(f"signing.{role}")
        return self.words("signing.signed", text=text, language=unit.language, role=who, day=day)

    def _unsigned(self, role: str) -> Sequence[SignedUnit]:
        try:
            units = self.desk.units()
        except UnusableError as error:
            self.refuse(error)
            return ()
        return [unit for unit in units if role not in {signed for signed, _ in unit.roles}]
