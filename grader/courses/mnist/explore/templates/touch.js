"use strict";
// Draw a digit, paint weights, look at what the network gets wrong: all with the network of the stage.

const Touch = (() => {
  const MOST = 18, drawn = new Float64Array(Data.PIXELS), pictures = Pictures.album();
  let sign = 1;
  const trained = () => (player.network === "two" ? null : player.training.layers);

  function said() {
    const layers = trained(), c = Pictures.colours();
    if (!layers) { $("bars-said").textContent = "The network of two weights sees one pixel only: choose another one above."; return; }
    const logits = Arithmetic.forward(layers, drawn, 1).values, shares = Arithmetic.softmax(logits, 1);
    const { context, width, height } = Pictures.sized($("bars")), best = Arithmetic.highest(logits, 0, 10);
    context.font = "12px system-ui, sans-serif";
    context.textBaseline = "middle";
    shares.forEach((share, n) => {
      const y = (n + 0.5) * height / 10;
      context.fillStyle = n === best ? c.accent : c.share;
      context.fillRect(20, y - 7, Math.max(1, share * (width - 130)), 14);
      context.fillStyle = c.ink;
      context.fillText(String(n), 4, y);
      context.fillText(`${share.toFixed(2)}  logit ${format(logits[n])}`, 24 + share * (width - 130), y);
    });
    $("bars-said").textContent = `It says ${best}, with ${(shares[best] * 100).toFixed(0)} %.`;
  }

  function shown() {
    $("pad").getContext("2d").drawImage(Pictures.album()("pad", drawn, 0, Data.SIDE, { ink: true }), 0, 0);
    said();
  }

  // Calls `at(pixel, strength)` for the pixels under mouse or finger.
  function brush(canvas, at, after) {
    const touch = (event) => {
      if (!event.buttons) return;
      const box = canvas.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * 28, y = (event.clientY - box.top) / box.height * 28;
      for (let row = Math.floor(y - 2); row <= y + 2; row++) {
        for (let column = Math.floor(x - 2); column <= x + 2; column++) {
          const far = Math.hypot(row + 0.5 - y, column + 0.5 - x);
          if (row >= 0 && row < 28 && column >= 0 && column < 28 && far < 2.2) at(row * 28 + column, Math.min(1, 2.2 - far));
        }
      }
      after();
    };
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); touch(event); });
    canvas.addEventListener("pointermove", touch);
  }

  function weights() {
    const one = player.training.layers[0];
    if (!trained()) return;
    const n = Math.min($("painted").selectedIndex, one.outputs - 1), { values } = one.weight;
    $("weights-pad").getContext("2d").drawImage(
      pictures("painted", values.slice(n * Data.PIXELS, (n + 1) * Data.PIXELS), 0, Data.SIDE, { scale: Math.max(0.06, Pictures.largest(values)) }), 0, 0);
  }

  function paint(change) {
    if (!trained()) return;
    const { weight } = player.training.layers[0], from = Math.max(0, $("painted").selectedIndex) * Data.PIXELS;
    weight.values = Float64Array.from(weight.values);
    change(weight.values, from);
    weights();
    said();
    player.show();
  }

  // Digits set aside for this, on which no training of this page runs.
  function wrongOnes() {
    const layers = trained();
    if (!layers) return;
    const found = [];
    for (let n = Data.seen; n < Data.count; n++) {
      const image = Data.image(n), answer = Arithmetic.highest(Arithmetic.forward(layers, image, 1).values, 0, 10);
      if (answer !== Data.labels[n]) found.push({ n, image, answer });
    }
    const unseen = Data.count - Data.seen;
    $("accuracy").textContent = `Of ${unseen} digits that it was never trained on it reads ${unseen - found.length} rightly (${((1 - found.length / unseen) * 100).toFixed(1)} %).`;
    $("wrong-ones").replaceChildren(...found.slice(0, MOST).map(({ n, image, answer }) => {
      const button = document.createElement("button"), canvas = document.createElement("canvas");
      canvas.width = canvas.height = Data.SIDE;
      canvas.getContext("2d").drawImage(Pictures.album()("one", image, 0, Data.SIDE, { ink: true }), 0, 0);
      button.type = "button";
      button.append(canvas, `${Data.labels[n]}, says ${answer}`);
      button.addEventListener("click", () => { drawn.set(image); shown(); });
      return button;
    }));
  }

  function fill() {
    const count = player.training.layers[0].outputs, hidden = player.network === "hidden";
    if ($("painted").length !== count) {
      $("painted").replaceChildren(...Array.from({ length: count }, (_, n) => new Option(hidden ? `unit ${n}` : String(n))));
    }
  }

  function all() {
    fill();
    weights();
    said();
    wrongOnes();
  }

  brush($("pad"), (pixel, strength) => { drawn[pixel] = Math.max(drawn[pixel], strength); }, shown);
  brush($("weights-pad"), (pixel, strength) => paint((values, from) => { values[from + pixel] += sign * 0.03 * strength; }), () => {});
  $("clear").addEventListener("click", () => { drawn.fill(0); shown(); });
  $("unseen").addEventListener("click", () => {
    const n = Data.seen + Math.floor(Math.random() * (Data.count - Data.seen));
    drawn.set(Data.image(n));
    shown();
  });
  for (const [id, way] of [["more", 1], ["less", -1]]) {
    $(id).addEventListener("click", () => {
      sign = way;
      $("more").setAttribute("aria-pressed", String(way > 0));
      $("less").setAttribute("aria-pressed", String(way < 0));
    });
  }
  $("wipe").addEventListener("click", () => paint((values, from) => values.fill(0, from, from + Data.PIXELS)));
  $("painted").addEventListener("change", weights);
  drawn.set(Data.image(Data.seen));
  let near = false;
  new IntersectionObserver(([{ isIntersecting }]) => { near = isIntersecting; if (near) all(); }).observe($("touch-name").parentElement);
  page.hearers.push(({ running }) => { if (near && !running) all(); });
  shown();
  return { all };
})();
