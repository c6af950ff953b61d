// What pages can do beyond links and forms. Everything works without it.
"use strict";
(() => {
  const copy = document.querySelectorAll("[data-copy]");
  if (navigator.clipboard) copy.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(field.value).catch(() => field.select());
      button.textContent = "Copied";
    });
  });

  // A file or text dropped on the page goes into the form.
  const form = document.getElementById("ask");
  if (form) {
    const file = form.querySelector("#file");
    addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    addEventListener("dragleave", () => form.classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      const carried = event.dataTransfer;
      if (carried.files.length) file.files = carried.files;
      else if (carried.getData("text/plain")) form.querySelector("#text").value = carried.getData("text/plain");
    });
    form.addEventListener("submit", (event) => stream(event, form));
  }

  // Says how far an audit is while it is made.
  async function stream(event, form) {
    event.preventDefault();
    const told = document.getElementById("progress");
    const button = form.querySelector("button.go");
    button.disabled = true;
    told.textContent = "Reading …";
    try {
      const answer = await fetch("/audit", {method: "POST", body: new FormData(form), headers: {Accept: "application/x-ndjson"}});
      if (!answer.ok || !answer.body) throw await words(answer);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let left = "";
      for (;;) {
        const {value, done} = await reader.read();
        if (done) break;
        const lines = (left + value).split("\n");
        left = lines.pop();
        for (const line of lines.filter(Boolean)) {
          const step = JSON.parse(line);
          if (step.error) throw `${step.error.message} ${step.error.hint}`;
          if (step.words) told.textContent = step.words;
          if (step.link) { location.assign(step.link); return; }
        }
      }
      throw "The server broke off. Try again.";
    } catch (problem) {
      told.textContent = typeof problem === "string" ? problem : "The server cannot be reached. Try again.";
      button.disabled = false;
    }
  }

  async function words(answer) {
    try {
      const plain = await answer.json();
      return `${plain.error.message} ${plain.error.hint}`;
    } catch { return `The server answered ${answer.status}.`; }
  }

  // A slider and the number beside it are one: the number is what is sent, and an empty one leaves the input as it is.
  for (const slide of document.querySelectorAll("[data-for]")) {
    const number = document.getElementById(slide.dataset.for);
    const low = +slide.dataset.low, high = +slide.dataset.high, byRatio = "byRatio" in slide.dataset;
    const value = (place) => byRatio ? low * (high / low) ** place : low + (high - low) * place;
    const place = (of) => byRatio ? Math.log(of / low) / Math.log(high / low) : (of - low) / (high - low);
    const follow = () => { slide.value = 1000 * place(number.value === "" ? +slide.dataset.middle : +number.value); };
    slide.addEventListener("input", () => { number.value = +value(slide.value / 1000).toPrecision(3); });
    number.addEventListener("input", follow);
    follow();
  }
  // What is empty is not asked, so that an address stays short.
  addEventListener("htmx:configRequest", ({detail}) => {
    for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
  });

  // The open claim: which one is open is also told to those who do not see it, and its sheet starts at its top.
  const open = () => {
    const wanted = /^#claim-\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    document.querySelectorAll("a.claim[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    const number = wanted ? wanted.id.replace("claim-", "") : document.querySelector(".sheet.first").dataset.claim;
    document.getElementById(`text-${number}`)?.setAttribute("aria-current", "true");
    const panel = document.querySelector(".panel");
    if (panel && wanted) panel.scrollTop = 0;
  };
  if (document.querySelector(".panel")) {
    addEventListener("hashchange", open);
    open();
  }
})();
