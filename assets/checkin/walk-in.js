// The form for somebody who does not stand on the list: by the server while it can be reached, else through the queue.

if (Room.kind === "walk-in") {
  const { root, base, reader, pass, find, item } = Room;
  const form = find("form", root);
  const field = (name) => form.elements[name]?.value.trim() ?? "";
  const complain = (name, text) => form.elements[name]?.setCustomValidity(text || "");
  const reached = () => fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(2_500) }).then((r) => r.ok, () => false);

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await reached()) { form.submit(); return; }
    complain("fornamn", !field("fornamn") && root.dataset.chooseName);
    complain("efternamn", !field("efternamn") && root.dataset.chooseName);
    complain("roll", field("kommun") && !field("roll") && root.dataset.chooseRole);
    if (!form.reportValidity()) return;
    const guest = {
      ...item("walk-in", Room.uuid()),
      given_name: field("fornamn"), family_name: field("efternamn"), title: field("befattning"), email: field("epost"),
      instead_of: field("for") || null, municipality: field("kommun"), role: field("roll"),
    };
    await Queue.add({ base, reader, item: guest, name: `${guest.given_name} ${guest.family_name}` });
    location.href = `${base}?pass=${pass}`;
  });
}
