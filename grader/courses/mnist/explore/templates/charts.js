"use strict";
// The loss of every batch as lines; a mark where two of them part.

const Charts = (() => {
  const MOST = 400;

  // `lines`: { losses, colour, dashes }; `part`: the place of the mark, or -1, and what it says.
  function draw(canvas, lines, part = -1, words = `part at batch ${part + 1}`) {
    const { context, width, height } = Pictures.sized(canvas), c = Pictures.colours();
    const count = Math.max(12, ...lines.map((line) => line.losses.length));
    const finite = lines.flatMap((line) => line.losses.filter(Number.isFinite).slice(0, 2000));
    const first = finite.length ? finite[0] : 1;
    const top = Math.max(first * 1.25, Math.min(first * 4, Math.max(0, ...finite) * 1.05));
    const left = 30, bottom = height - 18, wide = width - left - 8, high = bottom - 8;
    const x = (n) => left + n / (count - 1) * wide, y = (v) => bottom - Math.min(1.02, v / top) * high;
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "middle";
    for (let i = 0; i <= 2; i++) {
      const value = top * i / 2;
      context.fillStyle = c.line;
      context.fillRect(left, y(value), wide, 1);
      context.fillStyle = c.soft;
      context.textAlign = "right";
      context.fillText(value.toFixed(value < 10 ? 1 : 0), left - 4, y(value));
    }
    context.textAlign = "left";
    context.fillText("batch 1", left, height - 7);
    context.textAlign = "right";
    context.fillText(String(count), width - 8, height - 7);
    for (const line of lines) stroke(context, line, x, y);
    if (part >= 0) {
      context.fillStyle = c.bad;
      context.fillRect(x(part), 8, 1.5, bottom - 8);
      context.textAlign = part > count * 0.6 ? "right" : "left";
      context.fillText(` ${words} `, x(part), 14);
    }
  }

  function stroke(context, { losses, colour, dashes = [] }, x, y) {
    const every = Math.max(1, Math.floor(losses.length / MOST));
    context.beginPath();
    context.strokeStyle = colour;
    context.lineWidth = dashes.length ? 1.5 : 2;
    context.setLineDash(dashes);
    for (let n = 0; n < losses.length; n += every) {
      if (losses[n] !== undefined) context.lineTo(x(n), y(Number.isFinite(losses[n]) ? losses[n] : 1e9));
    }
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = 1;
  }

  return { draw };
})();
