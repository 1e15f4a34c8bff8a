"""How far final weights are from the judge's own training, for right and for foreign trainings.

    python bench/distance.py [--dataset digits] [--data data] [--starts 10]

The measure is the judge's own (`grader.examiner.retraining`): how far the final weights are from
those that the solution's training on the same batches gives, as a share of how far that moves
them. `rounding` is the same training in float64, which has to stay far below the limit `EQUAL`, and
what is no such training far above it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from grader.course.course import built_in_course, load_course
from grader.course.marks import shipped_contract
from grader.course.shipped import shipped
from grader.datasets import load
from grader.examiner.draw import Draw
from grader.examiner.retraining import EQUAL, Lesson, distance, loaders_own
from grader.examiner.solutions import read_solutions
from grader.examiner.start import training_work


def main() -> None:
    """Print the smallest and the largest distance of each kind of training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", default="digits")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--starts", type=int, default=10)
    options = parser.parse_args()
    course = load_course(built_in_course())
    settings = course.dataset.training[options.dataset]
    split = load(options.dataset, folder=options.data, fallback=None, seed=course.seed).train
    solutions = read_solutions(shipped("solutions"), shipped_contract())
    uses = next(exercise.uses for exercise in course.exercises if exercise.uses)
    print(f"limit: {EQUAL}")
    for name in ("SimpleNN", "HiddenNN"):
        parts = uses.model_dump() | {"model": name}
        rates = settings.learning_rate, settings.batch_size
        lesson = Lesson(solutions, parts, split.scaled, split.labels, *rates)
        exact = replace(lesson, images=split.scaled.double())
        kinds: dict[str, list[float]] = {}
        for start in range(options.starts):
            draw = Draw(shipped_contract(), course.seed, str(start))
            work, other = (
                training_work(draw, solutions, parts, settings.epochs[name], (), *rates)
                for _ in range(2)
            )
            given, foreign = ([*w.under("given").values()] for w in (work, other))
            own, elsewhere = (loaders_own(lesson, w.params["orders"]) for w in (work, other))
            trained = lesson.train(given, own).weights
            torch.set_default_dtype(torch.float64)
            doubled = exact.train([layer.double() for layer in given], own).weights
            torch.set_default_dtype(torch.float32)
            for kind, layers in (
                ("rounding", doubled),
                ("another order of the batches", lesson.train(given, elsewhere).weights),
                ("another start", lesson.train(foreign, own).weights),
            ):
                kinds.setdefault(kind, []).append(distance(given, layers, trained))
        for kind, distances in kinds.items():
            print(f"{name:9} {kind:30} {min(distances):.2e} to {max(distances):.2e}")


if __name__ == "__main__":
    main()
