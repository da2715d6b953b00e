// Sends what waits, and hears what others do: a stream of marks, and the list anew when it may have become another.

const Stream = Room.desk && (() => {
  const { root, base, session, pass, find } = Room;
  const AGAIN_MS = 5_000;
  // The server says something at least every ten seconds.
  const SILENCE_MS = 25_000;
  let position = Number(root.dataset.position);

  // Sending ------------------------------------------------------------------------------------------------------------

  const settled = async ({ answers, signedOut }) => {
    let unknown = false;
    for (const answer of answers) unknown = List.take(answer.marks, answer.position) || unknown;
    if (unknown) refresh();
    if (signedOut) await Pages.signedOut();
    await List.reload();
  };

  let trying;
  const flush = async () => {
    clearTimeout(trying);
    if (!List.entries.some((entry) => !entry.refused && entry.reader === Room.reader)) return;
    try {
      const result = await Queue.flush();
      Standing.heard(true);
      await settled(result);
    } catch {
      Standing.heard(false);
      trying = setTimeout(flush, AGAIN_MS);
    }
  };

  // The list anew: a deputy, somebody new, a name ------------------------------------------------------------------------

  const renew = async () => {
    const address = `${base}?pass=${pass}`;
    const response = await Pages.fetched(address);
    if (!response) return;
    const copy = response.clone();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("checkin");
    if (fresh.dataset.session !== session) {
      // The seminar was given other hours; what was noted of the old ones waits or is said to have come too late.
      location.replace(address);
      return;
    }
    root.dataset.minutes = fresh.dataset.minutes;
    for (const id of ["room", "passes", "roll", "notices"]) find(`#${id}`).replaceWith(document.adoptNode(page.getElementById(id)));
    List.read(Number(fresh.dataset.position));
    List.paint();
    await Pages.put(address, copy);
  };

  // One at a time; whoever asks meanwhile is heard afterwards.
  let renewing = false;
  let again = false;
  const refresh = async () => {
    again = true;
    if (renewing) return;
    renewing = true;
    while (again) {
      again = false;
      // Where the network is gone again, the stream tells when it is back.
      await renew().catch(() => {});
    }
    renewing = false;
  };

  // Hearing ----------------------------------------------------------------------------------------------------------------

  let stream;
  let lastHeard = Date.now();
  const connect = () => {
    stream?.close();
    lastHeard = Date.now();
    const mine = new EventSource(`${base}/strom?efter=${position}`);
    stream = mine;
    const on = (kind, work) => mine.addEventListener(kind, (event) => {
      lastHeard = Date.now();
      if (event.lastEventId) position = Math.max(position, Number(event.lastEventId));
      Standing.heard(true);
      work(event);
    });
    on("tick", flush);
    on("roster", refresh);
    on("marks", (event) => {
      const told = JSON.parse(event.data);
      if (List.take(told.marks, told.position)) refresh();
      List.paint();
    });
    mine.onerror = () => {
      if (mine !== stream) return;
      Standing.heard(false);
      if (mine.readyState !== EventSource.CLOSED) return;
      // Whoever is signed out is not let in by asking again.
      setTimeout(() => { if (mine === stream && !root.dataset.out) { connect(); refresh(); } }, 3_000);
    };
  };

  const begin = () => {
    connect();
    setInterval(() => {
      if (Date.now() - lastHeard <= SILENCE_MS || root.dataset.out) return;
      Standing.heard(false);
      connect();
    }, 5_000);
    window.addEventListener("online", () => { connect(); flush(); });
    window.addEventListener("offline", () => Standing.heard(false));
    window.addEventListener("pagehide", () => stream.close());
    window.addEventListener("pageshow", (event) => { if (event.persisted) { connect(); refresh(); List.reload(); } });
    new BroadcastChannel(Queue.NAME).addEventListener("message", (event) => settled(event.data));
  };

  return { begin, flush };
})();
