// The walk: one slider through the calls of the first steps, and the switch between runs.

const CALLS = 5;
const STRIDE = SIDE + 4;  // from one image of the batch to the next
const READS = {
  forward: ["digit", "weights"],
  loss: ["answers", "digit"],
  zero_grad: [],
  backward: ["loss", "answers"],
  step: ["gradient"],
};
const CHANGES = {
  forward: ["answers"],
  loss: ["loss"],
  zero_grad: ["gradient"],
  backward: ["gradient"],
  step: ["weights"],
};
const $ = (id) => document.getElementById(id);

const now = { run: 0, place: 0, digit: 0 };
for (const batch of data.batches) batch.pixels = bytes(batch.images);

/** Where the slider stands: the run, its training step, the call in it, and the moments around. */
function standing() {
  const run = data.runs[now.run], number = Math.floor(now.place / CALLS), at = now.place % CALLS;
  const step = run.steps[number], last = number ? run.steps[number - 1].moments[CALLS - 1] : null;
  const before = at ? step.moments[at - 1] : last;
  const moment = step.moments[at], batch = data.batches[number];
  const done = new Set(step.moments.slice(0, at + 1).map((m) => m.call));
  return { run, number, at, step, moment, before, batch, done, truth: batch.labels[now.digit], call: moment.call };
}

