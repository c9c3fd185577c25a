/* One press a person: the link opens WhatsApp in its own tab, this page notes it and shows the next.
   Without a script the button beside the link does the noting. */
(() => {
  "use strict";
  const link = document.querySelector("[data-then]");
  if (!link) return;
  const form = document.getElementById(link.dataset.then);
  const words = document.getElementById("one-press");
  if (words) words.hidden = false;
  let gone = false;
  link.addEventListener("click", (event) => {
    if (gone) { event.preventDefault(); return; } // a double press is for one person
    gone = true;
    setTimeout(() => form.submit(), 300); // milliseconds: the new tab opens first
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
