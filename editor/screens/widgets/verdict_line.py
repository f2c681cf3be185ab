"""One line at the foot: all promises kept, or what is wrong and where to see more."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Static

from editor.told.faults import Trouble
from editor.values import Judgement, Standstill, holds_back
from screens.words import Words

SayFault = Callable[[Trouble], str]
"""Returns a fault, or why something is refused, as a sentence."""


class VerdictLine(Static):
    """Says how the pack stands, and that it is being proved while it is."""

    def __init__(self, words: Words, say_fault: SayFault) -> None:
        """Start with nothing known."""
        super().__init__(id="verdict", markup=False)
        self._words, self._say_fault = words, say_fault
        self._last = ""
        self._shown = "", ""

    def wait(self) -> None:
        """Say that the pack is being proved, and what held before."""
        key = "verdict.proving-anew" if self._last else "verdict.proving"
        self._put("pending", self._words(key, says=self._last))

    def tell(self, sentence: str) -> None:
        """Say why nothing is known."""
        self._put("broken", sentence)

    def show(self, judged: Judgement) -> None:
        """Say what is known of the pack."""
        if not judged.promised and not judged.faults:
            self.wait()
        else:
            kept = judged.state is Standstill.KEPT
            self._last = self.sentence(judged)
            self._put("kept" if kept else "broken", self._last)

    def sentence(self, judged: Judgement) -> str:
        """Return a verdict in one sentence; of many faults it names what others follow from."""
        if judged.broken and not judged.causes:
            first = judged.broken[0]
            return self._count("verdict.broken", len(judged.broken), says=first.says or first.id)
        if judged.faults:
            says = self._say_fault(judged.faults[0])
            held = holds_back(judged.faults[0], judged.language)
            key = "verdict.held-back" if held else "verdict.faulty"
            return self._count(key, len(judged.faults), says=says)
        key = "verdict.kept" if judged.state is Standstill.KEPT else "verdict.open"
        return self._words(key, n=judged.promises)

    def _count(self, key: str, n: int, says: str) -> str:
        return self._words(f"{key}.one" if n == 1 else f"{key}.other", n=n, says=says)

    def _put(self, kind: str, sentence: str) -> None:
        if (kind, sentence) != self._shown:
            self._shown = kind, sentence
            self.set_classes(kind)
            self.update(sentence, layout=False)  # it is always one line
