"use strict";
// The search of a published site: it reads one index, a script beside it, and shows the things that have all words.
const finder = document.getElementById("finder");
const [box, sort, since, until, count, found] =
  ["find", "sort", "since", "until", "count", "found"].map((id) => document.getElementById(id));
const MOST = 100;
let rows = null;

function load() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = finder.dataset.index;
    script.addEventListener("load", () => resolve(globalThis.foederaIndex));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

async function ready() {
  const index = await load();
  rows = index.rows.map(([sort, label, href, day, words]) => (
    { sort: index.sorts[sort], label, href, day, words, text: fold(`${label} ${words}`), title: fold(label) }
  ));
  show();
}

function element(tag, values, ...children) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...children);
  return made;
}

function show() {
  if (!rows) return;
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  const until_ = until.value && `${until.value}\uffff`;
  const fits = (row) => (!sort.value || row.sort === sort.value)
    && (!since.value || (row.day && row.day >= since.value)) && (!until_ || (row.day && row.day <= until_))
    && words.every((word) => row.text.includes(word));
  const asked = words.length || sort.value || since.value || until.value;
  const hits = asked ? rows.filter(fits) : [];
  const named = hits.filter((row) => words.every((word) => row.title.includes(word)));
  const first = named.length === hits.length ? hits : [...named, ...hits.filter((row) => !named.includes(row))].slice(0, MOST);
  found.replaceChildren(...first.slice(0, MOST).map((row) => element("li", {},
    element("a", { href: row.href, textContent: row.label }),
    element("p", { className: "small", textContent: [sort.querySelector(`[value="${row.sort}"]`).textContent, row.day].filter(Boolean).join(" · ") }),
    element("p", { textContent: row.words }))));
  count.textContent = !asked ? "" : !hits.length ? finder.dataset.none
    : hits.length > MOST ? `${MOST} + ${hits.length - MOST} ${finder.dataset.more}` : String(hits.length);
}

for (const field of [box, sort, since, until]) field.addEventListener("input", show);
finder.hidden = false;
box.value = new URLSearchParams(location.search).get("q") ?? "";
ready();
