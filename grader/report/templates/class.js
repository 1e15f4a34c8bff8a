"use strict";
{
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  const sort = (column, kind, ascending) => {
    const sign = ascending ? 1 : -1;
    const value = (row) => row.cells[column].lastChild?.textContent.trim() ?? "";
    const text = (row) => row.cells[column].textContent.trim();
    const keyed = rows.map((row) => [kind === "number" ? value(row) : text(row), row]);
    keyed.sort(([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === ""); // nothing comes last, either way
      return sign * (kind === "number" ? Number(a) - Number(b) : words.compare(a, b));
    });
    body.append(...keyed.map(([, row]) => row));
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      sort(column, head.dataset.kind, ascending);
    });
  });

  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !texts.get(row).includes(wanted);
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = wanted ? `${count} of ${rows.length}` : "";
  });
  document.querySelector(".tools").hidden = false;

  // What an instructor can do about one student, with the id in it as a shell wants it.
  const one = document.getElementById("one");
  const show = (row) => {
    const link = row.cells[0].querySelector("a");
    const page = document.getElementById("one-page");
    document.getElementById("one-name").textContent = row.cells[0].textContent;
    page.parentElement.hidden = !link;
    page.href = link?.href ?? "#";
    for (const id of one.querySelectorAll(".id")) id.textContent = row.dataset.id;
    one.showModal();
  };
  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Commands";
    button.setAttribute("aria-label", `Commands for ${row.cells[0].textContent}`);
    button.addEventListener("click", () => show(row));
    row.cells[row.cells.length - 1].append(button);
  }
}
