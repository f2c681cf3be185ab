"""Every skill of the desk, in the order in which they are asked."""

from __future__ import annotations

from editor.screens.desk.skill import Skill
from editor.screens.desk.skills.help_kinds import HelpKinds
from editor.screens.desk.skills.limits import HigherLimits
from editor.screens.desk.skills.lives import Lives
from editor.screens.desk.skills.numbers import Numbers
from editor.screens.desk.skills.tags import Tags

EVERY: tuple[type[Skill], ...] = (Numbers, HelpKinds, Lives, Tags, HigherLimits)
