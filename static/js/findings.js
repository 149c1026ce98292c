// What the validator says about the text of an editor: asked for as you type, marked in the gutter, mended with one click.
"use strict";

/** What the server needs to know of a policy besides its text: the page chooses it, or the exercise says it. */
function policyFields(area) {
  const { policy_type: type, resource_type: resource } = area.form.elements;
  return { policy_type: type?.value || area.dataset.policyType || "identity", resource_type: resource?.value || "" };
}

function keepChecked(area, surface, box) {
  const ask = (url, fields, signal) => fetch(url, {
    method: "POST", signal, headers: { "X-CSRFToken": lab.csrfToken() },
    body: new URLSearchParams({ answer: surface.get(), editor: area.id, ...policyFields(area), ...fields }),
  });
  const list = box.querySelector("[data-list]");
  let timer, speaking, asking, shown, said, patience = 2_000;

  async function check() {
    clearTimeout(timer);
    asking?.abort();
    const mine = asking = new AbortController();
    let html;
    try {
      const answer = await ask(area.dataset.checkUrl, {}, mine.signal);
      if (!answer.ok) throw new Error(answer.status);
      html = await answer.text();
    } catch {
      if (mine !== asking) return; // a later one is on its way
      timer = setTimeout(check, patience); // said nowhere: the text is safe, and this comes back by itself
      patience = Math.min(2 * patience, 60_000);
      return;
    }
    if (mine !== asking) return;
    patience = 2_000;
    show(html);
    area.dispatchEvent(new Event("lab:checked"));
  }

  function show(html) {
    if (html !== shown) list.innerHTML = html;
    shown = html;
    const found = [...list.querySelectorAll(".finding")].map(({ dataset }) => dataset);
    surface.mark(found);
    const { summary } = list.querySelector("[data-summary]").dataset;
    const state = [summary, ...found.map(({ message }) => message)].join("\n");
    clearTimeout(speaking);
    if (said === undefined) said = state; // what the page came with is read with the page
    if (state === said) return;
    speaking = setTimeout(() => {
      said = state;
      lab.announce(found.length ? `${summary}. ${found[0].line ? `Line ${found[0].line}: ` : ""}${found[0].message}` : summary);
    }, 700);
  }

  async function mend(button) {
    const text = surface.get();
    let answer;
    try { answer = await ask(area.dataset.fixUrl, { fix: button.value }); } catch { return lab.trouble("The lab cannot be reached, so the fix was not made. Your text is still here."); }
    const { title, edits } = await answer.json().catch(() => ({ edits: [] }));
    if (!answer.ok || !edits.length || surface.get() !== text) return check();
    // One replacement from the first edit to the last is one step to undo.
    const start = edits[0].start, end = edits.at(-1).end;
    let after = "", place = start;
    for (const edit of edits) { after += text.slice(place, edit.start) + edit.text; place = edit.end; }
    surface.replace(start, end, after);
    tell(title, surface.get(), () => surface.replace(start, start + after.length, text.slice(start, end)));
    check();
  }

  const told = box.querySelector("[data-fixed]");
  let until;
  function tell(title, text, undo) {
    const says = document.createElement("p");
    says.textContent = `Done: ${title}`;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button secondary small", textContent: "Undo" });
    button.addEventListener("click", () => {
      undo();
      told.hidden = true;
      lab.announce("Undone.");
      surface.focus();
    });
    told.replaceChildren(says, button);
    told.hidden = false;
    until = text;
    lab.announce(`Done: ${title}. Press Undo to take it back.`);
    button.focus(); // the button that was pressed goes away with its finding
  }

  surface.onChange(() => {
    if (surface.get() !== until) told.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(check, 300);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=fix]");
    if (!button) return;
    event.preventDefault();
    mend(button);
  });
  addEventListener("online", check);
  area.addEventListener("lab:check", check);
  if (surface.get().trim()) check();
}

/** The place for findings: on the page already, or made below the editor. */
function findingsBox(area, after) {
  const found = document.querySelector(`[data-findings-for="${area.id}"]`);
  if (found) return found;
  const box = document.createElement("div");
  box.className = "findings-box";
  box.innerHTML = '<div class="fixed" data-fixed hidden></div><div data-list></div>';
  after.after(box);
  return box;
}
