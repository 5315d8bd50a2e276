// <stone-viewer src="…/mesh-….json" width-mm="7.38">: turns the computed stone in the browser.
// What it holds (a still picture) stays until the first frame is drawn, and stays for good when
// there is no script or no mesh. `sold` turns it to line. Words come from data-… attributes (see
// WORDS; data-caption names the width).

import { CARD_MM, Card } from "./stone-card.js";
import { prepare } from "./stone-optics.js";
import { WORDS, label, panel } from "./stone-panel.js";
import { paint, ruler } from "./stone-paint.js";
import { STILL, about, after, blend } from "./stone-turn.js";

const SETTLE = 420;
const FRAME = 1000 / 30;
const FILL = 0.41;
const LEAN = 0.09;

class StoneViewer extends HTMLElement {
  static observedAttributes = ["sold"];

  attributeChangedCallback() {
    this.draw();
  }

  connectedCallback() {
    if (this.leaving) return;
    this.tidy();
    this.leaving = new AbortController();
    this.view = "face";
    this.turn = STILL;
    this.clock = 0;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.moving = !this.calm;
    this.load().catch(() => this.release());
  }

  disconnectedCallback() {
    this.release();
  }

  release() {
    this.leaving?.abort();
    this.leaving = null;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.watchers?.forEach((watcher) => watcher.disconnect());
    this.watchers = null;
    this.stone = null;
    this.tidy();
  }

  // Back to the still picture; a page restored from history may hold an old panel.
  tidy() {
    for (const node of [...this.children]) {
      if (node.classList.contains("stone-panel")) node.remove();
      else node.hidden = false;
    }
  }

  async load() {
    const { signal } = this.leaving;
    const answer = await fetch(this.getAttribute("src"), { signal });
    if (!answer.ok) throw new Error(`mesh ${answer.status}`);
    const mesh = await answer.json();
    if (signal.aborted) return;
    this.stone = prepare(mesh);
    this.build();
    this.listen(signal);
    this.show("face");
  }

  build() {
    const still = [...this.children];
    const name = this.getAttribute("aria-label") || this.querySelector("[alt]")?.alt || "";
    this.words = { ...WORDS, ...this.dataset };
    this.card = new Card(this.words, () => this.draw());
    Object.assign(this, panel(this.words, name, this.millimetres > 0));
    this.stage.append(this.card.element);
    this.append(this.panel);
    still.forEach((node) => (node.hidden = true));
    this.measure();
    this.icons();
  }

  get millimetres() {
    return Number(this.getAttribute("width-mm")) || 0;
  }

  listen(signal) {
    const on = (target, type, act) => target.addEventListener(type, act, { signal });
    on(this.buttons, "click", (event) => {
      const button = event.target.closest("[data-view]");
      if (button) this.show(button.dataset.view);
    });
    on(this.pauser, "click", () => this.move(!this.moving));
    on(this.canvas, "pointerdown", (event) => this.grab(event));
    on(this.canvas, "pointermove", (event) => this.drag(event));
    on(this.canvas, "pointerup", () => (this.held = null));
    on(this.canvas, "pointercancel", () => (this.held = null));
    on(this.canvas, "keydown", (event) => this.key(event));
    on(document, "visibilitychange", () => this.run());
    this.onScreen = true;
    const seen = new IntersectionObserver(([entry]) => {
      this.onScreen = entry.isIntersecting;
      this.run();
    });
    const sized = new ResizeObserver(() => {
      this.measure();
      this.draw();
    });
    const themed = new MutationObserver(() => {
      this.icons();
      this.draw();
    });
    seen.observe(this.stage);
    sized.observe(this.stage);
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.watchers = [seen, sized, themed];
  }

  grab(event) {
    this.held = [event.clientX, event.clientY];
    this.canvas.setPointerCapture(event.pointerId);
    this.move(false);
  }

  drag(event) {
    if (!this.held) return;
    const [x, y] = this.held;
    this.held = [event.clientX, event.clientY];
    this.roll((event.clientX - x) / 120, (event.clientY - y) / 120);
  }

