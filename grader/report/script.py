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
_CHECKED = (
    "the order of the calls and their effect on gradients and weights, what goes into the loss, "
    "the modes of the layers, where batches come from, and what is shown of losses and accuracy"
)
_UNSEEN = "whether the model is a good one, what was cut, and what no step in here has touched"


def print_diagnosis(
    diagnosis: Diagnosis, console: Console, texts: Mapping[str, str], *, explain: bool = False
) -> None:
    """Print what was found, the loop as it was seen, and what was cut; `texts` are the files."""
    page = Page.on(console)
    page.say(_headline(diagnosis), "bold")
    for finding in diagnosis.findings:
        page.gap()
        _finding(page, finding, texts)
    for what in diagnosis.missing:
        page.gap()
        page.say(what, lead="It cannot be run here: ", lead_style="bold")
    if diagnosis.status == "diagnosed" and not diagnosis.findings:
        page.say(f"Looked at: {_CHECKED}.")
        page.say(f"Not to be seen from here: {_UNSEEN}.", "dim")
    if diagnosis.timeline:
        page.gap()
        page.say("The loop as it was seen", "bold")
        for call in diagnosis.timeline:
            page.say(str(call["effect"]), lead=f"  {call['line']:>5}  {call['call']:<10} ")
    _curve(page, diagnosis)
    for mended in diagnosis.mended:
        _mended(page, mended)
    if explain:
        page.gap()
        page.say("Right, though often called wrong", "bold")
        for sentence in diagnosis.right or ("Nothing of that kind is in here.",):
            page.say(sentence, indent=2)
    _small_print(page, diagnosis)


def _headline(diagnosis: Diagnosis) -> str:
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
    """The loss as a row of bars with its first and its last value."""
    values = [v for v in diagnosis.loss if v is not None and math.isfinite(v)]
    if len(values) < 4:
        return
    page.gap()
    line = sparkline(values)
    bars = line if encodable(line, page.console.encoding) == line else ""
    page.say(f"{number(values[0], 4)} {bars} {number(values[-1], 4)}",
             lead=f"Loss over {len(diagnosis.loss)} steps: ")  # fmt: skip


def _mended(page: Page, mended: Mapping[str, Any]) -> None:
    """Both losses after the same number of steps."""
    page.gap()
    page.say(f"With this one change, {told_mended(mended)}")
    for name, losses in (("then", mended["loss"]), ("now", mended["instead_of"])):
        values = [v for v in losses if v is not None and math.isfinite(v)]
        line = sparkline(values) if len(values) > 3 else ""
        if line and encodable(line, page.console.encoding) == line:
            page.say(f"{number(values[0], 4)} {line} {number(values[-1], 4)}", lead=f"  {name:<5}")


def told_mended(mended: Mapping[str, Any]) -> str:
    """What one change has made of the loss, in words."""
    now, was = list(mended["loss"]), list(mended["instead_of"])
    count = min(len(now), MOST_STEPS)
    # A training that has ended before stays where it was.
    before, after = _mean_of_last(was[:count]), _mean_of_last(now[:count])
    what = "steps" if mended["of"] == "of training" else "batches"
    is_now = "no number" if after is None else f"{after:.3g}"
    instead = "none" if not was else "no number" if before is None else f"{before:.3g}"
    return (
        f"{mended['change']}, after {count} {what}: a loss {mended['of']} of {is_now} "
        f"instead of {instead}."
    )


def _mean_of_last(losses: Sequence[float | None]) -> float | None:
    last = [v for v in losses[-5:] if v is not None and math.isfinite(v)]
    return sum(last) / len(last) if len(last) == len(losses[-5:]) and last else None


def sparkline(values: Sequence[float]) -> str:
    """A row of bars, each the mean of its part of the values."""
    size = max(1, math.ceil(len(values) / MOST_BARS))
    means = [sum(values[n : n + size]) / len(values[n : n + size])
             for n in range(0, len(values), size)]  # fmt: skip
    low, high = min(means), max(means)
    room = (high - low) or 1.0
    return "".join(BARS[min(7, int(8 * (mean - low) / room))] for mean in means)


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
