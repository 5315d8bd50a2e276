// A turned stone on a canvas whose origin is the stone's centre: shaded, or as a plan of lines.

import { hull, inks, patches, turned } from "./stone-optics.js";
import { matrix } from "./stone-turn.js";

// `look`: scale in pixels per half width, plan or not, night or not, line width in pixels.
export function paint(page, stone, turn, look) {
  const body = turned(stone, matrix(turn));
  const ramp = look.night ? stone.night : stone.ramp;
  const trace = (polygon) => {
    page.beginPath();
    for (const [x, y] of polygon) page.lineTo(x * look.scale, y * look.scale);
    page.closePath();
  };
  const edge = ramp[look.night ? 4 : 2];
  const rim = look.plan ? edge : ramp[look.night ? 3 : 2];
  page.lineJoin = "round";
  if (stone.double && !look.plan) halves(page, body, trace, rim, look.line);
  const line = (index) => {
    page.beginPath();
    for (const [from, to] of sides(stone, index)) {
      page.moveTo(body.corners[from][0] * look.scale, body.corners[from][1] * look.scale);
      page.lineTo(body.corners[to][0] * look.scale, body.corners[to][1] * look.scale);
    }
    page.stroke();
  };
  if (look.plan) plan(page, body, line, edge, look.line);
  else shade(page, body, trace, line, inks(ramp), look.line);
  page.strokeStyle = rim;
  page.lineWidth = 1.4 * look.line;
  if (!stone.double) {
    trace(hull(body.corners));
    page.stroke();
  } else if (look.plan) {
    body.facets.forEach(({ name }, index) => name === "girdle" && line(index));
  }
}

// The rim of a stone made of two halves, each convex: what of it lies inside is painted over.
function halves(page, body, trace, ink, line) {
  page.strokeStyle = ink;
  page.lineWidth = 2.4 * line;
  for (const half of [-1, 1]) {
    const rings = body.facets.filter((facet) => facet.half === half).map(({ ring }) => ring);
    trace(hull([...new Set(rings.flat())].map((spot) => body.corners[spot])));
    page.stroke();
  }
}

// The lines of a facet, by its corners: a face that goes on in the other half has none between, and
// the girdle only those along the rim.
function sides(stone, index) {
  const { plane, ring, name } = stone.facets[index];
  const pairs = ring.map((spot, at) => [spot, ring[(at + 1) % ring.length]]);
  if (!stone.double) return pairs;
  const at = (spot, axis) => Math.abs(stone.corners[spot][axis]) < 1e-3;
  const level = ([from, to]) =>
    [0, 1].some((axis) => Math.abs(stone.corners[from][axis] - stone.corners[to][axis]) > 1e-3);
  if (name === "girdle") return pairs.filter(level);
  return pairs.filter(([from, to]) => !(Math.abs(plane[0]) < 1e-4 && at(from, 0) && at(to, 0)));
}

function shade(page, body, trace, line, ink, width) {
  page.lineWidth = 0.7 * width;
  for (const { polygon, light } of patches(body)) {
    page.fillStyle = ink(light);
    page.strokeStyle = page.fillStyle;
    trace(polygon);
    page.fill();
    page.stroke();
  }
  page.lineWidth = 0.6 * width;
  page.strokeStyle = "rgb(255 255 255 / .45)";
  body.facets.forEach(({ plane, name }, index) => {
    if (plane[2] >= 0.02 && name !== "girdle") line(index);
  });
}

function plan(page, body, line, edge, width) {
  page.strokeStyle = edge;
  for (const behind of [true, false]) {
    page.globalAlpha = behind ? 0.28 : 0.9;
    page.lineWidth = (behind ? 0.7 : 1) * width;
    body.facets.forEach(({ plane, name }, index) => {
      if (plane[2] > 0 !== behind && name !== "girdle") line(index);
    });
  }
  page.globalAlpha = 1;
}

// A measured line, `half` to either side of x.
export function ruler(page, x, y, half, line, ink) {
  const tick = 6 * line;
  page.strokeStyle = ink;
  page.lineWidth = line;
  page.beginPath();
  for (const end of [x - half, x + half]) {
    page.moveTo(end, y - tick);
    page.lineTo(end, y + tick);
  }
  page.moveTo(x - half, y);
  page.lineTo(x + half, y);
  page.stroke();
}
