"""The answer does not depend on the input."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of a model that was not trained, whose answer is no number, or that is compared."""
    probes = run.all_of("probes")
    if len(probes) > 1:  # one that fails beside one that does not is what such a script shows
        return
    for probe in probes:
        own = [f for f in run.training_forwards if f.get("model") == probe.get("model")]
        if len(own) < 3 or probe.get("finite") is False or not probe.get("inputs_differ"):
            continue
        if "spread" in probe and float(probe["spread"]) < 1e-6 and probe.get("repeatable"):
            yield Found(place(own[0]), f"{probe['rows']} different items get the same answer")
            return


RULE = Rule(
    "constant-output", find, "The model answers the same whatever it is given.",
    "Print what comes out of each layer for two images. Where do they become the same?",
    rank=48,
    alone=True,
)  # fmt: skip
