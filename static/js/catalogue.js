// A catalogue on its way: the page looks every second until it is there, and then saves it.

const EVERY = 1000;
const HURRY = 8000;
const shown = () => document.getElementById("catalogue");

async function look() {
  try {
    const answer = await fetch(shown().dataset.url, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(HURRY) });
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("catalogue");
      if (fresh && fresh.dataset.state !== shown().dataset.state) {
        shown().replaceWith(fresh);
        fresh.querySelector("a[download]")?.click();
      }
    }
  } catch {
    // The next look asks again.
  }
  follow();
}

function follow() {
  if (shown().dataset.state === "wanted") setTimeout(look, EVERY);
}

follow();