  key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Home") {
      this.show(this.view);
    } else if (step[event.key]) {
      this.move(false);
      this.roll(step[event.key][0] * 0.1, step[event.key][1] * 0.1);
    } else return;
    event.preventDefault();
  }

  roll(across, down) {
    this.from = null;
    this.turn = after(after(about(0, 1, 0, across), about(1, 0, 0, -down)), this.turn);
    this.draw();
  }

  show(view) {
    this.view = view;
    for (const button of this.buttons.children) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    this.card.element.hidden = view !== "size";
    this.caption.hidden = view !== "face" || !this.words.caption;
    this.settle();
    this.move(this.moving && view !== "size");
  }

  settle() {
    this.clock = 0;
    this.from = this.calm ? null : this.turn;
    this.since = performance.now();
    if (this.calm) this.turn = this.resting(0);
    this.draw();
    this.run();
  }

  // Where the stone is when it moves by itself: rocking face up, spinning from the side.
  resting(seconds) {
    if (this.view === "side") {
      return after(about(1, 0, 0, 1.5), about(0, 0, 1, seconds * 0.35));
    }
    if (this.view === "size") return STILL;
    const way = seconds * 0.5;
    const lean = LEAN * Math.min(seconds / 3, 1);
    const spin = this.stone.shape === "round" ? seconds * 0.08 : 0;
    return after(about(Math.cos(way), Math.sin(way), 0, lean), about(0, 0, 1, spin));
  }

  move(moving) {
    if (moving && !this.moving) this.settle();
    this.moving = moving;
    this.pauser.hidden = this.view === "size";
    label(this.pauser, moving, this.words);
    this.run();
  }

  run() {
    const busy = this.stone && this.onScreen && !document.hidden && (this.moving || this.from);
    if (!busy) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
    } else if (!this.frame) {
      this.last = performance.now();
      this.frame = requestAnimationFrame((now) => this.tick(now));
    }
  }

  tick(now) {
    this.frame = requestAnimationFrame((next) => this.tick(next));
    if (now - this.last < FRAME - 2) return;
    if (this.moving) this.clock += Math.min(now - this.last, 100) / 1000;
    this.last = now;
    const goal = this.resting(this.clock);
    const share = this.from ? Math.min((now - this.since) / SETTLE, 1) : 1;
    const eased = 1 - (1 - share) ** 3;
    if (this.from) this.turn = blend(this.from, goal, eased);
    else if (this.moving) this.turn = goal;
    if (share === 1) this.from = null;
    this.draw();
    this.run();
  }

  measure() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.ratio = ratio;
  }

  get night() {
    return Boolean(this.closest("[data-theme='night']"));
  }

  draw() {
    if (!this.stone || !this.canvas.width) return;
    const { width, height } = this.canvas;
    const { reach } = this.stone;
    const page = this.canvas.getContext("2d");
    const ink = getComputedStyle(this).color;
    const captioned = !this.caption.hidden;
    const foot = captioned ? 64 * this.ratio : 0;
    let scale = Math.min(FILL * width, FILL * (height - foot * 0.8)) / reach;
    let centre = (height - foot) / 2;
    if (captioned) centre = Math.max(centre, height * 0.44);
    page.clearRect(0, 0, width, height);
    if (this.view === "size") {
      scale = (this.millimetres / 2) * this.card.pxPerMm * this.ratio;
      centre = height * 0.32;
      const half = (CARD_MM / 2) * this.card.pxPerMm * this.ratio;
      ruler(page, width / 2, height * 0.58, half, this.ratio, ink);
    } else if (captioned) {
      ruler(page, width / 2, height - foot + 14 * this.ratio, scale, this.ratio, ink);
    }
    const plan = this.view === "facets" || this.hasAttribute("sold");
    page.save();
    page.translate(width / 2, centre);
    paint(page, this.stone, this.turn, { scale, plan, night: this.night, line: this.ratio });
    page.restore();
  }

  icons() {
    const side = about(1, 0, 0, Math.PI / 2);
    for (const button of this.buttons.children) {
      const icon = button.querySelector("canvas");
      const { view } = button.dataset;
      icon.width = 88;
      icon.height = 88;
      const page = icon.getContext("2d");
      page.translate(44, 44);
      const scale = ((view === "size" ? 0.16 : 0.46) * 88) / this.stone.reach;
      paint(page, this.stone, view === "side" ? side : STILL, {
        scale,
        plan: /facets|side/.test(view),
        night: this.night,
        line: 1.6,
      });
    }
  }
}

if (!customElements.get("stone-viewer")) customElements.define("stone-viewer", StoneViewer);
