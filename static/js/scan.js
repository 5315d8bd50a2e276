// Reads codes with the camera inside [data-scan] (its .lens-view gets the picture) and says what it read:
// "scanned" with detail.text, or "scan-refused" when there is no camera to use. Pages say "scan:start" and
// "scan:stop" to the element; data-scan="now" starts by itself. Needs, before it,
// vendor/barcode-detector/ponyfill.js, and data-wasm naming our own copy of the reader.

const PAUSE = 150;
const SAME_AGAIN = 3000;
const running = new WeakMap();

async function reader(host) {
  const native = globalThis.BarcodeDetector;
  const formats = (host.dataset.formats || "qr_code").split(" ");
  if (native && (await native.getSupportedFormats()).includes("qr_code")) return new native({ formats });
  const api = globalThis.BarcodeDetectionAPI;
  await api.prepareZXingModule({ overrides: { locateFile: () => host.dataset.wasm }, fireImmediately: true });
  return new api.BarcodeDetector({ formats });
}

async function start(host) {
  if (running.has(host)) return;
  const scan = { stopped: false, stream: null };
  running.set(host, scan);
  try {
    const [detector, stream] = await Promise.all([
      reader(host),
      navigator.mediaDevices.getUserMedia({
        video: { facingMode: host.dataset.facing || "user", width: { ideal: 1280 }, height: { ideal: 720 } },
        audio: false,
      }),
    ]);
    scan.stream = stream;
    if (scan.stopped) return halt(scan);
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    video.setAttribute("aria-hidden", "true");
    scan.video = video;
    host.querySelector(".lens-view")?.prepend(video);
    host.classList.add("seeing");
    await video.play();
    watch(host, scan, detector);
  } catch (error) {
    running.delete(host);
    halt(scan);
    host.dispatchEvent(new CustomEvent("scan-refused", { bubbles: true, detail: { reason: error?.name ?? "" } }));
  }
}

async function watch(host, scan, detector) {
  let last = "";
  let lastAt = 0;
  while (!scan.stopped) {
    const found = scan.video.readyState >= 2 ? await detector.detect(scan.video).catch(() => []) : [];
    const text = found[0]?.rawValue;
    const now = performance.now();
    if (text && !scan.stopped && (text !== last || now - lastAt > SAME_AGAIN)) {
      [last, lastAt] = [text, now];
      host.classList.add("caught");
      host.dispatchEvent(new CustomEvent("scanned", { bubbles: true, detail: { text } }));
    } else if (!text && now - lastAt > SAME_AGAIN) {
      host.classList.remove("caught");
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

function halt(scan) {
  scan.stopped = true;
  for (const track of scan.stream?.getTracks() ?? []) track.stop();
  scan.video?.remove();
}

function stop(host) {
  const scan = running.get(host);
  if (!scan) return;
  running.delete(host);
  halt(scan);
  host.classList.remove("seeing", "caught");
}

document.addEventListener("scan:start", (event) => start(event.target));
document.addEventListener("scan:stop", (event) => stop(event.target));
addEventListener("pagehide", () => document.querySelectorAll("[data-scan]").forEach(stop));
document.querySelectorAll('[data-scan="now"]').forEach(start);
