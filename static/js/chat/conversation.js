// One conversation on a page, for the customer's dock and for the desk alike. Messages are shown in the order
// of their numbers, each once; a gap is fetched ("after the last one I have"). What the server says counts:
// who wrote and which number it got is never taken from this page.

import { follow, reconnect, signal, unfollow } from "../live.js";
import { draw, drawPending, timeOf } from "./draw.js";
import { Outbox } from "./outbox.js";

const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const TYPING = 4000;

export class Conversation {
  constructor(root) {
    this.root = root;
    this.side = root.dataset.side;
    this.zone = root.dataset.zone;
    this.log = root.querySelector("[data-log]");
    this.typing = root.querySelector("[data-typing]");
    this.last = Number(root.dataset.version || 0);
    this.ahead = new Map();
    this.seen = Number(root.dataset.readTo || 0);
    this.pending = document.createElement("div");
    this.pending.className = "chat-waiting";
    const offer = this.log.querySelector("[data-offer]");
    if (offer) offer.before(this.pending);
    else this.log.append(this.pending);
    this.form = root.querySelector("[data-compose]");
    this.field = root.querySelector("[data-reply]");
    this.outbox = new Outbox(`chat.outbox:${root.dataset.sendUrl}`, {
      send: (entry) => this.#post(entry),
      onSent: (answer, entry) => this.#acknowledged(answer, entry),
      onChange: (entries) => this.#drawPending(entries),
    });
    for (const time of this.log.querySelectorAll("time:empty")) time.textContent = timeOf(time.dateTime, this.zone);
    root.addEventListener("live:conversation", (event) => this.#heard(event));
    root.addEventListener("live:signal", (event) => this.#signalled(event.detail));
    this.visible = () => document.visibilityState === "visible" && this.#read();
    document.addEventListener("visibilitychange", this.visible);
    this.#compose();
    this.#end();
    this.#read();
    this.catchUp();
  }

  close() {
    document.removeEventListener("visibilitychange", this.visible);
    clearTimeout(this.fetchLater);
  }

  // --- hearing
  receive(message) {
    if (!Number.isSafeInteger(message?.seq) || message.seq <= this.last) return;
    this.ahead.set(message.seq, message);
    const near = this.#nearEnd();
    while (this.ahead.has(this.last + 1)) {
      const next = this.ahead.get(this.last + 1);
      this.ahead.delete(next.seq);
      this.last = next.seq;
      this.#show(next);
    }
    this.root.dataset.version = this.last;
    if (near) this.#end();
    if (this.ahead.size) this.catchUp();
    this.#read();
  }

  async catchUp() {
    if (this.fetching || !this.root.isConnected || !this.root.dataset.live) return;
    this.fetching = true;
    clearTimeout(this.fetchLater);
    try {
      for (let more = true; more; ) {
        const url = `${this.root.dataset.messagesUrl}?after=${this.last}`;
        const answer = await fetch(url, {
          headers: { Accept: "application/json" },
          signal: AbortSignal.timeout(8000),
        });
        if (!answer.ok) throw new Error(answer.status);
        const { messages, version, read } = await answer.json();
        const had = this.last;
        for (const message of messages) this.receive(message);
        this.#markSeen(read?.[this.side === "customer" ? "staff" : "customer"]);
        more = this.last < version && this.last > had;
      }
    } catch {
      this.fetchLater = setTimeout(() => this.catchUp(), 3000);
    } finally {
      this.fetching = false;
    }
  }

  #heard(event) {
    event.preventDefault();
    const { message, version, read, withdrawn } = event.detail;
    if (message) this.receive(message);
    else if (withdrawn) this.#withdraw(withdrawn);
    else if (read) this.#markSeen(read.party !== this.side ? read.seq : 0, read.at);
    else if (version > this.last) this.catchUp();
  }

  // It turned out to be another's: its words go, and who said them when.
  #withdraw(numbers) {
    for (const seq of numbers) {
      const node = this.log.querySelector(`[data-seq="${Number(seq)}"]`);
      if (node?.previousElementSibling?.matches(".message-meta")) node.previousElementSibling.remove();
      node?.remove();
    }
  }

