// Scan a tag or a pass with the back camera, and look it up.

const camera = document.getElementById("camera");
const lens = document.getElementById("lens");
const form = document.getElementById("look-up");

const tell = (what) => lens.dispatchEvent(new CustomEvent(what, { bubbles: true }));

document.addEventListener("click", (event) => event.target.closest("[data-camera]") && tell("scan:start"));
camera.addEventListener("close", () => tell("scan:stop"));
lens.addEventListener("scanned", (event) => {
  (form.elements.code ?? form.elements.q).value = event.detail.text;
  camera.close();
  form.requestSubmit();
});
lens.addEventListener("scan-refused", () => {
  camera.querySelector("[data-no-camera]").hidden = false;
});
if (camera.hasAttribute("data-open-now")) {
  camera.showModal();
  tell("scan:start");
}
