// Draws one message as templates/chat/message.html does. What people write becomes text, never markup.

const language = document.documentElement.lang || "en-AU";
const clock = (timeZone) => new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", timeZone });

// By the reader's own clock; with a zone by the store's, and hers beside it where that differs (as local-time.js).
export function timeOf(at, zone) {
  const mine = clock().format(new Date(at));
  const theirs = zone ? clock(zone).format(new Date(at)) : mine;
  return theirs === mine ? mine : `${theirs} (${mine} your time)`;
}

function node(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function time(at, zone) {
  const made = node("time", "", timeOf(at, zone));
  made.dateTime = at;
  return made;
}

function initials(name) {
  const words = (name || "?").trim().split(/\s+/);
  return (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

const isMine = (message, side) => message.from_customer === (side === "customer");

function joined(message) {
  const line = node("p", "chat-joined");
  const who = node("span", "who small", initials(message.author));
  who.setAttribute("aria-hidden", "true");
  const said = node("span", "");
  const [first, ...others] = message.body.split(". ");
  said.append(node("b", "", others.length ? `${first}.` : first), ` ${others.join(". ")}`);
  line.append(who, said);
  return line;
}

function before(message, { side, you, zone }) {
  if (message.kind === "automatic") {
    const meta = node("p", "message-meta", "Automatic answer, ");
    meta.append(time(message.at, zone));
    return meta;
  }
  if (side === "customer") return null;
  const who = !message.from_customer && message.author === you ? "You" : message.author || "Visitor";
  const meta = node("p", `message-meta before${message.from_customer ? "" : " me"}`, `${who}, `);
  meta.append(time(message.at, zone));
  return meta;
}

// The nodes of a message, in order; the one that carries its number is the last. One that was withdrawn has none.
// `side` is whose page it is, `you` her given name at the desk, `zone` the store’s there.
export function draw(message, { side, you = "", zone }) {
  const { kind, body, source, author, item } = message;
  if (kind === "withdrawn") return [];
  if (kind === "joined") return numbered([joined(message)], message);
  if (kind === "notice") return numbered([node("p", "chat-line", body)], message);
  if (kind === "item") return numbered([node("p", "chat-line", `About ${item?.title ?? body}`)], message);
  const whose = kind === "automatic" ? "auto" : isMine(message, side) ? "me" : "them";
  const bubble = node("p", `message ${whose}`, body);
  if (source) bubble.append(node("span", "source", author ? `From ${source}, checked by ${author}` : source));
  return numbered([before(message, { side, you, zone }), bubble].filter(Boolean), message);
}

function numbered(nodes, message) {
  const last = nodes.at(-1);
  last.dataset.seq = message.seq;
  if (message.client_id) last.dataset.client = message.client_id;
  return nodes;
}

// A message on its way: state is "sending", "waiting" (offline) or "failed"; `retry` sends it again.
export function drawPending(entry, retry) {
  const box = node("div", "chat-pending");
  const bubble = node("p", `message me${entry.state === "failed" ? " failed" : " waiting"}`, entry.body);
  const meta = node("p", `message-meta me${entry.state === "failed" ? " failed" : ""}`);
  if (entry.state === "failed") {
    meta.textContent = `${entry.problem || "Not sent."} `;
    const button = node("button", "", "Try again");
    button.type = "button";
    button.addEventListener("click", retry);
    if (entry.retryable !== false) meta.append(button);
  } else {
    meta.textContent = entry.state === "waiting" ? "You’re offline. Sent as soon as you’re back." : "Sending";
  }
  box.append(bubble, meta);
  return box;
}
