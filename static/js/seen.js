// Says after the paint what was looked at, for her own history: [data-seen="item:<uuid>"] or "search".
// The page hears "seen" once it is known.

const url = document.querySelector("[data-seen]")?.dataset.seenUrl;
let told = "";

function tell() {
  const seen = document.querySelector("[data-seen]")?.dataset.seen ?? "";
  const query = location.search.slice(1);
  const body = seen.startsWith("item:") ? { item: seen.slice(5) } : { search: query };
  const text = JSON.stringify(body);
  if (!url || text === told || (!body.item && !query)) return;
  told = text;
  // A beacon can't carry the token; a kept-alive request can, and outlives the page as well.
  fetch(url, {
    method: "POST",
    body: text,
    keepalive: true,
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content ?? "",
    },
  })
    .then(() => document.dispatchEvent(new Event("seen")))
    .catch(() => {});
}

const afterPaint = (pause) => requestAnimationFrame(() => setTimeout(tell, pause));
let waiting;

if (document.prerendering) document.addEventListener("prerenderingchange", () => afterPaint(0), { once: true });
else afterPaint(0);

// A search that is still being put together counts once it has stood for a moment.
document.addEventListener("htmx:pushedIntoHistory", () => {
  clearTimeout(waiting);
  waiting = setTimeout(tell, 1500);
});
