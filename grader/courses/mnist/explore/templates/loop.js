"use strict";
// A training loop in any order of the five calls. Nothing in here knows of a page.

const Loop = (() => {
  const CALLS = ["forward", "loss", "zero_grad", "backward", "step"];

  // `start` are the layers' first numbers, `batch(n)` the images, labels and count of the n-th.
  class Training {
    constructor({ layers, batch, order, rate, squash = false }) {
      Object.assign(this, { layers, batchOf: batch, order: [...order], rate, squash });
      this.at = 0; // the place in the order of the call that comes next
      this.number = 0; // of the batch, counted from 0
      this.batch = batch(0);
      this.logits = this.loss = null; // Python's variables: they outlive a batch
      this.forwarded = this.measured = false; // whether they are this batch's
      this.holds = []; // the batches whose gradients are in .grad
      this.old = null; // what earlier batches have left of it in the first layer
      this.losses = [];
      this.steps = 0;
      this.error = "";
    }

    get finished() { return Boolean(this.error) || !this.order.length; }
    get next() { return this.order[this.at]; }
    get gradient() { return this.layers[0].weight.grad; }
    get weights() { return this.layers[0].weight.values; }

    // Makes the next call; gives what it was, and what weights and gradients were before it.
    call() {
      if (this.finished) return null;
      if (this.at >= this.order.length) this.#nextBatch();
      const made = {
        call: this.next, at: this.at, number: this.number, batch: this.batch,
        weights: this.weights, gradient: this.gradient, held: this.holds, error: "",
      };
      try {
        this[`_${made.call}`](made);
      } catch (error) {
        if (!(error instanceof Arithmetic.CallError)) throw error;
        this.error = made.error = error.message;
      }
      this.at++;
      return made;
    }

    // To the end of the batch; of the one that begins now, where one has just ended.
    wholeBatch() {
      do { if (!this.call()) return; } while (this.at < this.order.length && !this.finished);
    }

    #nextBatch() {
      this.at = 0;
      this.batch = this.batchOf(++this.number);
      this.forwarded = this.measured = false;
    }

    _forward() {
      this.logits = Arithmetic.forward(this.layers, this.batch.images, this.batch.count);
      this.forwarded = true;
      this.measured = false;
    }

    _loss() {
      if (!this.logits) throw new Arithmetic.CallError("NameError: name 'logits' is not defined");
      if (this.logits.count !== this.batch.count) {
        throw new Arithmetic.CallError(
          `ValueError: Expected input batch_size (${this.logits.count}) to match target batch_size (${this.batch.count}).`,
        );
      }
      this.loss = Arithmetic.loss(this.logits, this.batch.labels, this.squash);
      if (!this.measured) this.losses[this.number] = this.loss.value;
      this.measured = true;
    }

    _zero_grad() {
      Arithmetic.zeroGrad(this.layers);
      this.holds = [];
      this.old = null;
    }

    _backward(made) {
      if (!this.loss) throw new Arithmetic.CallError("NameError: name 'loss' is not defined");
      const before = this.gradient;
      const found = Arithmetic.backward(this.loss);
      made.found = found[0].weight;
      // What an earlier backward left is old, of whichever batch it was.
      if (before) this.old = before;
      this.holds = [...this.holds.slice(-999), this.number];
    }

    _step() {
      if (this.gradient) this.steps++;
      Arithmetic.step(this.layers, this.rate);
    }
  }

  // The catalogue's mistakes that an order makes, each with the place of the call it shows at.
  function mistakes(order, { squash = false, rate = 0.1 } = {}) {
    const found = [], where = (call) => order.indexOf(call), count = (call) =>
      order.filter((one) => one === call).length;
    const name = (code, at) => found.push({ code, at });
    if (count("backward") === 0) name("missing-backward", -1);
    if (count("step") === 0) name("missing-step", -1);
    if (count("zero_grad") === 0 && count("backward")) name("missing-zero-grad", -1);
    if (count("backward") && count("step")) {
      const first = where("backward");
      const early = where("step") < first && !order.slice(first).includes("step");
      if (early) name("step-before-backward", where("step"));
      else {
        const next = order.indexOf("step", first);
        const between = order.slice(first, next).lastIndexOf("zero_grad");
        const again = order.slice(first + between + 1, next).includes("backward");
        if (next > 0 && between > 0 && !again) name("zero-grad-after-backward", first + between);
      }
      const twice = repeated(order, "step", "backward");
      if (twice >= 0) name("repeated-step", twice);
    }
    const again = repeated(order, "backward", "zero_grad");
    if (again >= 0) name("repeated-backward", again);
    if (squash) name("softmax-before-loss", where("loss"));
    if (rate >= 1) name("wrong-learning-rate", where("step"));
    return found;
  }

  // The place of a call that is made once more without the `other` in between; -1 for none.
  function repeated(order, call, other) {
    let seen = false;
    for (let at = 0; at < order.length; at++) {
      if (order[at] === other) seen = false;
      if (order[at] === call) {
        if (seen) return at;
        seen = true;
      }
    }
    return -1;
  }

  // The first place at which two lists of losses differ by more than a shade; -1 for none.
  function parting(one, other, shade = 0.005) {
    const ends = Math.min(one.length, other.length);
    for (let n = 0; n < ends; n++) {
      if (!(Math.abs(one[n] - other[n]) <= shade * Math.abs(other[n]))) return n;
    }
    return -1;
  }

  return { CALLS, Training, mistakes, parting };
})();
