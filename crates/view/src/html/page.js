"use strict";
// A card lights its words; words light their cards. `data-i` holds the names that belong together.
(() => {
  const named = (name) => document.querySelectorAll(`[data-i~="${CSS.escape(name)}"]`);
  const names = (element) => (element?.dataset.i ?? "").split(" ").filter(Boolean);
  const hit = (event) => event.target.closest?.("[data-i]");
  const cards = () => [...document.querySelectorAll(".card, .places li")].filter((card) => card.offsetParent);
  let held = null;

  function light(element) {
    document.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    const all = element?.matches(".card, .places li, .site") ? names(element) : nearest(element);
    all.forEach((name) => named(name).forEach((one) => one.classList.add("lit")));
  }

  // Of findings that overlap, words light those that stand closest around them first: all but the
  // speaker's, unless there is nothing else.
  function nearest(element) {
    const all = names(element);
    const own = all.filter((name) => !name.startsWith("a"));
    return own.length ? own : all;
  }

  function hold(element) {
    held?.classList.remove("held");
    held = element;
    held?.classList.add("held");
    light(held);
  }

  function show(element) {
    const inReport = element.closest("article") !== null;
    const other = inReport
      ? nearest(element).flatMap((name) => [...named(name)]).find((one) => one.matches(".card"))
      : names(element).flatMap((name) => [...named(name)]).find((one) => one.closest("article"));
    other?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return inReport ? other : element;
  }

  document.addEventListener("mouseover", (event) => { const at = hit(event); if (at) light(at); });
  document.addEventListener("mouseout", (event) => { if (hit(event)) light(held); });
  document.addEventListener("focusin", (event) => { const at = hit(event); if (at) light(at); });
  document.addEventListener("focusout", () => light(held));
  document.addEventListener("click", (event) => {
    const at = hit(event);
    if (!at || getSelection().toString()) return;
    hold(show(at) ?? null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, summary")) return;
    const all = cards();
    const at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (event.key === "Escape") { hold(null); document.activeElement?.blur(); }
    else if (step && at >= 0) { event.preventDefault(); all[Math.min(Math.max(at + step, 0), all.length - 1)].focus(); }
    else if ((event.key === "Enter" || event.key === " ") && at >= 0) { event.preventDefault(); hold(show(all[at])); }
  });
})();
