"use strict";
// Pointing at a claim lights its evidence, and pointing at evidence lights its claims. Reading needs none of this.
const marks = document.querySelectorAll("mark[data-claims]");
const claims = new Map();
for (const claim of document.querySelectorAll("[data-claim]")) claims.set(claim.dataset.claim, claim);

function light(numbers, on) {
  for (const mark of marks) {
    if (mark.dataset.claims.split(" ").some((number) => numbers.includes(number))) mark.classList.toggle("lit", on);
  }
  for (const number of numbers) claims.get(number)?.classList.toggle("lit", on);
}

function watch(element, numbers) {
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    element.addEventListener(event, () => light(numbers, on));
  }
}

for (const mark of marks) watch(mark, mark.dataset.claims.split(" "));
for (const [number, claim] of claims) watch(claim, [number]);

// Keys for reviewers: a letter does what the thing with this data-key does, unless somebody is writing, or has turned
// the keys off: who speaks to the computer may say letters that are no commands.
const keys = document.getElementById("keys");
let keysOff = false;

// A browser may keep nothing for us; then the choice holds for this page.
function kept(value) {
  try {
    if (value) localStorage.setItem("foedera-keys", value);
    return localStorage.getItem("foedera-keys");
  } catch {
    return null;
  }
}

function turned(off) {
  keysOff = off;
  keys.textContent = off ? keys.dataset.on : keys.dataset.off;
}

if (keys && document.querySelector("[data-key]")) {
  turned(kept() === "off");
  keys.hidden = false;
  keys.addEventListener("click", () => {
    turned(!keysOff);
    kept(keysOff ? "off" : "on");
  });
}

document.addEventListener("keydown", (event) => {
  if (keysOff || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "DETAILS") {
    found.open = !found.open;
    found.querySelector("textarea")?.focus();
  } else found.click();
});

// A slider says where it stands.
for (const slider of document.querySelectorAll("input[data-echo]")) {
  slider.addEventListener("input", () => {
    document.getElementById(slider.dataset.echo).textContent = slider.value;
    slider.setAttribute("aria-valuetext", slider.value);
  });
}
