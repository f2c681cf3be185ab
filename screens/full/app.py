"""The Textual app: holds the walk, the country and the theme, and decides which screen is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme

from screens.full.base_screen import BaseScreen
from screens.full.choices import Choices
from screens.full.countries import Countries
from screens.full.idle_watch import Attended
from screens.full.letters import TabbedLetters
from screens.full.look_over import LookOver
from screens.full.note_first import NoteFirst, roomy
from screens.full.outcome import OutcomePage
from screens.full.question import Ask, AskAgain
from screens.full.side_pages import Card
from screens.full.themes import DARK, LIGHT, choose
from screens.full.welcome import Welcome
from screens.idle import Idle
from screens.pages.change import Change, opens
from screens.pages.question import Stood, notes, stood, where
from screens.pages.remembered import Remembered
from screens.pages.take_along import Marks, still_shown
from screens.setting import CountryChoice, Setting, guess
from screens.terminal.background import LightBackground
from screens.terminal.frames import is_free
from screens.terminal.input import MARKS
from screens.words import ReadyIn, Words, no_other, turn
from tree.ahead import Counter
from tree.model import Outcome, Question
from tree.stored_start import Ready
from tree.walk import Answer, Walk, begin

MAIN = 2
"""Depth of the screen for the current node: above the welcome, which is at the bottom."""


class Evenground(Attended):
    """Holds the walk; screens read it here and call methods here to change it."""

    CSS_PATH = Path(__file__).with_name("evenground.tcss")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "look--text", "look--heading", "look--quiet", "look--strong", "look--bold", "look--chosen"
    }  # fmt: skip
    """How lines of a list are drawn: here once, since each is a node of Textual's."""

    def __init__(
        self,
        ready: Ready,
        setting: Setting,
        clock: Callable[[], float],
        driver_class: type[Driver] | None = None,
        speak: ReadyIn = no_other,
    ) -> None:
        """Start with no answers; `speak` loads the pack in another language."""
        chosen = choose(setting)
        self._own_themes = {theme.name: theme for theme in (chosen, LIGHT)}
        super().__init__(clock, driver_class, chosen.ansi, setting.idle)
        self.ready, self.setting, self._speak = ready, setting, speak
        self._hosts = ready, guess(setting, ready.helplines.countries)
        self.words = Words(ready.words)
        self.walk = begin(ready.tree)
        self.remembered = Remembered()
        self.passing = ""
        self.place = self._hosts[1]
        self.marks: Marks = frozenset()
        self._counter: Counter | None = None
        self._stood: Stood | None = None
        self._letters = TabbedLetters(after_tab=setting.no_letters)
        self._confirmed: tuple[Answer, ...] = ()
        self._looks = False
        for theme in self._own_themes.values():
            self.register_theme(theme)
        self._begin_in(chosen)

    @property
    def country(self) -> str:
        """The country whose numbers are shown."""
        return self.place.country

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our colours, needed before a theme is active."""
        return DARK.variables

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme; Textual would copy the list of all, some sixty times for a screen."""
        return self._own_themes.get(theme_name) or super().get_theme(theme_name)

    def get_default_screen(self) -> Screen[None]:
        """Return the welcome screen."""
        return Welcome()

    def on_mount(self) -> None:
        """Repaint everything after the process was stopped and continues."""
        self.app_resume_signal.subscribe(self, lambda _: self.paint_again())

    def begin_as_set(self) -> None:
        """Take the country and the idle times of another setting, on a welcome nobody has seen."""
        self._idle = self.setting.idle
        self._hosts = self.ready, guess(self.setting, self.ready.helplines.countries)
        if self._hosts[1] != self.place and isinstance(self.screen, Welcome):
            self.place = self._hosts[1]
            self.screen.fill()
        self.attend()

    def _begin_in(self, theme: Theme) -> None:
        """Take a theme before anything is shown: our styles need not be read twice for it."""
        if theme.ansi:
            self.theme = theme.name
        else:
            self.set_reactive(App.theme, theme.name)
            self.stylesheet.set_variables(self.get_css_variables())

    def on_light_background(self, _message: LightBackground) -> None:
        """Take the light theme: the terminal has told that its background is light."""
        if self.theme == DARK.name:
            self.theme = LIGHT.name

    def paint_again(self) -> None:
        """Repaint the whole screen: what the terminal shows is no longer what was painted last."""
        self.unseen()
        self.forget()
        self.refresh(layout=True)

    def action_paint_again(self) -> None:
        """Repaint the whole screen, after something else wrote on it."""
        self.paint_again()

    def where(self) -> str:
        """Return the topic, how many questions can still come, and why that is not as before."""
        self._counter = self._counter or self.counter()
        if self._stood is None or self._stood.walk is not self.walk:
            ahead = self._counter.ahead(self.walk)
            self._stood = stood(self.walk, ahead, self._stood)
        return where(self._stood, self.words)

    def counter(self) -> Counter:
        """Return a counter for this visit."""
        return Counter(self.ready.tree, longest=self.ready.longest)

    def start(self) -> None:
        """Leave the welcome and show the current node."""
        self._stand()

    def answer(self, question: str, *options: str) -> None:
        """Answer this question if the walk is still at it: a late key must not answer another."""
        if question == self.walk.place.id:
            self.remembered.give(question, options)
            self._walk_to(self.walk.answer(*options))

    def go_on(self) -> None:
        """Continue from an outcome that has `go_on`."""
        self._walk_to(self.walk.go_on())

    def back(self) -> None:
        """Take back the last answer; from the first question, go to the welcome."""
        if self.walk.answers:
            self._walk_to(self.walk.back())
        else:
            self._pop_to(1)

    def look_over(self) -> None:
        """Show all answers, above the current node; what is ticked on a question comes again."""
        for screen in self.screen_stack:
            if isinstance(screen, Ask):
                screen.keep()
        self._looks = True
        self._turn_to(LookOver())

    @property
    def looks_on_request(self) -> bool:
        """Whether the look over was asked for, and did not come by itself before an outcome."""
        return self._looks

    def ask_again(self, question: str) -> None:
        """Ask an answered question again, to change its answer."""
        given = next(a.options for a in self.walk.answers if a.question == question)
        asked = self.walk.tree.questions[question]
        self.push_screen(AskAgain(asked, self.remembered.draft(asked, given)))

    def change(self, question: str, options: tuple[str, ...], changed: Change) -> None:
        """Replace an answer and return to the look over, or show an urgent page at once."""
        self.remembered.give(question, options)
        same = changed.walk is self.walk
        before, self.walk = self.walk.place, changed.walk
        place = self.walk.place
        if isinstance(place, Outcome) and place.at_once and place.id != before.id:
            self._stand()
        else:
            self._looks = self._looks or isinstance(place, Question)
            says = "" if same else opens(changed, self.words) or self.words("change.done")
            self._turn_to(LookOver(question, says))

    def resume(self) -> None:
        """Return from the look over to the node before it, or to the outcome."""
        self._confirmed = self.walk.answers
        self._stand()

    def close(self) -> None:
        """Close the look over: return to the node before it, or else to the last question."""
        if self.looks_on_request:
            self.resume()
        else:
            self.back()

    def start_again(self) -> None:
        """Forget every answer."""
        self._drop_answers()
        self._pop_to(1)

    def _drop_answers(self) -> None:
        """Begin a walk, and forget all that was said, ticked or marked on the one before."""
        self.walk, self.remembered = begin(self.ready.tree), Remembered()
        self.marks, self._stood = frozenset(), None
        self._confirmed = ()

    def show_card(self) -> None:
        """Open the safety card above the current screen."""
        self.push_screen(Card())

    def show_countries(self) -> None:
        """Open the list of countries above the current screen."""
        self.push_screen(Countries())

    def heard(self, key: str) -> bool:
        """Note a key, take away what was said until then, and drop a letter that needs Tab."""
        if super().heard(key):
            return True
        if self.passing:
            self._say("")
        return self._letters.drops(key)

    def acts_at_once(self, key: str) -> bool:
        """Do what a key of the list in front means, unless something waits before it."""
        choices = self._free_list(key)
        if choices is not None:
            choices.act(Choices.ACTIONS[key])
        return choices is not None

    def takes_now(self, key: str) -> bool:
        """Take a key that moves the mark, unless something waits before it."""
        plain = key in MARKS and not (self.passing or self.warned)
        choices = self._free_list(key) if plain else None
        if choices is not None and not self.notes(key):
            choices.act(Choices.ACTIONS[key])
        return choices is not None

    def _free_list(self, key: str) -> Choices | None:
        """Return the list in front, if this is a key of it and nothing waits before the key."""
        choices = self.focused if key in Choices.ACTIONS else None
        return choices if isinstance(choices, Choices) and is_free(self) else None

    def on_too_early(self) -> None:
        """Say that a key was not taken; which one is not said."""
        self.say("ask.early")

    def say(self, key: str) -> None:
        """Show a sentence on the screen in front until the next key."""
        self._say(self.words(key))

    def _say(self, sentence: str) -> None:
        self.passing = sentence
        if isinstance(self.screen, BaseScreen):
            self.screen.show_notice()

    def choose_country(self, country: str) -> None:
        """Show this country's numbers from now on."""
        self.place = CountryChoice(country, "chosen")

    def choose_language(self, language: str) -> None:
        """Restart in this language; the chosen country stays."""
        self._renew(turn(self.ready, language, self._speak))

    def _renew(self, ready: Ready) -> None:
        """Drop all answers, and use the pack and words of this language."""
        self.unseen()
        self.ready, self.words = ready, Words(ready.words)
        self._counter = None
        self._drop_answers()
        self._pop_to(1)
        self.attend()
        if isinstance(self.screen, Welcome):
            self.screen.call_later(self.screen.anew)

    def patience(self, idle: Idle) -> float | None:
        """Return a longer timeout on an outcome, and None on a welcome where nothing was chosen."""
        ready, place = self._hosts
        spoken = self.ready.tree.language == ready.tree.language
        untouched = len(self.screen_stack) == 1 and not self.walk.answers
        if untouched and spoken and self.place == place and not idle.leaves:
            return None
        return idle.limit(outcome=any(isinstance(s, OutcomePage) for s in self.screen_stack))

    def begin_anew(self) -> None:
        """Drop this visit with its country and language, and clear the terminal's history, too."""
        self.erase()
        ready, self.place = self._hosts
        self._renew(ready)
        self.refresh(layout=True)

    def _walk_to(self, walk: Walk) -> None:
        self.walk = walk
        self._stand()

    def _stand(self) -> None:
        """Show the screen of the current node, or the look over before an outcome."""
        place = self.walk.place
        self._looks = False
        self.marks = still_shown(self.marks, self.walk)
        if self._unseen(place):
            self._turn_to(LookOver())
        elif isinstance(place, Question):
            self._ask(place)
        else:
            self._turn_to(OutcomePage())

    def _unseen(self, place: Question | Outcome) -> bool:
        """Return whether answers must be looked over before this node; never if it is urgent."""
        if isinstance(place, Question) or place.at_once:
            return False
        return self._confirmed != self.walk.answers

    def ask_noted(self, question: Question) -> None:
        """Ask a question after its note was read."""
        self.remembered.note_read(question.id)
        self._ask(question)

    def _ask(self, question: Question) -> None:
        last = self.walk.before
        earlier = last.options if last and last.question == question.id else ()
        draft = self.remembered.draft(question, earlier)
        before = tuple(notes(question, self.walk))
        if before and not (
            self.remembered.has_read(question.id) or roomy("\n".join(before), question, self.size)
        ):
            self._turn_to(NoteFirst(question, before))
        elif len(self.screen_stack) == MAIN and type(self.screen) is Ask:
            self.screen.ask(question, draft)
        else:
            self._turn_to(Ask(question, draft))

    def _turn_to(self, screen: Screen[None]) -> None:
        """Make this the only screen above the welcome."""
        self._pop_to(MAIN)
        if len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def _pop_to(self, depth: int) -> None:
        while len(self.screen_stack) > depth:
            self.pop_screen()
