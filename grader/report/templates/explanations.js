"use strict";
{
  const all = document.getElementById("all");
  const cards = [...all.querySelectorAll(".said")];
  const tools = document.querySelector(".tools");
  let unsaved = false;

  const field = (card, name) => card.querySelector(`.${name}`);
  const filled = (card) => field(card, "points").value !== "" || field(card, "comment").value !== "";
  const count = () => {
    for (const card of cards) card.classList.toggle("read", filled(card));
    const read = cards.filter(filled).length;
    document.getElementById("done").textContent = `${read} of ${cards.length} read`;
  };

  // A spreadsheet must never run what somebody typed.
  const plain = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const sheet = () => {
    const header = JSON.parse(all.dataset.header);
    const rows = cards.map((card) => {
      const row = JSON.parse(card.dataset.row);
      row[header.indexOf("points")] = field(card, "points").value;
      row[header.indexOf("comment")] = plain(field(card, "comment").value.trim());
      return row;
    });
    return [header, ...rows].map((row) => row.map(quoted).join(",")).join("\n") + "\n";
  };

  const move = (card, by) => {
    const next = cards[cards.indexOf(card) + by];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: (card) => move(card, 1), ArrowDown: (card) => move(card, 1),
    k: (card) => move(card, -1), ArrowUp: (card) => move(card, -1),
    Enter: (card) => field(card, "comment").focus(),
  };

  for (const card of cards) {
    card.addEventListener("input", () => { unsaved = true; count(); });
    card.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") { card.focus(); return; }
      if (event.target !== card) return;
      if (/^[0-9]$/.test(event.key)) {
        const points = field(card, "points");
        points.value = Math.min(Number(event.key), Number(card.dataset.most));
        unsaved = true;
        count();
      } else if (keys[event.key]) keys[event.key](card);
      else return;
      event.preventDefault();
    });
  }

  if (tools) {
    const names = document.getElementById("names");
    names.addEventListener("change", () => {
      for (const who of document.querySelectorAll(".who")) who.hidden = !names.checked;
    });
    document.getElementById("save").addEventListener("click", () => {
      const wrong = cards.map((card) => field(card, "points")).find((points) => !points.checkValidity());
      if (wrong) { wrong.reportValidity(); return; }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", sheet()], { type: "text/csv" }));
      link.download = "explanations.csv";
      link.click();
      unsaved = false;
    });
    addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
    tools.hidden = false;
    count();
  }
}
