// One transfer while others pack, send or receive it: what it shows follows. The field that somebody types in, and
// what was typed and not sent, stay the very same elements, or a tablet would close its keyboard.

const HURRY = 8000;
const FIELDS = "input:not([type=hidden]), textarea";
let fetching = false;
let sentAt = -Infinity;

const typed = (field) => field === document.activeElement || field.value !== field.defaultValue;

function holds(node) {
  if (node.matches(FIELDS)) return typed(node);
  return [...node.querySelectorAll(FIELDS)].some(typed);
}

const nameOf = (node) => node.id || node.getAttribute("action") || node.getAttribute("name") || `${node.tagName}.${node.className}`;

// `old` becomes what `fresh` is, around the fields that somebody has typed in.
function freshen(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (name !== "value") old.setAttribute(name, value);
  }
  if (old.matches(FIELDS)) return;
  const kept = new Map([...old.children].filter(holds).map((node) => [nameOf(node), node]));
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = next.nodeType === Node.ELEMENT_NODE && kept.get(nameOf(next));
    if (!same) {
      old.insertBefore(next, at);
      continue;
    }
    while (at && at !== same) at = dropped(at);
    freshen(same, next);
    at = same.nextSibling;
  }
  while (at) at = dropped(at);
}

function dropped(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

async function refresh() {
  const shown = document.getElementById("transfer");
  // What was just sent is answered by a page of its own; a new key now would make a second press another act.
  if (fetching || performance.now() - sentAt < HURRY) return;
  fetching = true;
  try {
    const answer = await fetch(shown.dataset.url, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(HURRY) });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (performance.now() - sentAt < HURRY) return;
    for (const id of ["transfer", "transfer-scan"]) freshen(document.getElementById(id), page.getElementById(id));
  } catch {
    // It keeps its old version, so the next heartbeat offers the news again.
  } finally {
    fetching = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sentAt = performance.now();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) sentAt = -Infinity;
});
document.addEventListener("live:transfer", (event) => {
  event.preventDefault();
  refresh();
});
