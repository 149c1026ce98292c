// What every page has: announcements, trouble, theme, shortcuts, copying, Ctrl+Enter, asking before, printing. Each works by attribute, so that
// swapped-in parts need no set-up.
"use strict";

const lab = {
  /** Have a screen reader say a sentence; the same one again (a result asked for every second) is not repeated. */
  announce(markdown, again = true) {
    const text = markdown.replaceAll("`", "");
    const announcer = document.getElementById("announcer");
    if (!again && announcer.textContent === text) return;
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = text; }, 50);
  },
  trouble(text) {
    const box = document.getElementById("trouble");
    box.querySelector("p").textContent = text;
    box.hidden = false;
  },
  /** Signing in or out in another tab makes a page's CSRF token old; the cookie always has the one of now. */
  csrfToken: () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "",
  /** Read and write storage that may be blocked or full. */
  recall(key, store = localStorage) { try { return store.getItem(key); } catch { return null; } },
  keep(key, value, store = localStorage) {
    try { value === null ? store.removeItem(key) : store.setItem(key, value); } catch { /* nothing is kept */ }
  },
};

const themes = { "": "as the system", light: "light", dark: "dark" };
function showTheme() {
  const label = document.querySelector("[data-theme-label]");
  if (label) label.textContent = `Theme: ${themes[document.documentElement.dataset.theme || ""]}`;
  label?.parentElement.setAttribute("title", label.textContent);
}
function nextTheme() {
  const names = Object.keys(themes);
  const root = document.documentElement;
  const next = names[(names.indexOf(root.dataset.theme || "") + 1) % names.length];
  next ? (root.dataset.theme = next) : delete root.dataset.theme;
  lab.keep("theme", next || null);
  showTheme();
  lab.announce(`Theme: ${themes[next]}`);
}
showTheme();

async function copy(button) {
  const source = button.closest(".copyable").querySelector("pre");
  try {
    await navigator.clipboard.writeText(source.textContent);
    const label = button.firstChild;
    label.textContent = "Copied";
    setTimeout(() => { label.textContent = "Copy"; }, 1600);
    lab.announce(button.dataset.copied);
  } catch {
    // No clipboard without a secure address: select the text, so that Ctrl+C is all that is left to do.
    getSelection().selectAllChildren(source);
    lab.announce("Selected. Press Control C to copy.");
  }
}

document.addEventListener("click", ({ target }) => {
  const on = (selector) => target.closest(selector);
  if (on("[data-theme-toggle]")) nextTheme();
  else if (on("[data-copy]")) copy(on("[data-copy]"));
  else if (on("[data-open]")) document.getElementById(on("[data-open]").dataset.open).showModal();
  else if (on("[data-close]")) document.getElementById(on("[data-close]").dataset.close).hidden = true;
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "?" && !writing && !event.ctrlKey && !event.metaKey) document.getElementById("shortcuts").showModal();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && writing?.form && !event.defaultPrevented) {
    event.preventDefault();
    writing.form.requestSubmit();
  }
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

// Folded things are printed open, then folded again.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) folded.open = folded.dataset.folded = true;
});
addEventListener("afterprint", () => {
  for (const opened of document.querySelectorAll("[data-folded]")) { opened.open = false; delete opened.dataset.folded; }
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = lab.csrfToken();
  if (token && detail.verb === "post") detail.parameters.set("csrfmiddlewaretoken", token);
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const said = detail.target.closest("[data-announce]") || detail.target.querySelector("[data-announce]");
  if (said) lab.announce(said.dataset.announce, false);
});
// A button that is disabled or swapped away by its own request loses the focus: it, or what came instead, gets it back.
const focusDuring = new WeakMap();
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  document.getElementById("trouble").hidden = true;
  if (detail.elt.contains(document.activeElement)) focusDuring.set(detail.xhr, document.activeElement);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const before = focusDuring.get(detail.xhr);
  if (!before || document.activeElement !== document.body) return;
  if (!before.isConnected) detail.target.tabIndex = -1;
  (before.isConnected ? before : detail.target).focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  lab.trouble(`The lab could not answer (error ${detail.xhr.status}). Your text is still here; send it again in a moment.`);
});
document.addEventListener("htmx:sendError", () => {
  lab.trouble("The lab cannot be reached. Check that it is running and that you are online. Your text is still here.");
});
