// Light in a turning stone. The same rules as the still picture: every facet that faces us shows
// the far side as it refracts it, and one ray is traced for each patch of that.

const RED = 2.407;
const GREEN = 2.417;
const BLUE = 2.451;
const BOUNCES = 7;
const FAINT = 0.03;
const HEAD = 0.955;
const SOFT = 0.012;
const FIRE = 0.45;
const MOST = 0.08;
const STOPS = [0, 0.16, 0.32, 0.46, 0.56, 0.8, 1];
const EDGE_ON = 0.015;

function refract(ray, n, sign, ratio) {
  const cosine = -sign * (ray[0] * n[0] + ray[1] * n[1] + ray[2] * n[2]);
  const rest = 1 - ratio * ratio * (1 - cosine * cosine);
  if (rest < 0) return null;
  const k = sign * (ratio * cosine - Math.sqrt(rest));
  return [ratio * ray[0] + k * n[0], ratio * ray[1] + k * n[1], ratio * ray[2] + k * n[2]];
}

function reflect(ray, n) {
  const k = 2 * (ray[0] * n[0] + ray[1] * n[1] + ray[2] * n[2]);
  return [ray[0] - k * n[0], ray[1] - k * n[1], ray[2] - k * n[2]];
}

function returned(cosIn, cosOut, index) {
  const s = (index * cosIn - cosOut) / (index * cosIn + cosOut);
  const p = (index * cosOut - cosIn) / (index * cosOut + cosIn);
  return (s * s + p * p) / 2;
}

function sky([x, y, z]) {
  const azimuth = Math.atan2(y, x);
  if (z < -0.05) return 0.36 + 0.26 * Math.cos(3 * azimuth + 1);
  const turn = Math.cos(azimuth + 2.2);
  if (z < 0.25) return 0.44 + 0.2 * turn;
  const day = 0.84 + 0.2 * turn + 0.06 * Math.cos(9 * z);
  if (z < HEAD - SOFT) return day;
  const dark = 0.03 + (0.1 * (1 - z)) / (1 - HEAD);
  return dark + (Math.max(HEAD - z, 0) / SOFT) * (day - dark);
}

const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

// `seam`, of a stone made of two halves, is the way to the half whose walls these are: where the ray
// crosses into the other half, its image is followed in this one.
function follow(start, entering, walls, seam) {
  const met = [];
  let [x, y, z] = start;
  let ray = entering;
  let flipped = false;
  for (let bounce = 0; bounce < BOUNCES; bounce += 1) {
    let nearest = 1e9;
    let wall = null;
    for (const n of walls) {
      const speed = n[0] * ray[0] + n[1] * ray[1] + n[2] * ray[2];
      if (speed > 1e-6) {
        const t = (n[3] - n[0] * x - n[1] * y - n[2] * z) / speed;
        if (t > 1e-6 && t < nearest) {
          nearest = t;
          wall = n;
        }
      }
    }
    if (seam) {
      const away = dot(seam, [x, y, z]);
      const speed = dot(seam, ray);
      if (speed < 0 && away > 1e-9 && away < -speed * nearest) {
        const crossing = -away / speed;
        x += crossing * ray[0];
        y += crossing * ray[1];
        z += crossing * ray[2];
        ray = reflect(ray, seam);
        flipped = !flipped;
        continue;
      }
    }
    if (!wall) break;
    met.push(flipped ? reflect(wall, seam) : wall);
    x += nearest * ray[0];
    y += nearest * ray[1];
    z += nearest * ray[2];
    ray = reflect(ray, wall);
  }
  return met;
}

