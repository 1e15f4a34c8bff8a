"""What `mnist-grade start` says: what is there now, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from grader.report.text import Page

WHAT = {
    "README.md": "the lesson: begin here",
    "forward.py": "1. the model, and one pass through it",
    "loss.py": "2. how wrong the answers are",
    "backward.py": "3. fresh gradients for every weight",
    "step.py": "4. the optimizer, and one update",
    "train.py": "5. the whole loop",
    "explain.yaml": "your predictions: fill them in first, from your head",
    "hidden_layer.py": "a bonus",
}


def print_start(folder: str, written: Sequence[str], left: Sequence[str], console: Console) -> None:
    """Print the files with a word for each, then the first steps; `folder` is fit for a shell."""
    page = Page.on(console)
    _files(page, f"New in {folder}:", written)
    _files(page, "There already, left as they are:", left)
    page.say("What to do first", "bold")
    place = folder.rstrip("/")
    steps = (
        f"Read {place}/README.md as far as its exercises. It takes a quarter of an hour.",
        f"Where it says so, answer {place}/explain.yaml from your head.",
        f"Fill in {place}/forward.py. Its docstrings say what goes in and what must come out.",
    )
    for number, step in enumerate(steps, 1):
        page.say(step, indent=2, lead=f"{number}. ")
    page.say("Check it:", indent=2, lead="4. ")
    page.command("mnist-grade check", folder, "--exercise forward", indent=6)
    page.gap()
    page.say("Whenever you are stuck: mnist-grade hint")


def _files(page: Page, title: str, names: Sequence[str]) -> None:
    if not names:
        return
    page.say(title, "bold")
    for name in names:
        page.say(WHAT.get(name, ""), indent=2, lead=f"{name:<17}")
    page.gap()
