// The race of one layer against two: losses, accuracies, and the digits that each gets wrong.

const MOST_SHOWN = 24;
const race = data.race, [one, two] = race.networks;
race.pixels = bytes(race.images);

function showRace() {
  const epoch = Number($("epoch").value), at = epoch - 1, mark = [{ at: epoch, kind: "here" }];
  $("epoch-value").textContent = `${epoch} of ${one.training.length}`;
  const share = (network) => percent(network.accuracy[at]);
  lines($("race-loss"), [
    { values: one.training, kind: "one" }, { values: one.validation, kind: "one held" },
    { values: two.training, kind: "two" }, { values: two.validation, kind: "two held" },
  ], { height: 230, most: 2, across: "epoch", tick: (v) => +v.toFixed(2), marks: mark, title: `Loss by epoch. After ${epoch}: SimpleNN ${one.training[at].toFixed(2)}, HiddenNN ${two.training[at].toFixed(2)}.` });
  lines($("race-accuracy"), [{ values: one.accuracy, kind: "one" }, { values: two.accuracy, kind: "two" }],
    { height: 230, least: 0.7, most: 1, ticks: 3, across: "epoch", tick: (v) => `${Math.round(v * 100)} %`, marks: mark, title: `Accuracy by epoch. After ${epoch}: SimpleNN ${share(one)}, HiddenNN ${share(two)}.` });
  $("race-seen").textContent = `After epoch ${epoch} SimpleNN has a training loss of ${one.training[at].toFixed(2)} and reads ${share(one)} of ${race.held} unseen digits; HiddenNN has ${two.training[at].toFixed(2)} and reads ${share(two)}.`;
  const groups = { "Both get wrong": [], "Only SimpleNN gets wrong": [], "Only HiddenNN gets wrong": [] };
  race.labels.forEach((truth, i) => {
    const first = Number(one.answers[at][i]), second = Number(two.answers[at][i]);
    if (first !== truth && second !== truth) groups["Both get wrong"].push([i, first === second ? first : `${first} and ${second}`]);
    else if (first !== truth) groups["Only SimpleNN gets wrong"].push([i, first]);
    else if (second !== truth) groups["Only HiddenNN gets wrong"].push([i, second]);
  });
  $("wrong").replaceChildren(...Object.entries(groups).map(([name, found]) => wrongGroup(name, found)));
}

function wrongGroup(name, found) {
  const list = element("ul");
  for (const [i, read] of found.slice(0, MOST_SHOWN)) {
    const canvas = element("canvas", { width: SIDE, height: SIDE });
    canvas.setAttribute("aria-hidden", "true");
    drawDigit(canvas, race.pixels, i);
    list.append(element("li", {}, canvas, element("span", { textContent: `${race.labels[i]}, read as ${read}` })));
  }
  const more = found.length > MOST_SHOWN ? [element("p", { className: "soft", textContent: `and ${found.length - MOST_SHOWN} more` })] : [];
  const content = found.length ? [list, ...more] : [element("p", { className: "soft", textContent: "none" })];
  return element("section", {}, element("h3", { textContent: `${name}: ${found.length}` }), ...content);
}

function showAll() {
  show();
  showRace();
}

$("epoch").max = one.training.length;
$("epoch").addEventListener("input", showRace);
dark.addEventListener("change", showAll);
let width = document.body.clientWidth;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  showAll();
}).observe(document.body);
showRace();
