"""What was changed in a sitting, step by step: undone and redone without end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from editor.files.splices import alike

Bytes = Mapping[str, bytes | None]
"""Files by name; None where there is none."""


@dataclass(frozen=True, slots=True)
class FileStep:
    """What changed in a file: from `start` on, `old` gave way to `new`; None is no file at all."""

    file: str
    start: int
    old: bytes | None
    new: bytes | None

    def forward(self, raw: bytes | None) -> bytes | None:
        """Return the file after the change."""
        return _turned(raw, self.start, self.old, self.new)

    def back(self, raw: bytes | None) -> bytes | None:
        """Return the file before the change."""
        return _turned(raw, self.start, self.new, self.old)


def _turned(raw: bytes | None, start: int, old: bytes | None, new: bytes | None) -> bytes | None:
    if raw is None or old is None or new is None:
        return new
    return raw[:start] + new + raw[start + len(old) :]


def file_step(file: str, old: bytes | None, new: bytes | None) -> FileStep:
    """Return the step between two states of a file, without what is alike in both."""
    if old is None or new is None:
        return FileStep(file, 0, old, new)
    start, end = alike(old, new)
    return FileStep(file, start, old[start : len(old) - end], new[start : len(new) - end])


@dataclass(frozen=True, slots=True)
class EditStep:
    """One step that is undone as one; `about` names the entry or field that was edited."""

    files: tuple[FileStep, ...]
    about: str = ""


@dataclass(slots=True)
class History:
    """The steps of a sitting; `at` is how many of them hold."""

    steps: list[EditStep] = field(default_factory=list)
    at: int = 0

    def add(self, step: EditStep, *, merge: bool = False) -> None:
        """Add a step; what had been undone is gone. A merged one becomes part of the last."""
        del self.steps[self.at :]
        if merge and self.steps and self.steps[-1].about == step.about:
            step = EditStep((*self.steps.pop().files, *step.files), step.about)
        self.steps.append(step)
        self.at = len(self.steps)

    @property
    def last(self) -> str | None:
        """What the last step that holds is about; None if there is none."""
        return self.steps[self.at - 1].about if self.at else None

    @property
    def undone(self) -> str | None:
        """What the step is about that was undone last; None if there is none."""
        return self.steps[self.at].about if self.at < len(self.steps) else None

    def undo(self, files: Mapping[str, bytes]) -> tuple[Bytes, str] | None:
        """Return the files before the last step that holds; None if there is none."""
        if not self.at:
            return None
        self.at -= 1
        step = self.steps[self.at]
        return _walked(files, reversed(step.files), forward=False), step.about

    def redo(self, files: Mapping[str, bytes]) -> tuple[Bytes, str] | None:
        """Return the files after the step that was undone last; None if there is none."""
        if self.at == len(self.steps):
            return None
        step = self.steps[self.at]
        self.at += 1
        return _walked(files, step.files, forward=True), step.about


def _walked(files: Mapping[str, bytes], steps: Iterable[FileStep], *, forward: bool) -> Bytes:
    """Return the files that some steps change."""
    found: dict[str, bytes | None] = {}
    for step in steps:
        raw = found[step.file] if step.file in found else files.get(step.file)
        found[step.file] = step.forward(raw) if forward else step.back(raw)
    return found
