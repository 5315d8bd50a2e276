// A part of the page that is fetched anew when the shop says it changed: [data-live="topic"][data-refresh] with
// an id. While somebody types in it, it waits.

const HURRY = 8000;
const busy = new Set();

async function refresh(node) {
  if (busy.has(node.id)) return;
  if (node.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
  busy.add(node.id);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(HURRY) });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(node.id);
    if (fresh) node.replaceWith(fresh);
  } catch {
    // It keeps its old version, so the next heartbeat offers the news again.
  } finally {
    busy.delete(node.id);
  }
}

for (const kind of ["transfers", "diary"]) {
  document.addEventListener(`live:${kind}`, (event) => {
    const node = event.target.closest?.("[data-refresh]");
    if (!node) return;
    event.preventDefault();
    refresh(node);
  });
}
