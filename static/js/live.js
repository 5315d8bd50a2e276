// Follows what the page shows. An element [data-live="topic"][data-version="7"] is kept up to date over
// one socket, or by polling when there is none; every message reaches the page's modules as an event.
//
//   live:<kind of topic>  on the element (bubbles) or the document; detail = {topic, version, html, …}.
//                         preventDefault(): the module applies it, and sets data-version, itself.
//   live:signal           detail = {topic, signal, sender: {kind, name}}
//   live:state            on the document; detail = {state: "on" | "polling" | "off"}, also <html data-live>

const TOPIC = /^[a-z][a-z_]*:[\w-]+$/;
const MOST = 100; // topics per socket
const PER_MESSAGE = 40; // topics in one message, which must stay below 4 KB
const SILENCE = 16_000; // ms without a heartbeat until the socket counts as dead; they come every 5 s
const HIDDEN = 5 * 60_000; // ms in the background until the page rests

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const between = (low, high) => low + Math.random() * (high - low);
const kindOf = (topic) => topic.slice(0, topic.indexOf(":"));
const elements = (topic) => document.querySelectorAll(`[data-live="${topic}"]`);

function start() {
  const followed = new Map(); // topic → version, as far as the socket knows
  const asked = new Map(); // topics that a module follows without an element
  const refused = new Set();
  const fetching = new Set();
  let socket = null;
  let tries = 0;
  let state = "";
  let heardAt = 0; // the socket's last frame
  let checkedAt = performance.timeOrigin; // when the shop last vouched for what is shown
  let poll = null;
  let retry, rest;
  let resting = false;

  function become(next) {
    if (state === next) return;
    state = next;
    document.documentElement.dataset.live = state;
    document.dispatchEvent(new CustomEvent("live:state", { detail: { state } }));
  }

  function wanted() {
    const found = new Set(asked.keys());
    for (const node of document.querySelectorAll('[data-live*=":"]')) {
      const topic = node.dataset.live;
      if (found.size < MOST && TOPIC.test(topic) && !refused.has(topic)) found.add(topic);
    }
    return found;
  }

  // The oldest version shown; an element that arrived late may be older than its twin.
  function version(topic) {
    const shown = [...elements(topic)].map((node) => Number(node.dataset.version || -1));
    if (asked.has(topic)) shown.push(asked.get(topic));
    return shown.length ? Math.min(...shown) : -1;
  }

  // --- applying
  function apply(topic, payload) {
    const name = `live:${kindOf(topic)}`;
    const detail = { ...payload, topic };
    const numbered = Number.isFinite(payload.version);
    const nodes = [...elements(topic)];
    if (asked.has(topic) && (!numbered || payload.version > asked.get(topic))) {
      if (numbered) asked.set(topic, payload.version);
      if (!nodes.length) document.dispatchEvent(new CustomEvent(name, { detail }));
    }
    for (const node of nodes) {
      const known = Number(node.dataset.version || -1);
      if (numbered && payload.version <= known) continue;
      const event = new CustomEvent(name, { detail, bubbles: true, cancelable: true });
      if (!node.dispatchEvent(event)) continue;
      if (typeof payload.html === "string") {
        node.innerHTML = payload.html;
        node.classList.remove("live-changed");
        void node.offsetWidth; // restarts the cross-fade
        node.classList.add("live-changed");
        globalThis.htmx?.process(node);
      }
      if (payload.kind) node.dataset.kind = payload.kind;
      if (numbered) node.dataset.version = payload.version;
    }
  }

  async function fetchTopics(topics) {
    const due = topics.filter((topic) => !fetching.has(topic) && !refused.has(topic));
    for (const topic of due) fetching.add(topic);
    try {
      for (let i = 0; i < due.length; i += PER_MESSAGE) {
        const list = due.slice(i, i + PER_MESSAGE).map((topic) => `${topic}:${Math.max(version(topic), 0)}`);
        const answer = await fetch(`/live/?t=${list.join(",")}`, {
          credentials: "same-origin",
          signal: AbortSignal.timeout(8000),
        });
        if (!answer.ok) throw new Error(answer.status);
        for (const [topic, payload] of Object.entries(await answer.json())) {
          if (payload.denied) refused.add(topic);
          else apply(topic, payload);
        }
      }
      checkedAt = Date.now();
      return true;
    } catch {
      return false;
    } finally {
      for (const topic of due) fetching.delete(topic);
    }
  }

  // --- the socket
  function address() {
    const port = Number(meta("live-port") || document.body.dataset.socketPort || 0);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    return `${scheme}://${port ? `${location.hostname}:${port}` : location.host}/live/`;
  }

  const open = () => socket?.readyState === WebSocket.OPEN;
  const say = (message) => open() && socket.send(JSON.stringify(message));

  function connect() {
    clearTimeout(retry);
    if (socket || resting || !wanted().size) return;
    const mine = (socket = new WebSocket(address()));
    heardAt = Date.now();
    mine.onopen = () => {
      followed.clear();
      follow();
    };
    mine.onmessage = (event) => {
      heardAt = Date.now();
      tries = 0;
      hear(JSON.parse(event.data));
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      lost(event.code);
    };
  }

  // A full jitter, so that a thousand pages cut at once don't return at once.
  function lost(code) {
    const pause = { 4401: 1000, 4403: 500, 4400: 60_000, 4429: 20_000 }[code];
    const most = pause ?? Math.min(20_000, 1000 * 2 ** tries);
    tries += 1;
    clearTimeout(retry);
    retry = setTimeout(connect, between(most / 4, most));
    schedulePoll(between(1000, 3000));
  }

  function drop() {
    const old = socket;
    socket = null;
    old?.close();
  }

  function follow() {
    const now = wanted();
    const added = [...now].filter((topic) => !followed.has(topic));
    const removed = [...followed.keys()].filter((topic) => !now.has(topic));
    for (const topic of removed) followed.delete(topic);
    if (removed.length) say({ type: "unfollow", topics: removed });
    for (let i = 0; i < added.length; i += PER_MESSAGE) {
      const some = added.slice(i, i + PER_MESSAGE);
      say({ type: "follow", topics: some, signed: followed.size ? "" : meta("live-topics") });
      for (const topic of some) followed.set(topic, true);
    }
  }

  function hear(frame) {
    if (frame.type === "push") {
      const { type, topic, ...payload } = frame;
      apply(topic, payload);
    } else if (frame.type === "signal") {
      const target = elements(frame.topic)[0] ?? document;
      const { topic, signal, sender } = frame;
      target.dispatchEvent(new CustomEvent("live:signal", { detail: { topic, signal, sender }, bubbles: true }));
    } else if (frame.type === "denied") {
      for (const topic of frame.topics) refused.add(topic);
    } else if (frame.type === "beat") {
      become("on");
      if (frame.stale) return;
      const behind = Object.keys(frame.versions).filter((topic) => frame.versions[topic] > version(topic));
      if (!behind.length) checkedAt = Date.now();
      else setTimeout(fetchTopics, between(0, 600), behind);
    }
  }

  // --- without a socket
  function schedulePoll(pause) {
    if (!resting) poll ??= setTimeout(pollOnce, pause);
  }

  async function pollOnce() {
    poll = null;
    if (open() && state === "on") return;
    const topics = [...wanted()];
    if (topics.length) become((await fetchTopics(topics)) ? "polling" : "off");
    if (!(open() && state === "on")) schedulePoll(between(5000, 10_000));
  }

  // --- the page
  let noticed;
  function notice() {
    clearTimeout(noticed);
    noticed = setTimeout(() => (open() ? follow() : socket || connect()), 60);
  }

  function sleep() {
    resting = true;
    clearTimeout(poll);
    poll = null;
    clearTimeout(retry);
    drop();
    become("off");
  }

  function wake() {
    clearTimeout(rest);
    if (!resting && open() && Date.now() - heardAt < SILENCE) return;
    resting = false;
    tries = 0;
    clearTimeout(poll);
    poll = null;
    drop();
    connect();
    schedulePoll(between(0, 300));
  }

  function watch() {
    if (open() && Date.now() - heardAt > SILENCE) {
      drop();
      lost();
    }
    for (const node of document.querySelectorAll("[data-live-age]")) age(node);
  }

  // "checked 4 seconds ago": seen, never announced.
  function age(node) {
    if (document.hidden) return;
    const seconds = Math.round((Date.now() - checkedAt) / 1000);
    const told = new Intl.RelativeTimeFormat(document.documentElement.lang || "en-AU", { numeric: seconds ? "always" : "auto" });
    const text = seconds < 60 ? told.format(-seconds, "second") : told.format(-Math.round(seconds / 60), "minute");
    const words = `${node.dataset.liveAge} ${text}`.trim();
    if (node.textContent === words) return;
    node.setAttribute("aria-live", "off");
    node.textContent = words;
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(sleep, HIDDEN);
    else wake();
  });
  addEventListener("pagehide", sleep);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  addEventListener("offline", () => become("off"));
  new MutationObserver(notice).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-live"],
  });
  setInterval(watch, 1000);
  connect();
  schedulePoll(4000);

  return {
    follow(topic, known = -1) {
      asked.set(topic, known);
      notice();
    },
    unfollow(topic) {
      asked.delete(topic);
      notice();
    },
    // With the cookies of now: a first act may have made somebody of a stranger.
    reconnect() {
      refused.clear();
      tries = 0;
      drop();
      connect();
    },
    signal: (topic, name) => say({ type: "signal", topic, signal: name }),
    lastBeatAt: () => checkedAt,
    state: () => state,
  };
}

// Two addresses of this file (one hashed, one not) are still one connection.
const live = (globalThis.omniLive ??= start());
export const { follow, unfollow, reconnect, signal, lastBeatAt, state } = live;
