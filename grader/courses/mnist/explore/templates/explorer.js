"use strict";
// The page's top: the stage with its loop, and the buttons under it.

const $ = (id) => document.getElementById(id);

const TOLD = {
  forward: ["What does the model say?", "Each pixel times its weight, all added up: one logit for each class. Nothing else changes."],
  loss: ["How wrong is that?", "Softmax makes probabilities of the logits; the loss is minus the logarithm of the right one’s."],
  zero_grad: ["Is .grad empty?", "Throws away the gradients that are there. The weights stay."],
  backward: ["Which way is downhill?", "(probability − target) × pixel, for each weight, walks back and is ADDED to .grad. The weights stay."],
  step: ["Who moves the weights?", "weight − learning rate × gradient. Only this call changes the weights."],
};

const page = { what: Data.raw.whatifs[0], other: null, hearers: [] };
const player = new Player(new Stage($("stage")), told);
const cards = new Cards($("cards"), $("palette"), $("said"), (order) => {
  page.what = { key: "", label: "your order", text: "", order, rate: player.rate, squash: player.squash };
  $("whatif").value = "";
  player.restart({ order });
  restarted();
});

function told(of, view) {
  const { training, made } = of, c = Pictures.colours();
  keepUp(of);
  $("play").textContent = of.running ? "❚❚ Pause" : "▶ Play";
  $("place").textContent = `batch ${training.number + 1}${made ? `, ${made.call}` : ""}`;
  $("call").textContent = made ? made.call : "Press Play";
  const [question, answer] = made ? TOLD[made.call] : ["Five calls train a network.", "Each batch of images goes through the lines of the loop. Watch what each call reads and what it changes."];
  $("question").textContent = question;
  $("answer").textContent = answer;
  $("seen").textContent = seen(training, made, view);
  const wrong = Loop.mistakes(of.order, of);
  cards.mark(made ? made.at : -1, wrong.map((one) => one.at));
  $("stage").setAttribute("aria-label", `The stage. ${$("place").textContent}. ${$("seen").textContent}`);
  const name = page.what.label || "your order", lines = [{ losses: training.losses, colour: c.accent, name }];
  if (page.other) lines.unshift({ losses: page.other.losses, colour: c.share, dashes: [4, 3] });
  const whole = page.other && page.other.elsewhere ? page.other.losses.length : 12;
  const count = Math.max(whole, training.losses.length);
  Charts.draw($("chart"), lines.map((line) => ({ ...line, losses: line.losses.slice(0, count) })),
    page.other && !page.other.elsewhere ? Loop.parting(training.losses, page.other.losses) : -1);
  for (const hear of page.hearers) hear(of, view);
}

// What is to be seen now, in a sentence.
function seen(training, made, view) {
  if (training.error) return `Python stops: ${training.error}`;
  if (!made) return "";
  const moved = training.steps ? "" : " So far no weight has moved.";
  if (made.call === "forward" && view.logits) return `The highest logit is that of ${Arithmetic.highest(view.logits, 0, view.classes)}; right is ${view.label}.${training.number ? moved : ""}`;
  if (made.call === "loss" && view.shares) return `The right one gets ${(view.shares[view.label] * 100).toFixed(1)} %. Loss of the batch: ${format(view.loss)}.${away(training)}`;
  if (made.call === "zero_grad") return made.gradient ? made.held.includes(made.number) ? "This batch’s own gradients are gone: nobody has left anything for later." : `The old gradients are gone.` : "It was empty already.";
  if (made.call === "backward") return made.gradient ? `Old gradients were there: .grad is now ${(view.size / Math.max(1e-12, Arithmetic.norm(made.found))).toFixed(1)} times as long as this batch’s own.` : ".grad holds the gradients of this batch, and no others.";
  return made.gradient ? view.stale ? `The weights have followed ${training.holds.length > 1 ? "a sum of old gradients" : "an old gradient"}.` : "The weights have moved, against their gradients." : ".grad is empty: no weight has moved.";
}

