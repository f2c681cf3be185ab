"""`review.yaml`: who has read which texts, each text as it was signed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tree.pack.shapes import Shape
from tree.pack.text_shapes import Day, Name, TextShape

SignerRole = Literal[
    "advocate", "survivor", "worker", "clinician", "counsellor", "translator", "other"
]
"""What somebody who signs is to the subject; screens have words for each."""


class SignatureShape(Shape):
    """Who signed and when; `of` is the mark of all that was signed."""

    role: SignerRole
    date: Day
    of: Name


class SignedTextShape(Shape):
    """A text as it was signed, and its mark."""

    say: TextShape
    of: Name


class SignedShape(Shape):
    """A question or page in one language: its signatures, and its texts by dotted path."""

    signed: Annotated[list[SignatureShape], Field(min_length=1)]
    texts: Annotated[dict[str, SignedTextShape], Field(min_length=1)]
