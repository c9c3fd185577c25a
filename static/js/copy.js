/* Buttons that need a script appear only when there is one: copy a field, print the page. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(field.value).then(
        () => { button.textContent = "Tersalin"; setTimeout(() => { button.textContent = words; }, 2000); },
        () => field.select(),
      );
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
