// True size needs a screen whose millimetres are known: a bank card held to a line settles them.

export const CARD_MM = 85.6;
const PX_PER_MM = 96 / 25.4;
const REMEMBERED = "stone-viewer.mm";

export class Card {
  constructor(words, changed) {
    this.fit = recalled();
    this.element = document.createElement("label");
    this.element.className = "stone-card";
    const text = document.createElement("span");
    text.textContent = words.card;
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0.6, max: 1.8, step: 0.01, value: this.fit });
    slider.setAttribute("aria-label", words.calibrate);
    slider.addEventListener("input", () => {
      this.fit = Number(slider.value);
      remember(this.fit);
      changed();
    });
    this.element.append(text, slider);
  }

  get pxPerMm() {
    return PX_PER_MM * this.fit;
  }
}

function recalled() {
  try {
    return Number(localStorage.getItem(REMEMBERED)) || 1;
  } catch {
    return 1;
  }
}

function remember(fit) {
  try {
    localStorage.setItem(REMEMBERED, String(fit));
  } catch {
    // Private windows may refuse storage; the slider still works for this page.
  }
}