const away = ({ losses, number }) => (losses[number] > 1.5 * losses[0] || Number.isNaN(losses[number]) ? " It runs away." : "");

// What follows from order and settings alone: the mistake with its name, the text of a ready-made order.
function restarted() {
  const wrong = Loop.mistakes(player.order, player), box = $("mistake");
  box.hidden = !wrong.length;
  box.replaceChildren(...wrong.flatMap(({ code }) => {
    const link = document.createElement("a");
    link.href = `#why-${code}`;
    link.textContent = code;
    return ["The catalogue calls this ", link, ". "];
  }));
  $("text").textContent = page.what.text;
  $("rate").value = String(Math.log10(player.rate));
  $("rate-value").textContent = player.rate.toPrecision(2);
  $("size").value = String(player.size);
  $("size-value").textContent = String(player.size);
  $("epoch").textContent = player.network === "two" ? "10 rounds" : "One epoch";
  compareWith($("with").value);
}

function choose(what) {
  page.what = what;
  $("whatif").value = what.key;
  cards.show(what.order, what.squash);
  player.restart({ order: what.order, rate: what.rate, squash: what.squash });
  restarted();
}

// The other line of the chart: PyTorch's own run, another order from the same start, or what a
// check recorded of a learner's own training, which began elsewhere.
function compareWith(key) {
  const what = Data.raw.whatifs.find((one) => one.key === key);
  page.other = null;
  if (what) page.other = new Loop.Training({ ...what, layers: Data.layersOf(player.network), batch: Data.batches(player.network, player.size) });
  else if (key === "pytorch" && player.network === "simple" && player.size === Data.raw.batchSize) page.other = { losses: Data.raw.losses, recorded: true };
  else if (key === "recorded") page.other = { losses: Data.raw.recorded.losses, recorded: true, elsewhere: true };
  const beside = what ? what.label : key === "recorded" ? "your own training, recorded by the last check (from another start)" : "PyTorch’s own run, recorded";
  $("legend").textContent = page.other ? `Whole line: ${page.what.label || "your order"}${key === "recorded" ? ", run on this page" : ""}. Dashed: ${beside}.` : "The loss of every batch.";
  player.show();
}

// The other run keeps up with the one on the stage.
function keepUp({ training }) {
  const { other } = page;
  if (!other || other.recorded) return;
  while (!other.finished && other.losses.length < training.losses.length) other.wholeBatch();
}

function listen() {
  $("play").addEventListener("click", () => (player.running ? player.pause() : player.play()));
  $("one-call").addEventListener("click", () => player.oneCall());
  $("one-batch").addEventListener("click", () => player.oneBatch());
  $("epoch").addEventListener("click", () => player.oneEpoch());
  $("again").addEventListener("click", () => { player.restart(); restarted(); });
  $("speed").addEventListener("input", () => {
    player.speed = Number($("speed").value);
    $("speed-value").textContent = Player.SPEEDS[player.speed].name;
  });
  $("rate").addEventListener("input", () => {
    player.rate = Number((10 ** Number($("rate").value)).toPrecision(2));
    player.training.rate = player.rate;
    $("rate-value").textContent = player.rate.toPrecision(2);
    restarted();
  });
  $("size").addEventListener("input", () => { player.restart({ size: Number($("size").value) }); restarted(); });
  $("whatif").addEventListener("change", () => {
    const what = Data.raw.whatifs.find((one) => one.key === $("whatif").value);
    if (what) choose(what);
  });
  $("with").addEventListener("change", () => { player.restart(); restarted(); });
  for (const radio of document.querySelectorAll("[name=network]")) {
    radio.addEventListener("change", () => { player.restart({ network: radio.value }); restarted(); });
  }
  $("stage").addEventListener("click", () => {
    if (player.running) return;
    player.focus = (player.focus + 1) % player.training.batch.count;
    player.show();
  });
  addEventListener("resize", () => player.show());
  Pictures.dark.addEventListener("change", () => player.show());
}

listen();
choose(Data.raw.whatifs[0]);
