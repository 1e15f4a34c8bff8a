"use strict";
// Where things stand on a stage of a given size: a row for each class, from the image to the loss.

const Layout = (() => {
  // `classes` rows and `tiles` pictures of weights: as many as rows, or the units of a hidden layer.
  function of(width, height, classes, tiles) {
    const narrow = width < 560, hidden = tiles !== classes;
    return (narrow ? upright : wide)(width, height, classes, tiles, hidden);
  }

  function wide(width, height, classes, tiles, hidden) {
    const top = 46, foot = 36, room = height - top - foot, pitch = Math.min(room / classes, 92);
    const at = top + (room - pitch * classes) / 2;
    const image = Math.min(112, width * 0.16);
    const grid = tileGrid(tiles, hidden, room, pitch);
    const weights = image + 36, gradient = weights + grid.width + 34;
    const rest = gradient + grid.width + 14 + (hidden ? 44 : 0), span = width - rest;
    return {
      narrow: false, pitch, hidden, classes, tiles,
      image: { x: 6, y: top + room / 2 - image / 2, size: image },
      tile: tiler(grid, weights, gradient, hidden ? top : at),
      strip: hidden ? { x: rest - 46, width: 40 } : null,
      row: (n) => ({ y: at + n * pitch, height: pitch }),
      logits: { x: rest + 16, width: span * 0.29 },
      shares: { x: rest + 16 + span * 0.33, width: span * 0.25 },
      errors: { x: rest + 16 + span * 0.61, width: span * 0.17 },
      loss: { x: width - span * 0.18, y: top + room / 2 - 62, width: span * 0.17, height: 124 },
      heads: { y: 14, weights, gradient, tiles: grid.width }, top, bottom: top + room,
    };
  }

  function upright(width, height, classes, tiles, hidden) {
    const image = Math.min(84, height * 0.22), top = image + 54, foot = 8, room = height - top - foot;
    const pitch = Math.min(room / classes, 60), at = top;
    const grid = tileGrid(tiles, hidden, room, pitch);
    const weights = 14, gradient = weights + grid.width + 30;
    const rest = gradient + grid.width + 12 + (hidden ? 28 : 0), span = width - rest;
    return {
      narrow: true, pitch, hidden, classes, tiles,
      image: { x: 4, y: 16, size: image },
      tile: tiler(grid, weights, gradient, at),
      strip: hidden ? { x: rest - 30, width: 26 } : null,
      row: (n) => ({ y: at + n * pitch, height: pitch }),
      logits: { x: rest + 12, width: span * 0.32 },
      shares: { x: rest + 12 + span * 0.36, width: span * 0.28 },
      errors: { x: rest + 12 + span * 0.68, width: span * 0.24 },
      loss: { x: width * 0.56, y: 20, width: width * 0.4, height: image - 16 },
      heads: { y: top - 26, weights: weights - 10, gradient, tiles: grid.width }, top, bottom: top + room,
    };
  }

  function tileGrid(tiles, hidden, room, pitch) {
    if (!hidden) return { columns: 1, pitch, size: pitch - 4, width: pitch - 4 };
    const each = Math.min(room / Math.ceil(tiles / 2), 44);
    return { columns: 2, pitch: each, size: each - 4, width: each * 2 - 4 };
  }

  function tiler(grid, weights, gradient, top) {
    return (n, which) => ({
      x: (which === "weights" ? weights : gradient) + (n % grid.columns) * grid.pitch,
      y: top + Math.floor(n / grid.columns) * grid.pitch + 2, size: grid.size,
    });
  }

  return { of };
})();
