// What all scripts of check-in share: which page this is, its words, and small tools. Without scripts the pages work by forms.

const Room = (() => {
  const root = document.getElementById("checkin");
  if (!root || !window.indexedDB) return {};
  const words = JSON.parse(root.dataset.words ?? "{}");
  const { base, reader, session, pass, zone, kind } = root.dataset;

  const find = (selector, within = document) => within.querySelector(selector);
  const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = (key, values = {}) => (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
    (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const clock = (at) => new Intl.DateTimeFormat("sv", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(at));
  // How every item begins: what it is, under a name of its own, of whom, and when.
  const item = (what, person) => ({ kind: what, id: uuid(), person, session, at: new Date().toISOString() });
  const closed = () => find("#roll").dataset.closed === "yes";

  return {
    root, base, reader, session, pass, kind, desk: kind === "desk", mayCorrect: root.dataset.mayCorrect === "yes",
    find, findAll, say, uuid, clock, item, closed,
  };
})();
