// Pages of check-in, kept for a phone whose network is gone. The page and the service worker share it.

const Kept = (() => {
  const NAME = "parvis-checkin-pages";
  // A session lasts no longer; what is older is shown to nobody.
  const OLDEST_MS = 16 * 60 * 60 * 1000;

  // One at a time: a page that is being kept is not kept again just after signing out removed it.
  const alone = (work) => (navigator.locks ? navigator.locks.request(NAME, work) : work());

  // Keeps a page, and when it came, for a reader who has not left meanwhile.
  const put = (reader, address, response) => alone(async () => {
    if (!self.caches || (await Queue.know("reader")) !== reader) return;
    const headers = new Headers(response.headers);
    headers.set("x-kept-at", new Date().toISOString());
    const kept = new Response(await response.blob(), { status: 200, headers });
    await (await caches.open(NAME)).put(address, kept);
  });

  // Removes every page.
  const forget = () => alone(async () => { if (self.caches) await caches.delete(NAME); });

  const get = async (address) => {
    const kept = await caches.match(address, { ignoreVary: true, cacheName: NAME });
    if (!kept) return undefined;
    const age = Date.now() - Date.parse(kept.headers.get("x-kept-at") ?? "");
    if (age <= OLDEST_MS) return kept;
    await forget();
    return undefined;
  };

  return { put, get, forget };
})();
