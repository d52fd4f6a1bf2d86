// Search and filters of the first page and the page of charts. Without it everything is shown.
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const items = [...document.querySelectorAll("[data-text]")];
  const texts = new Map(items.map((item) => [item, fold(item.dataset.text)]));
  const groups = [...document.querySelectorAll("details.unit")];
  const fields = [...form.querySelectorAll("input, select")];
  const count = form.querySelector("output");
  const none = document.querySelector(".none");

  const fits = (item, asked) =>
    fold(asked.q).split(/\s+/).every((word) => texts.get(item).includes(word)) &&
    ["unit", "notebook", "status"].every((key) => !asked[key] || item.dataset[key] === asked[key]);

  const show = () => {
    const asked = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const any = Object.values(asked).some((value) => value);
    for (const item of items) item.hidden = !fits(item, asked);
    for (const group of groups) {
      const left = group.querySelector("[data-text]:not([hidden])");
      group.hidden = !left;
      if (any && left) group.open = true;
    }
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = count.dataset.told.replace("#", shown).replace("#", items.length);
    none.hidden = shown > 0;
    const kept = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
    history.replaceState(null, "", any ? `#${kept}` : location.pathname.split("/").pop());
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.href = link.getAttribute("href").split("#")[0] + (any ? `#${kept}` : "");
    }
  };

  const take = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = kept.get(field.name) ?? "";
      if (field.value !== (kept.get(field.name) ?? "")) field.value = "";
    }
  };

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  take();
  show();
})();
