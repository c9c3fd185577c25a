/* Optional help on the phone: autosave, a line that says so, and a form that outlives a lost network.
   Without it everything works by plain POST. Nothing but this page's answers is kept in the tab,
   only while the network is away, and it is wiped at the next success. */
(() => {
  "use strict";
  const form = document.getElementById("isian") || document.getElementById("kirim");
  const line = document.getElementById("status");
  if (!form) { // cover and thanks: nobody inherits what another left in this tab
    try {
      Object.keys(sessionStorage).filter((key) => key.startsWith("isian:"))
        .forEach((key) => sessionStorage.removeItem(key));
    } catch { /* storage is off */ }
    return;
  }
  if (!line || !window.fetch) return;
  const QUIET = 3000; // milliseconds after the last change
  const RETRY = 15000;
  const kept = "isian:" + location.pathname;
  let timer = 0, sending = false, changed = false, leaving = false;

  const say = (text, failed) => {
    line.textContent = text;
    line.classList.toggle("failed", Boolean(failed));
  };
  const summary = document.querySelector("[autofocus]");
  if (summary) summary.focus();

  const post = (mode, body) => fetch(form.action, {
    method: "POST", body, keepalive: true, credentials: "same-origin",
    headers: { "X-Isian": mode },
  }).then((reply) => {
    if (reply.status >= 500) throw new Error("busy");
    return reply.ok && (reply.headers.get("Content-Type") || "").includes("json") ? reply.json() : {};
  });

  const remember = () => {
    try { sessionStorage.setItem(kept, JSON.stringify([...new FormData(form)])); } catch { /* full */ }
  };
  const forget = () => { try { sessionStorage.removeItem(kept); } catch { /* off */ } };

  const save = () => {
    clearTimeout(timer);
    if (sending || leaving || !changed) return;
    sending = true;
    changed = false;
    say("Menyimpan…");
    post("simpan", new URLSearchParams(new FormData(form))).then((reply) => {
      if (reply.sequence !== undefined) form.elements.sequence.value = reply.sequence + 1;
      if (reply.saved) { forget(); say("Tersimpan " + reply.at); }
      else if (reply.at) again(0); // another page saved later: count on from there
      else say("");
      document.dispatchEvent(new CustomEvent("isian:saved", { detail: reply }));
    }).catch(() => {
      remember();
      say("Belum tersimpan – jaringan terputus, akan dicoba lagi", true);
      again(RETRY);
    }).finally(() => {
      sending = false;
      if (changed && !timer) timer = setTimeout(save, QUIET);
    });
  };
  const again = (wait) => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const restore = () => {
    let pairs = [];
    try { pairs = JSON.parse(sessionStorage.getItem(kept) || "[]"); } catch { return; }
    for (const [name, value] of pairs) {
      if (!/^q\d+(-lainnya)?$/.test(name)) continue;
      for (const control of form.querySelectorAll("[name='" + name + "']")) {
        if (control.type === "radio" || control.type === "checkbox") {
          if (control.value === value) control.checked = true;
        } else control.value = value;
      }
    }
    if (pairs.length) again(0);
  };

  for (const hint of document.querySelectorAll("[data-longest]")) {
    const text = form.elements[hint.id.replace("hint-", "")];
    const words = hint.textContent;
    const count = () => {
      const left = Number(hint.dataset.longest) - text.value.length;
      if (left < 0) hint.textContent = "Terlalu panjang: kurangi " + -left + " huruf.";
      else hint.textContent = text.value ? words + " Tersisa " + left + " huruf." : words;
    };
    text.addEventListener("input", count);
    count();
  }

  if (form.id === "isian") {
    form.addEventListener("input", () => again(QUIET));
    window.addEventListener("online", () => changed && save());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && changed) save();
    });
    restore();
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter || form.querySelector(".go");
    if (button.getAttribute("aria-disabled")) { event.preventDefault(); return; }
    if (form.id === "kirim") {
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.busy;
      return;
    }
    if (leaving) return;
    event.preventDefault();
    clearTimeout(timer);
    const body = new URLSearchParams(new FormData(form));
    if (button.name) body.append(button.name, button.value);
    say("Menyimpan…");
    post("lanjut", body).then((reply) => {
      forget();
      if (reply.next) { leaving = true; location.assign(reply.next); return; }
      leaving = true; // something is to be looked at: let the server show it
      if (form.requestSubmit) form.requestSubmit(button); else form.submit();
    }).catch(() => {
      remember();
      say("Belum terkirim. Jawaban masih ada di layar ini. Tekan tombol sekali lagi.", true);
    });
  });
  window.addEventListener("pageshow", (event) => { // back from the cache: buttons live again
    leaving = false;
    if (event.persisted) location.reload();
  });
})();