function softmax(logits) {
  const most = Math.max(...logits), powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** Cross-entropy: also where the probability itself is too small for a number. */
function lossOf(logits, truth) {
  const most = Math.max(...logits), sum = logits.reduce((all, logit) => all + Math.exp(logit - most), 0);
  return Math.log(sum) + most - logits[truth];
}

const percent = (share) => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
const signed = (value) => value.toFixed(Math.abs(value) < 9.95 ? 2 : 1).replace("-", "−");
const leftOut = (s) => s.run.leftOut === s.call;

function showStations(s) {
  const kept = document.activeElement?.dataset?.call;
  $("stations").replaceChildren(...s.step.moments.map((moment, at) => {
    const number = element("span", { className: "number", textContent: at + 1 });
    const button = element("button", { type: "button" }, number, element("span", { textContent: moment.call }));
    if (s.run.leftOut === moment.call) {
      button.classList.add("out");
      button.append(element("small", { textContent: "left out" }));
    }
    if (at === s.at) button.setAttribute("aria-current", "step");
    button.dataset.call = moment.call;
    button.addEventListener("click", () => go(s.number * CALLS + at));
    if (kept === moment.call) queueMicrotask(() => button.focus({ preventScroll: true }));
    return button;
  }));
}

/** What there is to see of this call: which of its sentences fit. */
function seenOf({ run, call, before, moment, number }) {
  if (call === "loss") return run.squashed ? "twice" : "once";
  if (call === "backward") return before?.holds.length ? "sum" : "alone";
  if (call === "step") return before.weights === moment.weights ? "still" : "moved";
  if (call === "zero_grad") return !before?.holds.length ? "nothing" : before.holds.includes(number + 1) ? "fresh" : "old";
  return "";
}

function showTold(s) {
  $("station").textContent = leftOut(s) ? `${s.call}, left out` : s.call;
  for (const part of document.querySelectorAll("[data-station]")) {
    part.hidden = part.dataset.station !== s.call || leftOut(s);
  }
  for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== seenOf(s);
  const note = s.run.notes[s.call];
  $("note").hidden = !note;
  $("note").textContent = note ?? "";
}

function showInvolved(s) {
  for (const card of document.querySelectorAll(".board .card")) {
    const does = leftOut(s) ? "" : CHANGES[s.call].includes(card.id) ? "changes" : READS[s.call].includes(card.id) ? "reads" : "";
    const idle = does === "changes" && ["nothing", "still"].includes(seenOf(s));
    card.classList.toggle("changes", does === "changes" && !idle);
    card.classList.toggle("reads", does === "reads" || idle);
    card.querySelector(".badge").textContent = does && `${s.call} ${does} ${idle ? "nothing here" : "this"}`;
  }
  if (!s.done.has("loss")) $("loss").querySelector(".badge").textContent = "";
}

function showDigit(s) {
  drawDigit($("large"), s.batch.pixels, now.digit);
  $("large").setAttribute("aria-label", `A handwritten ${s.truth}`);
  $("digit-place").textContent = `a ${s.truth}, image ${now.digit + 1} of ${s.batch.labels.length}`;
  const batch = $("batch"), context = batch.getContext("2d");
  const corner = (i) => [(i % 8) * STRIDE + 2, Math.floor(i / 8) * STRIDE + 2];
  context.clearRect(0, 0, batch.width, batch.height);
  s.batch.labels.forEach((_, i) => drawDigit(batch, s.batch.pixels, i, ...corner(i)));
  context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--accent");
  context.lineWidth = 4;
  context.strokeRect(...corner(now.digit), SIDE, SIDE);
}

function showAnswers(s) {
  const place = $("answers").querySelector(".drawing");
  if (!s.done.has("forward")) return nothing(place, "No logits yet in this step.");
  const logits = s.step.logits[now.digit], shares = softmax(logits);
  const reach = Math.max(2, ...logits.map(Math.abs)), twice = s.run.squashed && s.done.has("loss");
  const share = { least: 0, most: 1, text: percent, kind: "share" };
  const columns = [
    { name: "logit", values: logits, least: -reach, most: reach, text: signed },
    { name: twice ? "softmax" : "probability", values: shares, ...share },
  ];
  if (twice) columns.push({ name: "and again", values: softmax(shares), ...share });
  const guess = logits.indexOf(Math.max(...logits));
  const right = `the right one is ${s.truth} with ${percent(shares[s.truth])}`;
  return bars(place, columns, s.truth, guess, `Logits and probabilities. The highest is that of ${guess}, ${right}.`);
}

function nothing(place, text) {
  place.replaceChildren(element("p", { className: "nothing", textContent: text }));
}

function showLoss(s) {
  const place = $("loss").querySelector(".drawing"), there = s.done.has("loss");
  $("loss-value").textContent = there ? s.step.loss.toFixed(2) : "";
  if (!there) return nothing(place, "No loss yet in this step.");
  const losses = s.step.logits.map((logits, i) => lossOf(s.run.squashed ? softmax(logits) : logits, s.batch.labels[i]));
  const title = "The loss of each image: minus the logarithm of the right digit's probability.";
  const across = s.run.squashed ? "probability of the right digit, again" : "probability of the right digit";
  return lossPlot(place, losses, now.digit, s.step.loss, across, `${title} The mean is ${s.step.loss.toFixed(2)}.`);
}

/** The largest weight of a whole run, so that growth can be seen from step to step. */
function reachOf(run) {
  run.reach ??= Math.max(...run.steps.flatMap((step) => step.moments.map((m) => highest(unpacked(m.weights)))));
  return run.reach;
}

function showWeights(s) {
  const rows = [], after = unpacked(s.moment.weights), top = reachOf(s.run);
  if (s.call === "step" && !leftOut(s)) {
    const moved = s.before.weights !== s.moment.weights;
    const change = moved ? scaled(unpacked(s.moment.gradient), -s.run.rate) : null;
    rows.push(mapRow("before", unpacked(s.before.weights), top, s.truth));
    const name = moved ? `change: −${s.run.rate} × .grad (drawn stronger)` : "change";
    rows.push(mapRow(name, change, highest(change), s.truth, "none"));
    rows.push(mapRow("after", after, top, s.truth));
  } else rows.push(mapRow("now", after, top, s.truth));
  $("weights").querySelector(".rows").replaceChildren(...rows);
}

function showGradient(s) {
  const is = unpacked(s.moment.gradient), was = s.before ? unpacked(s.before.gradient) : null, rows = [];
  if (s.call === "backward" && was) {
    const added = unpacked(s.step.added), top = Math.max(...[was, added, is].map(highest));
    const named = [["was there", was], ["this batch adds", added], ["now: the sum", is]];
    rows.push(...named.map(([name, picture]) => mapRow(name, picture, top, s.truth)));
  } else if (s.call === "zero_grad" && was && !is) {
    rows.push(mapRow("was there", was, highest(was), s.truth), mapRow("now", null, 1, s.truth, "empty"));
  } else rows.push(mapRow("now", is, highest(is), s.truth, "empty"));
  $("gradient").querySelector(".rows").replaceChildren(...rows);
  $("gradient").classList.toggle("single", rows.length === 1);
  $("state").className = `state ${stateOf(s).word}`;
  $("state").textContent = `${stateOf(s).word}${stateOf(s).from}`;
}

/** Empty, filled by this batch alone, or stale: something of an earlier batch is in it. */
function stateOf({ moment, number }) {
  const { holds } = moment;
  if (!holds.length) return { word: "empty", from: "" };
  const only = holds.length === 1, word = only && holds[0] === number + 1 ? "filled" : "stale";
  if (only) return { word, from: `: from step ${holds[0]}` };
  const list = holds.length > 3 ? `${holds[0]} to ${holds.at(-1)}` : holds.join(" + ");
  return { word, from: `: steps ${list} added up` };
}

function sentence(s) {
  const parts = [`Step ${s.number + 1} of ${data.batches.length}.`];
  if (s.done.has("forward")) {
    const logits = s.step.logits[now.digit], shares = softmax(logits), guess = logits.indexOf(Math.max(...logits));
    const got = percent(shares[s.truth]);
    const verdict = guess === s.truth ? `, which is right, with ${got}` : `; the right answer gets ${got}`;
    parts.push(`The ${s.truth} is read as ${guess}${verdict}.`);
  }
  if (s.done.has("loss")) parts.push(`The loss of the batch is ${s.step.loss.toFixed(2)}.`);
  const is = unpacked(s.moment.gradient), state = stateOf(s);
  parts.push(is ? `.grad is ${state.word}${state.from.replace(":", ",")}, its size is ${is.norm.toFixed(2)}.` : ".grad is empty.");
  const still = s.call === "step" && s.before.weights === s.moment.weights;
  if (s.call === "step") parts.push(still ? "No weight has moved." : "The weights have moved.");
  return parts.join(" ");
}

function showCurves(s) {
  const right = data.runs[0], same = s.run === right, end = s.run.losses.length;
  const most = same || Math.max(...s.run.losses) <= 3 ? 3 : 8;
  const series = [{ values: right.losses, kind: "right" }];
  if (!same) series.push({ values: s.run.losses, kind: "mistake" });
  const marks = [{ at: s.number + 1, kind: "here", text: "you are here", low: 28 }];
  if (s.run.part) marks.push({ at: s.run.part, kind: "part", text: `they part at step ${s.run.part}`, low: 12 });
  const place = $("curves"), text = curvesText(s, right, same, end);
  lines(place, series, {
    height: 260, most, ticks: most === 3 ? 3 : 4, across: "training step", tick: (loss) => loss,
    marks, shaded: data.batches.length, title: text,
  });
  $("curves-text").replaceChildren(...legend(s, same), text);
  $("ends").replaceChildren(...(same ? [right] : [right, s.run]).map((run) => {
    const weights = unpacked(run.weights);
    return mapRow(`Weights after ${end} steps: ${run.label}`, weights, highest(weights), null);
  }));
}

function curvesText(s, right, same, end) {
  const reads = `reads ${percent(right.accuracy)} of the digits that no training saw`;
  if (same) return ` After ${end} steps it ${reads}. The shaded steps are those of the slider.`;
  const beyond = Math.max(...s.run.losses);
  const out = beyond > 8 ? ` It leaves the picture, up to ${beyond.toFixed(0)}.` : "";
  const also = `this one ${percent(s.run.accuracy)}`;
  return ` They part at step ${s.run.part}.${out} After ${end} steps the right one ${reads}, ${also}.`;
}

function legend(s, same) {
  const key = (kind, text) => element("span", { className: `key ${kind}`, textContent: text });
  return [key("right", data.runs[0].label), ...(same ? [] : [" ", key("mistake", s.run.label)])];
}

const PARTS = [
  showStations, showTold, showInvolved, showDigit, showAnswers, showLoss, showWeights, showGradient, showCurves,
];

function show() {
  const s = standing();
  $("place").value = now.place;
  $("place").setAttribute("aria-valuetext", `Step ${s.number + 1}, ${s.call}`);
  $("where").textContent = `step ${s.number + 1} of ${data.batches.length}`;
  $("back").disabled = now.place === 0;
  $("on").disabled = now.place === CALLS * data.batches.length - 1;
  $("what-if-text").textContent = s.run.text;
  for (const part of PARTS) part(s);
  $("seen").textContent = sentence(s);
}

function go(place) {
  now.place = Math.max(0, Math.min(CALLS * data.batches.length - 1, place));
  show();
}

function turn(by) {
  now.digit = (now.digit + by + data.batches[0].labels.length) % data.batches[0].labels.length;
  show();
}

/** Another run: a mistake where it first shows, right code at the same call of the same step. */
function choose(index) {
  const from = standing(), run = data.runs[index];
  const [number, call] = run.look ? [run.look.step - 1, run.look.call] : [from.number, from.call];
  now.run = index;
  go(number * CALLS + run.steps[number].moments.findIndex((moment) => moment.call === call));
}

const JUMPS = { ArrowRight: 1, ArrowLeft: -1, PageDown: CALLS, PageUp: -CALLS };

document.addEventListener("keydown", (event) => {
  const kind = event.target.type, jump = JUMPS[event.key];
  const own = event.key.startsWith("Arrow") ? kind === "radio" || kind === "range" : event.target.id === "epoch";
  if (!jump || own || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(now.place + jump);
});
$("place").max = CALLS * data.batches.length - 1;
$("place").addEventListener("input", () => go(Number($("place").value)));
$("back").addEventListener("click", () => go(now.place - 1));
$("on").addEventListener("click", () => go(now.place + 1));
$("digit-back").addEventListener("click", () => turn(-1));
$("digit-on").addEventListener("click", () => turn(1));
$("batch").addEventListener("click", (event) => {
  const box = $("batch").getBoundingClientRect();
  const column = Math.floor(((event.clientX - box.left) / box.width) * 8);
  const row = Math.floor(((event.clientY - box.top) / box.height) * 4);
  turn(row * 8 + column - now.digit);
});
$("switch").addEventListener("change", (event) => choose(Number(event.target.value)));
// After a choice with the mouse the arrow keys walk on; who chooses with the keys (detail 0) stays.
$("switch").addEventListener("click", (event) => {
  if (event.detail && event.target.type === "radio") event.target.blur();
});
$("switch").reset();
show();
