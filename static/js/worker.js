// The shop's service worker: without a connection a link leads to our own page, which waits and comes back.
// It keeps that page and its files, and nothing else: no list, no price, nothing of anybody. All other requests
// go their way untouched, and so does everything under the addresses of other faces. TOLD is put before this text.

const CACHE = `offline-${TOLD.release}`;
const parts = new Set(TOLD.parts.map((part) => new URL(part, location.origin).href));
const waiting = new Set(); // pages that show the offline page, by the id of their client

async function prepare() {
  const cache = await caches.open(CACHE);
  // As a stranger, past what the browser has: what is kept is what a new visitor would be given today.
  const fresh = [TOLD.page, ...TOLD.parts].map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  await cache.addAll(fresh);
  await skipWaiting(); // nothing that is open depends on the one before
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("offline-") && name !== CACHE) await caches.delete(name);
  // The page is asked for while the worker is still waking.
  await registration.navigationPreload?.enable();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    const kept = await caches.match(TOLD.page, { cacheName: CACHE });
    if (!kept) return Response.error();
    waiting.add(event.resultingClientId);
    return new Response(kept.body, { status: 503, headers: kept.headers });
  }
}

async function part(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(prepare()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return; // what was sent may have arrived: the browser asks her before it sends it again
  if (request.mode === "navigate") {
    const { pathname } = new URL(request.url);
    if (!TOLD.elsewhere.some((face) => pathname.startsWith(face))) event.respondWith(page(event));
  } else if (parts.has(request.url) && waiting.has(event.clientId)) {
    event.respondWith(part(request));
  }
});
