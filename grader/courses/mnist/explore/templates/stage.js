"use strict";
// The stage: image, weights, .grad, logits, probabilities, error and loss, as they are now.

class Stage {
  constructor(canvas) {
    this.canvas = canvas;
    this.picture = Pictures.album();
    this.scale = { weights: 0, gradient: 0 };
  }

  // `view`: what there is to see (see Player.view); `motion`: { made, t } while a call runs.
  draw(view, motion = null) {
    const { context, width, height } = Pictures.sized(this.canvas);
    const layout = Layout.of(width, height, view.classes, view.tiles);
    this.now = { context, layout, view, c: Pictures.colours(), motion, width, height };
    context.textBaseline = "middle";
    this.#scales(view);
    this.#heads();
    this.#image();
    this.#tiles();
    this.#rows();
    this.#loss();
    if (motion) Motion.draw(this);
    this.layout = layout;
  }

  #scales(view) {
    const small = view.side === 1;
    this.scale.weights = small ? 0.6 : Math.max(0.06, Pictures.largest(view.weights) * 0.8);
    if (view.gradient) this.scale.gradient = Math.max(1e-9, Pictures.largest(view.gradient));
  }

  text(words, x, y, { size = 12, colour, align = "left", bold = false } = {}) {
    const { context, c } = this.now;
    context.font = `${bold ? 650 : 400} ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
    context.fillStyle = colour || c.ink;
    context.textAlign = align;
    context.fillText(words, x, y);
  }

  #head(words, x, y, part, under = "") {
    const { view, c, layout } = this.now, touched = (view.touches || {})[part];
    const colour = touched === "reads" ? c.accent : touched ? c.bad : c.soft;
    this.text(words, x, y, { size: 12, bold: Boolean(touched), colour });
    const said = touched ? touched : under;
    if (said) this.text(said, x + (part === "loss" && layout.narrow ? 34 : 0), y + (part === "loss" && layout.narrow ? 0 : 14), { size: 11, colour });
  }

  #heads() {
    const { layout, view } = this.now, { heads } = layout;
    this.#head("image", layout.image.x, layout.narrow ? 8 : layout.image.y - 28, "images");
    this.#head("weights", heads.weights, heads.y, "weights");
    this.#head(".grad", heads.gradient, heads.y, "gradient", view.gradient ? "" : "empty");
    this.#head("logits", layout.logits.x, heads.y, "logits");
    this.#head(layout.narrow ? "prob." : "probabilities", layout.shares.x, heads.y, "shares");
    this.#head(layout.narrow ? "− target" : "prob. − target", layout.errors.x, heads.y, "errors");
  }

  #image() {
    const { context, layout, view, c } = this.now, { x, y, size } = layout.image;
    if (view.side === 1) {
      this.box(x, y, size, Pictures.css([120, 120, 120], 0.25));
      this.text(`pixel ${view.image[0]}`, x + size / 2, y + size / 2, { size: 15, align: "center", bold: true });
    } else {
      context.imageSmoothingEnabled = false;
      context.drawImage(this.picture("image", view.image, 0, view.side, { ink: true }), x, y, size, size);
      context.strokeStyle = c.line;
      context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
    }
    const words = view.side === 1 ? "right: class 0" : `right: ${view.label}`;
    if (layout.narrow) {
      this.text(words, x + size + 8, y + size - 24, { size: 12, bold: true, colour: c.good });
      this.text(view.count > 1 ? `1 of ${view.count}` : "", x + size + 8, y + size - 8, { size: 11, colour: c.soft });
    } else {
      this.text(words, x, y + size + 12, { bold: true, colour: c.good });
      this.text(view.count > 1 ? `one of a batch of ${view.count}` : "", x, y + size + 28, { size: 11, colour: c.soft });
    }
  }

  box(x, y, size, fill) {
    const { context, c } = this.now;
    context.fillStyle = c.field;
    context.fillRect(x, y, size, size);
    context.fillStyle = fill;
    context.fillRect(x, y, size, size);
    context.strokeStyle = c.line;
    context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
  }

  // One picture of weights or of gradients; a number where there is only one pixel.
  tile(key, values, n, spot, { scale, old = false, alpha = 1 }) {
    const { context, view } = this.now, { x, y, size } = spot;
    context.globalAlpha = alpha;
    if (view.side === 1) {
      const value = values[n];
      this.box(x, y, size, Pictures.css(Pictures.signed(value, old), Math.min(0.55, Math.abs(value) / scale * 0.5)));
      this.text(format(value), x + size / 2, y + size / 2, { size: Math.max(9, Math.min(15, size / 3.6)), align: "center", bold: true });
    } else {
      context.imageSmoothingEnabled = size < view.side;
      context.drawImage(this.picture(key, values, n * view.side ** 2, view.side, { scale, old }), x, y, size, size);
    }
    context.globalAlpha = 1;
  }

  #tiles() {
    const { context, layout, view, c } = this.now;
    for (let n = 0; n < view.tiles; n++) {
      this.tile(`w${n}`, view.weights, n, layout.tile(n, "weights"), { scale: this.scale.weights });
      const spot = layout.tile(n, "gradient");
      if (view.gradient) {
        this.tile(`g${n}`, view.gradient, n, spot, { scale: this.scale.gradient, old: view.stale });
      } else {
        context.setLineDash([3, 3]);
        context.strokeStyle = c.line;
        context.strokeRect(spot.x + 0.5, spot.y + 0.5, spot.size - 1, spot.size - 1);
        context.setLineDash([]);
      }
    }
    if (!layout.narrow) this.#foot();
    if (layout.strip) this.#strips();
  }

  // How long .grad is, this batch's part beside the old one's.
  #foot() {
    const { context, layout, view, c } = this.now, y = layout.bottom + 14, x = layout.heads.weights;
    if (!view.gradient) return this.text(".grad is empty", x, y, { size: 12, colour: c.soft });
    const words = `.grad is ${format(view.size)} long: ${view.holds}`;
    const colour = view.stale ? Pictures.css(c.oldHigh) : c.soft;
    this.text(words, x, y, { size: 12, colour, bold: view.stale });
    context.fillStyle = colour;
    context.fillRect(x, y + 9, Math.min(layout.loss.x - x, 60 * view.size), 4);
    return undefined;
  }

  #strips() {
    const { context, layout, view } = this.now, scale = Pictures.largest(view.above);
    for (let row = 0; row < view.classes; row++) {
      const { y, height } = layout.row(row), cell = layout.strip.width / view.tiles;
      for (let n = 0; n < view.tiles; n++) {
        const value = view.above[row * view.tiles + n];
        context.fillStyle = Pictures.css(Pictures.signed(value), Math.abs(value) / scale);
        context.fillRect(layout.strip.x + n * cell, y + height * 0.3, cell, height * 0.4);
      }
    }
  }

  #rows() {
    const { layout, view, c } = this.now, { logits, shares, errors } = layout;
    const shown = view.shown || {}, reach = view.logits ? Math.max(1, Pictures.largest(view.logits)) : 1;
    for (let n = 0; n < view.classes; n++) {
      const { y, height } = layout.row(n), middle = y + height / 2;
      const right = n === view.label, colour = right ? c.good : c.soft;
      this.text(String(n), logits.x - 14, middle, { bold: right, colour, size: 12 });
      this.#line(logits.x + logits.width / 2, y, height);
      this.#line(shares.x, y, height);
      this.#line(errors.x + errors.width / 2, y, height);
      if (view.logits && shown.logits !== 0) {
        this.#bar(logits.x + logits.width / 2, middle, view.logits[n] / reach * logits.width * (layout.narrow ? 0.48 : 0.3), height, Pictures.css(Pictures.signed(view.logits[n]), 0.85), format(view.logits[n]));
      }
      if (view.shares && shown.shares !== 0) {
        const part = shown.shares ?? 1, wide = view.shares[n] * (shares.width - 32) * part;
        this.#bar(shares.x, middle, Math.max(1, wide), height, right ? c.good : c.share, view.shares[n].toFixed(view.side === 1 ? 4 : 2));
      }
      if (view.shares && shown.errors !== 0) {
        const error = (view.shares[n] - (right ? 1 : 0)) * (shown.errors ?? 1);
        this.#bar(errors.x + errors.width / 2, middle, error * errors.width * 0.5, height, Pictures.css(Pictures.signed(error), 0.85), "");
        if (view.side === 1) this.text(format(error), errors.x + errors.width / 2, middle + 18, { size: 12, align: "center" });
      }
    }
  }

  #line(x, y, height) {
    const { context, c } = this.now;
    context.fillStyle = c.line;
    context.fillRect(x - 0.5, y + 2, 1, height - 4);
  }

  #bar(x, y, length, height, colour, words) {
    const { context, layout, view, c } = this.now, thick = Math.min(16, height * 0.5);
    context.fillStyle = colour;
    context.fillRect(Math.min(x, x + length), y - thick / 2, Math.abs(length), thick);
    if (!words || (layout.narrow && view.side !== 1 && height < 22)) return;
    if (layout.narrow && view.side !== 1) return;
    this.text(words, length < 0 ? x + 4 : x + length + 4, y, { size: 11, colour: c.ink });
  }

  // Minus the logarithm of the right class's share, as a curve with this image on it.
  #loss() {
    const { context, layout, view, c } = this.now, { x, y, width, height } = layout.loss;
    this.#head("loss", x, layout.narrow ? y - 12 : y - 28, "loss");
    context.beginPath();
    for (let i = 1; i <= 40; i++) context.lineTo(x + i / 40 * width, y + height - Math.min(1, -Math.log(i / 40) / 3.7) * height);
    context.strokeStyle = c.soft;
    context.lineWidth = 1.5;
    context.stroke();
    context.strokeStyle = c.line;
    context.strokeRect(x, y, width, height);
    context.lineWidth = 1;
    if (!view.shares || (view.shown || {}).loss === 0) return;
    const share = view.shares[view.label];
    context.beginPath();
    context.arc(x + share * width, y + height - Math.min(1, -Math.log(Math.max(share, 1e-9)) / 3.7) * height, 5, 0, 7);
    context.fillStyle = c.good;
    context.fill();
    const under = y + height + 12;
    if (layout.narrow) {
      this.text(`loss ${format(view.loss)}`, x + width - 4, y + 10, { size: 13, bold: true, align: "right" });
    } else {
      this.text(`−ln ${share.toFixed(2)} = ${format(-Math.log(share))}`, x + width, under, { size: 11, colour: c.soft, align: "right" });
      if (Number.isFinite(view.loss)) this.text(`batch: ${format(view.loss)}`, x + width, under + 18, { size: 14, bold: true, align: "right" });
    }
  }
}

function format(value) {
  if (value === null || value === undefined) return "";
  if (!Number.isFinite(value)) return "not a number";
  const size = Math.abs(value);
  return (size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(size >= 1 ? 3 : 4)).replace("-", "−");
}
