// One way of seeing the stone at a time: the row's links show what they lead to instead of jumping there.

const view = document.querySelector(".piece-view");
const links = [...(view?.querySelectorAll("[data-way]") ?? [])];
const shownBy = (link) => view.querySelector(link.hash);

function show(chosen) {
  for (const link of links) {
    link.ariaCurrent = String(link === chosen);
    shownBy(link)?.classList.toggle("shown", link === chosen);
  }
}

view?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-way]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link);
});

const asked = links.find((link) => link.hash === location.hash);
if (asked) show(asked);
