"""Paint places of a pack in this process; what depends on no words is kept from before."""

from __future__ import annotations

from collections.abc import Mapping

from editor.preview.life_file import read_life
from editor.preview.lines import said
from editor.preview.material import Material, make_ready, read_material
from editor.preview.picture import PaintedScreen, Picture, unpainted
from editor.preview.request import LOOK_OVER, SCREENS, PreviewRequest
from editor.preview.roads import Road, RoadMap
from editor.preview.stage import paint
from tree.helplines import no_such_country
from tree.model import Tree
from tree.prepare import Places
from tree.proving.life import Life
from tree.stored_start import Ready


class Studio:
    """Paints pictures of one pack after the other; needs an event loop without another app."""

    def __init__(self, places: Places) -> None:
        """Keep where the words of screens and the helplines are."""
        self._places = places
        self._read: tuple[dict[str, bytes], Material] | None = None
        self._alike: object = None
        self._roads: RoadMap | None = None

    async def picture(self, files: Mapping[str, bytes], request: PreviewRequest) -> Picture:
        """Return the picture of a place.

        Raises FaultyPackError if the pack cannot be shown, UnusableError for an unknown place,
        language or country, WrongAnswerError for a walk that does not fit, and RuntimeError if the
        screens broke.
        """
        material = self._material(files)
        roads = self._known(material)
        life = read_life(files, material, request.life) if request.life else None
        road = _road(roads, request, life)
        ready = make_ready(material, self._places, request.language, roads.longest)
        _refuse_unknown_country(ready, request.country)
        screens = await _shown(ready, request, road)
        if road is None:
            return Picture(screens)
        return Picture(screens, road.answers, reached=not road.unmet)

    def _material(self, files: Mapping[str, bytes]) -> Material:
        if self._read is None or self._read[0] != files:
            before = self._read[1] if self._read else None
            self._read = dict(files), read_material(files, before)
        return self._read[1]

    def _known(self, material: Material) -> RoadMap:
        """Return the roads of a pack: those from before if it differs in texts alone."""
        if self._roads is None or self._alike is not material.alike:
            shape = material.shape
            if self._roads is None or self._roads.tree != shape:
                self._roads = RoadMap(shape)
            self._alike = material.alike
        return self._roads


async def _shown(
    ready: Ready, request: PreviewRequest, road: Road | None
) -> tuple[PaintedScreen, ...]:
    if request.plain:
        return (unpainted(said(ready, request, road)),)
    return tuple(await paint(ready, request, road))


def _refuse_unknown_country(ready: Ready, country: str) -> None:
    known = ready.helplines.countries
    if country and country not in known:
        raise no_such_country(country, known)


def _road(roads: RoadMap, request: PreviewRequest, life: Life | None) -> Road | None:
    """Return the road to a place; None for a screen that is not on any walk."""
    tree, place = roads.tree, request.place
    if place in SCREENS and place not in (*tree.questions, *tree.outcomes):
        if place != LOOK_OVER:
            return None
        place = "" if life else _last(tree)
    if life:
        return roads.of_life(life, place)
    if request.answers is None:
        return roads.to(place)
    return roads.until(place, request.answers) if place else roads.along(request.answers)


def _last(tree: Tree) -> str:
    """Return the first page before which the answers are looked over."""
    return next(name for name, page in tree.outcomes.items() if not page.at_once)
