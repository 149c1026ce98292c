// Turns <textarea data-editor> into a policy editor: Ace where there is a mouse and a keyboard, the textarea on a phone. Either way
// it is checked as you type, the draft is kept, and the textarea holds the text that the form sends.
"use strict";

const ELEMENTS = ["Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal",
  "NotPrincipal", "Condition", "Allow", "Deny", "2012-10-17"];

/** The textarea itself, with the four things the rest of this file asks of an editor. */
function plainSurface(area) {
  return {
    get: () => area.value,
    set: (text) => { area.value = text; area.dispatchEvent(new Event("input")); },
    onChange: (act) => area.addEventListener("input", act),
    mark() {},
    goTo(line, column) {
      const at = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
      area.focus();
      area.setSelectionRange(at, at);
    },
  };
}

function aceSurface(area, label) {
  // Our colours come from editor.css; the theme only gives Ace their name.
  ace.define("ace/theme/lab", ["exports"], (exports) => Object.assign(exports, { cssClass: "ace-lab", isDark: false, cssText: "" }));
  ace.require("ace/ext/language_tools");
  const box = document.createElement("div");
  area.after(box);
  box.className = "editor-surface";
  const inner = box.appendChild(document.createElement("div"));
  const editor = ace.edit(inner, {
    useWorker: false, value: area.value, mode: "ace/mode/json", theme: "ace/theme/lab", tabSize: 2, useSoftTabs: true, wrap: true,
    indentedSoftWrap: false, showPrintMargin: false, scrollPastEnd: 0.2, fontSize: 14, enableBasicAutocompletion: true,
    textInputAriaLabel: label?.textContent || "Policy", useSvgGutterIcons: true,
  });
  addCompletion(editor, area.dataset.actionsUrl);
  const input = editor.textInput.getElement();
  input.setAttribute("aria-describedby", "editor-help");
  label?.addEventListener("click", (event) => { event.preventDefault(); editor.focus(); });
  area.hidden = true;
  area.required = false; // a hidden box cannot show the browser's own message; the server's says more

  // Tab indents until Escape says otherwise.
  const bindTab = (on) => editor.commands.bindKeys({ Tab: on ? "indent" : null, "Shift-Tab": on ? "outdent" : null });
  editor.commands.addCommand({ name: "leave", bindKey: "Esc", exec: () => bindTab(false) });
  editor.on("blur", () => bindTab(true));
  editor.on("change", () => bindTab(true));
  editor.commands.addCommand({ name: "submit", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: () => area.form.requestSubmit() });

  return {
    get: () => editor.getValue(),
    set: (text) => editor.setValue(text, -1),
    onChange: (act) => editor.on("change", () => { area.value = editor.getValue(); act(); }),
    mark: (problems) => editor.session.setAnnotations(problems.filter(({ line }) => line).map((problem) => (
      { row: problem.line - 1, column: (problem.column || 1) - 1, text: problem.message, type: "error" }))),
    goTo(line, column) { editor.gotoLine(line, column - 1); editor.focus(); },
  };
}

