"use strict";
// The digits and the first weights out of the page's block of data, and the batches in their order.

const Data = (() => {
  const raw = JSON.parse(document.getElementById("data").textContent);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const pixels = bytes(raw.images), labels = raw.labels, count = labels.length;
  const epochs = raw.epochs.map((text) => new Uint16Array(bytes(text).buffer));
  const SIDE = 28, PIXELS = SIDE * SIDE;

  const image = (n) => Float64Array.from(pixels.subarray(n * PIXELS, (n + 1) * PIXELS), (v) => v / 255);

  function layersOf(name) {
    // The lesson's smallest example: one pixel, two classes, both weights 0.
    if (name === "two") return [Arithmetic.layer(1, 2, [0, 0], null)];
    return raw.networks[name].map(({ inputs, outputs, weight, bias }) => Arithmetic.layer(
      inputs, outputs, new Float32Array(bytes(weight).buffer), new Float32Array(bytes(bias).buffer)));
  }

  // After the three recorded epochs their order comes again.
  function batches(name, size) {
    if (name === "two") {
      const only = { images: Float64Array.of(2), labels: [0], count: 1, samples: [0] };
      return () => only;
    }
    const each = Math.ceil(raw.seen / size);
    return (n) => {
      const samples = epochs[Math.floor(n / each) % epochs.length]
        .subarray((n % each) * size, (n % each + 1) * size);
      const images = new Float64Array(samples.length * PIXELS);
      samples.forEach((sample, i) => images.set(image(sample), i * PIXELS));
      return { images, labels: Array.from(samples, (s) => labels[s]), count: samples.length, samples };
    };
  }

  const perEpoch = (name, size) => (name === "two" ? 1 : Math.ceil(raw.seen / size));
  return { raw, image, labels, count, seen: raw.seen, layersOf, batches, perEpoch, SIDE, PIXELS };
})();
