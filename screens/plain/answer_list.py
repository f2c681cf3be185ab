"""Look over in line mode: each answer with its question, and a change to one of them."""

from __future__ import annotations

from collections.abc import Iterator

from screens.pages.look_over import stops
from screens.pages.look_over import told as in_words
from screens.plain.desk import Desk
from screens.words import Words
from tree.model import Question
from tree.walk import Answer, Walk


def is_safety(question: Question) -> bool:
    """Return whether answers are said back as numbers only: if an option is marked `plain`.

    People who hear or read along then learn only a number.
    """
    return any(option.plain for option in question.options)


def told(words: Words, form: str, asked: Question, answer: Answer, *, aloud: bool = False) -> str:
    """Return an answer as a sentence; `form` is chose or before.

    Answers to questions of safety are said by number, unless they may be said `aloud`.
    """
    if answer.skipped:
        return words(f"line.{form}.skip")
    chosen = [(str(n), o.say) for n, o in enumerate(asked.options, 1) if o.id in answer.options]
    key = f"line.{form}.{'number' if is_safety(asked) and not aloud else 'words'}"
    says = words("look.join").join(say for _, say in chosen)
    return words(key, numbers=", ".join(n for n, _ in chosen), words=says)


def has_safety(walk: Walk) -> bool:
    """Return whether an answer to a question of safety was given."""
    asked = walk.tree.questions
    return any(is_safety(asked[a.question]) for a in walk.asked if not a.skipped)


def answers(words: Words, walk: Walk, *, aloud: bool) -> Iterator[str]:
    """Yield the answers so far below their topics, numbered, and how to change one."""

    def tell(asked: Question, answer: Answer, words: Words) -> str:
        if aloud or answer.skipped or not is_safety(asked):
            return in_words(asked, answer, words)
        return told(words, "chose", asked, answer)

    yield from ("", words("look.title"), *([] if walk.asked else [words("look.empty")]))
    for row in stops(walk, words, tell):
        stop = row.role == "stop"
        yield words("line.look.item", n=row.key, ask=row.text) if stop else row.text
        yield from [f"   {row.said}"] if stop else ()
    yield from ("", words("line.look.note"), words("line.do.again"))


class Aloud:
    """Whether the words of answers about safety may be said; asked once."""

    def __init__(self, desk: Desk) -> None:
        """Start with nothing asked: by number only."""
        self._desk = desk
        self._asked = False
        self.yes = False

    def ask(self, walk: Walk) -> None:
        """Ask before the first list that holds an answer about safety."""
        if not self._asked and has_safety(walk):
            self._asked = True
            self.yes = self._desk.chooses("line.aloud") == 1
