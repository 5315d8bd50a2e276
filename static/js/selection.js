// A list that we sent: says once it is really looked at, and what is opened from it. A link that is only
// fetched, as a previewer does, says nothing.

const url = document.querySelector("[data-looks]")?.dataset.looks;

function tell(what, item) {
  // A beacon can't carry the token; a kept-alive request can, and outlives the page as well.
  fetch(url, {
    method: "POST",
    body: JSON.stringify(item ? { what, item } : { what }),
    keepalive: true,
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content ?? "",
    },
  }).catch(() => {});
}

function opened() {
  if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", opened, { once: true });
    return;
  }
  requestAnimationFrame(() => setTimeout(() => tell("opened"), 0));
}

function clicked(event) {
  const link = event.target.closest?.("a[data-look]");
  if (link) tell(link.dataset.look, link.closest("[data-item]")?.dataset.item);
}

if (url) {
  if (document.prerendering) document.addEventListener("prerenderingchange", opened, { once: true });
  else opened();
  document.addEventListener("click", clicked);
  document.addEventListener("auxclick", clicked);
}
