"use strict";
// Pictures: bytes become digits and maps of weights on small canvases.

const SIDE = 28, PIXELS = SIDE * SIDE;
const data = JSON.parse(document.getElementById("data").textContent);
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** A recorded map of ten times 784 numbers: whole numbers and the step between them. */
function unpacked(index) {
  if (index < 0) return null;
  const picture = data.pictures[index];
  picture.values ??= new Int8Array(bytes(picture.data).buffer);
  return picture;
}

/** The same map times a number, as the step makes it of a gradient. */
function scaled(picture, factor) {
  return { values: picture.values, scale: picture.scale * factor, norm: picture.norm * Math.abs(factor) };
}

function highest(picture) {
  return picture ? Math.abs(picture.scale) * 127 : 0;
}

const COLOURS = {
  light: { low: [28, 90, 200], zero: [250, 250, 248], high: [214, 92, 8] },
  dark: { low: [88, 160, 255], zero: [24, 28, 33], high: [255, 148, 56] },
};

/** Draw one class of a map: blue below zero, orange above, paler towards zero. */
function drawMap(canvas, picture, row, top) {
  const { low, zero, high } = COLOURS[dark.matches ? "dark" : "light"];
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < PIXELS; i++) {
    const value = picture ? (picture.values[row * PIXELS + i] * picture.scale) / top : 0;
    const share = Math.min(1, Math.abs(value)) ** 0.8;
    const end = value < 0 ? low : high;
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = zero[c] + (end[c] - zero[c]) * share;
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** Draw one handwritten digit, white on black, at a place of a canvas. */
function drawDigit(canvas, images, index, x = 0, y = 0) {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < PIXELS; i++) {
    image.data.fill(images[index * PIXELS + i], 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, x, y);
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A row of ten maps under a heading; `marked` is the class of the digit that is looked at. */
function mapRow(heading, picture, top, marked, empty) {
  const tiles = element("div", { className: picture ? "tiles" : "tiles empty" });
  for (let digit = 0; digit < 10; digit++) {
    const canvas = element("canvas", { width: SIDE, height: SIDE });
    drawMap(canvas, picture, digit, top || 1);
    const tile = element("div", { className: digit === marked ? "tile marked" : "tile" }, canvas);
    tile.append(element("span", { textContent: digit }));
    tiles.append(tile);
  }
  tiles.setAttribute("role", "img");
  tiles.setAttribute("aria-label", picture ? `${heading}: ten pictures, one for each digit` : `${heading}: ${empty}`);
  const size = picture ? `size ${picture.norm.toFixed(picture.norm < 1 ? 3 : 2)}` : empty;
  const head = element("p", { className: "heading" }, element("span", { textContent: heading }));
  head.append(element("span", { className: "size", textContent: size }));
  return element("div", { className: "row" }, head, tiles);
}
