// Completes names in Ace: what can stand where the cursor is. This file finds out where that is; the server knows the names.
"use strict";

/** Where the cursor is in a text that may be broken JSON: the members around it, and the actions of its statement. */
function placeAt(text, cursor) {
  const open = [];
  const names = () => open.filter(({ key }) => key !== null).map(({ key }) => key);
  const statement = () => {
    const at = open.findIndex(({ key }) => key === "Statement");
    return at < 0 ? open[0] : open.slice(at + 1).find(({ list }) => !list);
  };
  let place = null, own, before = null;
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\]:,]/g)) {
    const top = open.at(-1);
    if (mark[0] !== '"') {
      if (mark === "{" || mark === "[") open.push({ list: mark === "[", key: null, actions: [] });
      else if (mark === "}" || mark === "]") open.pop();
      else if (top && !top.list) top.key = mark === "," ? null : before ?? top.key; // a comma may be missing, a colon is not
      before = null;
      continue;
    }
    const closed = mark.length > 1 && mark.endsWith('"');
    const string = mark.slice(1, closed ? -1 : undefined);
    const isKey = top && !top.list && top.key === null;
    if (!place && cursor > index && cursor <= index + 1 + string.length) {
      place = { path: names(), role: isKey ? "key" : "value", prefix: text.slice(index + 1, cursor) };
      own = statement();
    } else if (!isKey && /^(Not)?Action$/.test(names().at(-1))) {
      statement()?.actions.push(string);
    }
    before = string;
    if (isKey) top.key = string;
  }
  return place && { ...place, actions: own?.actions || [] };
}

function addCompletion(editor, area) {
  const url = area.dataset.completeUrl;
  const known = new Map(); // query -> what the server answered
  const here = () => placeAt(editor.getValue(), editor.session.doc.positionToIndex(editor.getCursorPosition()));
  const queryOf = ({ path, role, prefix, actions }) => {
    const query = new URLSearchParams({ role, prefix, policy_type: policyFields(area).policy_type });
    path.slice(0, 8).forEach((name) => query.append("path", name));
    actions.slice(0, 50).forEach((name) => query.append("action", name));
    return `${query}`;
  };
  const ask = async (query) => {
    if (known.has(query)) return;
    if (known.size > 300) known.clear();
    try { known.set(query, (await (await fetch(`${url}?${query}`)).json()).suggestions); } catch { /* a help, not a need */ }
  };
  const completion = ({ name, meta, description }) => {
    const shown = { caption: name, value: name, meta, docText: description, score: 1 };
    if (meta === "resource") { // what is to be filled in is walked through with Tab
      let stop = 0;
      return { ...shown, snippet: name.replace(/\$\{(\w+)\}/g, (_, part) => `\${${++stop}:${part}}`) };
    }
    const { row, column } = editor.getCursorPosition();
    return editor.session.getLine(row)[column] === "}" && name.endsWith("}") ? { ...shown, value: name.slice(0, -1) } : shown;
  };
  editor.completers = [{
    identifierRegexps: [/[^"]/],
    async getCompletions(_editor, _session, _at, _prefix, give) {
      const place = here();
      const query = place && queryOf(place);
      if (place && !known.has(query)) await ask(query); // what is known is given at once: see below
      give(null, (known.get(query) || []).map(completion));
    },
  }];

  // Ace filters the first answer as you type on; ours depend on what is typed, so each pause asks again.
  const { Autocomplete } = ace.require("ace/autocomplete");
  Autocomplete.for(editor).parentNode = document.querySelector("main");
  let timer;
  editor.commands.on("afterExec", ({ command, args }) => {
    clearTimeout(timer);
    if (command.name !== "insertstring" && command.name !== "backspace") return;
    timer = setTimeout(async () => {
      const place = here();
      if (!place || (!place.prefix && args !== '"')) return;
      const query = queryOf(place);
      await ask(query);
      if (!known.get(query)?.length || !editor.isFocused() || here()?.prefix !== place.prefix) return;
      const popup = Autocomplete.for(editor);
      popup.detach();
      popup.autoInsert = false;
      popup.autoShown = true;
      popup.showPopup(editor);
      popup.popup.textInput.getElement().tabIndex = -1; // the list has a text box of its own, which is no place to stop at
    }, 120);
  });
}
