// Without a connection: she gets the page she wanted as soon as the shop can be reached again.

const again = document.querySelector("[data-again]");
const wait = document.querySelector("[data-wait]");
const PAUSE = 5000;

async function look() {
  if (document.hidden || !navigator.onLine) return;
  try {
    await fetch("/health/live/", { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(4000) });
    location.reload();
  } catch {
    // Not yet.
  }
}

again.hidden = wait.hidden = false;
again.addEventListener("click", () => location.reload());
addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, PAUSE);
