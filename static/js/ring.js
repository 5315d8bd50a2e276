// Choosing a metal or a size shows that ring at once; without this the button does.
for (const form of document.querySelectorAll("[data-choice]")) {
  form.querySelector("[data-choose]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