function gathered(entering, met, index) {
  let light = 0;
  let weight = 1;
  let ray = entering;
  for (const n of met) {
    const out = refract(ray, n, -1, index);
    if (out) {
      const cosIn = ray[0] * n[0] + ray[1] * n[1] + ray[2] * n[2];
      const cosOut = out[0] * n[0] + out[1] * n[1] + out[2] * n[2];
      const share = returned(cosIn, cosOut, index);
      light += weight * (1 - share) * sky(out);
      weight *= share;
      if (weight < FAINT) return light;
    }
    ray = reflect(ray, n);
  }
  return light + weight * (0.44 + 0.4 * Math.cos(5 * Math.atan2(ray[1], ray[0]) + 1));
}

function clip(polygon, a, b, c) {
  const kept = [];
  let previous = polygon[polygon.length - 1];
  let before = a * previous[0] + b * previous[1] + c;
  for (const point of polygon) {
    const side = a * point[0] + b * point[1] + c;
    if (side < 0 !== before < 0) {
      const t = before / (before - side);
      kept.push([
        previous[0] + t * (point[0] - previous[0]),
        previous[1] + t * (point[1] - previous[1]),
      ]);
    }
    if (side < 0) kept.push(point);
    previous = point;
    before = side;
  }
  return kept;
}

function middle(polygon) {
  let whole = 0;
  let x = 0;
  let y = 0;
  let [px, py] = polygon[polygon.length - 1];
  for (const [qx, qy] of polygon) {
    const cross = px * qy - qx * py;
    whole += cross;
    x += (px + qx) * cross;
    y += (py + qy) * cross;
    px = qx;
    py = qy;
  }
  return Math.abs(whole) < 2e-5 ? null : [x / (3 * whole), y / (3 * whole)];
}

// Part a polygon by which of the heights [a, b, c] is lowest over each spot.
function divide(polygon, heights) {
  let ceiling = Infinity;
  const spans = heights.map(([a, b, c], index) => {
    let low = Infinity;
    let high = -Infinity;
    let sum = 0;
    for (const [x, y] of polygon) {
      const h = a * x + b * y + c;
      if (h < low) low = h;
      if (h > high) high = h;
      sum += h;
    }
    if (high < ceiling) ceiling = high;
    return { index, low, sum };
  });
  const running = spans.filter((s) => s.low <= ceiling).sort((s, t) => s.sum - t.sum);
  const parts = [];
  for (const { index } of running) {
    const one = heights[index];
    let part = polygon;
    for (const rival of running) {
      if (rival.index === index) continue;
      const two = heights[rival.index];
      part = clip(part, one[0] - two[0], one[1] - two[1], one[2] - two[2]);
      if (part.length < 3) break;
    }
    if (part.length >= 3) parts.push(part);
  }
  return parts;
}

const DOWN = [0, 0, -1];

// How far a ray entering over (x, y) of a facet travels to another's plane, as a height.
function reach(facet, other, ray) {
  const speed = other[0] * ray[0] + other[1] * ray[1] + other[2] * ray[2];
  if (speed < 1e-6) return null;
  const a = -facet[0] / facet[2];
  const b = -facet[1] / facet[2];
  const c = facet[3] / facet[2];
  return [
    -(other[0] + other[2] * a) / speed,
    -(other[1] + other[2] * b) / speed,
    (other[3] - other[2] * c) / speed,
  ];
}

export function prepare(mesh) {
  const girdle = mesh.names.indexOf("girdle");
  const sides = mesh.facets.filter(([name]) => name === girdle).length;
  let side = 0;
  const facets = mesh.facets.map(([name, x, y, z, distance, ring]) => ({
    plane: [x, y, z, distance],
    ring,
    half: mesh.double ? Math.sign(ring.reduce((sum, spot) => sum + mesh.corners[3 * spot], 0)) : 0,
    name: mesh.names[name],
    catches: name !== girdle || sides <= 16 || side++ % 2 === 0,
  }));
  const corners = [];
  for (let i = 0; i < mesh.corners.length; i += 3) corners.push(mesh.corners.slice(i, i + 3));
  return { ...mesh, facets, corners };
}

