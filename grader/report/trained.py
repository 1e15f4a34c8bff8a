"""The end-to-end training on a terminal: in a line, or with its losses and the course's targets."""

from __future__ import annotations

from textwrap import wrap

from grader.report.reading import ABOUT_TARGETS
from grader.report.text import Page, fixed, flat, percent
from grader.results.trained import Metrics, Training
from grader.results.verdict import Outcome

MOST_EPOCHS = 10
NAME = 26  # columns of the name of a training


def print_training(page: Page, training: Training, *, whole: bool) -> None:
    """Print what a training came to; `whole` adds its losses and measurements."""
    if whole:
        _table(page, training)
    reached = percent(training.accuracy, training.threshold)
    wanted = percent(training.threshold)
    if training.fault:
        told = f"Validation accuracy: reached {reached}, but not by this training: {training.fault}"
        # Without a mark of its own: the check of this training has one.
        page.mark(None, f"{told}.", indent=4 * whole)
    else:
        outcome = Outcome.PASSED if training.accuracy >= training.threshold else None
        told = f"Validation accuracy: needs {wanted}, reached {reached}"
        page.mark(outcome, told, indent=4 * whole)
    page.gap()


def _table(page: Page, training: Training) -> None:
    page.say("Training from start to end", "bold")
    if training.metrics:
        page.say(_row("", "training", "training", "validation", "validation"), "dim", indent=4)
        page.say(_row("", "loss", "accuracy", "loss", "accuracy"), "dim", indent=4)
        for metrics in training.metrics:
            _metrics_row(page, metrics)
        if training.targets is not None:
            _metrics_row(page, training.targets, "dim")
            page.say(ABOUT_TARGETS, "dim", indent=4)
    if training.loss:
        losses = [fixed(loss) for loss in training.loss[:MOST_EPOCHS]]
        more = " ..." if len(training.loss) > MOST_EPOCHS else ""
        arrow = f" {page.symbols.arrow} "
        page.say(arrow.join(losses) + more, indent=4, lead="Loss of each epoch: ")


def _metrics_row(page: Page, metrics: Metrics, style: str = "") -> None:
    """A row of the table; the numbers stand at the end of a name that takes several lines."""
    *above, name = wrap(flat(metrics.name), NAME) or [""]
    for part in above:
        page.say(part, style, indent=4)
    numbers = _row(
        name,
        fixed(metrics.train_loss),
        percent(metrics.train_accuracy),
        fixed(metrics.validation_loss),
        percent(metrics.validation_accuracy),
    )
    page.say(numbers, style, indent=4)


def _row(name: str, *cells: str) -> str:
    return f"{name:<{NAME}}" + "".join(f"{cell:>12}" for cell in cells)
