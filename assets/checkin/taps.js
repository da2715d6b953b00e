// Each tap goes into the queue and shows at once, whether there is a network or not.

const Taps = Room.desk && (() => {
  const { base, reader, pass, find, say, closed, mayCorrect } = Room;
  // A finger that trembles taps once.
  const TREMBLE_MS = 600;
  const last = new Map();

  const toast = find("#toast");
  let fading;
  const tell = (text, undo) => {
    clearTimeout(fading);
    find("p", toast).textContent = text;
    const button = find("button", toast);
    button.hidden = !undo;
    button.onclick = undo ?? null;
    toast.dataset.shown = "yes";
    fading = setTimeout(() => { toast.dataset.shown = "no"; button.hidden = true; }, 5_000);
  };

  // Undoing is offered there only where the line, which offers it too, is not in sight.
  const inSight = (line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return !line.hidden && top >= find(".panel-top").getBoundingClientRect().bottom - 10 && bottom <= window.innerHeight;
  };

  // A browser that keeps nothing still has the forms.
  const byForm = (item) => {
    if (item.kind === "note" || item.kind === "correct") { location.href = `${base}/person/${item.person}?pass=${pass}`; return; }
    const form = find("#list");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = item.kind === "undo" ? "angra" : "narvarande";
    field.value = item.person;
    form.append(field);
    form.submit();
  };

  const enqueue = async (item, name) => {
    const entry = { base, reader, item, name };
    List.entries.push(entry);
    List.paint();
    try {
      entry.seq = await Queue.add(entry);
    } catch {
      byForm(item);
      return;
    }
    Pages.worker.then((registration) => registration?.sync?.register("queue")).catch(() => {});
    await Stream.flush();
  };

  const mark = (person, method) => {
    const line = List.lines.get(person);
    if (!line || closed() || Date.now() - (last.get(person) ?? 0) < TREMBLE_MS) return;
    last.set(person, Date.now());
    const name = List.nameOf(line);
    enqueue({ ...Room.item("present", person), method }, name);
    tell(say("is-here", { name }), inSight(line) ? undefined : () => undo(person));
    navigator.vibrate?.(30);
  };

  const undo = (person) => {
    const line = List.lines.get(person);
    const { ids } = List.view(person);
    if (!line || ids.length === 0 || closed()) return;
    last.set(person, Date.now());
    const name = List.nameOf(line);
    enqueue({ ...Room.item("undo", person), observations: ids }, name);
    tell(say("undone", { name }));
  };

  find("#list").addEventListener("submit", (event) => event.preventDefault());
  find("#list").addEventListener("click", (event) => {
    const link = event.target.closest("a.tap, a.about");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && (!closed() || mayCorrect)) {
      if (Sheet.open(link.closest(".line").dataset.person)) event.preventDefault();
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const person = button.closest(".line")?.dataset.person;
    const typed = Search.field.value;
    if (button.matches(".undo")) undo(person);
    if (!button.matches(".tap")) return;
    mark(person, typed && Search.coded(typed) ? "code" : "list");
    if (typed) { Search.clear(); Search.field.focus(); }
  });

  return { tell, enqueue, mark };
})();
