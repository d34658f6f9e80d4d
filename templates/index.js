// Sorting and searching: the page says everything without either.
(() => {
  const table = document.querySelector("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];

  const digits = { "۰": 0, "۱": 1, "۲": 2, "۳": 3, "۴": 4, "۵": 5, "۶": 6, "۷": 7, "۸": 8, "۹": 9 };
  const plain = (text) => text.replace(/[۰-۹]/g, (digit) => digits[digit])
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[ىي]/g, "ی").replace(/ك/g, "ک").replace(/[ةۀ]|هٔ/g, "ه")
    .replace(/[\u200c\s]+/g, " ").trim().toLowerCase();

  const search = document.querySelector(".search");
  const field = search.querySelector("input");
  const found = search.querySelector("output");
  const texts = rows.map((row) => plain(row.dataset.text));
  const persian = (count) => String(count).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
  // A whole number is a district's: «۲» is not «۱۲».
  const holds = (text, wanted) => wanted.split(" ").every((word) =>
    /^\d+$/.test(word) ? new RegExp(`(?<!\\d)${word}(?!\\d)`).test(text) : text.includes(word));
  const filter = () => {
    const wanted = plain(field.value);
    rows.forEach((row, place) => { row.hidden = wanted !== "" && !holds(texts[place], wanted); });
    const count = rows.filter((row) => !row.hidden).length;
    found.textContent = count ? found.dataset.found.replace("{count}", persian(count)) : found.dataset.none;
  };
  search.hidden = false;
  field.addEventListener("input", filter);
  search.addEventListener("submit", (event) => event.preventDefault());

  const value = (row, column) => {
    const { sort } = row.cells[column].dataset;
    return sort === "" || Number.isNaN(Number(sort)) ? sort : Number(sort);
  };
  table.classList.add("sortable");
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!head.dataset.first) return;
    const button = document.createElement("button");
    button.type = "button";
    button.title = head.dataset.label;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const other = now === "ascending" ? "descending" : "ascending";
      const order = now ? other : head.dataset.first;
      for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const less = (a, b) => (value(a, column) < value(b, column) ? -1 : value(a, column) > value(b, column) ? 1 : 0);
      body.append(...[...rows].sort((a, b) => sign * less(a, b)));
    });
  });
})();
