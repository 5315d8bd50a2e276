// What the viewer puts around its canvas: caption, pause, and a button for each view.

export const WORDS = {
  face: "Face up",
  facets: "Facets",
  side: "Side",
  size: "True size",
  views: "Ways to see this stone",
  hint: "Drag it or use the arrow keys to turn it.",
  pause: "Pause turning",
  play: "Turn",
  card: "Life size on most screens. To be sure, hold a bank card to the line and move the slider until they match.",
  calibrate: "Length of the line",
  caption: "",
};
const VIEWS = ["face", "facets", "side", "size"];
const SHAPES = { pause: "M8 5v14M16 5v14", play: "M8 5l11 7-11 7z" };

// The nodes by name; `sized` stones get a view at true size.
export function panel(words, name, sized) {
  const panel = make("div", "stone-panel");
  const stage = make("div", "stone-stage");
  const canvas = make("canvas", "stone-canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", [name, words.hint].filter(Boolean).join(". "));
  const caption = make("p", "stone-caption", words.caption);
  const pauser = make("button", "stone-pause");
  pauser.type = "button";
  stage.append(canvas, caption, pauser);
  const buttons = make("div", "stone-views");
  buttons.setAttribute("role", "group");
  buttons.setAttribute("aria-label", words.views);
  for (const view of VIEWS) {
    if (view !== "size" || sized) buttons.append(choice(view, words[view]));
  }
  panel.append(stage, buttons);
  return { panel, stage, canvas, caption, pauser, buttons };
}

function choice(view, word) {
  const button = make("button", "stone-view");
  button.type = "button";
  button.dataset.view = view;
  const icon = make("canvas", "stone-icon");
  icon.setAttribute("aria-hidden", "true");
  button.append(icon, make("span", "", word));
  return button;
}

export function label(pauser, moving, words) {
  const act = moving ? "pause" : "play";
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[act]);
  icon.append(path);
  pauser.replaceChildren(icon);
  pauser.setAttribute("aria-label", words[act]);
  pauser.title = words[act];
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
