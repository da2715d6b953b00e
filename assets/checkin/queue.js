// What a phone saw at the door, kept until it is certain that it arrived. The page and the service worker share it.
//
// Each item has an id that was made here, so it may be sent as often as nobody knows whether it arrived: it counts once.
"use strict";

const Queue = (() => {
  const NAME = "parvis-checkin";
  const TOGETHER = 200;
  const PATIENCE_MS = 10_000;
  let opened;

  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
        request.result.createObjectStore("about");
      };
      request.onsuccess = () => {
        const forget = () => { opened = undefined; };
        request.result.onclose = forget;
        request.result.onversionchange = () => { request.result.close(); forget(); };
        resolve(request.result);
      };
      request.onerror = () => { opened = undefined; reject(request.error); };
    });
    return opened;
  };

  const within = async (store, mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  const all = () => within("items", "readonly", (items) => items.getAll());
  const add = (entry) => within("items", "readwrite", (items) => items.add(entry));
  const keep = (entry) => within("items", "readwrite", (items) => items.put(entry));
  const remove = (seq) => within("items", "readwrite", (items) => items.delete(seq));
  const know = (name) => within("about", "readonly", (about) => about.get(name));
  const note = (name, value) => within("about", "readwrite", (about) => about.put(value, name));

  // What this phone is called in the records; says nothing of whose it is.
  const device = async () => {
    let name = await know("device");
    if (!name) {
      name = "telefon-" + Array.from(crypto.getRandomValues(new Uint8Array(4)), (b) => b.toString(16).padStart(2, "0")).join("");
      await note("device", name);
    }
    return name;
  };

  const send = async (base, entries) => {
    const body = JSON.stringify({
      device: await device(),
      sent_at: new Date().toISOString(),
      items: entries.map((entry) => entry.item),
    });
    return fetch(`${base}/observationer`, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  };

  // Sends some items of one room. Returns the answer; throws when the network or the server fails.
  const deliver = async (base, entries) => {
    const response = await send(base, entries);
    if (response.type === "opaqueredirect") return { signedOut: true };
    if ([400, 413, 422].includes(response.status)) {
      if (entries.length > 1) {
        // One of them cannot be read; the others need not wait for it.
        const answers = { fates: [], marks: [] };
        for (const entry of entries) {
          const answer = await deliver(base, [entry]);
          if (answer.signedOut) return answer;
          answers.fates.push(...answer.fates);
          answers.marks.push(...answer.marks.map((mark) => ({ ...mark, position: answer.position })));
        }
        return answers;
      }
      return { fates: [{ id: entries[0].item.id, kept: false, text: "" }], marks: [] };
    }
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return response.json();
  };

  const settle = async (entries, answer) => {
    const fates = new Map(answer.fates.map((fate) => [fate.id, fate]));
    for (const entry of entries) {
      const fate = fates.get(entry.item.id);
      if (!fate) continue;
      if (fate.kept) await remove(entry.seq);
      else await keep({ ...entry, refused: { text: fate.text } });
    }
  };

  // Sends everything that waits and is the reader's own, in the order it was seen.
  const pass = async () => {
    const reader = await know("reader");
    const waiting = (await all()).filter((entry) => !entry.refused && entry.reader === reader);
    const rooms = Map.groupBy ? Map.groupBy(waiting, (entry) => entry.base) : grouped(waiting);
    const answers = [];
    for (const [base, entries] of rooms) {
      for (let from = 0; from < entries.length; from += TOGETHER) {
        const some = entries.slice(from, from + TOGETHER);
        const answer = await deliver(base, some);
        if (answer.signedOut) return { answers, signedOut: true };
        await settle(some, answer);
        answers.push(answer);
      }
    }
    return { answers, signedOut: false };
  };

  const grouped = (entries) => {
    const rooms = new Map();
    for (const entry of entries) rooms.set(entry.base, [...(rooms.get(entry.base) ?? []), entry]);
    return rooms;
  };

  // One at a time, whichever page or worker begins.
  const flush = () => (navigator.locks ? navigator.locks.request(NAME, pass) : pass());

  // Forgets what the reader left here, once they have signed out.
  const forget = async () => {
    const reader = await know("reader");
    for (const entry of await all()) if (entry.reader === reader) await remove(entry.seq);
    await within("about", "readwrite", (about) => about.delete("reader"));
  };

  return { NAME, all, add, remove, note, know, flush, forget };
})();
