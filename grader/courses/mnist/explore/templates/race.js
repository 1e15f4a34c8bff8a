// The race of one layer against two: losses, accuracies, and the digits that each gets wrong.

const MOST_SHOWN = 24;
const race = data.race, [one, two] = race.networks;
race.pixels = bytes(race.images);

function showRace() {
  const epoch = Number($("epoch").value), at = epoch - 1, mark = [{ at: epoch, kind: "here" }];
  $("epoch-value").textContent = `${epoch} of ${one.training.length}`;
  const share = (network) => percent(network.accuracy[at]);
  const loss = (network) => network.training[at].toFixed(2);
  const losses = [
    { values: one.training, kind: "one" }, { values: one.validation, kind: "one held" },
    { values: two.training, kind: "two" }, { values: two.validation, kind: "two held" },
  ];
  lines($("race-loss"), losses, {
    height: 230, most: 2, across: "epoch", tick: (value) => value, marks: mark,
    title: `Loss by epoch. After ${epoch}: SimpleNN ${loss(one)}, HiddenNN ${loss(two)}.`,
  });
  lines($("race-accuracy"), [{ values: one.accuracy, kind: "one" }, { values: two.accuracy, kind: "two" }], {
    height: 230, least: 0.7, most: 1, ticks: 3, across: "epoch", marks: mark,
    tick: (value) => `${Math.round(value * 100)} %`,
    title: `Accuracy by epoch. After ${epoch}: SimpleNN ${share(one)}, HiddenNN ${share(two)}.`,
  });
  $("race-seen").textContent = [
    `After epoch ${epoch} SimpleNN has a training loss of ${loss(one)}`,
    `and reads ${share(one)} of ${race.held} unseen digits;`,
    `HiddenNN has ${loss(two)} and reads ${share(two)}.`,
  ].join(" ");
  const groups = { "Both get wrong": [], "Only SimpleNN gets wrong": [], "Only HiddenNN gets wrong": [] };
  race.labels.forEach((truth, i) => {
    const first = Number(one.answers[at][i]), second = Number(two.answers[at][i]);
    const both = first === second ? first : `${first} and ${second}`;
    if (first !== truth && second !== truth) groups["Both get wrong"].push([i, both]);
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
  const rest = found.length - MOST_SHOWN, said = found.length ? `and ${rest} more` : "none";
  const made = element("section", {}, element("h3", { textContent: `${name}: ${found.length}` }), list);
  if (rest > 0 || !found.length) made.append(element("p", { className: "soft", textContent: said }));
  return made;
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
