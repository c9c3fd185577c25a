/* Judging comments from the keyboard; without it every button works as before. Keys act only while
   the focus is inside a comment and not in a text field (WCAG 2.1.4). */
(() => {
  "use strict";
  const items = [...document.querySelectorAll("[data-comment]")];
  if (!items.length) return;
  const note = document.querySelector(".keys-note");
  if (note) note.hidden = false;

  const enter = (item) => {
    const first = item && item.querySelector("button, summary");
    if (first) first.focus();
  };
  const opened = (item) => {
    const details = item.querySelector("details");
    details.open = true;
    return details;
  };
  const acts = {
    t: (item) => { const button = item.querySelector("[data-key=t]"); if (button) button.click(); },
    s: (item) => opened(item).querySelector("textarea").focus(),
    b: (item) => opened(item).querySelector("input[name=reason]").focus(),
    ArrowDown: (item) => enter(items[items.indexOf(item) + 1]),
    ArrowUp: (item) => enter(items[items.indexOf(item) - 1]),
  };
  document.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-comment]");
    if (!item || event.target.matches("input, textarea, select")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act(item);
  });

  for (const text of document.querySelectorAll("textarea[data-mask]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-primary";
    button.textContent = "Samarkan kata yang dipilih";
    button.addEventListener("click", () => {
      const [from, to] = [text.selectionStart, text.selectionEnd];
      if (from < to) text.setRangeText(text.dataset.mask, from, to, "end");
      text.focus();
    });
    text.after(button);
  }
})();
