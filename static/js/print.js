// A button that prints the page: [data-print].
document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());
