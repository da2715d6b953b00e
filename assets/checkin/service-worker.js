// Keeps the pages of check-in for a phone whose network is gone, and nothing else; forgets them when somebody signs out.
// The queue (queue.js) and what is kept (kept.js) stand before this in one file.

const ASSETS = "parvis-checkin-assets";
const ROOM = /^\/program\/[^/]+\/seminarium\/\d+\/incheckning(\/|$)/;
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
  // The reader first: a page that is still open keeps nothing for somebody who has left.
  if (leaving) await Queue.forget().catch(() => {});
  await Kept.forget();
  return response;
}

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true, cacheName: ASSETS });
  return kept ?? fetch(request);
}

// The newest where there is a network; else what was kept.
async function page(request, url) {
  const kept = await Kept.get(url.href);
  const coming = fetch(request);
  if (!kept) {
    try {
      return await coming;
    } catch (error) {
      const room = url.pathname.match(/^.*?\/incheckning/)[0];
      const instead = (url.pathname === room ? await Kept.get(room) : undefined) ?? (await Kept.get(`${room}/utan-nat`));
      if (instead) return instead;
      throw error;
    }
  }
  coming.catch(() => {});
  const first = await Promise.race([coming.catch(() => undefined), after(PATIENCE_MS)]);
  return first && first.status < 500 ? first : kept;
}
