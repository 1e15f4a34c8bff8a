"use strict";
// The five calls of one batch, each played once when its section is scrolled to.

(() => {
  const ORDER = Data.raw.whatifs.find((one) => one.key === "lesson").order;

  function begin(section) {
    const { call } = section.dataset, canvas = section.querySelector("canvas"), stage = new Stage(canvas);
    const training = new Loop.Training({
      layers: Data.layersOf("simple"), batch: Data.batches("simple", Data.raw.batchSize),
      order: ORDER, rate: Data.raw.rate,
    });
    // zero_grad shows something only where a batch went before.
    if (call === "zero_grad") training.wholeBatch();
    let made = null;
    do { made = training.call(); } while (made.call !== call);
    const view = Player.viewOf(training, "simple", 0, made);
    const draw = (t) => (t < 1 ? stage.draw(Motion.during(view, made, t), { made, t }) : stage.draw(view));
    play(draw, Motion.SECONDS[call] * 1400);
    addEventListener("resize", () => draw(1));
    Pictures.dark.addEventListener("change", () => draw(1));
  }

  function play(draw, length) {
    if (Player.still.matches) return draw(1);
    const start = performance.now();
    const frame = (now) => {
      draw(Math.max(0, Math.min(1, (now - start) / length)));
      if (now - start < length) requestAnimationFrame(frame);
    };
    return frame(start);
  }

  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      begin(target.closest(".story"));
    }
  }, { threshold: 0.5 });
  for (const canvas of document.querySelectorAll(".story canvas")) watch.observe(canvas);
})();
