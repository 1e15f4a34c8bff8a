"""Each pass ends after its first batch."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where a batch is fetched by next(), or where we have cut the pass."""
    loaders = run.all_of("loaders")
    for number, loader in enumerate(loaders):
        passes = [p for p in run.all_of("passes") if p.get("loader") == number and p.get("trains")]
        short = [p for p in passes if p.get("batches") == 1 and not p.get("cut")]
        if len(short) < 2 or len(short) < len(passes) or loader.get("batches", 0) < 2:
            continue
        if "next(" not in run.source(*place(short[0])):
            yield Found(
                place(short[0]),
                f"{len(short)} passes ended after 1 of {loader['batches']} batches",
            )


RULE = Rule(
    "first-batch-only", find, "Each pass uses the first batch of the loader and no other.",
    "Print the number of each batch in your loop. How many lines do you get?",
    rank=42, settles=("repeated-batches",),
)  # fmt: skip
