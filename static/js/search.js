// When the list can't be fetched the old one stays, with a way to try again.

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
