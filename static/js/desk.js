// The desk: its queue keeps itself up to date, keys move through it, shortcuts write the reply.

import { Conversation } from "./chat/conversation.js";
import { arrived } from "./omni.js";

const LATE = 60; // seconds that somebody may wait, as the queue's amber says

const root = document.querySelector("[data-desk-chat]");
const talk = root ? new Conversation(root) : null;
const field = root?.querySelector("[data-reply]");
const typingIn = (target) => target.matches?.("input, textarea, select, [contenteditable]");

// --- the queue
let fetching = false;
let again = false;

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const queue = document.getElementById("queue");
    const answer = await fetch(`${queue.dataset.queueUrl}?open=${queue.dataset.open}`, {
      headers: { Accept: "text/html" },
      signal: AbortSignal.timeout(8000),
    });
    if (answer.redirected || !answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("queue");
    const focused = queue.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
    const top = queue.scrollTop;
    queue.replaceWith(fresh);
    fresh.scrollTop = top;
    if (focused) fresh.querySelector(`a[href="${focused}"]`)?.focus();
    document.getElementById("figures")?.replaceChildren(
      document.getElementById("figures-now").content.cloneNode(true),
    );
  } catch {
    setTimeout(refresh, 3000);
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

document.addEventListener("live:desk", (event) => {
  event.preventDefault();
  refresh();
});

setInterval(() => {
  for (const node of document.querySelectorAll("#queue [data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - new Date(node.dataset.since)) / 1000));
    if (seconds >= 3600) continue;
    node.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    node.classList.toggle("late", seconds > LATE);
  }
}, 1000);

// --- keys
function step(by) {
  const items = [...document.querySelectorAll("#queue .queue-item")];
  if (!items.length) return;
  const at = items.findIndex((item) => item === document.activeElement || item.hasAttribute("aria-current"));
  const focused = items.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : at;
  items[Math.max(0, Math.min(items.length - 1, from + by))].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (typingIn(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/" && field) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "j" || event.key === "J") step(1);
  else if (event.key === "k" || event.key === "K") step(-1);
});

// --- shortcuts: a button writes its answer, and so does /name and a space
function insert(text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

const canned = [...(root?.querySelectorAll("[data-canned]") ?? [])];
for (const button of canned) button.addEventListener("click", () => field && insert(button.dataset.canned));

field?.addEventListener("input", () => {
  const match = /(^|\s)\/([\w-]+) $/.exec(field.value.slice(0, field.selectionStart));
  const found = match && canned.find((button) => button.dataset.shortcut === match[2]);
  if (!found) return;
  const end = field.selectionStart;
  field.setSelectionRange(end - match[2].length - 2, end);
  insert(found.dataset.canned);
});

// --- the customer: fetched again when she looks at something else
async function refreshContext() {
  try {
    const answer = await fetch(root.dataset.contextUrl, { signal: AbortSignal.timeout(8000) });
    if (answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("context");
    const old = document.getElementById("context");
    // Somebody who writes a booking keeps it.
    if (fresh && !old.contains(document.activeElement) && !old.querySelector("details[open]")) {
      old.replaceWith(fresh);
      arrived(fresh);
    }
  } catch {
    // It stays as it was; the next look brings it up to date.
  }
}

root?.addEventListener("live:signal", (event) => {
  if (event.detail.signal === "looking" && event.detail.sender.kind !== "user") refreshContext();
});

// Who answers has changed: the head says so. The reply box changes only while nothing is being written in it.
async function refreshHead() {
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(8000) });
    if (answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const head = fresh.querySelector("[data-desk-chat] .chat-head");
    root.querySelector(".chat-head").replaceWith(head);
    arrived(head);
    const dialog = document.getElementById("pass-on");
    if (!dialog.open) dialog.replaceWith(fresh.getElementById("pass-on"));
    if (Boolean(fresh.querySelector("[data-reply]")) !== Boolean(field) && !field?.value) location.reload();
  } catch {
    // The next word brings it up to date.
  }
}

root?.addEventListener("chat:said", (event) => {
  if (event.detail.kind === "joined" || event.detail.kind === "notice") refreshHead();
});
