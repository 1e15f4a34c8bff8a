"use strict";
// The course's questions: a guess first, then an experiment that this page runs.

const Questions = (() => {
  const run = (key, batches) => {
    const what = Data.raw.whatifs.find((one) => one.key === key);
    const training = new Loop.Training({ ...what, layers: Data.layersOf("simple"), batch: Data.batches("simple", Data.raw.batchSize) });
    for (let n = 0; n < batches; n++) training.wholeBatch();
    return training;
  };
  const begun = () => Data.layersOf("simple")[0].weight.values;
  const moved = (training) => {
    const start = begun(), now = training.weights;
    return Arithmetic.norm(now.map((value, i) => value - start[i]));
  };
  const weights = (key) => () => {
    const training = run(key, 100), far = moved(training);
    return { word: far === 0 ? "unchanged" : "trained", said: `After 100 batches the weights are ${format(far)} away from where they began.`, key };
  };

  // Each gives what came out as one of the words, in a sentence with its numbers, and the order to see it.
  const EXPERIMENTS = {
    "second-backward"() {
      const training = run("without-zero-grad", 1);
      let made = null;
      do { made = training.call(); } while (made.call !== "backward");
      const [old, fresh, now] = [made.gradient, made.found, training.gradient].map((values) => values[7 * Data.PIXELS + 400]);
      const word = Math.abs(now - old - fresh) < 1e-12 ? "adds" : Math.abs(now - fresh) < 1e-12 ? "replaces" : "averages";
      return { word, said: `One weight’s .grad was ${format(old)}; this batch alone gives ${format(fresh)}; now .grad is ${format(now)}.`, key: "without-zero-grad" };
    },
    "step-before-backward"() {
      const training = run("step-first", 0);
      let made = null;
      do { made = training.call(); } while (made.call !== "step");
      return { word: moved(training) === 0 ? "unchanged" : "random", said: `.grad was empty when step was called: the weights are ${format(moved(training))} away from where they were.`, key: "step-first" };
    },
    "late-zero-grad": weights("between"),
    "softmax-twice"() {
      const sure = { values: Float64Array.from({ length: 10 }, (_, n) => (n ? 0 : 100)), count: 1 };
      const { value } = Arithmetic.loss(sure, [0], true);
      return { word: value > 0.5 ? "floor" : value < 0 ? "negative" : "zero", said: `A model that is certain and right: the loss is ${format(value)}.`, key: "softmax-twice" };
    },
    "ten-times"() {
      const ten = run("ten-times", 36), one = run("lesson", 36), rises = (losses) => losses.filter((loss, n) => n && loss > losses[n - 1]).length;
      return { word: ten.losses[35] > one.losses[35] ? "worse" : "better", said: `After one epoch a batch’s loss is ${format(ten.losses[35])} instead of ${format(one.losses[35])}; it rose ${rises(ten.losses)} times instead of ${rises(one.losses)}, at most to ${format(Math.max(...ten.losses))} instead of ${format(Math.max(...one.losses))}.`, key: "ten-times" };
    },
  };

  const make = (name, words, of) => Object.assign(document.createElement(name), { textContent: words, ...of });

  function show({ key, asks, words }) {
    const box = make("div", ""), choices = make("div", "", { className: "words" });
    const said = make("p", "", { className: "seen", hidden: true }), look = make("button", "See it on the stage", { type: "button", hidden: true });
    said.setAttribute("aria-live", "polite");
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", asks);
    for (const word of words) {
      const button = make("button", word, { type: "button" });
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        const found = EXPERIMENTS[key]();
        for (const other of choices.children) other.setAttribute("aria-pressed", String(other === button));
        said.textContent = `You guessed “${word}”. ${found.said} ${found.word === word ? "It came as you said." : "Not as you said: why?"}`;
        said.hidden = look.hidden = false;
      });
      choices.append(button);
    }
    look.addEventListener("click", () => {
      choose(Data.raw.whatifs.find((one) => one.key === EXPERIMENTS[key]().key));
      document.querySelector(".screen").scrollIntoView();
      $("play").focus();
      player.play();
    });
    box.append(make("h3", asks), choices, said, look);
    return box;
  }

  const own = { key: "ten-times", asks: "With ten times the learning rate: where is the loss after one epoch?", words: ["better", "worse"] };
  $("questions").append(...[...Data.raw.questions, own].map(show));
  return { EXPERIMENTS };
})();
