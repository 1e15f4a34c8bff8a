"""A training at length on a terminal: while it runs, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from grader.report.chart import FINE, PLAIN, chart
from grader.report.live import Screen
from grader.report.text import Page, encodable, fixed, flat, percent
from grader.results.at_length import FIGURES, AtLength
from grader.results.harmless import as_word
from grader.results.trained import Metrics
from grader.results.verdict import Outcome

# In a pipe so many lines are said of a training at most.
MOST_LINES = 20
# Epochs for which the live picture has room from the beginning.
ROOM = 200
NAME = 26  # columns of the name of a row
# What ends a training that nobody has written yet.
_NOT_BEGUN = {"not-implemented", "missing-file", "missing-function"}


class TrainingScreen(Screen):
    """Shows a training as it goes on: a bar and a curve, or a line now and then; a context manager.

    Where the console is no terminal, or a dumb one, nothing is drawn over.
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console, transient=True)

    def begin(self, model: str) -> None:
        """Say at once what will be trained."""
        if self._live is None:
            Page.on(self._console).say(f"{flat(model)}: starting. Ctrl-C stops it, and what is "
                                       "there by then is kept.")  # fmt: skip
        else:
            self._live.update(Text(f"{flat(model)}: starting ...", "dim"), refresh=True)

    def show(self, training: AtLength) -> None:
        """Show how far it is."""
        if self._live is not None:
            self._live.update(drawn(training, self._console), refresh=True)
        elif training.done and training.learned is None and _is_told(training):
            Page.on(self._console).say(line(training))


def _is_told(training: AtLength) -> bool:
    every = max(1, math.ceil(training.planned / MOST_LINES))
    return training.done % every == 0 or training.done in (1, training.planned)


def drawn(training: AtLength, console: Console) -> RenderableType:
    """The bar, the losses as curves and the figures of the last epoch."""
    fine = encodable(FINE, console.encoding) == FINE
    width = min(console.width, 80)
    head = Table.grid(padding=(0, 2))
    bar = ProgressBar(training.planned, training.done, width=max(10, width - 52))
    head.add_row(
        Text(training.model, "bold"), f"epoch {training.done} of {training.planned}", bar,
        _time_left(training),
    )  # fmt: skip
    epochs = training.epochs[1:]
    losses = [e.loss for e in epochs], [e.measured.validation_loss for e in epochs]
    picture = "\n".join(chart(*losses, fine=fine, width=width, planned=min(training.planned, ROOM)))
    stop = Text("Ctrl-C stops it, and what is there by then is kept.", "dim")
    return Group(head, Text(f"\n{picture}\n"), Text("\n".join(_legend(training, fine))), stop)


def _legend(training: AtLength, fine: bool) -> Iterator[str]:
    if not training.done or training.last is None:
        return
    one, other, *_ = [*(FINE if fine else PLAIN)]
    last = training.epochs[-1]
    yield f"{one} training loss    {_written(last.loss)}, as your {training.loop} returns it"
    yield (
        f"{other} validation loss  {_written(training.last.validation_loss)}, and "
        f"{percent(training.last.validation_accuracy)} of these read correctly"
    )


def _time_left(training: AtLength) -> str:
    if not training.done:
        return ""
    left = training.seconds / training.done * (training.planned - training.done)
    return f"{_time(left)} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(math.ceil(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def line(training: AtLength) -> str:
    """How far it is, in words."""
    last, wide = training.epochs[-1], len(str(training.planned))
    left = f", {_time_left(training)}" if training.done < training.planned else ""
    return (
        f"epoch {training.done:>{wide}}: training loss {_written(last.loss)}, validation "
        f"{_written(last.measured.validation_loss)} and "
        f"{percent(last.measured.validation_accuracy)}{left}"
    )


def _written(value: float | None) -> str:
    return "no number" if value is None else fixed(value)


def print_training(
    training: AtLength,
    console: Console,
    *,
    folder: str,
    others: Sequence[str] = (),
    again: Sequence[str] = (),
    found: str = "",
) -> None:
    """Print what came of a training; `others` are models that the course trains, too.

    `again` are the options that the same training needs once more, `found` is the code of what the
    last check named in its pieces.
    """
    page = Page.on(console)
    epochs = f"{training.done} epoch{'' if training.done == 1 else 's'}"
    if training.done:
        took = f"{epochs} on {training.dataset} in {_time(training.seconds)}"
        page.say(f"{flat(training.model)}: {took}", "bold")
    else:
        mark = None if training.why in _NOT_BEGUN else Outcome.FAILED
        page.mark(mark, f"{flat(training.model)} was not trained", "bold")
    if training.ended:
        page.say(training.ended, indent=4, lead="Ended early: " if training.done else "")
        if training.why not in _NOT_BEGUN:
            page.say("What is wrong with it:", indent=4)
            page.command("mnist-grade check", as_word(folder), indent=8)
    if training.done:
        _figures(page, training, epochs)
        _measuring(page, training)
        _misread(page, training)
        _compared(page, training, as_word(folder), others, again, found)
    page.gap()


