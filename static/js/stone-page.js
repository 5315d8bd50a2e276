// The stone's page follows its stone: what may be done appears and goes with the state, a sold stone turns
// to line. The heart below says what the heart above says. Sharing uses the device's own sheet, else copies the link. "Back" goes back to the list she left.

import { say } from "./omni.js";

const piece = document.querySelector(".piece");
const stick = () => document.querySelector(".stick");

document.addEventListener("live:stock", (event) => {
  if (!piece?.contains(event.target)) return;
  const { kind } = event.detail;
  if (!kind) return;
  piece.dataset.kind = kind;
  if (stick()) stick().dataset.kind = kind;
  piece.querySelector("stone-viewer")?.toggleAttribute("sold", kind === "gone");
});

document.addEventListener("htmx:afterSettle", () => {
  const heart = document.querySelector("#heart button");
  if (heart) stick()?.querySelector("[data-heart]")?.setAttribute("aria-pressed", heart.ariaPressed);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const what = { title: button.dataset.title, url: location.href.split("#")[0] };
  try {
    if (navigator.share) return void (await navigator.share(what));
    await navigator.clipboard.writeText(what.url);
    say(button.dataset.copied);
  } catch (error) {
    if (error.name !== "AbortError") say(what.url);
  }
});

const back = document.querySelector("[data-back]");
if (back && document.referrer) {
  const before = new URL(document.referrer);
  if (before.origin === location.origin && before.pathname === back.pathname) back.href = before.href;
}
