// A card was declined, or she went back: what she typed is still there. It stays in this tab, until she has bought.

const KEPT = "checkout.typed";
const TYPED = ["name", "email", "street", "town"];
const form = document.querySelector("[data-checkout]");

function fill() {
  let typed;
  try {
    typed = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return;
  }
  for (const name of TYPED) {
    const field = form.elements[name];
    if (!field.value && typed[name]) field.value = typed[name];
  }
  const ways = [...form.elements.how];
  const way = ways.find((one) => one.value === typed.how);
  if (way && ways[0].checked) way.checked = true;
}

function keep() {
  const sent = new FormData(form);
  const typed = Object.fromEntries([...TYPED, "how"].map((name) => [name, sent.get(name)]));
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(typed));
  } catch {
    // Without storage she types it again.
  }
}

if (form) {
  form.addEventListener("submit", keep);
  // What the server found wrong stands as it was sent.
  if (!form.querySelector('[aria-invalid="true"]')) fill();
} else if (document.querySelector(".order-lines")) {
  sessionStorage.removeItem(KEPT);
}
