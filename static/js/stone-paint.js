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
  page.lineJoin = "round";
  if (look.plan) plan(page, body, trace, edge, look.line);
  else shade(page, body, trace, inks(ramp), look.line);
  page.strokeStyle = look.plan ? edge : ramp[look.night ? 3 : 2];
  page.lineWidth = 1.4 * look.line;
  trace(hull(body.corners));
  page.stroke();
}

function shade(page, body, trace, ink, line) {
  page.lineWidth = 0.7 * line;
  for (const { polygon, light } of patches(body)) {
    page.fillStyle = ink(light);
    page.strokeStyle = page.fillStyle;
    trace(polygon);
    page.fill();
    page.stroke();
  }
  page.lineWidth = 0.6 * line;
  page.strokeStyle = "rgb(255 255 255 / .45)";
  for (const { plane, ring, name } of body.facets) {
    if (plane[2] < 0.02 || name === "girdle") continue;
    trace(ring.map((spot) => body.corners[spot]));
    page.stroke();
  }
}

function plan(page, body, trace, edge, line) {
  page.strokeStyle = edge;
  for (const behind of [true, false]) {
    page.globalAlpha = behind ? 0.28 : 0.9;
    page.lineWidth = (behind ? 0.7 : 1) * line;
    for (const { plane, ring, name } of body.facets) {
      if (plane[2] > 0 === behind || name === "girdle") continue;
      trace(ring.map((spot) => body.corners[spot]));
      page.stroke();
    }
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
