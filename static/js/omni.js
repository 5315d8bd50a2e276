// What every page needs: the CSRF header, the connection's state, client keys, busy buttons and toasts.

const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const toasts = document.getElementById("toasts");

export function say(text) {
  if (!toasts || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  toasts.replaceChildren(toast);
  setTimeout(() => toast.remove(), 6000);
}

// Fresh nodes in the page: local times, client keys and htmx look at them as at a swap of its own.
export function arrived(node) {
  globalThis.htmx?.process(node);
  node.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: node } }));
}

// crypto.randomUUID is missing on plain HTTP other than localhost.
export function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// --- client keys: one per intention. Kept while the answer is unknown, so that a retry is the same act.
const keyed = (root) =>
  root.querySelectorAll('form[data-key] input[name="client_key"], form[data-key]:not(:has([name="client_key"]))');

function fillKeys(root) {
  for (const node of keyed(root)) {
    if (node.tagName === "INPUT") {
      if (!node.value) node.value = freshKey();
      continue;
    }
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "client_key";
    input.value = freshKey();
    node.append(input);
  }
}

function renewKey(form) {
  const input = form?.matches?.("form[data-key]") && form.querySelector('input[name="client_key"]');
  if (input) input.value = freshKey();
}

// --- busy buttons keep their width and say what they do
const rest = new WeakMap();

function busy(button) {
  if (!button || button.getAttribute("aria-busy") === "true") return;
  rest.set(button, [...button.childNodes]);
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) button.textContent = button.dataset.busy;
}

function calm(button) {
  if (!button || button.getAttribute("aria-busy") !== "true") return;
  button.removeAttribute("aria-busy");
  button.style.minWidth = "";
  if (rest.has(button)) button.replaceChildren(...rest.get(button));
}

const busyIn = (root) => root.querySelectorAll('button[aria-busy="true"]');

const byHtmx = "[hx-post], [hx-get], [hx-put], [hx-patch], [hx-delete]";

document.addEventListener(
  "submit",
  (event) => {
    const button = event.submitter;
    const needed = event.target.closest("[data-needs-online]") ?? button?.closest("[data-needs-online]");
    if (button?.getAttribute("aria-busy") === "true" || (needed && !navigator.onLine)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (button?.dataset.busy && !event.target.matches(byHtmx)) {
      // After this turn: the button's own name and value are read first.
      setTimeout(() => event.defaultPrevented || busy(button));
    }
  },
  true,
);

// --- htmx
// A button that asks by itself sends no form that could be held back above.
document.addEventListener("htmx:beforeRequest", (event) => {
  const button = event.detail.elt.closest("button[hx-post]");
  if (button?.matches("[data-needs-online]") && !navigator.onLine) event.preventDefault();
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  const button = requestConfig.triggeringEvent?.submitter ?? elt;
  if (button.dataset?.busy) busy(button);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  calm(elt);
  for (const button of busyIn(elt)) calm(button);
  if (xhr?.status > 0 && xhr.status < 500) renewKey(elt.closest("form"));
});

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 500) say(toasts?.dataset.failed);
  else if (status === 403) say(toasts?.dataset.refused);
  else if (status === 429) say(toasts?.dataset.toomany);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => say(toasts?.dataset.unreached));
}

document.addEventListener("htmx:load", (event) => {
  fillKeys(event.detail.elt.parentElement ?? document);
  mark();
});

// The server says something in passing with HX-Trigger: {"toast": "Added to your shortlist."}
document.addEventListener("toast", (event) => say(event.detail?.value ?? event.detail));

// --- the connection
const banner = document.getElementById("offline");
let since = null;

function mark() {
  const off = !navigator.onLine;
  document.documentElement.toggleAttribute("data-offline", off);
  for (const node of document.querySelectorAll("button[data-needs-online], [data-needs-online] button")) {
    if (off) node.setAttribute("aria-disabled", "true");
    else if (node.getAttribute("aria-disabled") === "true") node.removeAttribute("aria-disabled");
  }
}

function connection() {
  if (navigator.onLine) since = null;
  else since ??= new Date();
  if (banner) {
    const time = banner.querySelector("[data-offline-since]");
    if (time && since) {
      time.dateTime = since.toISOString();
      time.textContent = since.toLocaleTimeString(document.documentElement.lang || "en-AU", {
        hour: "numeric",
        minute: "2-digit",
      });
    }
    banner.hidden = navigator.onLine;
  }
  mark();
}

// Whoever works here stays on the page she has: the browser's own would take away what she is in the midst of. The
// shop has a page for it (offline.js).
const stays = () => !navigator.onLine && document.documentElement.dataset.theme;

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  say(toasts?.dataset.offline);
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.('a[href]:not([href^="tel:"], [href^="sms:"], [href^="mailto:"])');
    const here = link && link.origin === location.origin && link.pathname + link.search === location.pathname + location.search;
    if (link && !(here && link.hash) && stays()) hold(event);
  },
  true,
);
document.addEventListener("submit", (event) => event.target.method === "get" && stays() && hold(event), true);

// The rail's word for it: live.js says "on", "polling" (every few seconds) or "off".
document.addEventListener("live:state", (event) => {
  const word = document.querySelector("#live-state > span");
  if (!word) return;
  const { state } = event.detail;
  word.parentElement.dataset.state = state;
  word.textContent = word.parentElement.dataset[state] ?? state;
});

addEventListener("online", connection);
addEventListener("offline", connection);
addEventListener("pageshow", (event) => {
  // Back to a page that the browser had kept: what was sent from it is over.
  if (!event.persisted) return;
  for (const button of busyIn(document)) calm(button);
  for (const form of document.querySelectorAll("form[data-key]")) renewKey(form);
});
// A page that answers a form is kept as its address: going back or reloading asks for the page, and never whether to
// send the form again.
history.replaceState(history.state, "", location.href);
// What is wrong may stand below what a telephone shows: the first of it has the focus.
[...document.querySelectorAll('main [aria-invalid="true"]')].find((one) => one.checkVisibility())?.focus();
fillKeys(document);
connection();
