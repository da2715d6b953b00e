// Finding somebody: by name or municipality, however it is spelled, or by the code in their reminder.

const Search = Room.desk && (() => {
  const { root, find, findAll, say } = Room;
  const field = find("#sok");
  let part = root.dataset.part ?? "";

  // As `src/web/checkin/search.rs` folds.
  const fold = (text) => {
    const through = { æ: "a", ø: "o", œ: "o", đ: "d", ð: "d", ł: "l", ŋ: "n", ß: "ss", ŧ: "t", þ: "t", ı: "i", ǥ: "g", ʒ: "z" };
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[æøœđðłŋßŧþıǥʒ]/g, (c) => through[c])
      .replace(/[^\p{L}\p{N}]+/gu, " ").replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o").trim();
  };

  const asCode = (typed) => {
    const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    return code.length === 8 ? code : undefined;
  };

  // The line whose code this is.
  const coded = (typed) => {
    const code = asCode(typed);
    return code && [...List.lines.values()].find((line) => line.dataset.code === code);
  };

  // Shows the lines that are wanted. Returns the one whose code was typed.
  const sift = () => {
    const typed = field.value.trim();
    const words = fold(typed).split(" ");
    const one = typed ? coded(typed) : undefined;
    let shown = 0;
    for (const line of List.lines.values()) {
      const found = one ? line === one : words.every((word) => line.dataset.key.includes(word));
      const wanted = typed || part === "" || (part === "har") === (line.dataset.state === "here");
      line.hidden = !(found && wanted);
      shown += line.hidden ? 0 : 1;
    }
    const nobody = List.lines.size === 0;
    for (const town of findAll(".town")) town.hidden = !find(".line:not([hidden])", town);
    find("#nobody").hidden = shown > 0;
    find("#nobody-typed").hidden = !typed;
    find("#everybody").hidden = Boolean(typed) || part !== "saknas" || nobody;
    find("#none-here").hidden = Boolean(typed) || part !== "har" || nobody;
    find("#none-expected").hidden = Boolean(typed) || !nobody;
    return one;
  };

  const clear = () => { field.value = ""; sift(); };

  field.addEventListener("input", sift);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const one = sift();
    const shown = [...List.lines.values()].filter((line) => !line.hidden);
    if (shown.length !== 1) { find("#hits").textContent = say("hits", { count: shown.length }); return; }
    const [line] = shown;
    if (line.dataset.state === "here") Taps.tell(say("already", { name: List.nameOf(line), time: find(".when", line).textContent }));
    else Taps.mark(line.dataset.person, one ? "code" : "list");
    clear();
  });
  const parts = findAll("[data-part]", find("#parts"));
  for (const link of parts) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      part = link.dataset.part;
      for (const other of parts) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      sift();
    });
  }

  return { field, fold, coded, sift, clear };
})();
