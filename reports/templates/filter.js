// Search and filters of the first page and the page of charts. Without it everything is shown.
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const words = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase()
      .split(/[^\p{L}\p{N}]+/u).filter((word) => word);
  const items = [...document.querySelectorAll("[data-text]")];
  const texts = new Map(items.map((item) => [item, words(item.dataset.text)]));
  const groups = [...document.querySelectorAll("[data-group]")];
  const units = groups.filter((group) => group.tagName === "DETAILS");
  const fields = [...form.querySelectorAll("input, select")];
  const count = form.querySelector("output");
  const unfold = form.querySelector("[name=unfold]");
  const none = document.querySelector(".none");
  // Which units were open before something was sought; null while nothing is.
  let before = null;

  const fits = (item, asked, sought) =>
    sought.every((word) => texts.get(item).some((told) => told.startsWith(word))) &&
    ["unit", "notebook", "status"].every((key) => !asked[key] || item.dataset[key] === asked[key]);

  const open = (any) => {
    if (any && !before) before = units.map((unit) => unit.open);
    if (any) units.forEach((unit) => { unit.open ||= !unit.hidden; });
    if (!any && before) units.forEach((unit, i) => { unit.open = before[i]; });
    if (!any) before = null;
  };

  const show = () => {
    const asked = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const any = Object.values(asked).some((value) => value.trim());
    const sought = words(asked.q);
    for (const item of items) item.hidden = !fits(item, asked, sought);
    for (const group of groups) group.hidden = !group.querySelector("[data-text]:not([hidden])");
    open(any);
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = count.dataset.told.replace("#", shown).replace("#", items.length);
    none.hidden = shown > 0;
    const kept = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.href = link.getAttribute("href").split("#")[0] + (any ? `#${kept}` : "");
      link.dataset.sought = any ? "yes" : "";
    }
    history.replaceState(null, "", any ? `#${kept}` : location.pathname.split("/").pop());
  };

  // What the address asks for; one that names a place of the page asks for nothing.
  const kept = new URLSearchParams(location.hash.slice(1));
  const asking = fields.some((field) => kept.has(field.name));
  const take = () => {
    for (const field of fields) {
      field.value = kept.get(field.name) ?? "";
      if (field.value !== (kept.get(field.name) ?? "")) field.value = "";
    }
  };

  const label = () => {
    if (!unfold) return;
    const all = units.every((unit) => unit.open);
    unfold.textContent = all ? unfold.dataset.fold : unfold.dataset.unfold;
  };
  unfold?.addEventListener("click", () => {
    const all = units.every((unit) => unit.open);
    for (const unit of units) unit.open = !all;
  });
  for (const unit of units) unit.addEventListener("toggle", label);

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  take();
  label();
  if (asking || !location.hash) show();
  else count.textContent = count.dataset.told.replaceAll("#", items.length);
})();
