"""How far final weights are from the solution's, for right and for foreign trainings.

    python bench/distance.py [--dataset digits] [--data data] [--starts 10]

The measure is the judge's own (`grader.examiner.training`): the distance of the final weights
from the solution's, as a share of how far training moves them. It shows why the limit
`FARTHEST` lies where it does.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.course.course import built_in_course, load_course
from grader.course.marks import shipped_contract
from grader.course.shipped import shipped
from grader.datasets import Split, load
from grader.examiner.draw import Draw
from grader.examiner.solutions import Solutions, read_solutions
from grader.examiner.start import training_work
from grader.examiner.training import (
    FARTHEST,
    Layers,
    distance,
    solution_training,
)
from grader.scenes import Work


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
    trained_weights = weights_of(solutions)
    uses = next(exercise.uses for exercise in course.exercises if exercise.uses)
    print(f"limit: {FARTHEST}")
    for name in ("SimpleNN", "HiddenNN"):
        kinds: dict[str, list[float]] = {"another order of the batches": [], "another start": []}
        for start in range(options.starts):
            draw = Draw(shipped_contract(), course.seed, str(start))
            parts = uses.model_dump() | {"model": name}
            rates = settings.learning_rate, settings.batch_size
            work = training_work(draw, solutions, parts, settings.epochs[name], (), *rates)
            given = [*work.under("given").values()]
            trained = trained_weights(given, work, split)
            orders = [order + 1 for order in work.params["orders"]]
            reordered = replace(work, params={**work.params, "orders": orders})
            other = training_work(draw, solutions, parts, 1, (), *rates)
            foreign = [*other.under("given").values()]
            for kind, layers in (
                ("another order of the batches", trained_weights(given, reordered, split)),
                ("another start", trained_weights(foreign, work, split)),
            ):
                kinds[kind].append(distance(given, layers, trained))
        for kind, distances in kinds.items():
            print(f"{name:9} {kind:30} {min(distances):.3f} to {max(distances):.3f}")


def weights_of(solutions: Solutions) -> Callable[[Layers, Work, Split], Layers]:
    """Where a solution's training ends."""
    return lambda start, work, split: solution_training(solutions, start, work, split).weights


if __name__ == "__main__":
    main()
