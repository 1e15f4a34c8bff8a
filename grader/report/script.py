"""What is said of a whole script, on a terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from grader.learn.scripts.diagnosis import Diagnosis, ScriptFinding
from grader.report.text import Page, encodable, number

AROUND, WIDEST = 2, 120
BARS, MOST_BARS = "▁▂▃▄▅▆▇█", 40
# Two runs are compared after so many steps.
MOST_STEPS = 60
# One batch's loss says little of where a training has come to.
_END = "the mean of the last five"
CHECKED = (
    "the order of the calls and their effect on gradients and weights, what goes into the loss, "
    "the modes of the layers, where batches come from, and what is shown of losses and accuracy"
)
UNSEEN = "whether the model is a good one, what was cut, and what no step in here has touched"


def print_diagnosis(
    diagnosis: Diagnosis, console: Console, texts: Mapping[str, str], *, explain: bool = False
) -> None:
    """Print what was found, the loop as it was seen, and what was cut; `texts` are the files."""
    page = Page.on(console)
    page.say(headline(diagnosis), "bold")
    for finding in diagnosis.findings:
        page.gap()
        _finding(page, finding, texts)
    for what in diagnosis.missing:
        page.gap()
        page.say(what, lead="It cannot be run here: ", lead_style="bold")
    if diagnosis.status == "diagnosed" and not diagnosis.findings:
        page.say(f"Looked at: {CHECKED}.")
        page.say(f"Not to be seen from here: {UNSEEN}.", "dim")
    if diagnosis.timeline:
        page.gap()
        page.say("The loop as it was seen", "bold")
        for call in diagnosis.timeline:
            page.say(str(call["effect"]), lead=f"  {call['line']:>5}  {call['call']:<10} ")
    if not diagnosis.mended:
        _curve(page, diagnosis)
    for mended in diagnosis.mended:
        _mended(page, mended)
    if explain:
        page.gap()
        page.say("Right, though often called wrong", "bold")
        for sentence in diagnosis.right or ("Nothing of that kind is in here.",):
            page.say(sentence, indent=2)
    _small_print(page, diagnosis)


def headline(diagnosis: Diagnosis) -> str:
    """What came of it, in one sentence."""
    errors = sum(f.severity == "error" for f in diagnosis.findings)
    warnings = len(diagnosis.findings) - errors
    steps = f"{diagnosis.steps:,} steps"
    match diagnosis.status:
        case "failed":
            return "The grader itself failed; the script is not to blame."
        case "cannot-run":
            return f"{diagnosis.script} cannot be run here."
        case "nothing-trained" if not diagnosis.findings:
            return f"{diagnosis.script} trains nothing: no weight was moved by a gradient."
    if not diagnosis.findings:
        return f"Nothing wrong seen in {steps}."
    parts = [f"{errors} error{'s' * (errors != 1)}"] if errors else []
    parts += [f"{warnings} warning{'s' * (warnings != 1)}"] if warnings else []
    ended = ", and the script ended early" if diagnosis.status == "crashed" else ""
    return f"{' and '.join(parts)} in {steps}{ended}."


def _finding(page: Page, finding: ScriptFinding, texts: Mapping[str, str]) -> None:
    style = "red" if finding.severity == "error" else "yellow"
    page.say(finding.message, lead=f"{finding.severity}  ", lead_style=style)
    page.say(f"{finding.file}, line {finding.line}", "dim", indent=2)
    lines = texts.get(finding.file, "").split("\n")
    for n in range(max(1, finding.line - AROUND), min(len(lines), finding.line + AROUND) + 1):
        mark = ">" if n == finding.line else " "
        text = lines[n - 1].replace("\t", "    ")[:WIDEST]
        room = len(text) - len(text.lstrip())
        page.say(text.lstrip(), indent=2, lead=f"{mark} {n:>4}  {' ' * room}")
    if finding.evidence:
        page.say(finding.evidence, indent=2, lead="Seen: ")
    page.say(finding.hint, "italic", indent=2, lead="Hint: ")
    page.command(f"mnist-grade why {finding.code}")


def _curve(page: Page, diagnosis: Diagnosis) -> None:
    """The loss as a row of bars with its first value and its end."""
    count = len(diagnosis.loss)
    if len(_finite(diagnosis.loss)) < 4:
        return
    what = "steps" if count == diagnosis.steps else "backward calls"
    page.gap()
    page.say(_bars(page, diagnosis.loss, ()), lead=f"Loss over {count:,} {what}: ")
    page.say(f"The last number is {_END}.", "dim")


def _mended(page: Page, mended: Mapping[str, Any]) -> None:
    """Both losses over the same number of steps."""
    now, was = compared(mended)
    page.gap()
    page.say(f"With this one change, {told_mended(mended)}")
    for name, losses, other in (("changed", now, was), ("as it is", was, now)):
        if len(_finite(losses)) > 3:
            page.say(_bars(page, losses, other), lead=f"  {name:<9}")


def _bars(page: Page, losses: Sequence[float | None], other: Sequence[float | None]) -> str:
    """The first loss, a row of bars where the console can show it, and where it ends.

    The bars are as high as those of the `other` losses would be.
    """
    values = _finite(losses)
    line = sparkline(values, _finite(other))
    bars = f"{line} " if encodable(line, page.console.encoding) == line else "... "
    return f"{_told(values[0])} {bars}{_end_of(losses)}"


def compared(mended: Mapping[str, Any]) -> tuple[list[float | None], list[float | None]]:
    """The losses with the change and without it, over the same number of steps."""
    now, was = list(mended["loss"]), list(mended["instead_of"])
    count = min(len(now), MOST_STEPS)
    return now[:count], was[:count]  # a training that has ended before stays where it was


def told_mended(mended: Mapping[str, Any]) -> str:
    """What one change has made of the loss, in words."""
    now, was = compared(mended)
    what = "steps" if mended["of"] == "of training" else "batches"
    instead = _end_of(was) if was else "none"
    return (
        f"{mended['change']}, after {len(now)} {what}: a loss {mended['of']} of {_end_of(now)} "
        f"instead of {instead} ({_END})."
    )


def _end_of(losses: Sequence[float | None]) -> str:
    """Where the losses end, alike wherever it is told."""
    last = losses[-5:]
    values = _finite(last)
    return _told(sum(values) / len(last)) if len(values) == len(last) > 0 else "no number"


def _told(loss: float) -> str:
    """A loss, short where it is very small or large."""
    return number(loss, 4) if 0.001 <= abs(loss) < 100_000 else f"{loss:.3g}"


def _finite(losses: Sequence[float | None]) -> list[float]:
    return [v for v in losses if v is not None and math.isfinite(v)]


def sparkline(values: Sequence[float], other: Sequence[float] = ()) -> str:
    """A row of bars, each the mean of its part of the values; as high as beside others."""
    means, beside = _means(values), _means(other)
    low, high = min(*means, *beside), max(*means, *beside)
    room = (high - low) or 1.0
    return "".join(BARS[min(7, int(8 * (mean - low) / room))] for mean in means)


def _means(values: Sequence[float]) -> list[float]:
    size = max(1, math.ceil(len(values) / MOST_BARS))
    parts = (values[n : n + size] for n in range(0, len(values), size))
    return [sum(part) / len(part) for part in parts]


def _small_print(page: Page, diagnosis: Diagnosis) -> None:
    page.gap()
    for what in diagnosis.stand_ins:
        page.say(f"{what}.", "dim", lead="- ")
    for what in diagnosis.cut:
        page.say(f"{what}.", "dim", lead="- ")
    if any("files: off" in seal for seal in diagnosis.protection):
        page.say(
            "Here nothing closes other folders of this machine to the script.", "dim", lead="- "
        )
    if diagnosis.error:
        page.say(diagnosis.error, "dim")
    page.say("What a script's own process tells is a claim: it explains, and it gives no points.",
             "dim")  # fmt: skip
