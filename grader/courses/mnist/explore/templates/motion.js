"use strict";
// What moves while a call runs: the same numbers as before and after it, on their way.

const Motion = (() => {
  const ease = (t) => (t < 0 ? 0 : t > 1 ? 1 : t * t * (3 - 2 * t));
  const between = (t, from, to) => ease((t - from) / (to - from));
  const mix = (a, b, t) => a + (b - a) * t;
  // The same particles in every run.
  const chance = (n) => { const v = Math.sin(n * 127.1) * 43758.5453; return v - Math.floor(v); };
  const SECONDS = { forward: 2.4, loss: 1.6, zero_grad: 1, backward: 2.8, step: 2 };

  // What there is to see at a moment of a call: `view` after it, `made` what it was.
  function during(view, made, t) {
    const seen = { ...view, shown: {} };
    if (made.call === "forward") {
      Object.assign(seen.shown, { shares: 0, errors: 0, loss: 0 });
      seen.logits = partial(view, between(t, 0.15, 0.95));
    } else if (made.call === "loss") {
      Object.assign(seen.shown, { shares: between(t, 0, 0.55), errors: 0, loss: t > 0.6 ? 1 : 0 });
    } else if (made.call === "zero_grad") {
      seen.gradient = t < 0.95 ? null : view.gradient;
    } else if (made.call === "backward") {
      seen.shown.errors = between(t, 0, 0.25);
      Object.assign(seen, painted(view, made, between(t, 0.3, 0.97)));
    } else if (made.call === "step" && made.gradient) {
      const part = between(t, 0.45, 0.95);
      seen.weights = made.weights.map((value, i) => mix(value, view.weights[i], part));
    }
    return seen;
  }

  // The sum over the image's first pixels only, as forward adds them up; then the bias.
  function partial(view, part) {
    if (part >= 1 || view.tiles !== view.classes) return view.logits.map((v) => v * part);
    const pixels = view.side ** 2, upTo = Math.floor(part * pixels);
    return view.logits.map((_, row) => {
      let sum = 0;
      for (let i = 0; i < upTo; i++) sum += view.image[i] * view.weights[row * pixels + i];
      return sum;
    });
  }

  // .grad with the first images of the batch in it, and the image that is being added.
  function painted(view, made, part) {
    if (!made.found || part >= 1) return {};
    const before = made.gradient, { batch } = made, upTo = Math.floor(part * batch.count);
    if (view.tiles !== view.classes) {
      const gradient = made.found.map((value, i) => value * part + (before ? before[i] : 0));
      return { gradient };
    }
    const errors = view.batchErrors(), pixels = view.side ** 2;
    const gradient = before ? Float64Array.from(before) : new Float64Array(made.found.length);
    for (let n = 0; n < upTo; n++) {
      for (let row = 0; row < view.classes; row++) {
        const error = errors[n * view.classes + row];
        for (let i = 0; i < pixels; i++) gradient[row * pixels + i] += error * batch.images[n * pixels + i];
      }
    }
    const image = batch.images.subarray(upTo * pixels, (upTo + 1) * pixels);
    return { gradient, image, label: batch.labels[upTo], shares: view.sharesOf(upTo) };
  }

  function draw(stage) {
    const { motion } = stage.now;
    ({ forward, loss, zero_grad: cleared, backward, step })[motion.made.call](stage, motion);
  }

  function dots(stage, count, t, way) {
    const { context } = stage.now;
    for (let n = 0; n < count; n++) {
      const born = chance(n) * 0.72, age = (t - born) / 0.28;
      if (age <= 0 || age >= 1) continue;
      const { points, colour, size } = way(n);
      const leg = Math.min(points.length - 2, Math.floor(age * (points.length - 1)));
      const part = ease(age * (points.length - 1) - leg), [a, b] = [points[leg], points[leg + 1]];
      context.beginPath();
      context.arc(mix(a[0], b[0], part), mix(a[1], b[1], part), size, 0, 7);
      context.fillStyle = colour;
      context.fill();
    }
  }

  function inked(view) {
    const found = [];
    view.image.forEach((value, i) => { if (value > 0.2) found.push(i); });
    return found.length ? found : [0];
  }

  const spotIn = (box, pixel, side) => [
    box.x + (pixel % side + 0.5) / side * box.size, box.y + (Math.floor(pixel / side) + 0.5) / side * box.size,
  ];

  // A pixel times its weight flows into a logit.
  function forward(stage, { t }) {
    const { layout, view } = stage.now, pixels = inked(view), { side } = view;
    dots(stage, 220, t, (n) => {
      const tile = n % view.tiles, row = view.tiles === view.classes ? tile : n % view.classes;
      const pixel = pixels[Math.floor(chance(n) * pixels.length)], spot = layout.tile(tile, "weights");
      const value = view.weights[tile * side * side + pixel] * view.image[pixel], { y, height } = layout.row(row);
      return {
        points: [spotIn(layout.image, pixel, side), spotIn(spot, pixel, side),
          [layout.logits.x + layout.logits.width / 2, y + height / 2]],
        colour: Pictures.css(Pictures.signed(value)), size: 2 + Math.min(2.5, Math.abs(value) * 40),
      };
    });
  }

  // The logits become shares, and the right one's share falls onto the curve.
  function loss(stage, { t }) {
    const { layout, view, c } = stage.now;
    dots(stage, 60, t / 0.7, (n) => {
      const { y, height } = layout.row(n % view.classes);
      return {
        points: [[layout.logits.x + layout.logits.width / 2, y + height / 2], [layout.shares.x, y + height / 2]],
        colour: c.share, size: 2.5,
      };
    });
    const part = between(t, 0.5, 0.8);
    if (part <= 0 || part >= 1) return;
    const share = view.shares[view.label], { y, height } = layout.row(view.label), to = layout.loss;
    const { context } = stage.now;
    context.beginPath();
    context.arc(mix(layout.shares.x + share * layout.shares.width, to.x + share * to.width, part),
      mix(y + height / 2, to.y + to.height * (1 - Math.min(1, -Math.log(share) / 3.7)), part), 5, 0, 7);
    context.fillStyle = c.good;
    context.fill();
  }

  function cleared(stage, { made, t }) {
    const { layout, view } = stage.now;
    if (!made.gradient) return;
    const scale = Math.max(1e-9, Pictures.largest(made.gradient)), gone = ease(t);
    for (let n = 0; n < view.tiles; n++) {
      const spot = layout.tile(n, "gradient"), y = spot.y + gone * gone * 60;
      stage.tile(`z${n}`, made.gradient, n, { ...spot, y }, { scale, old: made.held.some((one) => one !== made.number), alpha: 1 - gone });
    }
  }

  // The error of a class, times each pixel, paints the picture of its gradient.
  function backward(stage, { t, made }) {
    if (made.error) return;
    const { layout, view } = stage.now, pixels = inked(view), { side } = view;
    dots(stage, 240, (t - 0.2) / 0.8, (n) => {
      const tile = n % view.tiles, row = view.tiles === view.classes ? tile : n % view.classes;
      const pixel = pixels[Math.floor(chance(n + 0.5) * pixels.length)], { y, height } = layout.row(row);
      const error = view.shares[row] - (row === view.label ? 1 : 0);
      const end = spotIn(layout.tile(tile, "gradient"), pixel, side);
      const from = n % 3 ? [layout.errors.x + layout.errors.width / 2, y + height / 2] : spotIn(layout.image, pixel, side);
      return { points: [from, end], colour: Pictures.css(Pictures.signed(error)), size: 1.5 + 3 * Math.abs(error) };
    });
  }

  // weight - rate * gradient: the pictures of the gradients walk into those of the weights.
  function step(stage, { made, t }) {
    const { layout, view } = stage.now;
    if (!made.gradient) return;
    const scale = Math.max(1e-9, Pictures.largest(made.gradient)), part = between(t, 0.1, 0.6);
    const fading = 1 - between(t, 0.55, 0.95), first = layout.tile(0, "weights");
    if (!layout.narrow) stage.text("− lr ×", first.x + first.size + 3, first.y - 8, { size: 11, bold: true });
    for (let n = 0; n < view.tiles; n++) {
      const from = layout.tile(n, "gradient"), to = layout.tile(n, "weights");
      const spot = { size: from.size, x: mix(from.x, to.x, part), y: from.y };
      stage.tile(`s${n}`, made.gradient, n, spot, { scale, old: made.held.some((one) => one !== made.number), alpha: 0.75 * fading });
    }
  }

  return { draw, during, SECONDS };
})();
