// On a narrow screen the workbench's three parts are tabs. Without this file they stand one below the other.
"use strict";
{
  const nav = document.querySelector("[data-tabs]");
  const tabs = [...nav.querySelectorAll("a")];
  const panes = tabs.map((tab) => document.querySelector(tab.hash));
  const title = panes[0].querySelector("h1");
  const narrow = matchMedia("(max-width: 59.99rem)");
  let current = Math.max(0, tabs.findIndex((tab) => tab.hash === location.hash));

  function show(index, focus = false) {
    const moved = index !== current && narrow.matches;
    current = index;
    tabs.forEach((tab, place) => {
      const chosen = place === index;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) tab.classList.remove("fresh");
      panes[place].hidden = narrow.matches && !chosen;
    });
    if (focus) tabs[index].focus();
    if (moved && nav.getBoundingClientRect().top <= 0) nav.parentElement.scrollIntoView();
    dispatchEvent(new Event("resize")); // the editor measures itself when it comes into view
  }

  function arrange() {
    const asTabs = narrow.matches;
    nav.toggleAttribute("role", false);
    if (asTabs) nav.setAttribute("role", "tablist");
    tabs.forEach((tab, place) => {
      for (const [name, value] of [["role", "tab"], ["aria-controls", panes[place].id]]) {
        asTabs ? tab.setAttribute(name, value) : tab.removeAttribute(name);
      }
      asTabs ? panes[place].setAttribute("role", "tabpanel") : panes[place].removeAttribute("role");
      panes[place].setAttribute("aria-labelledby", tab.id);
    });
    if (title) asTabs ? nav.before(title) : panes[0].prepend(title); // in view over every tab
    show(current);
  }

  nav.addEventListener("click", (event) => {
    const index = tabs.indexOf(event.target.closest("a"));
    if (index < 0 || !narrow.matches) return;
    event.preventDefault();
    show(index);
  });
  nav.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) { event.preventDefault(); show((current + step + tabs.length) % tabs.length, true); }
  });

  // A link into a part opens that part first.
  document.addEventListener("click", ({ target }) => {
    const hash = target.closest("a[href^='#']")?.hash;
    const place = hash?.length > 1 ? panes.findIndex((pane) => pane.querySelector(`#${CSS.escape(hash.slice(1))}`)) : -1;
    if (place >= 0) show(place);
  });

  // A submitted answer shows its result; anything else that arrives only marks its tab.
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const place = panes.findIndex((pane) => pane.contains(detail.target));
    if (place < 0 || place === current || !narrow.matches) return;
    if (detail.requestConfig?.elt?.tagName === "FORM" && panes[place].id === "pane-results") show(place);
    else tabs[place].classList.add("fresh");
  });

  narrow.addEventListener("change", arrange);
  arrange();
}
