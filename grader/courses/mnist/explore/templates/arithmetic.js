"use strict";
// What PyTorch does in the five calls, for networks of linear layers with ReLU between them.
// All numbers are 64 bits long. Nothing in here knows of a page.

const Arithmetic = (() => {
  // Calls end with the errors that Python and PyTorch give for the same code.
  class CallError extends Error {}

  const TWICE = "Trying to backward through the graph a second time (or directly access saved "
    + "tensors after they have already been freed).";
  const IN_PLACE = "one of the variables needed for gradient computation has been modified by an "
    + "inplace operation";

  // A layer: `weight` holds a row of `inputs` numbers for each of its `outputs`; `bias` may be null.
  function layer(inputs, outputs, weight, bias) {
    const parameter = (values) => values && {
      values: Float64Array.from(values), grad: null, version: 0,
    };
    return { inputs, outputs, weight: parameter(weight), bias: parameter(bias) };
  }

  const parametersOf = (layers) => layers.flatMap((one) => [one.weight, one.bias]).filter(Boolean);

  function linear(one, rows, count) {
    const { inputs, outputs } = one, weight = one.weight.values, made = new Float64Array(count * outputs);
    for (let n = 0; n < count; n++) {
      for (let o = 0; o < outputs; o++) {
        let sum = one.bias ? one.bias.values[o] : 0;
        for (let i = 0, w = o * inputs, x = n * inputs; i < inputs; i++) sum += weight[w++] * rows[x++];
        made[n * outputs + o] = sum;
      }
    }
    return made;
  }

  // The logits of `count` images, with the graph: what each layer read, and in which version.
  function forward(layers, images, count) {
    const saved = [];
    let rows = images;
    layers.forEach((one, at) => {
      saved.push({ rows, version: one.weight.version });
      rows = linear(one, rows, count);
      if (at < layers.length - 1) for (let i = 0; i < rows.length; i++) if (rows[i] < 0) rows[i] = 0;
    });
    return { layers, saved, count, values: rows, freed: false };
  }

  function softmax(values, count) {
    const width = values.length / count, made = new Float64Array(values.length);
    for (let n = 0; n < count; n++) {
      let highest = -Infinity, sum = 0;
      for (let o = 0; o < width; o++) highest = Math.max(highest, values[n * width + o]);
      for (let o = 0; o < width; o++) sum += made[n * width + o] = Math.exp(values[n * width + o] - highest);
      for (let o = 0; o < width; o++) made[n * width + o] /= sum;
    }
    return made;
  }

  // Cross-entropy: softmax, then minus the logarithm of the right class's share; the mean of all.
  // With `squash` the logits have gone through a softmax of their own before.
  function loss(logits, labels, squash = false) {
    const { count } = logits, squashed = squash ? softmax(logits.values, count) : null;
    const taken = squashed || logits.values, width = taken.length / count;
    const probabilities = softmax(taken, count), each = new Float64Array(count);
    let sum = 0;
    for (let n = 0; n < count; n++) {
      // Not the logarithm of the rounded share: that would be infinite where the share is 0.
      let highest = -Infinity, total = 0;
      for (let o = 0; o < width; o++) highest = Math.max(highest, taken[n * width + o]);
      for (let o = 0; o < width; o++) total += Math.exp(taken[n * width + o] - highest);
      sum += each[n] = Math.log(total) + highest - taken[n * width + labels[n]];
    }
    return { logits, labels, squashed, probabilities, each, value: sum / count };
  }

  function zeroGrad(layers) {
    for (const parameter of parametersOf(layers)) parameter.grad = null;
  }

  // (probability - target) / count: how the mean loss changes with each logit.
  function errors(one) {
    const { count } = one.logits, width = one.probabilities.length / count;
    const found = Float64Array.from(one.probabilities);
    for (let n = 0; n < count; n++) found[n * width + one.labels[n]] -= 1;
    for (let i = 0; i < found.length; i++) found[i] /= count;
    return one.squashed ? throughSoftmax(one.squashed, found, count) : found;
  }

  function throughSoftmax(shares, coming, count) {
    const width = shares.length / count, found = new Float64Array(shares.length);
    for (let n = 0; n < count; n++) {
      let dot = 0;
      for (let o = n * width; o < (n + 1) * width; o++) dot += shares[o] * coming[o];
      for (let o = n * width; o < (n + 1) * width; o++) found[o] = shares[o] * (coming[o] - dot);
    }
    return found;
  }

  // Adds the gradient of this loss to what is in .grad, and frees the graph.
  function backward(one) {
    const { logits } = one, { layers, saved, count } = logits;
    if (logits.freed) throw new CallError(`RuntimeError: ${TWICE}`);
    let coming = errors(one);
    const found = layers.map(() => null);
    for (let at = layers.length - 1; at >= 0; at--) {
      if (at > 0 && layers[at].weight.version !== saved[at].version) {
        throw new CallError(`RuntimeError: ${IN_PLACE}`);
      }
      found[at] = ofLayer(layers[at], saved[at].rows, coming, count);
      if (at > 0) coming = below(layers[at], saved[at].rows, coming, count);
    }
    layers.forEach((each, at) => {
      add(each.weight, found[at].weight);
      if (each.bias) add(each.bias, found[at].bias);
    });
    logits.freed = true;
    return found;
  }

  function ofLayer({ inputs, outputs }, rows, coming, count) {
    const weight = new Float64Array(inputs * outputs), bias = new Float64Array(outputs);
    for (let n = 0; n < count; n++) {
      for (let o = 0; o < outputs; o++) {
        const error = coming[n * outputs + o];
        bias[o] += error;
        if (error === 0) continue;
        for (let i = 0, w = o * inputs, x = n * inputs; i < inputs; i++) weight[w++] += error * rows[x++];
      }
    }
    return { weight, bias };
  }

  function below(one, rows, coming, count) {
    const { inputs, outputs } = one, made = new Float64Array(count * inputs), weight = one.weight.values;
    for (let n = 0; n < count; n++) {
      for (let o = 0; o < outputs; o++) {
        const error = coming[n * outputs + o];
        for (let i = 0, w = o * inputs, x = n * inputs; i < inputs; i++) made[x++] += error * weight[w++];
      }
    }
    for (let i = 0; i < made.length; i++) if (!(rows[i] > 0)) made[i] = 0;
    return made;
  }

  // A new array each time: who holds the old one still has what was there before.
  function add(parameter, found) {
    const before = parameter.grad;
    parameter.grad = before ? found.map((value, i) => value + before[i]) : found;
  }

  // weight - rate * gradient; where .grad is empty, nothing moves.
  function step(layers, rate) {
    for (const parameter of parametersOf(layers)) {
      const { values, grad } = parameter;
      if (!grad) continue;
      parameter.values = values.map((value, i) => value - rate * grad[i]);
      parameter.version++;
    }
  }

  function norm(values) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
    return Math.sqrt(sum);
  }

  function highest(values, from, width) {
    let best = 0;
    for (let o = 1; o < width; o++) if (values[from + o] > values[from + best]) best = o;
    return best;
  }

  return {
    CallError, layer, parametersOf, forward, softmax, loss, errors, zeroGrad, backward, step, norm,
    highest,
  };
})();
