// What is pushed of a piece is the same for everybody: "On hold". A badge [data-hers="address"] of what is
// kept for her asks for her own instead. On the piece's own page a badge [data-may-be-hers="address"] shows what
// everybody sees and asks too: somebody may have kept it for her while she looks. Once it became hers, or no longer
// is, what can be done there comes anew. A fetch that fails leaves the old version, so the heartbeat offers it again.

import { arrived } from "./omni.js";

const HURRY = 8000;
const CROWD = 800; // ms over which the pages of all who look at a piece ask
const asking = new WeakSet();

async function show(node, address, isHers) {
  const answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(HURRY) });
  if (answer.status === 404 && !isHers) return; // she signed out meanwhile, or it is shown to nobody any more
  if (!answer.ok) throw new Error(answer.status);
  const { version, kind, html, hers } = await answer.json();
  const piece = node.closest(".piece");
  if (piece && hers !== isHers) return renew(piece);
  if (!isHers) return;
  node.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  node.dataset.kind = kind;
  node.dataset.version = version;
  if (!hers) node.removeAttribute("data-hers");
}

async function renew(piece) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(HURRY) });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = fresh.querySelector(".piece-buy");
  const before = piece.querySelector(".piece-buy");
  if (!part || !before) throw new Error("another page");
  const focused = before.contains(document.activeElement);
  before.replaceWith(part);
  arrived(part);
  piece.dataset.kind = fresh.querySelector(".piece").dataset.kind;
  if (focused) part.querySelector(".piece-actions a, .piece-actions button")?.focus();
  document.querySelector(".stick")?.remove();
  const stick = fresh.querySelector(".stick");
  if (!stick) return;
  document.querySelector("main").after(stick);
  arrived(stick);
}

async function ask(node, address, isHers) {
  if (asking.has(node)) return;
  const before = node.dataset.version;
  asking.add(node);
  try {
    if (!isHers) await new Promise((later) => setTimeout(later, Math.random() * CROWD));
    await show(node, address, isHers);
  } catch {
    node.dataset.version = before;
  } finally {
    asking.delete(node);
  }
}

document.addEventListener("live:stock", (event) => {
  const { hers, mayBeHers } = event.target.dataset ?? {};
  if (hers) {
    event.preventDefault();
    ask(event.target, hers, true);
  } else if (mayBeHers && event.detail.kind === "hold") {
    ask(event.target, mayBeHers, false);
  }
});
