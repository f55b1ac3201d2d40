// Filters the errors by text and type; without it all of them are shown.
(function () {
  const form = document.getElementById("filter");
  const wanted = document.getElementById("wanted");
  const type = document.getElementById("type");
  const shown = document.getElementById("shown");
  const items = Array.from(document.querySelectorAll("article"));
  function filter() {
    const text = wanted.value.toLowerCase();
    let n = 0;
    for (const item of items) {
      const types = item.dataset.types.split("\n");
      const fits = item.textContent.toLowerCase().includes(text) && (!type.value || types.includes(type.value));
      item.hidden = !fits;
      n += fits;
    }
    shown.textContent = n + " shown";
  }
  form.hidden = items.length === 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  filter();
})();
