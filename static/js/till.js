// The till: how much cash to take and what to give back. The server counts again; this only helps to hand over.

const COIN = { AUD: 5, NZD: 10, CAD: 5, CHF: 5 }; // the smallest coin, in cents
const cents = (text) => Math.round(Number(String(text).replace(/[\s,$]/g, "")) * 100) || 0;

function shown(amount, currency) {
  return new Intl.NumberFormat(document.documentElement.lang || "en-AU", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(amount / 100);
}

function count(form) {
  const { total, currency } = form.dataset;
  const pay = new FormData(form).get("pay");
  const line = form.querySelector("[data-change]");
  if (!line) return;
  const coin = COIN[currency] ?? 1;
  const card = pay === "split" ? cents(form.querySelector("[data-card]").value) : 0;
  const due = Math.round((cents(total) - card) / coin) * coin;
  const given = cents(form.querySelector("[data-given]").value);
  line.textContent =
    given > due
      ? `${line.dataset.back} ${shown(given - due, currency)}`
      : `${line.dataset.due} ${shown(Math.max(due, 0), currency)}`;
}

const all = () => document.querySelectorAll("[data-till]").forEach(count);
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-till]");
  if (form) count(form);
});
document.addEventListener("htmx:afterSettle", all);
all();
