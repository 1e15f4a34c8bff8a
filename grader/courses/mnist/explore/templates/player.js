"use strict";
// Plays a training on a stage: call by call in motion, or whole batches in each frame.

class Player {
  static SPEEDS = [
    { name: "slow", factor: 0.5 }, { name: "normal", factor: 1 }, { name: "quick", factor: 3 },
    { name: "a batch a frame", batches: 1 }, { name: "as fast as it goes", batches: Infinity },
  ];
  static BUDGET = 3; // milliseconds of training a frame
  static still = matchMedia("(prefers-reduced-motion: reduce)");

  // `told` hears of every new moment.
  constructor(stage, told) {
    Object.assign(this, {
      stage, told, network: "simple", order: [], rate: Data.raw.rate, size: Data.raw.batchSize,
      squash: false, speed: 1, until: null, focus: 0, frames: [],
    });
  }

  // From the same start, with what is given set anew.
  restart(given = {}) {
    Object.assign(this, given);
    const { network, order, rate, size, squash } = this;
    this.training = new Loop.Training({
      layers: Data.layersOf(network), batch: Data.batches(network, size), order, rate, squash,
    });
    this.playing = null;
    this.until = null;
    this.focus = 0;
    this.made = null;
    this.show();
  }

  view() { return Player.viewOf(this.training, this.network, this.focus, this.made); }

  // What there is to see of a training now, with one image of its batch in focus.
  static viewOf(one, network, focused, made) {
    const side = network === "two" ? 1 : Data.SIDE, pixels = side * side;
    const last = one.layers.at(-1), classes = last.outputs, focus = Math.min(focused, one.batch.count - 1);
    const row = (values) => values.slice(focus * classes, (focus + 1) * classes);
    const loss = one.measured ? one.loss : null;
    return {
      side, classes, tiles: one.layers[0].outputs, count: one.batch.count,
      image: one.batch.images.slice(focus * pixels, (focus + 1) * pixels), label: one.batch.labels[focus],
      weights: one.weights, gradient: one.gradient, above: one.layers.length > 1 ? last.weight.values : null,
      stale: one.holds.some((held) => held !== one.number), holds: Player.held(one),
      size: one.gradient ? Arithmetic.norm(one.gradient) : 0,
      logits: one.forwarded ? row(one.logits.values) : null, shares: loss ? row(loss.probabilities) : null,
      loss: loss ? loss.value : null, touches: made && !made.error ? TOUCHES[made.call] : {},
      batchErrors: () => Arithmetic.errors(one.loss),
      sharesOf: (n) => loss.probabilities.slice(n * classes, (n + 1) * classes),
    };
  }

  static held({ holds, number }) {
    if (!holds.length) return "";
    const named = holds.map((held) => held + 1);
    if (holds.length === 1) return holds[0] === number ? `of this batch alone` : `old, of batch ${named[0]}`;
    const some = named.length > 4 ? `${named[0]} + ${named[1]} + … + ${named.at(-1)}` : named.join(" + ");
    return `batches ${some} added up`;
  }

  show() {
    const view = this.view();
    if (this.playing) this.stage.draw(Motion.during(view, this.playing.made, this.playing.t), this.playing);
    else this.stage.draw(view);
    this.told(this, view);
  }

  get running() { return Boolean(this.until); }

  play() { this.#run(() => false); }
  pause() { this.until = null; this.told(this, this.view()); }
  oneCall() { this.#run(() => true); }
  oneBatch() {
    const { number, at } = this.training, whole = at >= this.order.length ? number + 1 : number;
    this.#run(() => this.training.number === whole && this.training.at >= this.order.length);
  }
  oneEpoch() {
    const each = Data.perEpoch(this.network, this.size), more = this.network === "two" ? 10 : each;
    const { number, at } = this.training, begun = at >= this.order.length ? number + 1 : number;
    const end = begun - begun % more + more - 1;
    this.#run(() => this.training.number >= end && this.training.at >= this.order.length, true);
  }

  #run(until, fast = false) {
    if (this.training.finished) return;
    const idle = !this.until;
    this.until = until;
    this.fast = fast;
    if (idle) {
      this.last = performance.now();
      requestAnimationFrame((now) => this.#frame(now));
    }
    this.told(this, this.view());
  }

  #frame(now) {
    if (!this.until) return;
    const begin = performance.now(), passed = Math.min(0.1, Math.max(0, now - this.last) / 1000);
    this.last = now;
    const speed = Player.SPEEDS[this.speed];
    if (this.fast || speed.batches) this.#batches(begin, this.fast ? Infinity : speed.batches);
    else this.#moment(passed * speed.factor);
    this.show();
    this.frames.push(performance.now() - begin);
    if (this.frames.length > 2000) this.frames.shift();
    if (this.until) requestAnimationFrame((next) => this.#frame(next));
  }

  #batches(begin, most) {
    this.playing = null;
    for (let n = 0; n < most && performance.now() - begin < Player.BUDGET; n++) {
      do { this.made = this.training.call() || this.made; }
      while (this.training.at < this.order.length && !this.training.finished);
      if (this.training.finished || this.until()) { this.until = null; return; }
    }
  }

  #moment(passed) {
    if (!this.playing) this.#begin();
    if (!this.playing) return;
    const { made } = this.playing;
    this.playing.clock += passed / Motion.SECONDS[made.call];
    // Without motion each call stands still, done, for as long as it would have moved.
    this.playing.t = Player.still.matches || made.error ? 1 : Math.min(1, this.playing.clock);
    const alone = Player.still.matches && this.until();
    if (this.playing.clock < 1 && !alone) return;
    this.playing = null;
    if (this.training.finished || this.until()) this.until = null;
  }

  #begin() {
    const made = this.training.call();
    if (!made) { this.until = null; return; }
    this.made = made;
    this.focus = Math.min(this.focus, this.training.batch.count - 1);
    this.playing = { made, t: 0, clock: 0 };
  }
}

const TOUCHES = {
  forward: { images: "reads", weights: "reads", logits: "makes" },
  loss: { logits: "reads", shares: "makes", loss: "makes" },
  zero_grad: { gradient: "empties" },
  backward: { loss: "reads", errors: "makes", images: "reads", gradient: "adds to" },
  step: { gradient: "reads", weights: "changes" },
};
