// A card whose stone is sold while somebody looks turns to line and strikes its price; it stays where it is.
// A photograph that doesn't come is followed by the drawing.

const isSold = (card) => card.matches('.sold, :has([data-kind="gone"])');

function draw(art, sold) {
  art.src = sold ? art.dataset.line : art.dataset.face;
}

function show(card, kind) {
  const sold = kind === "gone";
  card.classList.toggle("sold", sold);
  const art = card.querySelector("img.gem[data-line]");
  if (art) draw(art, sold);
}

function instead(photo) {
  const card = photo.closest(".stone");
  if (!card) return;
  photo.className = "gem";
  photo.alt = "";
  photo.width = photo.height = 100;
  draw(photo, isSold(card));
}

document.addEventListener("live:stock", (event) => {
  const card = event.target.closest?.(".stone");
  if (card) show(card, event.detail.kind);
});
const PHOTO = "img.photo[data-face]";
document.addEventListener("error", (event) => event.target.matches?.(PHOTO) && instead(event.target), true);
for (const photo of document.querySelectorAll(PHOTO)) {
  if (photo.complete && !photo.naturalWidth) instead(photo);
}
