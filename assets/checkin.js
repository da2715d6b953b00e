// Check-in on a phone: each tap goes into the queue (queue.js, which stands before this) and shows at once, whether there is
// a network or not. What others do comes by the stream. Without this script the page works by its forms.

(() => {
  const root = document.getElementById("checkin");
  if (!root || !window.indexedDB) return;
  const { base, reader } = root.dataset;
  const words = JSON.parse(root.dataset.words ?? "{}");
  const PAGES = "parvis-checkin-pages";
  const ASSETS = "parvis-checkin-assets";
  const find = (selector, within = document) => within.querySelector(selector);
  const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = (key, values = {}) => (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
    (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // Keeping pages for when there is no network -----------------------------------------------------------------------

  const worker = "serviceWorker" in navigator
    ? navigator.serviceWorker.register("/service-worker.js", { scope: "/" }).then(() => navigator.serviceWorker.ready).catch(() => undefined)
    : Promise.resolve(undefined);

  // A page as it is kept: with the time, so that nothing is shown that is too old.
  const put = async (address, response) => {
    if (!window.caches) return;
    const headers = new Headers(response.headers);
    headers.set("x-kept-at", new Date().toISOString());
    const kept = new Response(await response.blob(), { status: 200, headers });
    await (await caches.open(PAGES)).put(address, kept);
  };

  const fetched = async (address) => {
    const response = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect") { await signedOut(); return undefined; }
    return response.ok ? response : undefined;
  };

  const keepPages = async () => {
    if (!window.caches) return;
    const assets = [...findAll("link[rel=stylesheet], link[rel=icon]").map((link) => link.href),
      ...findAll("script[src]").map((script) => script.src), root.dataset.decoder].filter(Boolean)
      .map((address) => new URL(address, location.href).href);
    const shelf = await caches.open(ASSETS);
    for (const old of await shelf.keys()) if (!assets.includes(old.url)) await shelf.delete(old);
    for (const address of assets) if (!(await shelf.match(address, { ignoreVary: true }))) await shelf.add(address).catch(() => {});
    const passes = findAll("[data-pass-link]").map((link) => link.href);
    const rest = [base, `${base}/utan-nat`, ...passes, ...passes.map((address) => address.replace("?", "/ny?"))];
    for (const address of rest) {
      const response = await fetched(address).catch(() => undefined);
      if (response) await put(new URL(address, location.href).href, response);
    }
    root.dataset.kept = "yes";
  };

  // The session has ended: nothing that names anybody stays; what waits is sent after signing in again.
  const signedOut = async () => {
    root.dataset.out = "yes";
    if (window.caches) await caches.delete(PAGES);
    const notice = find("#signed-out");
    if (notice) notice.hidden = false;
  };

  // Somebody else may have used this phone: what was kept for them is not for this reader.
  const arrived = async () => {
    if ((await Queue.know("reader")) !== reader) {
      if (window.caches) await caches.delete(PAGES);
      await Queue.note("reader", reader);
    }
  };

  // The form for somebody who does not stand on the list ---------------------------------------------------------------

  if (root.dataset.kind === "walk-in") {
    const form = find("form", root);
    form?.addEventListener("submit", async (event) => {
      event.preventDefault();
      const field = (name) => form.elements[name]?.value.trim() ?? "";
      const reached = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(2_500) }).then((r) => r.ok, () => false);
      if (reached) { form.submit(); return; }
      if (!field("fornamn") || !field("efternamn")) { form.removeAttribute("novalidate"); form.reportValidity(); return; }
      const item = {
        kind: "walk-in", id: uuid(), person: uuid(), session: root.dataset.session, at: new Date().toISOString(),
        given_name: field("fornamn"), family_name: field("efternamn"), title: field("befattning"), email: field("epost"),
        instead_of: field("for") || null, municipality: field("kommun"), role: field("roll"),
      };
      await Queue.add({ base, reader, item, name: `${item.given_name} ${item.family_name}` });
      location.href = `${base}?pass=${root.dataset.pass}`;
    });
    arrived();
    return;
  }
  if (root.dataset.kind !== "desk") { arrived(); return; }

  // The list -----------------------------------------------------------------------------------------------------------

  const { session, pass, zone } = root.dataset;
  const mayCorrect = root.dataset.mayCorrect === "yes";
  const lang = document.documentElement.lang;
  const search = find("#sok");
  const lines = new Map();
  const server = new Map();
  let entries = [];
  let part = root.dataset.part ?? "";
  let position = Number(root.dataset.position);
  const closed = () => find("#roll").dataset.closed === "yes";

  const clock = (at) => new Intl.DateTimeFormat("sv", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(at));

  const read = (at) => {
    lines.clear();
    for (const line of findAll(".line")) {
      const { person, state, text, ids } = line.dataset;
      lines.set(person, line);
      const known = server.get(person);
      if (!known || known.position <= at) {
        server.set(person, { state, text, ids: ids ? ids.split(" ") : [], position: at });
      }
    }
  };

  // What is true as far as this phone knows: what the server said, and then what waits here.
  const view = (person) => {
    const known = server.get(person) ?? { state: "none", text: "", ids: [] };
    let { state, text } = known;
    let ids = [...known.ids];
    let waits = false;
    for (const { item, refused } of entries) {
      if (refused || item.person !== person || item.session !== session) continue;
      waits = true;
      if (item.kind === "undo") {
        ids = ids.filter((id) => !item.observations.includes(id));
        if (ids.length === 0) { state = "none"; text = ""; }
      } else if (item.kind === "note" || item.kind === "correct") {
        const away = item.status.endsWith("absence");
        const since = state === "here" ? text.split(",")[0] : clock(item.at);
        state = away ? "away" : "here";
        if (item.status === "partly") text = say("partly", { time: since, minutes: item.minutes });
        else text = away ? say(item.status === "excused-absence" ? "excused" : "unexcused") : since;
        ids = item.kind === "note" ? [...ids.filter((id) => id !== item.id), item.id] : [];
      } else {
        if (state !== "here") {
          state = "here";
          text = clock(item.at);
        }
        if (!ids.includes(item.id)) ids.push(item.id);
      }
    }
    return { state, text, ids, waits };
  };

  const swap = (old, name, attributes, children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    const focused = document.activeElement === old;
    old.replaceWith(made);
    return focused;
  };

  const paint = (line) => {
    const person = line.dataset.person;
    const now = view(person);
    const about = `${base}/person/${person}?pass=${pass}`;
    const name = find(".name", line).textContent;
    line.dataset.state = now.state;
    line.dataset.waits = now.waits ? "yes" : "no";
    find(".when", line).textContent = now.waits && now.text ? `${now.text} ${say("waits")}` : now.text;
    if (closed()) return;
    const here = now.state === "here";
    const tap = find(".tap", line);
    const side = find(".undo, .about", line);
    let focused = false;
    if (here !== (tap.localName === "a")) {
      focused = here
        ? swap(tap, "a", { class: "tap", href: about }, tap.childNodes)
        : swap(tap, "button", { class: "tap", type: "submit", name: "narvarande", value: person, "aria-describedby": "tap-help" }, tap.childNodes);
    }
    const hidden = (text) => { const span = document.createElement("span"); span.className = "ds-sr-only"; span.textContent = text; return span; };
    const undoable = here && now.ids.length > 0;
    if (undoable !== side.matches(".undo")) {
      const was = undoable
        ? swap(side, "button", { class: "undo", type: "submit", name: "angra", value: person }, [say("undo"), hidden(` ${name}`)])
        : swap(side, "a", { class: "about", href: about }, ["⋯", hidden(` ${say("about", { name })}`)]);
      if (was) find(".tap", line).focus();
    }
    if (focused) find(here ? ".undo, .about" : ".tap", line)?.focus();
  };

  const count = () => {
    let here = 0;
    let places = 0;
    for (const town of findAll(".town:not(#guests)")) {
      const slots = new Map();
      for (const line of findAll(".line", town)) {
        const { slot, state } = line.dataset;
        slots.set(slot, slots.get(slot) || state === "here");
      }
      const come = [...slots.values()].filter(Boolean).length;
      here += come;
      places += slots.size;
      find(".share", town).textContent = `${come}/${slots.size}`;
      town.dataset.full = come === slots.size ? "yes" : "no";
    }
    const extra = findAll("#guests .line[data-state=here]").length;
    find("#here").textContent = here;
    find("#of").textContent = places ? say("of", { places }) : say("none-expected");
    find("#extra").textContent = extra ? say("extra", { extra }) : "";
    const gauge = find("#gauge");
    gauge.max = Math.max(places, 1);
    gauge.value = here;
  };

  const fold = (text) => {
    const through = { æ: "a", ø: "o", œ: "o", đ: "d", ð: "d", ł: "l", ŋ: "n", ß: "ss", ŧ: "t", þ: "t", ı: "i", ǥ: "g", ʒ: "z" };
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[æøœđðłŋßŧþıǥʒ]/g, (c) => through[c])
      .replace(/[^\p{L}\p{N}]+/gu, " ").replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o").trim();
  };

  const asCode = (typed) => {
    const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    return code.length === 8 ? code : undefined;
  };

  const coded = (typed) => {
    const code = asCode(typed);
    return code && [...lines.values()].find((line) => line.dataset.code === code);
  };

  const sift = () => {
    const typed = search.value.trim();
    const words = fold(typed).split(" ");
    const one = typed ? coded(typed) : undefined;
    let shown = 0;
    for (const line of lines.values()) {
      const found = one ? line === one : words.every((word) => line.dataset.key.includes(word));
      const wanted = typed || part === "" || (part === "har") === (line.dataset.state === "here");
      line.hidden = !(found && wanted);
      shown += line.hidden ? 0 : 1;
    }
    for (const town of findAll(".town")) town.hidden = !find(".line:not([hidden])", town);
    find("#nobody").hidden = shown > 0;
    find("#nobody-typed").hidden = !typed;
    find("#everybody").hidden = Boolean(typed) || part !== "saknas" || lines.size === 0;
    find("#none-here").hidden = Boolean(typed) || part !== "har" || lines.size === 0;
    find("#none-expected").hidden = Boolean(typed) || lines.size > 0;
    return one;
  };

  const paintAll = () => {
    ghosts();
    for (const line of lines.values()) paint(line);
    for (const one of findAll("[data-open-only]")) one.hidden = closed();
    count();
    sift();
    standing();
  };

  // People who were added here and wait to be sent stand on the list already.
  const ghosts = () => {
    for (const ghost of findAll(".line[data-ghost]")) { lines.delete(ghost.dataset.person); ghost.remove(); }
    for (const { item, refused, name } of entries) {
      if (item.kind !== "walk-in" || refused || item.session !== session || lines.has(item.person)) continue;
      const line = document.createElement("li");
      line.className = "line";
      Object.assign(line.dataset, { person: item.person, slot: "", key: fold(name), code: "", state: "none", ghost: "yes" });
      line.id = `p-${item.person}`;
      const span = (kind, ...inside) => { const made = document.createElement("span"); made.className = kind; made.append(...inside); return made; };
      const dot = span("dot");
      dot.setAttribute("aria-hidden", "true");
      const tap = document.createElement("button");
      tap.className = "tap";
      tap.append(dot, span("who", span("name", name), span("role", item.title)), span("when"));
      const about = document.createElement("a");
      about.className = "about";
      line.append(tap, about);
      find("#guests ul").append(line);
      lines.set(item.person, line);
    }
  };

  // What waits, what was refused, and whether there is a network ---------------------------------------------------------

  let online = navigator.onLine;
  const standing = () => {
    const own = entries.filter((entry) => !entry.refused && entry.reader === reader).length;
    const others = entries.filter((entry) => !entry.refused && entry.reader !== reader).length;
    const chip = find("#net");
    chip.dataset.state = online ? (own ? "sending" : "on") : "off";
    const said = online ? (own ? say("sending", { count: own }) : say("on")) : own ? say("off-waiting", { count: own }) : say("off");
    if (chip.textContent !== said) chip.textContent = said;
    const foreign = find("#others");
    foreign.hidden = others === 0;
    foreign.textContent = say("others", { count: others });
    const refused = entries.filter((entry) => entry.refused);
    const panel = find("#refused");
    panel.hidden = refused.length === 0;
    const trouble = find("#trouble");
    trouble.hidden = refused.length === 0;
    find("a", trouble).textContent = say("trouble", { count: refused.length });
    const deed = (text, work) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "linkish";
      button.textContent = text;
      button.addEventListener("click", work);
      return button;
    };
    find("ul", panel).replaceChildren(...refused.map((entry) => {
      const row = document.createElement("li");
      const said = document.createElement("p");
      const deeds = document.createElement("div");
      deeds.className = "deeds";
      const name = entry.name ?? find(".name", lines.get(entry.item.person) ?? root)?.textContent ?? "";
      said.textContent = `${name}, ${clock(entry.item.at)}: ${entry.refused.text || say("unreadable")}`;
      if (closed() && mayCorrect && entry.item.session === session && lines.has(entry.item.person)) {
        deeds.append(deed(say("put-right"), () => openSheet(entry.item.person, entry)));
      }
      deeds.append(deed(say("dismiss", { name }), async () => { await Queue.remove(entry.seq); await reload(); }));
      row.append(said, deeds);
      return row;
    }));
  };

  const reload = async () => {
    entries = (await Queue.all()).filter((entry) => entry.base === base);
    paintAll();
  };

  const take = (marks, at) => {
    let unknown = false;
    for (const mark of marks) {
      const asOf = mark.position ?? at;
      if (mark.session !== session || (server.get(mark.person)?.position ?? -1) > asOf) continue;
      if (!lines.has(mark.person) || lines.get(mark.person).dataset.ghost) unknown = true;
      else server.set(mark.person, { ...mark, position: asOf });
    }
    if (unknown) refresh();
  };

  const settled = async ({ answers, signedOut: out }) => {
    for (const answer of answers) take(answer.marks, answer.position);
    if (out) await signedOut();
    await reload();
  };

  let trying;
  const flush = async () => {
    clearTimeout(trying);
    if (!entries.some((entry) => !entry.refused && entry.reader === reader)) return;
    try {
      const result = await Queue.flush();
      heard(true);
      await settled(result);
    } catch {
      heard(false);
      trying = setTimeout(flush, 5_000);
    }
  };

  const heard = (now) => {
    if (online === now) return;
    online = now;
    standing();
  };

  // Taps -------------------------------------------------------------------------------------------------------------------

  const toast = find("#toast");
  let fading;
  // Undoing is offered here only where the line, which offers it too, is not in sight.
  const inSight = (line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return !line.hidden && top >= find(".panel-top").getBoundingClientRect().bottom - 10 && bottom <= window.innerHeight;
  };
  const tell = (text, undo) => {
    clearTimeout(fading);
    find("p", toast).textContent = text;
    const button = find("button", toast);
    button.hidden = !undo;
    button.onclick = undo ?? null;
    toast.dataset.shown = "yes";
    fading = setTimeout(() => { toast.dataset.shown = "no"; button.hidden = true; }, 5_000);
  };

  const enqueue = async (item, name) => {
    const entry = { base, reader, item, name };
    entries.push(entry);
    paintAll();
    try {
      entry.seq = await Queue.add(entry);
    } catch {
      // A browser that keeps nothing still has the form.
      if (item.kind === "note" || item.kind === "correct") { location.href = `${base}/person/${item.person}?pass=${pass}`; return; }
      const form = find("#list");
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = item.kind === "undo" ? "angra" : "narvarande";
      field.value = item.person;
      form.append(field);
      form.submit();
      return;
    }
    worker.then((registration) => registration?.sync?.register("queue")).catch(() => {});
    await flush();
  };

  const last = new Map();
  const mark = (person, method) => {
    const line = lines.get(person);
    if (!line || closed() || Date.now() - (last.get(person) ?? 0) < 600) return;
    last.set(person, Date.now());
    const name = find(".name", line).textContent;
    enqueue({ kind: "present", id: uuid(), person, session, at: new Date().toISOString(), method }, name);
    tell(say("is-here", { name }), inSight(line) ? undefined : () => undo(person));
    navigator.vibrate?.(30);
  };

  const undo = (person) => {
    const line = lines.get(person);
    const { ids } = view(person);
    if (!line || ids.length === 0 || closed()) return;
    last.set(person, Date.now());
    const name = find(".name", line).textContent;
    enqueue({ kind: "undo", id: uuid(), person, session, at: new Date().toISOString(), observations: ids }, name);
    tell(say("undone", { name }));
  };

  // What a tap cannot say: there for a part, or not coming; and on a closed roll, what is put right and why -------------------

  const sheet = find("#sheet");
  const STATUS = { narvarande: "present", delvis: "partly", forhinder: "excused-absence", franvarande: "unexcused-absence" };
  let told;
  const openSheet = (person, refused) => {
    const line = lines.get(person);
    if (!line || !sheet?.showModal) return false;
    const now = view(person);
    told = { person, refused };
    find("#sheet-name").textContent = find(".name", line).textContent;
    find("#sheet-role").textContent = find(".role", line)?.textContent ?? "";
    find("#sheet-now").textContent = now.state === "none" ? say("nothing-noted") : now.state === "here" ? say("came", { when: now.text }) : now.text;
    for (const choice of findAll("[name=status]", sheet)) choice.checked = false;
    find("#sheet-minutes").value = "";
    find("#sheet-reason").value = "";
    find("#sheet-part").hidden = true;
    find("#sheet-why").hidden = !closed();
    find("#sheet-problem").hidden = true;
    const more = find("#sheet-more");
    more.href = `${base}/person/${person}?pass=${pass}`;
    more.parentElement.hidden = Boolean(line.dataset.ghost);
    sheet.showModal();
    return true;
  };
  sheet?.addEventListener("change", (event) => {
    if (event.target.name !== "status") return;
    find("#sheet-part").hidden = event.target.value !== "delvis";
    if (event.target.value === "delvis") find("#sheet-minutes").focus();
  });
  find("form", sheet)?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = (text, field) => { const said = find("#sheet-problem"); said.textContent = text; said.hidden = false; field.focus(); };
    const chosen = find("[name=status]:checked", sheet);
    if (!chosen) { problem(say("choose-status"), find("[name=status]", sheet)); return; }
    const status = STATUS[chosen.value];
    const whole = Number(root.dataset.minutes);
    const typed = find("#sheet-minutes").value.trim();
    const minutes = status === "present" ? whole : status === "partly" ? Number(typed) : 0;
    if (status === "partly" && !(/^\d+$/.test(typed) && minutes >= 1 && minutes <= whole)) {
      problem(say("refused-minutes", { minutes: whole }), find("#sheet-minutes"));
      return;
    }
    const reason = find("#sheet-reason").value.trim();
    if (closed() && !reason) { problem(say("refused-reason"), find("#sheet-reason")); return; }
    const { person, refused } = told;
    const name = find("#sheet-name").textContent;
    const item = { kind: closed() ? "correct" : "note", id: uuid(), person, session, at: new Date().toISOString(), status, minutes };
    if (closed()) item.reason = reason;
    sheet.close();
    if (refused) { await Queue.remove(refused.seq); entries = entries.filter((entry) => entry.seq !== refused.seq); }
    enqueue(item, name);
    tell(say("noted", { name }));
  });
  find("[data-close]", sheet)?.addEventListener("click", () => sheet.close());

  find("#list").addEventListener("submit", (event) => event.preventDefault());
  find("#list").addEventListener("click", (event) => {
    const link = event.target.closest("a.tap, a.about");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && (!closed() || mayCorrect)) {
      if (openSheet(link.closest(".line").dataset.person)) event.preventDefault();
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const person = button.closest(".line")?.dataset.person;
    if (button.matches(".tap")) mark(person, search.value && coded(search.value) ? "code" : "list");
    else if (button.matches(".undo")) undo(person);
    if (button.matches(".tap") && search.value) { search.value = ""; sift(); search.focus(); }
  });

  // Searching ----------------------------------------------------------------------------------------------------------------

  search.addEventListener("input", sift);
  search.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const one = sift();
    const shown = [...lines.values()].filter((line) => !line.hidden);
    if (shown.length !== 1) { find("#hits").textContent = say("hits", { count: shown.length }); return; }
    const line = shown[0];
    if (line.dataset.state !== "here") mark(line.dataset.person, one ? "code" : "list");
    else tell(say("already", { name: find(".name", line).textContent, time: find(".when", line).textContent }));
    search.value = "";
    sift();
  });
  for (const link of findAll("[data-part]", find("#parts"))) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      part = link.dataset.part;
      for (const other of findAll("[data-part]", find("#parts"))) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      sift();
    });
  }

  // The list may become another: a deputy, somebody new, a name ------------------------------------------------------------------

  let refreshing;
  let again = false;
  const refresh = () => {
    if (refreshing) { again = true; return; }
    refreshing = (async () => {
      try {
        const response = await fetched(`${base}?pass=${pass}`);
        if (!response) return;
        const copy = response.clone();
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.getElementById("checkin");
        const at = Number(fresh.dataset.position);
        if (fresh.dataset.session !== session) {
          // The seminar was given other hours; what was noted of the old ones waits or is said to have come too late.
          location.replace(`${base}?pass=${pass}`);
          return;
        }
        root.dataset.minutes = fresh.dataset.minutes;
        for (const id of ["room", "passes", "roll", "notices"]) find(`#${id}`).replaceWith(document.adoptNode(page.getElementById(id)));
        for (const [person, known] of server) if (known.position <= at) server.delete(person);
        read(at);
        paintAll();
        await put(new URL(`${base}?pass=${pass}`, location.href).href, copy);
      } catch {
        // The network is gone again; the stream tells when it is back.
      } finally {
        refreshing = undefined;
        if (again) { again = false; refresh(); }
      }
    })();
  };

  // What others do -----------------------------------------------------------------------------------------------------------

  let stream;
  let lastHeard = Date.now();
  const connect = () => {
    stream?.close();
    lastHeard = Date.now();
    stream = new EventSource(`${base}/strom?efter=${position}`);
    const on = (kind, work) => stream.addEventListener(kind, (event) => {
      lastHeard = Date.now();
      if (event.lastEventId) position = Math.max(position, Number(event.lastEventId));
      heard(true);
      work(event);
    });
    on("tick", () => flush());
    on("roster", () => refresh());
    on("marks", (event) => {
      const told = JSON.parse(event.data);
      take(told.marks, told.position);
      paintAll();
    });
    const mine = stream;
    stream.onerror = () => {
      if (mine !== stream) return;
      heard(false);
      if (stream.readyState === EventSource.CLOSED) {
        // Whoever is signed out is not let in by asking again.
        setTimeout(() => { if (mine === stream && !root.dataset.out) { connect(); refresh(); } }, 3_000);
      }
    };
  };
  setInterval(() => {
    if (Date.now() - lastHeard <= 25_000 || root.dataset.out) return;
    heard(false);
    connect();
  }, 5_000);
  window.addEventListener("online", () => { connect(); flush(); });
  window.addEventListener("offline", () => heard(false));
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) { connect(); refresh(); reload(); } });
  new BroadcastChannel(Queue.NAME).addEventListener("message", (event) => settled(event.data));

  // The camera -------------------------------------------------------------------------------------------------------------------

  const scanner = find("#scanner");
  const scan = find("#scan");
  if (scanner && navigator.mediaDevices?.getUserMedia && window.HTMLDialogElement) {
    const video = find("video", scanner);
    const said = find("[role=status]", scanner);
    const readAt = new Map();
    let camera;

    const detector = async () => {
      const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []) ?? [];
      if (formats.includes("qr_code")) {
        const native = new BarcodeDetector({ formats: ["qr_code"] });
        return async () => (await native.detect(video))[0]?.rawValue;
      }
      if (!window.jsQR) {
        await new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = root.dataset.decoder;
          script.onload = resolve;
          script.onerror = reject;
          document.head.append(script);
        });
      }
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d", { willReadFrequently: true });
      return async () => {
        const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight, 1));
        canvas.width = Math.round(video.videoWidth * scale);
        canvas.height = Math.round(video.videoHeight * scale);
        if (!canvas.width) return undefined;
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
        return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
      };
    };

    const found = (text) => {
      if (Date.now() - (readAt.get(text) ?? 0) < 3_000) return;
      readAt.set(text, Date.now());
      const line = coded(text);
      const name = line && find(".name", line).textContent;
      said.dataset.found = line ? "yes" : "no";
      if (!line) { said.textContent = say("unknown-code"); return; }
      if (line.dataset.state === "here") { said.textContent = say("already", { name, time: find(".when", line).textContent }); return; }
      mark(line.dataset.person, "code");
      said.textContent = say("is-here", { name });
    };

    const look = async (detect) => {
      while (scanner.open && camera) {
        const text = await detect().catch(() => undefined);
        if (text) found(text);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    };

    scan.hidden = false;
    scan.addEventListener("click", async () => {
      said.textContent = say("hold");
      delete said.dataset.found;
      scanner.showModal();
      try {
        camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.srcObject = camera;
        await video.play();
        look(await detector());
      } catch {
        said.textContent = say("no-camera");
      }
    });
    scanner.addEventListener("close", () => {
      camera?.getTracks().forEach((track) => track.stop());
      camera = undefined;
      video.srcObject = null;
    });
    find("[data-close]", scanner).addEventListener("click", () => scanner.close());
  }

  // Beginning ------------------------------------------------------------------------------------------------------------------------

  document.documentElement.dataset.script = "yes";
  read(position);
  (async () => {
    await arrived();
    await reload();
    connect();
    await worker;
    await keepPages().catch(() => {});
  })();
})();
