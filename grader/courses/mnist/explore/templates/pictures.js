"use strict";
// Numbers as pictures: ink for pixels, two colours for the two signs, two others for old gradients.

const Pictures = (() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LIGHT = {
    paper: "#ffffff", ink: "#1e2228", soft: "#586069", line: "#d8d8d2", low: [28, 90, 200],
    high: [194, 82, 8], oldLow: [112, 32, 170], oldHigh: [196, 18, 110], accent: "#6b35b0",
    good: "#17703c", bad: "#b3261e", share: "#0b7a6f", none: [255, 255, 255], field: "#f0efe9",
  };
  const DARK = {
    paper: "#1b1f25", ink: "#e8eaed", soft: "#a7afba", line: "#3c434d", low: [110, 168, 255],
    high: [255, 150, 70], oldLow: [186, 130, 255], oldHigh: [255, 110, 190], accent: "#c4a1f5",
    good: "#74d39c", bad: "#ff8f85", share: "#4fc4b6", none: [16, 19, 24], field: "#14181d",
  };
  const colours = () => (dark.matches ? DARK : LIGHT);
  const css = ([r, g, b], alpha = 1) => `rgba(${r},${g},${b},${alpha})`;
  const signed = (value, old = false) => {
    const c = colours();
    return value < 0 ? (old ? c.oldLow : c.low) : old ? c.oldHigh : c.high;
  };

  // One canvas for each place on a stage, painted again only where its numbers are others.
  function album() {
    const pages = new Map();
    return (key, values, from, side, { scale = 1, old = false, ink = false } = {}) => {
      let page = pages.get(key);
      if (!page || page.canvas.width !== side) {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = side;
        const context = canvas.getContext("2d");
        pages.set(key, page = { canvas, context, picture: context.createImageData(side, side) });
      }
      const mark = `${scale.toPrecision(4)} ${old} ${dark.matches}`;
      if (page.values === values && page.mark === mark && page.from === from) return page.canvas;
      Object.assign(page, { values, mark, from });
      paint(page.picture.data, values, from, scale, old, ink);
      page.context.putImageData(page.picture, 0, 0);
      return page.canvas;
    };
  }

  function paint(data, values, from, scale, old, ink) {
    const c = colours(), none = c.none;
    const low = old ? c.oldLow : c.low, high = old ? c.oldHigh : c.high;
    const inked = dark.matches ? [235, 238, 242] : [22, 26, 32];
    for (let i = 0, p = 0, n = data.length / 4; i < n; i++) {
      const value = values[from + i], to = ink ? inked : value < 0 ? low : high;
      const part = Math.min(1, ink ? value : Math.sqrt(Math.abs(value) / scale));
      data[p++] = none[0] + (to[0] - none[0]) * part;
      data[p++] = none[1] + (to[1] - none[1]) * part;
      data[p++] = none[2] + (to[2] - none[2]) * part;
      data[p++] = 255;
    }
  }

  function largest(values) {
    let most = 0;
    for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
    return most;
  }

  // A canvas as sharp as the screen; gives its context in the page's own pixels.
  function sized(canvas) {
    const box = canvas.getBoundingClientRect(), ratio = Math.min(2, devicePixelRatio || 1);
    const width = Math.max(1, Math.round(box.width)), height = Math.max(1, Math.round(box.height));
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return { context, width, height };
  }

  return { colours, css, signed, album, largest, sized, dark };
})();
