// The list: what the server said of everybody, what waits on this phone on top, and how each line shows it.

const List = Room.desk && (() => {
  const { root, base, session, pass, find, findAll, say, clock, closed } = Room;
  const lines = new Map();
  const server = new Map();
  const list = { lines, server, entries: [] };

  // Takes over the lines of a page that shows what was true at a position.
  list.read = (at) => {
    for (const [person, known] of server) if (known.position <= at) server.delete(person);
    lines.clear();
    for (const line of findAll(".line")) {
      const { person, state, text, ids } = line.dataset;
      lines.set(person, line);
      if (!server.has(person)) server.set(person, { state, text, ids: ids ? ids.split(" ") : [], position: at });
    }
  };

  // Takes what is true of some people at a position. Returns whether somebody is not on this list.
  list.take = (marks, at) => {
    let unknown = false;
    for (const mark of marks) {
      const asOf = mark.position ?? at;
      if (mark.session !== session || (server.get(mark.person)?.position ?? -1) > asOf) continue;
      if (!lines.has(mark.person) || lines.get(mark.person).dataset.ghost) unknown = true;
      else server.set(mark.person, { ...mark, position: asOf });
    }
    return unknown;
  };

  // Reads the queue again.
  list.reload = async () => {
    list.entries = (await Queue.all()).filter((entry) => entry.base === base);
    list.paint();
  };

  const noted = (item, { state, text, ids }) => {
    const away = item.status.endsWith("absence");
    const since = state === "here" ? text.split(",")[0] : clock(item.at);
    let said = since;
    if (item.status === "partly") said = say("partly", { time: since, minutes: item.minutes });
    else if (away) said = say(item.status === "excused-absence" ? "excused" : "unexcused");
    const left = item.kind === "note" ? [...ids.filter((id) => id !== item.id), item.id] : [];
    return { state: away ? "away" : "here", text: said, ids: left };
  };

  const after = (item, now) => {
    const { state, text, ids } = now;
    if (item.kind === "undo") {
      const left = ids.filter((id) => !item.observations.includes(id));
      return left.length === 0 ? { state: "none", text: "", ids: left } : { state, text, ids: left };
    }
    if (item.kind === "note" || item.kind === "correct") return noted(item, now);
    const more = ids.includes(item.id) ? ids : [...ids, item.id];
    return state === "here" ? { state, text, ids: more } : { state: "here", text: clock(item.at), ids: more };
  };

  // What is true as far as this phone knows: what the server said, and then what waits here.
  list.view = (person) => {
    const { state, text, ids } = server.get(person) ?? { state: "none", text: "", ids: [] };
    const own = list.entries.filter(({ item, refused }) => !refused && item.person === person && item.session === session);
    const now = own.reduce((before, { item }) => after(item, before), { state, text, ids });
    return { ...now, waits: own.length > 0 };
  };

  list.nameOf = (line) => find(".name", line).textContent;

  const swap = (old, name, attributes, children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    const focused = document.activeElement === old;
    old.replaceWith(made);
    return focused;
  };

  const hidden = (text) => {
    const span = document.createElement("span");
    span.className = "ds-sr-only";
    span.textContent = text;
    return span;
  };

  // Whoever is here has a link over the whole line and, at its end, undoing; anybody else a button and a link.
  const paintLine = (line) => {
    const person = line.dataset.person;
    const now = list.view(person);
    const about = `${base}/person/${person}?pass=${pass}`;
    const name = list.nameOf(line);
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

  // People who were added here and wait to be sent stand on the list already.
  const ghosts = () => {
    for (const ghost of findAll(".line[data-ghost]")) { lines.delete(ghost.dataset.person); ghost.remove(); }
    for (const { item, refused, name } of list.entries) {
      if (item.kind !== "walk-in" || refused || item.session !== session || lines.has(item.person)) continue;
      const line = document.createElement("li");
      line.className = "line";
      Object.assign(line.dataset, { person: item.person, slot: "", key: Search.fold(name), code: "", state: "none", ghost: "yes" });
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

  // Shows everything as it is.
  list.paint = () => {
    ghosts();
    for (const line of lines.values()) paintLine(line);
    for (const one of findAll("[data-open-only]")) one.hidden = closed();
    count();
    Search.sift();
    Standing.show();
  };

  // How long the session lasts, in minutes.
  list.minutes = () => Number(root.dataset.minutes);

  return list;
})();
