// Begins, once everything else stands.

(async () => {
  if (!Room.root) return;
  if (!Room.desk) { await Pages.arrived(); return; }
  document.documentElement.dataset.script = "yes";
  List.read(Number(Room.root.dataset.position));
  await Pages.arrived();
  await List.reload();
  Stream.begin();
  await Pages.worker;
  await Pages.keep().catch(() => {});
})();
