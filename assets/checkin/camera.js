// Reading the code on somebody's phone or paper with the camera.

if (Room.desk && Room.find("#scanner") && navigator.mediaDevices?.getUserMedia && window.HTMLDialogElement) {
  const { root, find, say } = Room;
  const scanner = find("#scanner");
  const scan = find("#scan");
  const video = find("video", scanner);
  const said = find("[role=status]", scanner);
  // The same code stays before the camera for a while.
  const SAME_MS = 3_000;
  const readAt = new Map();
  let camera;

  const loaded = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  // The browser's own reader where it has one.
  const detector = async () => {
    const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []) ?? [];
    if (formats.includes("qr_code")) {
      const native = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await native.detect(video))[0]?.rawValue;
    }
    if (!window.jsQR) await loaded(root.dataset.decoder);
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
    if (Date.now() - (readAt.get(text) ?? 0) < SAME_MS) return;
    readAt.set(text, Date.now());
    const line = Search.coded(text);
    said.dataset.found = line ? "yes" : "no";
    if (!line) { said.textContent = say("unknown-code"); return; }
    const name = List.nameOf(line);
    if (line.dataset.state === "here") { said.textContent = say("already", { name, time: find(".when", line).textContent }); return; }
    Taps.mark(line.dataset.person, "code");
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
