"""Convert a tree to a form that asks the same questions under the same conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from commands.forms.logic import Logic, in_order, limits
from commands.forms.xlsx import SheetRows
from screens.words import Words
from tree.model import GO_ON, SKIP, Outcome, Question, Say, Tree

WORDS = ("hint", "constraint_message")
"""Columns besides the label that hold text for people."""
ROOT = "form_root"
"""Name of the whole form; pack ids cannot contain an underscore."""
TAKEN = "meta"
"""A name reserved by every form; a node of this name is renamed."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the survey sheet; its fields are the columns."""

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
    """A form under construction."""

    title: str
    id: str
    version: str
    survey: list[FormRow] = field(default_factory=list)
    choices: list[tuple[str, str, str]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    def add(self, kind: str, name: str, label: str = "", **more: str) -> None:
        """Add a row; its texts must not look like references to other rows."""
        said = {key: self._plain(more.pop(key)) for key in WORDS if key in more}
        self.survey.append(FormRow(kind, name, self._plain(label), **said, **more))

    def choose(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """Add a list of choices."""
        self.choices += [(name, option, self._plain(said)) for option, said in options]

    def refer(self, name: str, label: str) -> None:
        """Set name and label of the last row; the label may show the value of another row."""
        self.survey[-1] = replace(self.survey[-1], name=name, label=label)

    def _plain(self, text: str) -> str:
        """Separate a dollar from a brace: `${` would be read as a reference."""
        if "${" in text:
            self.changed.add(text)
        return text.replace("${", "$ {")

    def sheets(self) -> dict[str, SheetRows]:
        """Return the three sheets as text."""
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
    """Rename a node with a reserved name, in its own row and in references."""
    if column == "name":
        return f"{text}_" if text == TAKEN else text
    return text.replace(f"${{{TAKEN}}}", f"${{{TAKEN}_}}")


LIST, HIDDEN = "select_multiple", "calculate"
ONE = "select_one"
GROUP = ("begin_group", "end_group")
STOP = "stop"
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def build(tree: Tree, words: Words) -> Form:
    """Build the form of a tree without loops."""
    form = Form(tree.title, tree.id, tree.version)
    maker = _Maker(tree, words, Logic(tree), form)
    for asked in tree.questions.values():
        maker.logic.follow(asked)
    for fork in tree.forks.values():
        maker.logic.follow(fork)
    for name in in_order(tree):
        place = tree.node(name)
        if isinstance(place, Question):
            maker.question(place)
        elif isinstance(place, Outcome):
            maker.outcome(place)
    visible, form.survey = form.survey, []
    for name, said in maker.logic.hidden.items():
        form.add(HIDDEN, name, calculation=said)
    form.survey += visible
    return form


class _Maker:
    """Adds the rows of one form, in order."""

    def __init__(self, tree: Tree, words: Words, logic: Logic, form: Form) -> None:
        """Keep what all rows need."""
        self.tree, self.words, self.logic, self.form = tree, words, logic, form
        self._topics: set[str] = set()

    def question(self, asked: Question) -> None:
        """Add a question and the notes before it."""
        self._topic(asked.topic)
        when = self.logic.asked_when(asked.id)
        if asked.note:
            self.form.add("note", f"note_{asked.id}", asked.note, relevant=when)
        self.form.choose(asked.id, self._options(asked))
        self.form.add(
            f"{LIST if asked.choose else ONE} {asked.id}",
            asked.id,
            asked.ask,
            hint=asked.why,
            required="yes",
            relevant=when,
            constraint=limits(asked),
            constraint_message=self._together(asked),
        )

    def _options(self, asked: Question) -> Iterator[tuple[str, str]]:
        yield from ((option.id, option.say) for option in asked.options)
        yield SKIP, self.words("export.skip")

    def _together(self, asked: Question) -> str:
        if not asked.choose:
            return ""
        alone = [option.say for option in asked.options if option.alone]
        said = self.words("export.comma").join([*alone, self.words("export.skip")])
        return self.words("export.together", n=asked.choose, alone=said)

    def _topic(self, name: str) -> None:
        """Add the note of a topic before the first question of it that is asked."""
        topic = self.tree.topics[name]
        if name in self._topics or not topic.note:
            return
        self._topics.add(name)
        asked = [q.id for q in self.tree.questions.values() if q.topic == name]
        when = [self.logic.asked_when(question) for question in asked]
        relevant = " or ".join(when) if all(when) else ""
        self.form.add("note", f"topic_{name}", topic.note, relevant=relevant)

    def outcome(self, end: Outcome) -> None:
        """Add a page as a group of notes, and a question to go on if the page can be passed."""
        when = self.logic.asked_when(end.id)
        self.form.add(GROUP[0], end.id, end.title, relevant=when, appearance="field-list")
        self._opening(end)
        self._heard(end)
        for i, say in enumerate(end.answers):
            said = self.words("export.answer", said=say.say)
            self._say(end, f"answer_{end.id}_{i}", say, said)
        for key, sayings in (("steps", end.steps), ("leave", end.leave), ("also", end.also)):
            for i, say in enumerate(sayings):
                self._say(
                    end, f"{key}_{end.id}_{i}", say, self.words(f"export.{key}", said=say.say)
                )
        self._lines(f"lines_{end.id}", end.helplines, "")
        if end.revisit:
            self.form.add("note", f"revisit_{end.id}", end.revisit)
        self.form.add(GROUP[1], end.id)
        if end.go_on:
            self._way_on(end, when)

    def _opening(self, end: Outcome) -> None:
        """Add the opening; only the first text whose condition holds is shown."""
        said: list[str] = []
        for i, say in enumerate(end.opening):
            holds = self.logic.holds(say.when, end.id)
            own = " and ".join([*(f"not({other})" for other in said), *([holds] if holds else [])])
            self.form.add("note", f"opening_{end.id}_{i}", say.say, relevant=own)
            said.append(holds)

    def _heard(self, end: Outcome) -> None:
        """Add what was learned as one concatenated text."""
        parts = []
        for fact in filter(self.tree.facts.get, end.heard):
            learned = self.logic.fact(fact, end.id)
            said = self.words("export.fact", said=self.tree.facts[fact])
            parts.append(f"if({learned}, {_literal(said)}, '')")
        if not parts:
            return
        name = f"heard_{end.id}"
        self.form.add(HIDDEN, name, calculation=f"concat({', '.join(parts)}, '')")
        label = self.words("export.heard", said="{said}")
        row = f"said_{end.id}"
        self.form.add("note", row, relevant=f"${{{name}}} != ''")
        self.form.refer(row, label.replace("{said}", f"${{{name}}}"))

    def _say(self, end: Outcome, name: str, say: Say, label: str) -> None:
        when = self.logic.holds(say.when, end.id)
        self.form.add("note", name, label, relevant=when)
        self._lines(f"lines_{name}", say.helplines, when)

    def _lines(self, name: str, categories: tuple[str, ...], when: str) -> None:
        """Add the categories of helplines; their numbers differ from country to country."""
        if categories:
            said = self.words("export.lines", names=self.words("export.comma").join(categories))
            self.form.add("note", name, said, relevant=when)

    def _way_on(self, end: Outcome, when: str) -> None:
        name = f"go_on_{end.id}"
        said = [(GO_ON, self.words("export.go-on")), (STOP, self.words("export.stop"))]
        self.form.choose(name, said)
        label = self.words("export.asked-on")
        self.form.add(f"{ONE} {name}", name, label, required="yes", relevant=when)


def _literal(text: str) -> str:
    """Return a text as an XPath expression, where quotes cannot be escaped.

    pyxform makes curved quotes straight, so they are made straight first.
    """
    plain = text.replace("${", "$ {").translate(STRAIGHT)
    parts = (f"'{part}'" for part in plain.split("'"))
    said = ', "\'", '.join(parts)
    return f"concat({said})" if "'" in plain else said
