"use strict";
// What the pages are better with, and work without.
(() => {
  const all = (what, where = document) => Array.from(where.querySelectorAll(what));

  // work that takes a while: ask how far it is, then show what came of it
  all("[data-work]").forEach((place) => {
    const ask = async () => {
      try {
        const found = await (await fetch(place.dataset.work, { cache: "no-store" })).json();
        if (found.over) return location.replace(location.pathname);
        const bar = place.querySelector("progress");
        bar.max = found.total;
        bar.value = found.done;
        const said = place.querySelector("[data-said]");
        if (said.textContent !== found.said) said.textContent = found.said;
      } catch { /* the server is gone, or busy: asked again */ }
      setTimeout(ask, 700);
    };
    setTimeout(ask, 700);
  });

  // a form sent twice by an impatient finger does its work once
  all("form[method=post]").forEach((form) => form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    all("button", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
  }));
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all("button", form).forEach((button) => button.removeAttribute("aria-disabled"));
  }));

  // what was typed and not sent yet outlives a reload, in this tab alone
  all("form[data-draft]").forEach((form) => {
    const key = `draft ${location.pathname} ${form.dataset.draft}`;
    const fields = () => Array.from(form.elements).filter((one) => one.name && !["hidden", "file", "submit"].includes(one.type));
    const kept = () => fields().map((one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value));
    const seen = JSON.stringify(kept());
    try {
      const found = JSON.parse(sessionStorage.getItem(key) || "null");
      if (found && found.seen === seen && !form.querySelector("[aria-invalid=true]")) fields().forEach((one, at) => {
        if (["checkbox", "radio"].includes(one.type)) one.checked = found.values[at];
        else one.value = found.values[at];
      });
      form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify({ seen, values: kept() })));
      form.addEventListener("submit", () => sessionStorage.removeItem(key));
    } catch { /* no storage: the browser's own memory has to do */ }
  });

  // one answer for every conflict; a value that is typed is meant
  all("[data-all]").forEach((place) => {
    place.hidden = false;
    const form = place.closest("form");
    all("[data-take]", place).forEach((button) => button.addEventListener("click", () => {
      all("input[type=radio]", form).forEach((one) => { if (one.value === button.dataset.take) one.checked = true; });
      form.dispatchEvent(new Event("input"));
    }));
  });
  all(".side").forEach((side) => side.querySelector("input:not([type=radio])").addEventListener("input", () => { side.querySelector("[type=radio]").checked = true; }));

  // files over the box they may be dropped on
  all(".drop").forEach((box) => ["dragenter", "dragleave", "drop"].forEach((what) => box.addEventListener(what, () => box.classList.toggle("over", what === "dragenter"))));

  const alert = document.querySelector("[role=alert][tabindex]");
  if (alert) alert.focus();
})();
