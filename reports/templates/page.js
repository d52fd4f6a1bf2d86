// Every page: the other language opens at the same place, and a link to a folded part opens it.
(() => {
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (target) target.scrollIntoView();
  };
  const here = () => {
    const places = [...document.querySelectorAll("main [id]")].filter((place) => {
      const box = place.getBoundingClientRect();
      return (box.width || box.height || place.tagName === "A") && box.top < innerHeight / 3;
    });
    return scrollY ? places.at(-1)?.id : undefined;
  };
  const other = (id, language) => id.replace(/^(vi|en)-/, `${language}-`);

  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", () => {
      const place = here();
      // What is sought is kept before where it was read.
      if (!link.dataset.sought) link.hash = place ? other(place, link.hreflang) : "";
    });
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
