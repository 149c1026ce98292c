// The terminal's line: Enter runs, arrows recall, Tab completes, several pasted lines run one after the other.
"use strict";

/** Split pasted text into commands: a line break ends one, unless it is quoted or follows a backslash. */
function commandsIn(text) {
  const commands = [];
  let quote = "", current = "";
  for (let place = 0; place < text.length; place++) {
    const letter = text[place];
    if (letter === "\\" && quote !== "'") { current += letter + (text[++place] ?? ""); continue; }
    if (letter === quote) quote = "";
    else if (!quote && (letter === "'" || letter === '"')) quote = letter;
    if (letter === "\n" && !quote) { commands.push(current); current = ""; } else current += letter;
  }
  return [...commands, current].filter((command) => command.trim());
}

function commonPrefix(words) {
  return words.reduce((shared, word) => {
    let length = 0;
    while (length < shared.length && shared[length] === word[length]) length++;
    return shared.slice(0, length);
  });
}

for (const terminal of document.querySelectorAll("[data-terminal]")) {
  const form = terminal.querySelector("form");
  const line = form.elements.line;
  const log = terminal.querySelector(".scrollback");
  const candidates = terminal.querySelector(".candidates");
  const key = `history:${terminal.dataset.history}`;
  const ran = [...log.querySelectorAll("[data-line]")].map((code) => code.textContent);
  const history = JSON.parse(lab.recall(key, sessionStorage) || "null") || ran;
  let place = history.length, draft = "", waiting = [], leaving = false;

  const toBottom = () => { log.scrollTop = log.scrollHeight; };
  const fit = () => { line.style.height = "auto"; line.style.height = `${line.scrollHeight + 2}px`; };
  const write = (text) => { line.value = text; fit(); line.setSelectionRange(text.length, text.length); };

  function runNext() {
    const command = waiting.shift();
    if (command === undefined) return;
    write(command);
    form.requestSubmit();
  }
  function recall(step) {
    if (place === history.length) draft = line.value;
    place = Math.min(history.length, Math.max(0, place + step));
    write(place === history.length ? draft : history[place]);
  }
  async function complete() {
    const cursor = line.selectionStart;
    const query = new URLSearchParams({ line: line.value, cursor, identity: form.elements.identity?.value || "" });
    const answer = await fetch(`${terminal.dataset.completeUrl}?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { candidates: found } = await answer.json();
    if (!found.length) { lab.announce("Nothing to complete"); return; }
    const before = line.value.slice(0, cursor), start = before.search(/\S*$/);
    const typed = before.slice(start);
    const put = found.length === 1 ? `${found[0]} ` : commonPrefix(found);
    if (put.length >= typed.length) {
      line.setRangeText(put, start, cursor, "end");
      fit();
    }
    candidates.replaceChildren(...(found.length > 1 ? found.map((word) => Object.assign(document.createElement("span"), { textContent: word })) : []));
  }

  line.addEventListener("keydown", (event) => {
    const single = !line.value.includes("\n");
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      waiting = commandsIn(line.value);
      runNext();
    } else if (event.key === "ArrowUp" && single) { event.preventDefault(); recall(-1); }
    else if (event.key === "ArrowDown" && single) { event.preventDefault(); recall(1); }
    else if (event.key === "Tab" && !event.shiftKey && line.value && !leaving && terminal.dataset.completeUrl) { event.preventDefault(); complete(); }
    else if (event.key === "l" && event.ctrlKey) { event.preventDefault(); log.firstElementChild.replaceChildren(); }
    leaving = event.key === "Escape";
  });
  line.addEventListener("input", () => { candidates.replaceChildren(); place = history.length; fit(); });

  form.addEventListener("htmx:beforeRequest", () => {
    const command = line.value.trim();
    if (command && history.at(-1) !== command) history.push(command);
    place = history.length;
    lab.keep(key, JSON.stringify(history.slice(-200)), sessionStorage);
    log.querySelector(".empty-log")?.remove();
    candidates.replaceChildren();
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt !== form) return;
    if (!detail.successful) { waiting = []; return; }
    write("");
    toBottom();
    waiting.length ? runNext() : line.focus();
  });
  toBottom();
}
