"""The solid as compact JSON, for the viewer that turns it in the browser."""

import json

from inventory.drawing import colour
from inventory.drawing.cut import Cut
from inventory.drawing.proportions import Proportions
from inventory.drawing.solid import solid
from inventory.drawing.svg import as_cut


def mesh_json(stone: Proportions | Cut) -> str:
    """`facets`: [name index, nx, ny, nz, distance, corner indexes]; `corners`: x, y, z in a row.

    Lengths in half widths, y down the page and z towards the viewer, centred between the table
    and the culet. `double`: each half is convex, and one is the image of the other where x is 0.
    `ramp` is the body colour's, from dark to light; `night` the one for the dark.
    """
    cut = as_cut(stone)
    body = solid(cut)
    outline = body.outline
    middle_y = (min(y for _, y in outline) + max(y for _, y in outline)) / 2
    middle_z = (body.crown_height - body.girdle_height - body.pavilion_depth) / 2
    names: dict[str, int] = {}
    spots: dict[tuple, int] = {}
    faces = []
    for facet in body.facets:
        nx, ny, nz = facet.normal
        shifted = facet.distance - ny * middle_y - nz * middle_z
        ring = [
            spots.setdefault(
                (round(x, 4), round(y - middle_y, 4), round(z - middle_z, 4)), len(spots)
            )
            for x, y, z in facet.corners
        ]
        ring = [spot for i, spot in enumerate(ring) if spot != ring[i - 1]]
        plane = [round(v, 5) for v in (nx, ny, nz, shifted)]
        faces.append([names.setdefault(facet.name, len(names)), *plane, ring])
    return json.dumps(
        {
            "code": cut.code,
            "shape": cut.shape,
            "double": body.is_double,
            "names": list(names),
            "corners": [value for spot in spots for value in spot],
            "facets": faces,
            "reach": round(max(*(abs(y - middle_y) for _, y in outline), 1.0), 4),
            "ramp": colour.RAMPS[cut.ramp],
            "night": colour.NIGHT,
        },
        separators=(",", ":"),
    )
