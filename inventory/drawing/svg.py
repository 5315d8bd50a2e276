"""The stone from above: shaded, as a plan of its facets, as a bare line, as an icon."""

from collections import defaultdict
from collections.abc import Iterable

from inventory.drawing import colour
from inventory.drawing.cut import Cut
from inventory.drawing.errors import DrawingError
from inventory.drawing.ink import LIGHT, NIGHT, THEMES, Page, path, svg
from inventory.drawing.proportions import Proportions
from inventory.drawing.shade import cells
from inventory.drawing.solid import Facet, solid

LEVELS = 26
LINE = {LIGHT: "#5b6977", NIGHT: "#8c9aa8"}
ICON_FACETS = {"table", "kite", "star", "crown step"}


def as_cut(stone: Proportions | Cut) -> Cut:
    return stone if isinstance(stone, Cut) else stone.quantised()


def face_up(stone: Proportions | Cut, theme: str = LIGHT, *, label: str | None = None) -> str:
    """The shaded diagram, 6 to 13 KB; theme is `light` or `night`."""
    if theme not in THEMES:
        raise DrawingError(f"Themes are {' and '.join(THEMES)}, not {theme!r}.")
    return svg(face_up_body(as_cut(stone), theme), label=label)


def face_up_body(cut: Cut, theme: str = LIGHT) -> str:
    body = solid(cut)
    page = Page(body.outline)
    ramp = colour.NIGHT if theme == NIGHT else colour.RAMPS[cut.ramp]
    tones: dict[str, list[str]] = defaultdict(list)
    for cell in cells(body):
        tones[colour.shade(cell.light, ramp, LEVELS)].append(page.path(cell.polygon))
    patches = "".join(
        f'<path fill="{tone}" stroke="{tone}" d="{"".join(paths)}"/>'
        for tone, paths in tones.items()
        if any(paths)
    )
    rim = page.path(body.outline)
    return (
        f'<g stroke-linejoin="round" stroke-width=".25"><path fill="{ramp[4]}" d="{rim}"/>'
        f"{patches}</g>"
        f'<path fill="none" stroke="#fff" stroke-opacity="{".3" if theme == NIGHT else ".5"}" '
        f'stroke-width=".3" d="{_edges(body.crown, page)}"/>'
        f'<path fill="none" stroke="{ramp[3 if theme == NIGHT else 2]}" stroke-width=".7" '
        f'stroke-linejoin="round" d="{rim}"/>'
    )


def facets(stone: Proportions | Cut, theme: str = LIGHT, *, label: str | None = None) -> str:
    """The plan: crown facets in full line, pavilion facets fainter beneath."""
    body = solid(as_cut(stone))
    page = Page(body.outline)
    ink = LINE[theme]
    return svg(
        f'<g fill="none" stroke="{ink}" stroke-linejoin="round">'
        f'<path stroke-width=".35" stroke-opacity=".45" d="{_edges(body.pavilion, page)}"/>'
        f'<path stroke-width=".55" d="{_edges(body.crown, page)}"/>'
        f'<path stroke-width="1" d="{page.path(body.outline)}"/></g>',
        label=label,
    )


def line_only(stone: Proportions | Cut, theme: str = LIGHT, *, label: str | None = None) -> str:
    """A stone that is gone: its outline and crown, no light."""
    body = solid(as_cut(stone))
    page = Page(body.outline)
    return svg(
        f'<g fill="none" stroke="{LINE[theme]}" stroke-linejoin="round">'
        f'<path stroke-width=".4" stroke-opacity=".8" d="{_edges(body.crown, page)}"/>'
        f'<path stroke-width="1.1" d="{page.path(body.outline)}"/></g>',
        label=label,
    )


def sprite(shapes: Iterable[str]) -> str:
    """A small icon of each cut in the text's own colour: `<use href="cuts.svg#cut-round"/>`."""
    symbols = "".join(
        f'<symbol id="cut-{shape}" viewBox="-50 -50 100 100">{_icon_body(shape)}</symbol>\n'
        for shape in shapes
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def _icon_body(shape: str) -> str:
    body = solid(Proportions(shape).quantised())
    page = Page(body.outline)
    shown = [facet for facet in body.crown if facet.name in ICON_FACETS]
    return (
        '<g fill="none" stroke="currentColor" stroke-linejoin="round">'
        f'<path stroke-width="1.6" stroke-opacity=".7" d="{_edges(shown, page)}"/>'
        f'<path stroke-width="3.4" d="{page.path(body.outline)}"/></g>'
    )


def _edges(facets: Iterable[Facet], page: Page) -> str:
    """Every line between two of the facets once; the rim itself is left to the outline.

    Where one flat face goes on in the other half of a heart, there is no line.
    """
    seen: dict[tuple, list] = defaultdict(list)
    for facet in facets:
        spots = [tuple(round(v, 1) for v in page.at(corner)) for corner in facet.corners]
        for one, two in zip(spots, [*spots[1:], spots[0]], strict=True):
            if one != two:
                seen[min(one, two), max(one, two)].append(facet)
    inner = [
        pair
        for pair, beside in seen.items()
        if len(beside) > 1 and beside[0].normal != beside[1].normal
    ]
    return "".join(path(list(run), closed=False) for run in _runs(inner))


def _runs(pairs: list[tuple]) -> list[list]:
    """Join lines end to end so that fewer moves are written."""
    left = dict.fromkeys(pairs)
    touching = defaultdict(list)
    for pair in pairs:
        for spot in pair:
            touching[spot].append(pair)
    runs = []
    while left:
        one, two = next(iter(left))
        del left[one, two]
        run = [one, two]
        while following := next((p for p in touching[run[-1]] if p in left), None):
            del left[following]
            run.append(following[1] if following[0] == run[-1] else following[0])
        runs.append(run)
    return runs
