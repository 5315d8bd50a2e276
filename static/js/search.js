// The filters' numbers and bars follow the list. When that can't be fetched the old one stays, with a
// way to try again.

const TALL = 44; // of a range's bars, in units of their drawing

function renumber() {
  const told = document.getElementById("numbers")?.value;
  if (!told) return;
  const { counts, bars } = JSON.parse(told);
  for (const node of document.querySelectorAll("[data-count]")) {
    node.dataset.n = node.textContent = counts[node.dataset.count] ?? "0";
  }
  for (const [name, heights] of Object.entries(bars)) {
    document.querySelectorAll(`[data-bars="${name}"] rect`).forEach((bar, i) => {
      bar.setAttribute("height", heights[i]);
      bar.setAttribute("y", (TALL - heights[i]).toFixed(1));
    });
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "results" || event.detail.elt?.id === "results") renumber();
});

let last = null;

const problem = () => document.getElementById("results-problem");

function failed(event) {
  if (event.detail.target?.id !== "results" && event.detail.target?.id !== "browse") return;
  last = event.detail.pathInfo?.finalRequestPath ?? null;
  if (problem()) problem().hidden = false;
}

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, failed);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]")) return;
  if (last) location.assign(last);
  else document.getElementById("filters-form")?.requestSubmit();
});
