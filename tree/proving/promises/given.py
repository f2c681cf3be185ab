"""What was answered, as conditions: only proofs read these."""

from __future__ import annotations

from tree.condition import All, AnyOf, Chose, Condition, InTopic
from tree.model import SKIP, Question, Tree
from tree.proving.promise import Promise, Target


def asked(question: Question) -> Condition:
    """Hold where a question was answered or skipped."""
    return one_of(question, [SKIP, *(option.id for option in question.options)])


def one_of(question: Question, options: list[str]) -> Condition:
    """Hold where one of these options was chosen."""
    return Chose(question.id, tuple(options))


def of_topics(target: Target) -> Condition:
    """Hold where a question of one of the topics was answered or skipped."""
    return AnyOf(tuple(InTopic(topic) for topic in sorted(target.topics)))


def stood(tree: Tree, promise: Promise) -> Condition:
    """Hold where the named questions stand, plain or not skipped, and what must be known is."""
    plain = [tree.questions[name] for name in promise.plain]
    answered = [tree.questions[name] for name in promise.asked]
    return All(
        (
            *(one_of(q, [o.id for o in q.options if o.plain]) for q in plain),
            *(one_of(q, [o.id for o in q.options]) for q in answered),
            *((promise.learned,) if promise.learned else ()),
        )
    )


def all_asked(tree: Tree, promise: Promise) -> Condition:
    """Hold where all the named questions were answered or skipped."""
    return All(tuple(asked(tree.questions[name]) for name in promise.asked))
