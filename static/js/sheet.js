// Dialogs and sheets: [data-opens="id"] opens <dialog id>, [data-closes] closes it, focus goes back.

const openers = new WeakMap();

function open(dialog, opener) {
  if (dialog.open) return;
  openers.set(dialog, opener);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  opener?.setAttribute("aria-expanded", "true");
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener?.getAttribute("aria-disabled") === "true") return;
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      open(dialog, opener);
    }
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    closer.closest("dialog")?.close();
    return;
  }
  // A click on the veil lands on the dialog itself, outside its box.
  if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

// "close" does not bubble.
document.addEventListener(
  "close",
  (event) => {
    const opener = openers.get(event.target);
    opener?.setAttribute("aria-expanded", "false");
    if (opener?.isConnected) opener.focus();
  },
  true,
);

// The server closes a sheet with HX-Trigger: close-sheet
document.addEventListener("close-sheet", () => {
  for (const dialog of document.querySelectorAll("dialog:modal")) dialog.close();
});
