"use strict";
// The search of a published site: it reads one index and shows the entries that have all words.
const box = document.getElementById("find");
const found = document.getElementById("found");
let index = null;

async function show() {
  index ??= await (await fetch(found.dataset.index)).json();
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.replaceChildren();
  if (!words.length) return;
  const hits = index.entries.filter((row) => words.every((word) => row[1].toLowerCase().includes(word)));
  for (const [kind, label, href, day] of hits.slice(0, 100)) {
    const link = Object.assign(document.createElement("a"), { href, textContent: label });
    const about = Object.assign(document.createElement("p"), { className: "small", textContent: `${index.kinds[kind]} ${day}` });
    const item = document.createElement("li");
    item.append(link, about);
    found.append(item);
  }
  if (!hits.length) found.append(Object.assign(document.createElement("li"), { textContent: "Nothing found. Fewer words find more." }));
}

box.addEventListener("input", show);
