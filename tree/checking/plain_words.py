"""Do the texts of a pack read as its own rules for each language want them to?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from tree.checking.readability import FEWEST, grade, perspicuity, sentences, words
from tree.fault import Fault, Where
from tree.languages.overlay import Overlay, reworded
from tree.languages.texts import PlacedText, texts
from tree.model import Question, Tree
from tree.pack.pack import Pack
from tree.pack.signs import folded
from tree.pack.word_rules import BannedShape, ScreenShape, WordingShape

FRAME = 6
"""Lines of a question's screen that hold no words of the pack: the top, the way, the keys."""
SIGN = 6
"""Columns before an option: its mark and its number."""


def check_words(tree: Tree, pack: Pack, overlays: Mapping[str, Overlay]) -> Iterator[Fault]:
    """Find texts that are too hard, too long or worded as the pack does not want them."""
    for language, rules in pack.wording.items():
        yield from held(list(texts(pack, language)), rules.shape)
        overlay = overlays.get(language)
        if overlay is None or not overlay.faults:
            spoken = reworded(tree, pack, overlay) if overlay else tree
            if spoken.language == language:
                yield from _tall(spoken, pack, language, rules.shape.screen)


def held(said: list[PlacedText], rules: WordingShape) -> Iterator[Fault]:
    """Find what is too hard or too long among some texts, and phrases that are banned."""
    for text in said:
        yield from _hard(text, rules)
        yield from _long(text, rules)
    for banned in _met(said, rules.banned):
        yield from _banned(said, banned)


def _met(said: Iterable[PlacedText], rules: Iterable[BannedShape]) -> Iterator[BannedShape]:
    """List the reasons of which some phrase stands anywhere: mostly none, and that is quick."""
    low = folded("\n".join(text.says for text in said))
    spaced = " ".join(low.split())
    for banned in rules:
        phrases = [phrase for phrase in banned.phrases if _may_stand(phrase, spaced)]
        if phrases and _any(phrases).search(low):
            yield banned


def _may_stand(phrase: str, spaced: str) -> bool:
    """Tell whether all that a phrase has between stars stands anywhere; a pattern is slower."""
    parts = folded(phrase).split("*")
    return all(" ".join(part.split()) in spaced for part in parts)


def _hard(text: PlacedText, rules: WordingShape) -> Iterator[Fault]:
    if len(words(text.says)) < FEWEST:
        return
    english = rules.formula == "flesch-kincaid"
    found = grade(text.says) if english else perspicuity(text.says)
    if (found > rules.limit) if english else (found < rules.limit):
        yield text.fault("text-too-hard", found=f"{found:.1f}", limit=str(rules.limit))


def _long(text: PlacedText, rules: WordingShape) -> Iterator[Fault]:
    for sentence in sentences(text.says):
        if (n := len(words(sentence))) > rules.sentence:
            yield text.fault(
                "sentence-too-long", n=str(n), limit=str(rules.sentence), text=sentence
            )


def _banned(said: Iterable[PlacedText], banned: BannedShape) -> Iterator[Fault]:
    """Find the phrases of one reason; longer phrases that are allowed are taken out before."""
    sought, allowed = _any(banned.phrases), _any(banned.unless)
    for text in said:
        low = folded(text.says)
        left = allowed.sub(" ", low) if banned.unless else low
        for phrase in dict.fromkeys(sought.findall(left)):
            yield text.fault("banned-phrase", phrase=phrase, because=banned.because)


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """Seek any of some phrases as whole words; a star stands for any ending."""
    kinds: dict[str, list[str]] = {r"\b": [], "": []}
    for phrase in phrases:
        kinds[r"\b" if phrase[0].isalnum() else ""].append(_pattern(folded(phrase)))
    parts = (rf"{edge}(?:{'|'.join(some)})" for edge, some in kinds.items() if some)
    return re.compile("|".join(parts))


def _pattern(phrase: str) -> str:
    end = r"\b" if phrase[-1].isalnum() else ""
    phrase = re.sub(r"\*+", "*", phrase)  # a row of stars would be tried in every way
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + end


def _tall(spoken: Tree, pack: Pack, language: str, screen: ScreenShape) -> Iterator[Fault]:
    """Find questions that do not fit on one screen without scrolling."""
    met: set[str] = set()
    for question in spoken.questions.values():
        entering = "" if question.topic in met else spoken.topics[question.topic].note
        met.add(question.topic)
        lines = _lines(question, entering, screen.columns)
        if lines > screen.lines:
            values = {"n": str(lines), "limit": str(screen.lines)}
            yield Fault("screen-too-tall", _place(pack, language, question.id), values)


def _place(pack: Pack, language: str, question: str) -> Where:
    """Find where a question stands: in the translation, or at its source."""
    if overlay := pack.languages.get(language):
        return overlay.where(("questions", question))
    items = (item for _, item in pack.questions if item.shape.id == question)
    return next(item.written.where(item.path) for item in items)


def _lines(question: Question, entering: str, columns: int) -> int:
    """Count the lines of a question: its notes, what is asked, its options and the skip."""
    above = [entering, question.note, question.ask]
    tall = sum(len(wrap(text, columns)) for text in above)
    tall += sum(len(wrap(option.say, columns - SIGN)) for option in question.options)
    return FRAME + tall + (2 if question.choose else 1)
