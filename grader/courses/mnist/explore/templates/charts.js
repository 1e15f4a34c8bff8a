// Charts: bars, lines and dots as SVG, drawn as wide as their place on the page.

function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function words(x, y, text, kind = "", anchor = "start") {
  return svg("text", { x, y, class: kind, "text-anchor": anchor }, String(text));
}

/** An empty drawing with a title that a screen reader reads. */
function drawing(place, height, title) {
  const width = Math.max(240, place.clientWidth);
  const made = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title });
  made.append(svg("title", {}, title));
  place.replaceChildren(made);
  return { made, width, height };
}

/** Columns of bars, a row for each digit: { name, values, text, least, most } each. */
function bars(place, columns, truth, guess, title) {
  const row = 22, top = 18;
  const { made, width } = drawing(place, top + 10 * row + 4, title);
  const first = 20, gap = 10;
  const each = (width - first - gap * (columns.length - 1)) / columns.length;
  for (let digit = 0; digit < 10; digit++) {
    const y = top + digit * row;
    const frame = { class: "truth", x: 0.5, y: y + 0.5, width: width - 1, height: row - 1, rx: 5 };
    if (digit === truth) made.append(svg("rect", frame));
    made.append(words(6, y + 15, digit, digit === truth ? "strong" : ""));
  }
  columns.forEach((column, at) => {
    const left = first + at * (each + gap), label = column.label ?? 40;
    const room = each - label, span = column.most - column.least;
    const zero = left + (room * -column.least) / span;
    made.append(words(left, 12, column.name, "soft"));
    column.values.forEach((value, digit) => {
      const y = top + digit * row, long = (room * value) / span;
      const kind = `bar ${column.kind ?? (value < 0 ? "low" : "high")}${digit === guess ? " guess" : ""}`;
      const x = Math.min(zero, zero + long), wide = Math.max(1, Math.abs(long));
      made.append(svg("rect", { class: kind, x, y: y + 5, width: wide, height: row - 10, rx: 2 }));
      made.append(words(left + each - 2, y + 15, column.text(value), "value", "end"));
    });
    if (column.least < 0) made.append(svg("path", { class: "axis", d: `M${zero} ${top}V${top + 10 * row}` }));
  });
}

/** Minus the logarithm, with a dot for each image of the batch and a line at their mean. */
function lossPlot(place, losses, chosen, mean, across, title) {
  const { made, width, height } = drawing(place, 238, title);
  const left = 26, right = width - 10, top = 10, bottom = height - 34, most = Math.max(5, ...losses);
  const x = (loss) => left + Math.exp(-loss) * (right - left), y = (loss) => bottom - (loss / most) * (bottom - top);
  const every = [1, 4, 10, 20].find((distance) => most / distance <= 6) ?? 40;
  for (let loss = 0; loss <= most; loss += every) {
    made.append(svg("path", { class: "grid", d: `M${left} ${y(loss)}H${right}` }));
    made.append(words(left - 6, y(loss) + 4, loss, "soft", "end"));
  }
  for (const [share, anchor] of [[0, "start"], [0.5, "middle"], [1, "end"]]) {
    made.append(words(left + share * (right - left), bottom + 15, `${share * 100} %`, "soft", anchor));
  }
  made.append(words((left + right) / 2, height - 3, across, "soft", "middle"));
  const curve = Array.from({ length: 300 }, (_, i) => (most * i) / 299);
  made.append(svg("polyline", { class: "curve", points: curve.map((loss) => `${x(loss)},${y(loss)}`).join(" ") }));
  made.append(svg("path", { class: "mean", d: `M${left} ${y(mean)}H${right}` }));
  made.append(words(right, y(mean) - 5, `mean ${mean.toFixed(2)}`, "strong", "end"));
  const dot = (loss, kind, r) => svg("circle", { class: `dot${kind}`, cx: x(loss), cy: y(loss), r });
  losses.forEach((loss, i) => i !== chosen && made.append(dot(loss, "", 3)));
  const loss = losses[chosen], far = x(loss) > (left + right) / 2;
  made.append(dot(loss, " chosen", 6));
  const nearMean = Math.abs(y(loss) - y(mean)) < 18 && y(loss) >= y(mean);
  const beside = x(loss) + (far ? -11 : 11), above = y(loss) + (nearMean ? 16 : -6);
  made.append(words(beside, above, loss.toFixed(2), "strong", far ? "end" : "start"));
}

/** Lines over steps or epochs: { values, kind, name }; marks: { at, text, kind }; values from 1 on. */
function lines(place, series, { height, most, least = 0, across, tick, ticks = 4, marks = [], shaded = 0, title }) {
  const { made, width } = drawing(place, height, title);
  const left = 44, right = width - 12, top = 14, bottom = height - 34;
  const count = Math.max(...series.map((one) => one.values.length));
  const x = (n) => left + ((n - 1) / Math.max(1, count - 1)) * (right - left);
  const y = (value) => bottom - ((Math.min(most, Math.max(least, value)) - least) / (most - least)) * (bottom - top);
  const shade = { class: "shaded", x: x(1) - 4, y: top, width: x(shaded) - x(1) + 8, height: bottom - top };
  if (shaded) made.append(svg("rect", shade));
  for (let i = 0; i <= ticks; i++) {
    const value = least + ((most - least) * i) / ticks;
    made.append(svg("path", { class: "grid", d: `M${left} ${y(value)}H${right}` }));
    made.append(words(left - 6, y(value) + 4, tick(value), "soft", "end"));
  }
  const every = Math.ceil(count / (width > 600 ? 10 : 5) / 5) * 5;
  for (let n = 1; n <= count; n = n === 1 ? every : n + every) {
    made.append(words(x(n), bottom + 16, n, "soft", "middle"));
  }
  made.append(words((left + right) / 2, height - 3, across, "soft", "middle"));
  for (const one of series) {
    const points = one.values.map((value, i) => `${x(i + 1)},${y(value)}`).join(" ");
    made.append(svg("polyline", { class: `line ${one.kind}`, points }));
  }
  for (const mark of marks) {
    made.append(svg("path", { class: `mark ${mark.kind}`, d: `M${x(mark.at)} ${top}V${bottom}` }));
    if (mark.text) made.append(words(x(mark.at) + 6, top + (mark.low ?? 12), mark.text, `mark ${mark.kind}`));
  }
}
