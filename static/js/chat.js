// The chat of the shop: the page itself, or the dock that every link to it opens beside what she looks at.

import { Conversation, follow, signal } from "./chat/conversation.js";
import { arrived, say } from "./omni.js";

const ADDRESS = new URL(document.querySelector('link[rel="chat"]')?.href ?? "/chat/", location.href).pathname;
const WIDE = matchMedia("(min-width: 761px)");
const remembered = (name) => {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
};
const remember = (name, value) => {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    // Without storage the dock stays closed on the next page.
  }
};

let dock = null;
let opener = null;
let talk = null;

function begin(root) {
  talk?.close();
  talk = new Conversation(root);
  remember("chat.topic", root.dataset.live ?? "");
  offer(root);
  root.addEventListener("chat:said", (event) => event.detail.kind === "joined" && named(root));
  const close = root.querySelector("[data-chat-close]");
  if (dock && close) {
    close.hidden = false;
    close.addEventListener("click", shut);
  }
}

// Somebody has joined: the head and the field name her from now on, and nobody needs to text.
async function named(root) {
  const form = root.querySelector("[data-offer]");
  if (form?.contains(document.activeElement)) root.querySelector("[data-reply]").focus();
  form?.remove();
  try {
    const answer = await fetch(ADDRESS, { headers: { "X-Dock": "1" }, signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [".chat-head .who", ".chat-head .grow"]) {
      const now = fresh.querySelector(part);
      root.querySelector(part).replaceWith(now);
      arrived(now);
    }
    root.querySelector("[data-reply]").placeholder = fresh.querySelector("[data-reply]").placeholder;
  } catch {
    // The line in the conversation says it too.
  }
}

// Out of hours: her number goes into the conversation, for whoever answers.
function offer(root) {
  const form = root.querySelector("[data-offer]");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    talk.say(`Please text me at ${form.querySelector("input").value.trim()}.`);
    form.remove();
  });
}

async function open(url, from) {
  opener = from ?? opener;
  let html;
  try {
    const answer = await fetch(url, { headers: { "X-Dock": "1" }, signal: AbortSignal.timeout(8000) });
    if (!answer.ok) throw new Error(answer.status);
    html = await answer.text();
  } catch {
    location.assign(url);
    return;
  }
  if (!dock) {
    dock = document.createElement("aside");
    dock.className = "dock";
    dock.setAttribute("aria-label", "Chat");
    document.body.append(dock);
  }
  dock.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
  begin(dock.querySelector("[data-chat]"));
  arrived(dock.firstElementChild);
  remember("chat.open", url);
  if (from) dock.querySelector("[data-reply]")?.focus();
}

function shut() {
  talk?.close();
  talk = null;
  dock?.remove();
  dock = null;
  remember("chat.open", "");
  opener?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname !== ADDRESS || page) return;
  event.preventDefault();
  open(url.href, link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dock?.contains(document.activeElement)) shut();
});

// With the dock closed an answer is announced; it waits in the chat.
document.addEventListener("live:conversation", ({ detail }) => {
  const { message } = detail;
  if (!talk && message && !message.from_customer && message.kind === "text") {
    say(`${message.author} answered: ${message.body}`);
  }
});

document.addEventListener("chat:opened", (event) => remember("chat.topic", event.detail.topic));

// Who answers sees what she looks at: her page says that it changed, never what it is.
function look() {
  const topic = talk?.root.dataset.live || remembered("chat.topic");
  if (!topic) return;
  follow(topic);
  const tell = () => signal(topic, "looking");
  setTimeout(tell, 1500);
  document.addEventListener("seen", tell);
}

const page = document.querySelector("main [data-chat]");
if (page) begin(page);
else if (remembered("chat.open") && WIDE.matches) open(remembered("chat.open"));
look();
