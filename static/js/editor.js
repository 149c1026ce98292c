// Turns <textarea data-editor> into a policy editor: Ace where there is a mouse and a keyboard, the textarea on a phone. Either way
// it is checked as you type (findings.js), the draft is kept, and the textarea holds the text that the form sends.
"use strict";

/** The textarea itself, with what the rest asks of an editor. */
function plainSurface(area) {
  return {
    get: () => area.value,
    set: (text) => { area.value = text; area.dispatchEvent(new Event("input")); },
    /** Put a text in the place of another as if it were typed, so that the browser's own undo knows it. */
    replace(start, end, text) {
      area.focus();
      area.setSelectionRange(start, end);
      if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input"));
    },
    onChange: (act) => area.addEventListener("input", act),
    mark() {},
    focus: () => area.focus(),
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
  addCompletion(editor, area);
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
    replace(start, end, text) {
      const { doc } = editor.session;
      editor.session.markUndoGroup();
      editor.session.replace(ace.Range.fromPoints(doc.indexToPosition(start), doc.indexToPosition(end)), text);
      editor.session.markUndoGroup();
    },
    onChange: (act) => editor.on("change", () => { area.value = editor.getValue(); act(); }),
    mark: (findings) => editor.session.setAnnotations(findings.filter(({ line }) => line).map(({ line, column, message, sign }) => (
      { row: line - 1, column: column - 1, text: message.replaceAll("`", ""), type: sign === "suggestion" ? "info" : sign }))),
    focus: () => editor.focus(),
    goTo(line, column) { editor.gotoLine(line, column - 1); editor.focus(); },
  };
}

/** Keep the text as it is typed; offer it again when the page comes up with another one. */
function keepDraft(area, surface, box) {
  const key = `draft:${area.dataset.draft}`;
  const draft = lab.recall(key);
  let timer;
  surface.onChange(() => { clearTimeout(timer); timer = setTimeout(() => lab.keep(key, surface.get()), 400); });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const handedIn = detail.requestConfig?.elt === area.form && detail.successful && !("draftStays" in area.dataset);
    if (handedIn) { clearTimeout(timer); timer = 0; lab.keep(key, null); }
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
  const help = document.createElement("p");
  help.className = "sr-only";
  help.id = "editor-help";
  help.textContent = "Tab indents. To leave the editor, press Escape, then Tab. Control Enter submits.";
  box.after(help);
  if (area.dataset.checkUrl) keepChecked(area, surface, findingsBox(area, help));
  if (area.dataset.draft) keepDraft(area, surface, box);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[data-goto][href="#${area.id}"]`);
    if (!link) return;
    event.preventDefault();
    surface.goTo(...link.dataset.goto.split(":").map(Number));
  });
}
