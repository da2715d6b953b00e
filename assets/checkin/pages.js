// Keeps the pages of this room while there is a network, and forgets them when the session ends.

const Pages = Room.root && (() => {
  const { root, base, reader, find, findAll } = Room;
  const ASSETS = "parvis-checkin-assets";

  const worker = "serviceWorker" in navigator
    ? navigator.serviceWorker.register("/service-worker.js", { scope: "/" }).then(() => navigator.serviceWorker.ready).catch(() => undefined)
    : Promise.resolve(undefined);

  const put = (address, response) => Kept.put(reader, new URL(address, location.href).href, response);

  // Asks for a page; nothing where it is missing, or where the session has ended.
  const fetched = async (address) => {
    const response = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect") { await signedOut(); return undefined; }
    return response.ok ? response : undefined;
  };

  const keepAssets = async () => {
    const assets = [...findAll("link[rel=stylesheet], link[rel=icon]").map((link) => link.href),
      ...findAll("script[src]").map((script) => script.src), root.dataset.decoder].filter(Boolean)
      .map((address) => new URL(address, location.href).href);
    const shelf = await caches.open(ASSETS);
    for (const old of await shelf.keys()) if (!assets.includes(old.url)) await shelf.delete(old);
    for (const address of assets) if (!(await shelf.match(address, { ignoreVary: true }))) await shelf.add(address).catch(() => {});
  };

  const keep = async () => {
    if (!window.caches) return;
    await keepAssets();
    const passes = findAll("[data-pass-link]").map((link) => link.href);
    const rest = [base, `${base}/utan-nat`, ...passes, ...passes.map((address) => address.replace("?", "/ny?"))];
    for (const address of rest) {
      const response = await fetched(address).catch(() => undefined);
      if (response) await put(address, response);
    }
    root.dataset.kept = "yes";
  };

  // The session has ended: nothing that names anybody stays; what waits is sent after signing in again.
  const signedOut = async () => {
    root.dataset.out = "yes";
    await Kept.forget();
    const notice = find("#signed-out");
    if (notice) notice.hidden = false;
  };

  // Somebody else may have used this phone: what was kept for them is not for this reader.
  const arrived = async () => {
    if ((await Queue.know("reader")) === reader) return;
    await Kept.forget();
    await Queue.note("reader", reader);
  };

  return { worker, put, fetched, keep, signedOut, arrived };
})();
