"use strict";
(() => {
  const all = (where, what) => Array.from(where.querySelectorAll(what));
  const tools = document.querySelector(".tools");
  const tones = ["bad", "missing", "warn", "fine", "good", "quiet"];
  const hint = document.querySelector("main").dataset.sort;

  const value = (row, index) => {
    const cell = row.cells[index];
    const tone = cell.querySelector(".tone");
    if (tone) return tones.indexOf(tone.classList[1]);
    const given = cell.dataset.v ?? cell.textContent.replace(/^±|[,%]/g, "");
    return given === "" || isNaN(given) ? given : Number(given);
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : typeof a === typeof b ? a.localeCompare(b, document.documentElement.lang) : typeof a === "number" ? -1 : 1);
  const sort = (table, head, index) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    all(table.tHead, "th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    Array.from(body.rows).sort((a, b) => (up ? 1 : -1) * compare(value(a, index), value(b, index))).forEach((row) => body.append(row));
  };
  all(document, "table.sort").forEach((table) => all(table.tHead, "th").forEach((head, index) => {
    // no <button>: a browser that prints does not repeat table headings with form controls in them
    const button = document.createElement("span");
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.title = hint;
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head, index));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      sort(table, head, index);
    });
    head.append(button);
  }));

  const menus = all(document, "nav details");
  document.addEventListener("click", (event) => menus.forEach((menu) => {
    if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus.forEach((menu) => (menu.open = false));
  });

  if (!tools) return;
  const [person, word] = [tools.querySelector("select"), tools.querySelector("input")];
  const names = new Set(all(document, "tbody .who").map((cell) => cell.textContent.trim()).filter((name) => name && name !== "-"));
  person.parentElement.hidden = !names.size;
  names.forEach((name) => person.append(new Option(name, name)));
  const filter = () => all(document, "tbody tr").forEach((row) => {
    const who = all(row, ".who").map((cell) => cell.textContent.trim());
    const wanted = !person.value || !who.length || who.includes(person.value);
    row.hidden = !wanted || !row.textContent.toLowerCase().includes(word.value.trim().toLowerCase());
  });
  person.addEventListener("change", filter);
  word.addEventListener("input", filter);
  tools.hidden = false;
})();