/** Complete inside quotes: element names, and the action names that the server knows. */
function addCompletion(editor, url) {
  const known = new Map(); // prefix -> action names
  const wordAt = () => {
    const { row, column } = editor.getCursorPosition();
    const before = editor.session.getLine(row).slice(0, column);
    return (before.match(/"/g) || []).length % 2 ? before.match(/[\w:*-]*$/)[0] : null;
  };
  const ask = async (prefix) => {
    if (!url || prefix.length < 2 || known.has(prefix)) return;
    try {
      const { actions } = await (await fetch(`${url}?prefix=${encodeURIComponent(prefix)}`)).json();
      known.set(prefix, actions.map(({ name, description, access_level }) => (
        { value: name, meta: access_level, docText: description, score: 1 })));
    } catch { /* completion is a help, not a need */ }
  };
  editor.completers = [{
    identifierRegexps: [/[\w:*-]/],
    async getCompletions(_editor, _session, _at, prefix, give) {
      if (wordAt() === null) return give(null, []);
      if (!known.has(prefix)) await ask(prefix);
      give(null, [...ELEMENTS.map((value) => ({ value, meta: "element", score: 2 })), ...(known.get(prefix) || [])]);
    },
  }];

  // Ace filters the first answer as you type on; ours come from the server by prefix, so each pause asks again.
  const { Autocomplete } = ace.require("ace/autocomplete");
  Autocomplete.for(editor).parentNode = document.querySelector("main");
  let timer;
  editor.commands.on("afterExec", ({ command }) => {
    clearTimeout(timer);
    if (command.name !== "insertstring" && command.name !== "backspace") return;
    timer = setTimeout(async () => {
      const word = wordAt();
      if (!word) return;
      await ask(word);
      if (word !== wordAt() || !editor.isFocused()) return;
      const popup = Autocomplete.for(editor);
      popup.detach();
      popup.autoInsert = false;
      popup.autoShown = true;
      popup.showPopup(editor);
      popup.popup.textInput.getElement().tabIndex = -1; // the list has a text box of its own, which is no place to stop at
    }, 120);
  });
}

/** Ask the server what is wrong with the text, a third of a second after the last key. */
function keepChecked(area, surface, status) {
  let timer, round = 0;
  const check = async () => {
    const mine = ++round;
    const body = new URLSearchParams({ answer: surface.get(), policy_type: area.dataset.policyType || "identity" });
    let problems;
    try {
      const answer = await fetch(area.dataset.checkUrl, { method: "POST", body, headers: { "X-CSRFToken": lab.csrfToken() } });
      ({ problems } = await answer.json());
    } catch { return; }
    if (mine !== round) return;
    surface.mark(problems);
    status.classList.toggle("bad", problems.length > 0);
    status.replaceChildren();
    if (!problems.length) { status.textContent = "A valid policy"; return; }
    const [{ line, column, message }] = problems;
    if (line) {
      const link = status.appendChild(document.createElement("a"));
      link.href = `#${area.id}`;
      link.dataset.goto = `${line}:${column || 1}`;
      link.textContent = `Line ${line}`;
    }
    status.append(`${message}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""}`);
  };
  surface.onChange(() => { clearTimeout(timer); timer = setTimeout(check, 300); });
  if (surface.get().trim()) check();
}

/** Keep the text as it is typed; offer it again when the page comes up with another one. */
function keepDraft(area, surface, box) {
  const key = `draft:${area.dataset.draft}`;
  const draft = lab.recall(key);
  let timer;
  surface.onChange(() => { clearTimeout(timer); timer = setTimeout(() => lab.keep(key, surface.get()), 400); });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig?.elt === area.form && detail.successful) { clearTimeout(timer); timer = 0; lab.keep(key, null); }
  });
  if (draft === null || draft === surface.get()) return;
  const bar = document.createElement("div");
  bar.className = "draft";
  bar.innerHTML = '<span>You wrote something here that was not submitted.</span><button type="button" class="link-button">Restore my draft</button><button type="button" class="link-button">Discard it</button>';
  const [restore, discard] = bar.querySelectorAll("button");
  restore.addEventListener("click", () => { surface.set(draft); bar.remove(); });
  discard.addEventListener("click", () => { lab.keep(key, null); bar.remove(); });
  box.before(bar);
}

for (const area of document.querySelectorAll("textarea[data-editor]")) {
  const phone = matchMedia("(pointer: coarse) and (max-width: 48rem)").matches;
  const label = document.querySelector(`label[for="${area.id}"]`);
  const surface = window.ace && !phone ? aceSurface(area, label) : plainSurface(area);
  const box = area.hidden ? area.nextElementSibling : area;
  const status = document.createElement("p");
  status.className = "editor-status";
  status.setAttribute("role", "status");
  const help = document.createElement("p");
  help.className = "sr-only";
  help.id = "editor-help";
  help.textContent = "Tab indents. To leave the editor, press Escape, then Tab. Control Enter submits.";
  box.after(status, help);
  if (area.dataset.checkUrl) keepChecked(area, surface, status);
  if (area.dataset.draft) keepDraft(area, surface, box);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[data-goto][href="#${area.id}"]`);
    if (!link) return;
    event.preventDefault();
    surface.goTo(...link.dataset.goto.split(":").map(Number));
  });
}
