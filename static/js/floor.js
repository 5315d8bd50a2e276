// The floor: arrivals within a second and a sound, who waits too long, and the screen turned to the client.
import { canRing, lock, ring, unlock } from "./chime.js";

const LATE = 60_000; // ms that somebody may stand at the door
const html = document.documentElement;
const rung = new Set(); // visits that rang for waiting too long

// --- arrivals
const queue = () => [...document.querySelectorAll("#arrivals [data-name]")];
const waiting = () => queue().filter((one) => one.dataset.arrived);
const ids = () => new Set([...document.querySelectorAll("#arrivals [data-visit]")].map((one) => one.dataset.visit));
let fetching = false;
let again = false;

// What has been sent from the list stays in it until its answer is in: torn out, the answer would not
// know where to go.
const sending = () => document.querySelector("#arrivals .htmx-request");

function whenAnswered() {
  document.addEventListener("htmx:afterRequest", () => setTimeout(refresh, 100), { once: true });
}

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  if (sending()) return whenAnswered();
  fetching = true;
  const list = document.getElementById("arrivals");
  try {
    const answer = await fetch(list.dataset.url, { signal: AbortSignal.timeout(8000), headers: { Accept: "text/html" } });
    if (answer.redirected || !answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("arrivals");
    if (!list.isConnected) {
      again = true;
      return;
    }
    if (sending()) return whenAnswered();
    const before = ids();
    const focused = list.contains(document.activeElement) ? document.activeElement.closest("[data-visit]")?.dataset.visit : "";
    list.replaceWith(fresh);
    globalThis.htmx?.process(fresh);
    if (focused) fresh.querySelector(`[data-visit="${focused}"] :is(button, a)`)?.focus();
    welcome(queue().filter((one) => !before.has(one.dataset.visit)));
  } catch {
    stale(list);
    setTimeout(refresh, 3000);
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function stale(list) {
  const line = list.querySelector("[data-stale]");
  if (!line?.hidden) return;
  line.querySelector("[data-stale-since]").textContent = new Date().toLocaleTimeString(html.lang || "en-AU", { hour: "numeric", minute: "2-digit" });
  line.hidden = false;
}

function welcome(arrived) {
  if (!arrived.length) return;
  ring();
  document.getElementById("arrival-news").textContent = arrived.map((one) => one.dataset.name).join(", ");
  // With nobody open, her story opens by itself.
  const person = document.getElementById("person");
  if (person?.dataset.client || html.hasAttribute("data-turned")) return;
  if (!arrived.some((one) => one.querySelector("h3 a"))) return;
  const page = new URL(location.href);
  globalThis.htmx?.ajax("GET", page.pathname + page.search, { source: person, target: "#main", select: "#main", swap: "outerHTML show:none" });
}

// Somebody came or left; somebody booked, moved or called off.
for (const news of ["live:floor", "live:diary"]) {
  document.addEventListener(news, (event) => {
    event.preventDefault();
    refresh();
  });
}

const isLate = (one) => Date.now() - new Date(one.dataset.arrived) > LATE;

function watch() {
  for (const one of waiting()) {
    if (!isLate(one)) continue;
    one.classList.add("late");
    const words = one.querySelector("[data-late]");
    if (words && words.textContent !== words.dataset.late) words.textContent = words.dataset.late;
    if (!rung.has(one.dataset.visit) && ring()) rung.add(one.dataset.visit);
  }
}
setInterval(watch, 1000);

// --- sound
function tell() {
  const button = document.querySelector("[data-sound]");
  if (!button) return;
  const on = canRing();
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span").textContent = on ? button.dataset.on : button.dataset.off;
}

async function sound(on) {
  if (on) await unlock();
  else await lock();
  localStorage.setItem("floor.sound", on ? "on" : "off");
  tell();
  if (!on) return;
  for (const one of waiting()) if (isLate(one)) rung.add(one.dataset.visit);
  ring();
}

// --- the screen turned to her
function turn(on) {
  html.toggleAttribute("data-turned", on);
  for (const node of document.querySelectorAll(".turned-bar")) node.hidden = !on;
  sessionStorage.setItem("floor.turned", on ? "yes" : "");
  document.querySelector(on ? "[data-turn-back]" : "[data-turn]")?.focus();
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-sound], [data-turn], [data-turn-back]");
  if (!target) {
    // Sound was wanted before: the first touch of this page unlocks it again.
    if (localStorage.getItem("floor.sound") === "on" && !canRing()) unlock().then(tell);
  } else if (target.matches("[data-sound]")) sound(!canRing());
  else turn(target.matches("[data-turn]"));
});

if (sessionStorage.getItem("floor.turned")) turn(true);
document.addEventListener("htmx:load", tell);
document.addEventListener("htmx:afterSettle", () => {
  for (const node of document.querySelectorAll("dialog[data-open-now]:not([open])")) node.showModal();
});
for (const node of document.querySelectorAll("dialog[data-open-now]:not([open])")) node.showModal();
tell();
watch();
