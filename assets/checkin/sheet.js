// What a tap cannot say: there for a part, or not coming; and on a closed roll, what is put right and why.

const Sheet = Room.desk && (() => {
  const { base, pass, find, findAll, say, item, closed } = Room;
  const STATUS = { narvarande: "present", delvis: "partly", forhinder: "excused-absence", franvarande: "unexcused-absence" };
  const sheet = find("#sheet");
  let told;

  // Opens it for somebody, perhaps to say otherwise what was refused. Returns false where there is none to open.
  const open = (person, refused) => {
    const line = List.lines.get(person);
    if (!line || !sheet.showModal) return false;
    const now = List.view(person);
    told = { person, refused };
    find("#sheet-name").textContent = List.nameOf(line);
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

  const problem = (text, field) => {
    const said = find("#sheet-problem");
    said.textContent = text;
    said.hidden = false;
    field.focus();
  };

  // What was chosen; nothing, and a word beside the field, where something is missing.
  const chosen = () => {
    const choice = find("[name=status]:checked", sheet);
    if (!choice) return problem(say("choose-status"), find("[name=status]", sheet));
    const status = STATUS[choice.value];
    const whole = List.minutes();
    const typed = find("#sheet-minutes").value.trim();
    const minutes = status === "present" ? whole : status === "partly" ? Number(typed) : 0;
    if (status === "partly" && !(/^\d+$/.test(typed) && minutes >= 1 && minutes <= whole)) {
      return problem(say("refused-minutes", { minutes: whole }), find("#sheet-minutes"));
    }
    const reason = find("#sheet-reason").value.trim();
    if (closed() && !reason) return problem(say("refused-reason"), find("#sheet-reason"));
    return { status, minutes, reason };
  };

  sheet.addEventListener("change", (event) => {
    if (event.target.name !== "status") return;
    find("#sheet-part").hidden = event.target.value !== "delvis";
    if (event.target.value === "delvis") find("#sheet-minutes").focus();
  });
  find("form", sheet).addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = chosen();
    if (!choice) return;
    const { person, refused } = told;
    const { status, minutes, reason } = choice;
    const name = find("#sheet-name").textContent;
    const entry = { ...item(closed() ? "correct" : "note", person), status, minutes };
    if (closed()) entry.reason = reason;
    sheet.close();
    if (refused) {
      await Queue.remove(refused.seq);
      List.entries = List.entries.filter((other) => other.seq !== refused.seq);
    }
    Taps.enqueue(entry, name);
    Taps.tell(say("noted", { name }));
  });
  find("[data-close]", sheet).addEventListener("click", () => sheet.close());

  return { open };
})();
