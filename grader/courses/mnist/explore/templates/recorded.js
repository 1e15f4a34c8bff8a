"use strict";
// A learner's own training as a check recorded it, beside right code's and the same calls in here.

(() => {
  const { recorded } = Data.raw, mine = Data.raw.whatifs[0];
  if (!recorded) return;
  const count = recorded.losses.length;
  // The same weights and batches, so that losses of right code differ by rounding alone.
  const SHADE = 1e-4, part = Loop.parting(recorded.losses, recorded.right, SHADE);
  // Losses part in the batch after the one whose step has left other weights.
  const acts = Math.max(0, part - 1);
  const here = run(mine), lesson = run(Data.raw.whatifs.find((one) => one.key === "lesson"));

  function run({ order, rate, squash }) {
    const training = new Loop.Training({
      layers: Data.layersOf("simple"), batch: Data.batches("simple", Data.raw.batchSize),
      order, rate, squash,
    });
    while (!training.finished && training.losses.length < count) training.wholeBatch();
    return training;
  }

  function said() {
    if (part < 0) {
      const elsewhere = recorded.named.length ? "what the check found is not in how your loop learns" : "your loop trains as it should";
      return `Batch for batch your losses are those of right code: ${elsewhere}.`;
    }
    const numbers = `yours is ${shown(recorded.losses[part])}, right code’s ${shown(recorded.right[part])}`;
    if (part === 0) return `Already the loss of batch 1 is another: ${numbers}. No weight has moved yet, so it is the loss itself, or what goes into it.`;
    const there = Loop.parting(here.losses, lesson.losses, SHADE);
    const also = here.error ? ` On this page Python stops: ${here.error}` : there > 0 ? ` On this page it acts in batch ${there}.` : "";
    const before = acts ? `Up to there the losses are the same. ` : "";
    return `The mistake acts in batch ${acts + 1}. ${before}What your loop does in batch ${acts + 1} leaves other weights behind, and in batch ${part + 1} the loss shows it: ${numbers}.${also}`;
  }

  function shown(loss) { return Number.isFinite(loss) ? format(loss) : "no number any more"; }

  function draw() {
    const c = Pictures.colours();
    Charts.draw($("recorded"), [
      { losses: here.losses, colour: c.soft, dashes: [2, 3] },
      { losses: recorded.right, colour: c.good, dashes: [7, 4] },
      { losses: recorded.losses, colour: c.accent },
    ], part < 0 ? -1 : acts, `batch ${acts + 1}: the mistake acts`);
  }

  $("recorded-said").textContent = said();
  $("recorded").setAttribute("aria-label", `The losses of your own training. ${said()}`);
  $("with").value = "recorded";
  compareWith("recorded");
  draw();
  addEventListener("resize", draw);
  Pictures.dark.addEventListener("change", draw);
})();
