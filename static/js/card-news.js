// A card whose stone is sold while somebody looks turns to line and strikes its price; it stays where it is.

function show(card, kind) {
  const sold = kind === "gone";
  card.classList.toggle("sold", sold);
  const art = card.querySelector("img[data-line]");
  if (!art) return;
  art.src = sold ? art.dataset.line : art.dataset.face;
}

document.addEventListener("live:stock", (event) => {
  const card = event.target.closest?.(".stone");
  if (card) show(card, event.detail.kind);
});
