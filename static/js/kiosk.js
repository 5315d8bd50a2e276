// The VIP station: one scan at a time, each with its own id; the answer clears by itself.
import { freshKey } from "./omni.js";

const CLEARS_AFTER = 15000;
const station = document.getElementById("station");
const answer = document.getElementById("answer");
const lens = document.getElementById("lens");
const form = document.getElementById("typed");
const page = document.querySelector(".kiosk");
let busy = false;
let timer = 0;

function clear() {
  clearTimeout(timer);
  answer.replaceChildren();
  station.hidden = false;
  page.classList.remove("welcome");
  form.reset();
  busy = false;
  lens.dispatchEvent(new CustomEvent("scan:start", { bubbles: true }));
}

async function ask(fields) {
  if (busy) return;
  busy = true;
  const body = new FormData(form);
  body.delete("code");
  body.set("scan", freshKey());
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  try {
    // The same id again after a lost answer: the same scan, the same answer.
    const reply = await send(body).catch(() => send(body));
    show(await reply.text());
  } catch {
    show("");
  }
}

const send = (body) =>
  fetch(station.dataset.scanUrl, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") },
    signal: AbortSignal.timeout(6000),
  });

function show(html) {
  const said = new DOMParser().parseFromString(html, "text/html").querySelector(".answer");
  answer.replaceChildren(said ?? lost());
  station.hidden = true;
  page.classList.toggle("welcome", said?.dataset.answer === "welcome");
  lens.dispatchEvent(new CustomEvent("scan:stop", { bubbles: true }));
  timer = setTimeout(clear, CLEARS_AFTER);
}

function lost() {
  const section = document.createElement("section");
  section.className = "answer";
  const words = document.createElement("h1");
  words.textContent = answer.dataset.lost || "We can’t reach the shop’s list just now. Please come in.";
  section.append(words);
  return section;
}

document.addEventListener("scanned", (event) => ask({ shown: event.detail.text }));
document.addEventListener("scan-refused", () => (document.getElementById("no-camera").hidden = false));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ code: new FormData(form).get("code") });
});
answer.addEventListener("click", (event) => event.target.closest("[data-clears]") && clear());
