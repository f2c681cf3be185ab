"""The rows of a form: what pyxform reads on its three sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from commands.forms.xlsx import SheetRows

WORDS = ("hint", "constraint_message")
"""Columns beside the label that hold words for people."""
ROOT = "form_root"
"""The name of the whole form; no id of a pack has such a sign in it."""
TAKEN = "meta"
"""A name that every form has for itself: a place of this name is called otherwise in a form."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the survey; its fields are the columns."""

    type: str
    name: str = ""
    label: str = ""
    hint: str = ""
    required: str = ""
    relevant: str = ""
    calculation: str = ""
    constraint: str = ""
    constraint_message: str = ""
    appearance: str = ""


@dataclass(slots=True)
class Form:
    """A form that grows row by row."""

    title: str
    id: str
    version: str
    survey: list[FormRow] = field(default_factory=list)
    choices: list[tuple[str, str, str]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    def add(self, kind: str, name: str, label: str = "", **more: str) -> None:
        """Add a row; a label must not look like a reference to another row."""
        said = {key: self._plain(more.pop(key)) for key in WORDS if key in more}
        self.survey.append(FormRow(kind, name, self._plain(label), **said, **more))

    def choose(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """Add a list of choices."""
        self.choices += [(name, option, self._plain(said)) for option, said in options]

    def refer(self, name: str, label: str) -> None:
        """Give the last row a label that says the value of another row."""
        self.survey[-1] = replace(self.survey[-1], name=name, label=label)

    def _plain(self, text: str) -> str:
        """Part a dollar from a brace, which would be read as a reference."""
        if "${" in text:
            self.changed.add(text)
        return text.replace("${", "$ {")

    def sheets(self) -> dict[str, SheetRows]:
        """Give the three sheets as text."""
        columns = [column.name for column in fields(FormRow)]
        return {
            "survey": [
                columns,
                *([_free(c, getattr(row, c)) for c in columns] for row in self.survey),
            ],
            "choices": [["list_name", "name", "label"], *map(list, self.choices)],
            "settings": [
                ["form_title", "form_id", "version", "style", "name"],
                [self._plain(self.title), self.id, self.version, "pages", ROOT],
            ],
        }


def _free(column: str, text: str) -> str:
    """Call a place otherwise whose name is taken, where it stands and where it is referred to."""
    if column == "name":
        return f"{text}_" if text == TAKEN else text
    return text.replace(f"${{{TAKEN}}}", f"${{{TAKEN}_}}")
