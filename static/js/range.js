// A slider with two thumbs over the two number inputs of [data-range]; those stay the form's truth.
// data-curve="log" gives the low end, where most pieces are, most of the way.

const STEPS = 1000;

function slider(box) {
  const [low, high] = box.querySelectorAll('input[type="number"]');
  if (!low || !high || box.querySelector(".range-slider")) return;
  const min = Number(low.min);
  const max = Number(high.max);
  const step = Number(low.step) || 1;
  const log = box.dataset.curve === "log" && min > 0;

  const toValue = (at) => {
    const share = at / STEPS;
    const raw = log ? min * (max / min) ** share : min + (max - min) * share;
    const rounded = Math.round(raw / step) * step;
    return Math.min(max, Math.max(min, Number(rounded.toFixed(4))));
  };
  const toPlace = (value) => {
    const v = Math.min(max, Math.max(min, value));
    return Math.round(STEPS * (log ? Math.log(v / min) / Math.log(max / min) : (v - min) / (max - min)));
  };
  const lowest = () => (low.value === "" ? min : Number(low.value));
  const highest = () => (high.value === "" ? max : Number(high.value));

  const track = document.createElement("div");
  track.className = "range-slider";
  const thumbs = [low, high].map((number) => {
    const thumb = document.createElement("input");
    thumb.type = "range";
    thumb.min = 0;
    thumb.max = STEPS;
    thumb.setAttribute("aria-label", number.labels?.[0]?.textContent.trim() || number.name);
    track.append(thumb);
    return thumb;
  });

  function draw() {
    const [a, b] = [toPlace(lowest()), toPlace(highest())];
    thumbs[0].value = a;
    thumbs[1].value = b;
    thumbs[0].setAttribute("aria-valuetext", lowest().toLocaleString());
    thumbs[1].setAttribute("aria-valuetext", highest().toLocaleString());
    // A thumb is 44px wide, so its centre does not travel the whole width.
    const place = (at) => `calc(22px + (100% - 44px) * ${at / STEPS})`;
    track.style.setProperty("--low", place(a));
    track.style.setProperty("--high", place(b));
    for (const bar of box.querySelectorAll("[data-from]")) {
      const inside = Number(bar.dataset.to) > lowest() && Number(bar.dataset.from) < highest();
      bar.classList.toggle("in", inside);
    }
  }

  thumbs.forEach((thumb, i) => {
    thumb.addEventListener("input", (event) => {
      // Only the number inputs speak to the form.
      event.stopPropagation();
      const value = toValue(Number(thumb.value));
      if (i === 0) low.value = Math.min(value, highest());
      else high.value = Math.max(value, lowest());
      draw();
    });
    thumb.addEventListener("change", (event) => {
      event.stopPropagation();
      (i === 0 ? low : high).dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  low.addEventListener("input", draw);
  high.addEventListener("input", draw);
  low.form?.addEventListener("reset", () => setTimeout(draw));
  box.querySelector(".range-ends").before(track);
  draw();
}

const all = (root) => root.querySelectorAll("[data-range]").forEach(slider);
all(document);
document.addEventListener("htmx:load", (event) => all(event.detail.elt.parentElement ?? document));
