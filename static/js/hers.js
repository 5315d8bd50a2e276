// What is pushed of a piece is the same for everybody: "On hold". A badge [data-hers="address"] of what is
// kept for her asks for her own instead. A fetch that fails leaves the old version, so the heartbeat offers it again.

async function show(node) {
  const answer = await fetch(node.dataset.hers, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  if (!answer.ok) return;
  const { version, kind, html, hers } = await answer.json();
  node.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  node.dataset.kind = kind;
  node.dataset.version = version;
  if (hers) return;
  node.removeAttribute("data-hers");
  node.closest(".piece")?.querySelector(".yours")?.remove();
}

document.addEventListener("live:stock", (event) => {
  if (!event.target.dataset?.hers) return;
  event.preventDefault();
  show(event.target).catch(() => {});
});
