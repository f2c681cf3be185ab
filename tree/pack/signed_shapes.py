"""`review.yaml`: who has read which texts, each text as it was signed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tree.pack.shapes import Shape
from tree.pack.text_shapes import Day, Name, StoryShape

SignerRole = Literal[
    "advocate", "survivor", "worker", "clinician", "counsellor", "translator", "other"
]
"""What somebody who signs is to the subject; screens have words for each."""


DottedPath = Annotated[str, StringConstraints(max_length=300)]
"""Where a text stands in its question or page, as a dotted path."""


class SignatureShape(Shape):
    """Who signed and when; `of` is the mark of all that was signed."""

    role: SignerRole
    date: Day
    of: Name


class SignedTextShape(Shape):
    """A text as it was signed, and its mark."""

    say: StoryShape
    of: Name


class SignedShape(Shape):
    """A question or page in one language: its signatures, and its texts by dotted path."""

    signed: Annotated[list[SignatureShape], Field(min_length=1)]
    texts: Annotated[dict[DottedPath, SignedTextShape], Field(min_length=1)]
