// Keeps the pages of check-in for a phone whose network is gone, and nothing else; forgets them when somebody signs out.
// The queue (queue.js) stands before this in one file.

const PAGES = "parvis-checkin-pages";
const ASSETS = "parvis-checkin-assets";
const ROOM = /^\/program\/[^/]+\/seminarium\/\d+\/incheckning(\/|$)/;
// A session lasts no longer; what is older is shown to nobody.
const OLDEST_MS = 16 * 60 * 60 * 1000;
const PATIENCE_MS = 4_000;
const PARTING_MS = 5_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === "/logga-ut") event.respondWith(part(request, true));
    else if (url.pathname.startsWith("/logga-in/")) event.respondWith(part(request, false));
  } else if (request.method === "GET") {
    if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
    else if (request.mode === "navigate" && ROOM.test(url.pathname)) event.respondWith(page(request, url));
  }
});

// The network has returned, perhaps after the page was closed.
self.addEventListener("sync", (event) => {
  event.waitUntil(Queue.flush().then((result) => new BroadcastChannel(Queue.NAME).postMessage(result)));
});

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// What waits is sent first; then nothing that names anybody stays on the phone.
async function part(request, leaving) {
  await Promise.race([Queue.flush().catch(() => {}), after(PARTING_MS)]);
  const response = await fetch(request);
  await caches.delete(PAGES);
  if (leaving) await Queue.forget().catch(() => {});
  return response;
}

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true, cacheName: ASSETS });
  return kept ?? fetch(request);
}

// The newest where there is a network; else what was kept.
async function page(request, url) {
  const kept = await keptPage(url.href);
  const coming = fetch(request);
  if (!kept) {
    try {
      return await coming;
    } catch (error) {
      const room = url.pathname.match(/^.*?\/incheckning/)[0];
      const instead = (url.pathname === room ? await keptPage(room) : undefined) ?? (await keptPage(`${room}/utan-nat`));
      if (instead) return instead;
      throw error;
    }
  }
  coming.catch(() => {});
  const first = await Promise.race([coming.catch(() => undefined), after(PATIENCE_MS)]);
  return first && first.status < 500 ? first : kept;
}

async function keptPage(address) {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(address, { ignoreVary: true });
  if (!kept) return undefined;
  const age = Date.now() - Date.parse(kept.headers.get("x-kept-at") ?? "");
  if (age <= OLDEST_MS) return kept;
  await cache.delete(address, { ignoreVary: true });
  return undefined;
}
