// <time datetime="…" data-local="time|date|datetime|moment|ago" data-zone="Australia/Sydney">: in the viewer's zone.
// Where her zone is not the store's, the store's time stays, and hers is added: "6:00 pm (8:00 pm your time)".

const language = document.documentElement.lang || "en-AU";
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const parts = {
  time: { hour: "numeric", minute: "2-digit" },
  date: { weekday: "short", day: "numeric", month: "short" },
  datetime: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
};
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

function ago(then) {
  const s = Math.round((then - Date.now()) / 1000);
  if (Math.abs(s) < 60) return relative.format(s, "second");
  if (Math.abs(s) < 3600) return relative.format(Math.round(s / 60), "minute");
  if (Math.abs(s) < 86400) return relative.format(Math.round(s / 3600), "hour");
  return relative.format(Math.round(s / 86400), "day");
}

const inZone = (then, kind, timeZone) => new Intl.DateTimeFormat(language, { ...parts[kind], timeZone }).format(then);

// As a diary says it: 2:13 pm today, Fri this week, 2 Nov this year, Mar 2025 before.
function moment(then, zone) {
  const days = (Date.now() - then) / 86_400_000;
  const day = (when) => inZone(when, "date", zone);
  if (day(then) === day(Date.now())) return inZone(then, "time", zone);
  const options = days < 6 ? { weekday: "short" } : days < 300 ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(then);
}

function show(node) {
  const then = new Date(node.dateTime);
  if (Number.isNaN(then.getTime())) return;
  const kind = node.dataset.local || "datetime";
  let text;
  if (kind === "ago") {
    text = ago(then);
  } else if (kind === "moment") {
    text = moment(then, node.dataset.zone || here);
  } else {
    const mine = inZone(then, kind, here);
    const theirs = node.dataset.zone ? inZone(then, kind, node.dataset.zone) : mine;
    text = mine === theirs ? mine : `${theirs} (${mine} ${node.dataset.yours || "your time"})`;
  }
  if (node.textContent !== text) node.textContent = text;
}

const all = (root) => root.querySelectorAll("time[data-local]").forEach(show);
all(document);
document.addEventListener("htmx:load", (event) => all(event.detail.elt.parentElement ?? document));
setInterval(() => document.querySelectorAll('time[data-local="ago"]').forEach(show), 15000);
