/* Soft warnings while somebody writes: numbers and addresses at once, names when the page was saved
   (the list of names never leaves the server). Nothing is blocked; without this file the same
   sentences stand on the page before sending. The patterns are those of surveys/forms/warnings.py. */
(() => {
  "use strict";
  const APART = "[\\s.\\-/]{0,2}";
  const PATTERNS = [
    ["Tulisan memuat 18 angka seperti NIP.", "\\d(?:" + APART + "\\d){17,}"],
    ["Tulisan memuat 16 angka seperti NIK.", "(?:^|\\D)\\d(?:" + APART + "\\d){15,16}(?!\\d)"],
    ["Tulisan memuat nomor telepon.",
      "(?:^|\\D)(?:\\+?62" + APART + "|0)8(?:" + APART + "\\d){7,11}(?!\\d)"],
    ["Tulisan memuat alamat surel.", "[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}"],
  ].map(([sentence, source]) => [sentence, new RegExp(source)]);
  const LOCAL = new Set(PATTERNS.map(([sentence]) => sentence));
  const ADVICE = "Agar tidak seorang pun dapat dikenali, sebaiknya dihapus. Bapak/Ibu tetap dapat mengirim.";
  const texts = [...document.querySelectorAll("#isian textarea")];
  if (!texts.length) return;

  const box = document.createElement("div"); // empty from the start, so that changes are read aloud
  box.setAttribute("role", "status");
  box.setAttribute("aria-live", "polite");
  texts[texts.length - 1].after(box);
  let names = [], shown = "";

  const show = () => {
    let rest = texts.map((text) => text.value).join("\n\n");
    const found = [];
    for (const [sentence, pattern] of PATTERNS) {
      if (!pattern.test(rest)) continue;
      found.push(sentence);
      rest = rest.replace(new RegExp(pattern.source, "g"), "\n");
    }
    const said = [...found, ...names].join(" ");
    if (said === shown) return;
    shown = said;
    box.textContent = said ? "▲ " + said + " " + ADVICE : "";
    box.classList.toggle("note", Boolean(said));
  };
  for (const text of texts) text.addEventListener("input", show);
  document.addEventListener("isian:saved", (event) => {
    if (!Array.isArray(event.detail.warnings)) return;
    names = event.detail.warnings.filter((sentence) => !LOCAL.has(sentence));
    show();
  });
  show();
})();