def _figures(page: Page, training: AtLength, epochs: str) -> None:
    page.gap()
    page.say(_row("", "training", "training", "validation", "validation"), "dim", indent=4)
    page.say(_row("", "loss", "accuracy", "loss", "accuracy"), "dim", indent=4)
    rows = [("before", training.epochs[0].measured), (f"after {epochs}", training.last)]
    for name, metrics in (*rows, ("the course began with", training.targets)):
        if metrics is not None:
            page.say(_row(name, *_cells(metrics)), indent=4)
    page.say(
        "Measured by mnist-grade on your weights. Validation digits are held out: your code has "
        "never seen them."
        if training.targets
        else "Measured by mnist-grade on your weights. Your code has never seen the validation "
        "samples.",
        "dim",
        indent=4,
    )


def _cells(metrics: Metrics) -> tuple[str, ...]:
    return (
        fixed(metrics.train_loss, 2), percent(metrics.train_accuracy),
        fixed(metrics.validation_loss, 2), percent(metrics.validation_accuracy),
    )  # fmt: skip


def _row(name: str, *cells: str) -> str:
    return f"{name:<{NAME}}" + "".join(f"{cell:>12}" for cell in cells)


def _measuring(page: Page, training: AtLength) -> None:
    """What the learner's own function for measuring says, where there is one."""
    last = training.epochs[-1]
    if not training.measure:
        return
    page.gap()
    if (apart := training.disagreement) is not None:
        said, measured = map(percent, apart)
        page.mark(Outcome.FAILED, f"Your {training.measure} says {said} of the training digits, "
                  f"and mnist-grade counts {measured}.", indent=4)  # fmt: skip
    elif last.own_accuracy is None or last.own_loss is None:
        page.mark(Outcome.FAILED, f"Your {training.measure} gave no loss and accuracy.", indent=4)
    else:
        said = f"{fixed(last.own_loss, 2)} and {percent(last.own_accuracy)}"
        page.mark(Outcome.PASSED, f"Your {training.measure} says {said} of the training digits, "
                  "and mnist-grade counts the same.", indent=4)  # fmt: skip


def _misread(page: Page, training: AtLength) -> None:
    learned = training.learned
    if learned is None or not learned.samples:
        return
    wrong = "none" if not learned.wrong else f"{learned.wrong}"
    page.say(
        f"Of {learned.samples:,} digits that it trained on it reads {wrong} wrongly.", indent=4
    )


def _missed(names: Sequence[str]) -> str:
    """How many of the course's figures are reached, and which are not yet."""
    if len(names) == len(FIGURES):
        return f"None of the course's {len(FIGURES)} figures is reached yet."
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    reached = f"{len(FIGURES) - len(names)} of the course's {len(FIGURES)} figures are reached"
    return f"{reached}; {listed} not yet."


def _compared(
    page: Page,
    training: AtLength,
    folder: str,
    others: Sequence[str],
    again: Sequence[str],
    found: str,
) -> None:
    """Whether the course's figures were reached, and what to try where they were not."""
    reached = training.reached
    if not reached or training.targets is None or training.last is None:
        return
    page.gap()
    if all(reached.values()):
        page.mark(Outcome.PASSED, "The same figures; this time every line is yours.", "bold green",
                  indent=4)  # fmt: skip
        return
    missed = [
        name.replace("_", " ").replace("train ", "training ")
        for name in FIGURES
        if not reached[name]
    ]
    if found:
        page.say(f"{_missed(missed)} The last check named a mistake in it, and more epochs do not "
                 "mend that:", indent=4)  # fmt: skip
        page.command(f"mnist-grade why {found}", indent=8)
        return
    page.say(f"{_missed(missed)} More epochs get nearer:", indent=4)
    epochs = f"--epochs {2 * max(training.done, 20)}"
    page.command("mnist-grade train", folder, *again, f"--model {training.model}", epochs, indent=8)
    if others:
        page.say(f"Or with another model: {' or '.join(others)}.", indent=4)
