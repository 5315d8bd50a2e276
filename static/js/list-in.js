// A list on its way in: a file may be dropped on its field, and the page follows the list's state.

for (const field of document.querySelectorAll("[data-drop]")) {
  const input = field.querySelector('input[type="file"]');
  field.dataset.ready = "";
  const over = (is) => field.classList.toggle("over", is);
  for (const name of ["dragenter", "dragover"]) {
    field.addEventListener(name, (event) => {
      event.preventDefault();
      over(true);
    });
  }
  field.addEventListener("dragleave", () => over(false));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Progress is drawn in place; a new state has other tables and buttons, so the page is fetched anew.
document.addEventListener("live:list", (event) => {
  const shown = event.target.closest?.("[data-state]");
  if (shown && event.detail.state !== shown.dataset.state) location.reload();
});

for (const form of document.querySelectorAll(".list-in form, form.list-in")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.busy) button.textContent = button.dataset.busy;
  });
}
