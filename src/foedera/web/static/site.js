"use strict";
// On published pages: rows of choices as a slider, and tables that sort and filter. Reading needs none of this.
for (const row of document.querySelectorAll("[data-slider]")) {
  const links = [...row.querySelectorAll("li > *")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: links.length - 1, value: Math.max(at, 0) });
  const shown = document.createElement("output");
  slider.setAttribute("aria-labelledby", row.querySelector("p").id);
  const say = () => {
    shown.textContent = links[slider.value].textContent;
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => { if (links[slider.value].href) location.assign(links[slider.value].href); });
  say();
  row.querySelector("p").after(slider, shown);
}

const LONG = 12;
for (const table of document.querySelectorAll("main .wide > table:not(.month)")) {
  const body = table.tBodies[0];
  const rows = body ? [...body.rows] : [];
  if (rows.length < 2 || rows.some((row) => row.querySelector("[colspan], [rowspan]"))) continue;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    if (!head.textContent.trim()) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const text = (row) => row.cells[column]?.textContent.trim() ?? "";
      // What says nothing stands last, whichever way the others stand.
      rows.sort((a, b) => !text(a) - !text(b) || (down ? -1 : 1) * order.compare(text(a), text(b)));
      body.append(...rows);
    });
  }
  if (rows.length < LONG) continue;
  const filter = Object.assign(document.createElement("input"), { type: "search", maxLength: 200, className: "filter" });
  filter.setAttribute("aria-label", table.closest("[aria-label]")?.getAttribute("aria-label") ?? document.querySelector("h1").textContent);
  filter.placeholder = "⌕";
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !wanted.every((word) => row.textContent.toLowerCase().includes(word));
  });
  table.parentElement.before(filter);
}
