// The playground's own: its address says what is in it, and the link can be copied.
"use strict";
{
  const form = document.getElementById("playground");
  const area = document.getElementById("id_policy");
  const link = document.querySelector("[data-copy-link]");
  const kind = form.elements.policy_type;
  const unkept = ["csrfmiddlewaretoken", "before"];

  /** The address of what is in the fields now, as lessons.playground.state writes it. */
  function address(without = unkept) {
    const filled = [...new FormData(form)].filter(([name, value]) => value && !without.includes(name));
    return `${location.pathname}?${new URLSearchParams(filled)}`;
  }
  const tooLong = () => address().length > Number(link.dataset.longest);

  // Where a whole new page comes up; htmx would ask there too.
  for (const button of form.querySelectorAll("[formaction]")) button.removeAttribute("formaction");

  let timer;
  function follow() {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(history.state, "", tooLong() ? location.pathname : address()), 600);
  }

  // A decision is one of the text and the request that it was made with.
  const asked = () => address([...unkept, "patterns"]);
  const old = document.getElementById("decision-is-old");
  let decided = asked(), sent = decided;
  document.addEventListener("htmx:beforeRequest", ({ target }) => { if (target === form) sent = asked(); });
  document.addEventListener("htmx:afterSwap", ({ detail }) => { if (detail.target.id === "decision") { decided = sent; compare(); } });
  function compare() { old.hidden = asked() === decided || !document.querySelector("#decision .trace"); }

  link.addEventListener("click", async () => {
    if (tooLong()) return lab.trouble(`The link would have ${address().length.toLocaleString("en")} characters, and many programs cut off links after ${Number(link.dataset.longest).toLocaleString("en")}. Send the policy's text instead.`);
    const url = location.origin + address();
    try {
      await navigator.clipboard.writeText(url);
      link.textContent = "Copied";
      setTimeout(() => { link.textContent = "Copy link"; }, 1600);
      lab.announce("Link copied");
    } catch {
      // No clipboard without a secure address: then the link is in the address bar.
      history.replaceState(history.state, "", address());
      lab.trouble("The browser does not let this page copy. The address bar has the link: copy it from there.");
    }
  });

  function arrange() {
    document.getElementById("attached-to").hidden = kind.value !== "resource";
  }
  form.addEventListener("change", ({ target }) => {
    follow();
    if (target.name !== "policy_type" && target.name !== "resource_type") return;
    arrange();
    area.dispatchEvent(new Event("lab:check"));
    htmx.trigger(form, "submit"); // the policy plays another part now
  });
  for (const [element, event] of [[form, "input"], [area, "lab:checked"]]) {
    element.addEventListener(event, () => { follow(); compare(); });
  }
  arrange();
}
