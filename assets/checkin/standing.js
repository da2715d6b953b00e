// Whether there is a network, what waits, and what was refused.

const Standing = Room.desk && (() => {
  const { root, reader, session, find, say, clock, closed, mayCorrect } = Room;
  let online = navigator.onLine;

  const deed = (text, work) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "linkish";
    button.textContent = text;
    button.addEventListener("click", work);
    return button;
  };

  // One that was refused: why, and what can be done about it.
  const refusal = (entry) => {
    const line = List.lines.get(entry.item.person);
    const name = entry.name ?? find(".name", line ?? root)?.textContent ?? "";
    const row = document.createElement("li");
    const said = document.createElement("p");
    said.textContent = `${name}, ${clock(entry.item.at)}: ${entry.refused.text || say("unreadable")}`;
    const deeds = document.createElement("div");
    deeds.className = "deeds";
    if (closed() && mayCorrect && entry.item.session === session && line) {
      deeds.append(deed(say("put-right"), () => Sheet.open(entry.item.person, entry)));
    }
    deeds.append(deed(say("dismiss", { name }), async () => { await Queue.remove(entry.seq); await List.reload(); }));
    row.append(said, deeds);
    return row;
  };

  const show = () => {
    const waiting = List.entries.filter((entry) => !entry.refused);
    const own = waiting.filter((entry) => entry.reader === reader).length;
    const others = waiting.length - own;
    const chip = find("#net");
    chip.dataset.state = online ? (own ? "sending" : "on") : "off";
    const said = online ? (own ? say("sending", { count: own }) : say("on")) : own ? say("off-waiting", { count: own }) : say("off");
    if (chip.textContent !== said) chip.textContent = said;
    const foreign = find("#others");
    foreign.hidden = others === 0;
    foreign.textContent = say("others", { count: others });
    const refused = List.entries.filter((entry) => entry.refused);
    find("#refused").hidden = refused.length === 0;
    const trouble = find("#trouble");
    trouble.hidden = refused.length === 0;
    find("a", trouble).textContent = say("trouble", { count: refused.length });
    find("ul", find("#refused")).replaceChildren(...refused.map(refusal));
  };

  // The server was heard, or was not.
  const heard = (now) => {
    if (online === now) return;
    online = now;
    show();
  };

  return { show, heard };
})();