// The stone turned by a 3 × 3 matrix: planes and corners in the viewer's own axes.
export function turned(stone, m) {
  const spin = ([x, y, z]) => [
    m[0] * x + m[1] * y + m[2] * z,
    m[3] * x + m[4] * y + m[5] * z,
    m[6] * x + m[7] * y + m[8] * z,
  ];
  const corners = stone.corners.map(spin);
  const facets = stone.facets.map((facet) => ({
    ...facet,
    plane: [...spin(facet.plane), facet.plane[3]],
  }));
  return { corners, facets, across: spin([1, 0, 0]) };
}

// Every patch that the eye sees: its polygon and the light in it for red, green and blue.
export function patches({ corners, facets, across }) {
  const walls = {};
  for (const half of [-1, 0, 1]) {
    walls[half] = facets.filter((one) => one.catches && one.half === half).map((one) => one.plane);
  }
  const seen = [];
  for (const { plane, ring, half } of fromBehind(facets, corners)) {
    if (plane[2] < EDGE_ON) continue;
    const seam = half && across.map((part) => half * part);
    const polygon = ring.map((spot) => corners[spot]);
    const rays = [RED, GREEN, BLUE].map((index) => refract(DOWN, plane, 1, 1 / index));
    const heights = [];
    for (const wall of walls[half]) {
      const height = wall === plane ? null : reach(plane, wall, rays[1]);
      if (height) heights.push(height);
    }
    const cosine = plane[2];
    const glare = returned(cosine, Math.sqrt(1 - (1 - cosine * cosine) / GREEN ** 2), 1 / GREEN);
    const mirror = sky([2 * cosine * plane[0], 2 * cosine * plane[1], 2 * cosine * cosine - 1]);
    for (const part of divide(polygon, heights)) {
      const spot = middle(part);
      if (!spot) continue;
      const [x, y] = spot;
      const z = (plane[3] - plane[0] * x - plane[1] * y) / cosine;
      const met = follow([x, y, z], rays[1], walls[half], seam);
      const light = [RED, GREEN, BLUE].map(
        (index, i) => glare * 0.8 * mirror + (1 - glare) * gathered(rays[i], met, index),
      );
      seen.push({ polygon: part, light });
    }
  }
  return seen;
}

// The facets in the order to paint them: of two halves, what lies behind comes first.
function fromBehind(facets, corners) {
  if (!facets.some((facet) => facet.half)) return facets;
  const depth = ({ ring }) => ring.reduce((sum, spot) => sum + corners[spot][2], 0) / ring.length;
  return [...facets].sort((one, two) => depth(one) - depth(two));
}

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

// A function from light to a CSS colour, for one ramp from dark to light.
export function inks(ramp) {
  const steps = ramp.map(channels);
  const tone = (light, channel) => {
    const level = Math.min(Math.max(light, 0), 1);
    let i = 0;
    while (i < STOPS.length - 2 && level > STOPS[i + 1]) i += 1;
    const share = (level - STOPS[i]) / (STOPS[i + 1] - STOPS[i]);
    return Math.round(steps[i][channel] + share * (steps[i + 1][channel] - steps[i][channel]));
  };
  return (light) => {
    const mean = (light[0] + light[1] + light[2]) / 3;
    const [r, g, b] = light.map((value, channel) =>
      tone(mean + Math.min(Math.max(FIRE * (value - mean), -MOST), MOST), channel),
    );
    return `rgb(${r} ${g} ${b})`;
  };
}

// The outline of the turned stone: the hull of its corners.
export function hull(corners) {
  const spots = [...corners].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (run) => {
    const side = [];
    for (const p of run) {
      while (side.length > 1) {
        const [o, a] = [side[side.length - 2], side[side.length - 1]];
        if ((a[0] - o[0]) * (p[1] - o[1]) - (a[1] - o[1]) * (p[0] - o[0]) > 0) break;
        side.pop();
      }
      side.push(p);
    }
    return side.slice(0, -1);
  };
  return [...half(spots), ...half(spots.reverse())];
}
