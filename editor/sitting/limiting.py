"""Limits that only count: another number in the place of one."""

from __future__ import annotations

from editor.outline import HEAD_FILE
from editor.sitting.translating import DeskTranslating
from editor.values import EntryKind
from tree.checking.limit_numbers import known_limits, with_number
from tree.fault import UnusableError


class DeskLimiting(DeskTranslating):
    """What raises a limit that keeps nobody from harm."""

    def put_limit(self, name: str, number: int) -> None:
        """Write another number of a limit that only counts; raises UnusableError for any other."""
        limit = next((one for one in known_limits(self.checked()) if one.name == name), None)
        if limit is None:
            raise UnusableError("limit-safety", name=name)
        new = with_number(self.files[limit.at.file], limit, number)
        head = limit.at.file == HEAD_FILE
        about = f"{EntryKind.HEAD}:{HEAD_FILE}" if head else f"{EntryKind.PROMISE}:{name}"
        self._change({limit.at.file: new}, about)
