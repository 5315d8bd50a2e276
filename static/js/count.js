// Counting: every scan is kept until the shop has heard it, in its order, and sent again with its own key;
// the totals follow. Scanners that type, the camera and fingers all end in one place.

import { Outbox } from "./chat/outbox.js";

const form = document.getElementById("count-scan");
const { code, quantity } = form.elements;
const heard = document.getElementById("count-heard");
const waiting = document.getElementById("count-waiting");
const camera = document.getElementById("camera");
const lens = document.getElementById("lens");
const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
const HURRY = 8000;
let lastSeen = "";

function say(kind, text) {
  for (const line of [heard, document.getElementById("camera-heard")]) {
    line.dataset.kind = kind;
    line.textContent = text;
  }
}

// --- sending, one after the other
async function send(entry) {
  const body = new URLSearchParams({
    csrfmiddlewaretoken: token,
    client_key: entry.client_id,
    code: entry.body,
    quantity: entry.quantity,
  });
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token },
      signal: AbortSignal.timeout(HURRY),
    });
  } catch (problem) {
    say("refused", form.dataset.unreached);
    throw problem;
  }
  if (answer.ok && !answer.redirected) return answer.json();
  if (answer.status === 401 || answer.status === 403) {
    say("refused", form.dataset.signedOut);
    throw new Error(answer.status);
  }
  if (answer.status >= 500 || answer.status === 429 || answer.redirected) throw new Error(answer.status);
  const said = await answer.json().catch(() => ({}));
  const refusal = new Error(answer.status);
  refusal.refused = said.message || String(answer.status);
  throw refusal;
}

const outbox = new Outbox(`count.${form.dataset.count}`, {
  send,
  onSent(answer) {
    say(answer.kind, answer.said);
    refresh();
  },
  onChange: draw,
});

function draw(entries) {
  const shown = entries.filter((entry) => entry.state !== "sending" || entries.length > 1);
  waiting.hidden = shown.length === 0;
  waiting.replaceChildren(
    ...shown.map((entry) => {
      const line = document.createElement("li");
      const words = document.createElement("span");
      const what = entry.quantity > 1 ? `${entry.quantity} × ${entry.body}` : entry.body;
      words.textContent = `${what}: ${entry.problem ?? waiting.dataset.waiting}`;
      line.append(words);
      if (entry.problem) {
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "btn quiet small";
        drop.textContent = waiting.dataset.drop;
        drop.addEventListener("click", () => outbox.confirm(entry.client_id));
        line.append(drop);
      }
      return line;
    }),
  );
}

function take(text, many = "1") {
  if (text.trim()) outbox.add(text.trim(), { quantity: Number(many) || 1 });
}

// --- what is typed, by fingers or by a scanner that types
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(code.value, quantity.value);
  code.value = "";
  quantity.value = "1";
  code.focus();
});

// A scanner types wherever the focus is: let it be the line for tags.
document.addEventListener("keydown", (event) => {
  const free = event.target === document.body || event.target.closest?.("#count-now");
  if (free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) code.focus();
});

// --- the camera goes on from tag to tag
document.addEventListener("click", (event) => event.target.closest("[data-camera]") && tell("scan:start"));
camera.addEventListener("close", () => {
  lastSeen = "";
  tell("scan:stop");
  code.focus();
});
lens.addEventListener("scanned", (event) => {
  const { text } = event.detail;
  if (text === lastSeen) return say("again", form.dataset.twice);
  lastSeen = text;
  take(text);
});
lens.addEventListener("scan-refused", () => {
  camera.querySelector("[data-no-camera]").hidden = false;
});

function tell(what) {
  lens.dispatchEvent(new CustomEvent(what, { bubbles: true }));
}

// --- the totals, once for many scans
let fetching = false;
let again = false;

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  const now = document.getElementById("count-now");
  try {
    const answer = await fetch(now.dataset.url, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(HURRY) });
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("count-now");
      if (fresh && fresh.dataset.state !== "open") location.reload();
      else if (fresh) now.replaceWith(fresh);
    }
  } catch {
    // The next scan asks again.
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

document.addEventListener("live:count", (event) => {
  event.preventDefault();
  refresh();
});

// --- nothing that was scanned is left behind
document.querySelector("[data-count-close]").addEventListener("submit", (event) => {
  if (!outbox.entries.some((entry) => !entry.problem)) return;
  event.preventDefault();
  say("refused", form.dataset.unreached);
  outbox.retry();
});
