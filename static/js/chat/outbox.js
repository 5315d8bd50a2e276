// What was written and not yet acknowledged, one after the other. It outlives a reload of the page.

import { freshKey } from "../omni.js";

const LATER = [1000, 3000, 8000, 15_000];

export class Outbox {
  // send(entry) → Promise<answer>; it rejects with {refused: text} when the shop said no for good.
  constructor(key, { send, onSent, onChange }) {
    Object.assign(this, { key, send, onSent, onChange });
    this.entries = this.#kept();
    this.sending = false;
    this.tries = 0;
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.#mark());
    if (this.entries.length) this.flush();
  }

  add(body, more = {}) {
    this.entries.push({ client_id: freshKey(), body, state: "sending", ...more });
    this.#changed();
    return this.flush();
  }

  // It has arrived by another way, such as a push.
  confirm(clientId) {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.client_id !== clientId);
    if (this.entries.length !== before) this.#changed();
  }

  retry() {
    this.tries = 0;
    for (const entry of this.entries) if (entry.retryable !== false) entry.state = "sending";
    this.#changed();
    return this.flush();
  }

  async flush() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.later);
    try {
      for (;;) {
        const entry = this.entries.find((one) => one.retryable !== false);
        if (!entry) break;
        if (!navigator.onLine) {
          this.#mark();
          break;
        }
        if (!(await this.#try(entry))) break;
      }
    } finally {
      this.sending = false;
    }
  }

  async #try(entry) {
    entry.state = "sending";
    this.#changed();
    try {
      const answer = await this.send(entry);
      this.tries = 0;
      this.onSent(answer, entry);
      this.confirm(entry.client_id);
      return true;
    } catch (problem) {
      entry.state = "failed";
      if (problem?.refused) Object.assign(entry, { problem: problem.refused, retryable: false });
      else if (navigator.onLine) this.#tryLater();
      else entry.state = "waiting";
      this.#changed();
      return Boolean(problem?.refused);
    }
  }

  // The same key goes with it, so that what did arrive isn't said twice.
  #tryLater() {
    const pause = LATER[Math.min(this.tries, LATER.length - 1)];
    this.tries += 1;
    this.later = setTimeout(() => this.flush(), pause);
  }

  #mark() {
    for (const entry of this.entries) if (entry.state !== "failed") entry.state = "waiting";
    this.#changed();
  }

  #changed() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.entries.filter((entry) => entry.retryable !== false)));
    } catch {
      // A private window without storage keeps them until it is left.
    }
    this.onChange(this.entries);
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }
}