  #show(message) {
    this.root.querySelector("[data-first]")?.remove();
    if (message.client_id) this.outbox.confirm(message.client_id);
    for (const node of draw(message, this.root.dataset)) {
      node.classList.add("settle");
      this.pending.before(node);
    }
    if (this.typing) this.typing.textContent = "";
    this.root.dispatchEvent(new CustomEvent("chat:said", { detail: message, bubbles: true }));
  }

  // --- saying
  #compose() {
    if (!this.form) return;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.say(this.field.value);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.say(this.field.value);
    });
    let told = 0;
    this.field.addEventListener("input", () => {
      this.#grow();
      if (Date.now() - told < 2000 || !this.root.dataset.live) return;
      told = Date.now();
      signal(this.root.dataset.live, "typing");
    });
  }

  say(text) {
    const body = text.trim();
    if (!body) return;
    this.field.value = "";
    this.#grow();
    this.outbox.add(body, { about: this.root.dataset.about || "", list: this.root.dataset.list || "" });
    this.#end();
  }

  async #post(entry) {
    const { client_id, body, about, list } = entry;
    const answer = await fetch(this.root.dataset.sendUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ client_id, body, about, list, after: this.last }),
      signal: AbortSignal.timeout(15_000),
    });
    if (answer.ok) return answer.json();
    const said = await answer.json().catch(() => ({}));
    if (answer.status < 500 && answer.status !== 429) {
      throw { refused: said.message || "Not sent. Reload the page and try again." };
    }
    throw new Error(answer.status);
  }

  #acknowledged(answer) {
    const first = !this.root.dataset.live && answer.topic;
    for (const message of answer.messages ?? []) this.receive(message);
    if (answer.message) this.receive(answer.message);
    if (!first) return;
    // The browser has just become somebody: the socket says so with its next handshake.
    this.root.dataset.version = this.last;
    this.root.dataset.live = answer.topic;
    reconnect();
    this.root.dispatchEvent(new CustomEvent("chat:opened", { detail: { topic: answer.topic }, bubbles: true }));
  }

  #drawPending(entries) {
    const near = this.#nearEnd();
    this.pending.replaceChildren(...entries.map((entry) => drawPending(entry, () => this.outbox.retry())));
    if (near) this.#end();
  }

  // --- reading and typing
  #read() {
    if (!this.root.dataset.live || document.visibilityState !== "visible" || this.readTo >= this.last) return;
    clearTimeout(this.readLater);
    this.readLater = setTimeout(() => {
      const seq = (this.readTo = this.last);
      fetch(this.root.dataset.readUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
        body: JSON.stringify({ seq: String(seq) }),
        keepalive: true,
      }).catch(() => (this.readTo = 0));
    }, 400);
  }

  #markSeen(seq, at) {
    if (!(seq > this.seen)) return;
    this.seen = seq;
    const mine = [...this.log.querySelectorAll(".message.me[data-seq]")].filter((node) => Number(node.dataset.seq) <= seq);
    this.seenNode?.remove();
    if (!mine.length || !at) return;
    this.seenNode = document.createElement("p");
    this.seenNode.className = "message-meta me";
    this.seenNode.textContent = `Seen ${timeOf(at, this.zone)}`;
    mine.at(-1).after(this.seenNode);
  }

  #signalled({ signal: name, sender }) {
    const theirs = (sender.kind === "user") === (this.side === "customer");
    if (!theirs || name !== "typing" || !this.typing) return;
    this.typing.textContent = `${sender.name || "Somebody"} is typing`;
    clearTimeout(this.typingOver);
    this.typingOver = setTimeout(() => (this.typing.textContent = ""), TYPING);
  }

  // --- the view
  #nearEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
  }

  #end() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }
}

export { follow, signal, unfollow };
