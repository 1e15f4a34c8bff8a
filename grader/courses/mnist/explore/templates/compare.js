"use strict";
// The run on the stage and the one it is compared with, after the same batch.

(() => {
  const one = new Stage($("one")), other = new Stage($("other"));
  let near = false;

  function draw() {
    const beside = page.other, { training, network } = player;
    $("one-name").textContent = page.what.label || "your order";
    const real = beside && !beside.recorded;
    $("other").hidden = !real;
    $("other-name").textContent = real ? $("with").selectedOptions[0].textContent : "";
    one.draw(Player.viewOf(training, network, 0, null));
    if (real) other.draw(Player.viewOf(beside, network, 0, null));
    $("compare-said").textContent = words(training, beside);
  }

  function words(training, beside) {
    if (!beside || beside.elsewhere) return "Choose at the chart above what to compare with.";
    const part = Loop.parting(training.losses, beside.losses);
    const known = Math.min(training.losses.length, beside.losses.length);
    if (!known) return "Press Play: both begin with the same weights and the same batches.";
    if (part >= 0) return `They part at batch ${part + 1}: ${format(training.losses[part])} here, ${format(beside.losses[part])} there.`;
    const same = training.losses.slice(0, known).every((loss, n) => loss === beside.losses[n]);
    return same ? `After ${known} batches every loss is the same, to the last digit.` : `After ${known} batches they have not parted.`;
  }

  new IntersectionObserver(([{ isIntersecting }]) => { near = isIntersecting; if (near) draw(); }).observe($("compare-name").parentElement);
  page.hearers.push(() => { if (near) draw(); });
})();
