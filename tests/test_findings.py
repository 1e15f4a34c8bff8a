"""Every entry of the catalogue is true: its bad example is named by it, its good one by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.course import load_course
from grader.findings import Misconception, example
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge
from grader.judge.proof import Proof, Prover

SHOWN = [entry for entry in catalogue() if entry.file]
# The engine's own examples are changes of the solutions of a course that nobody takes.
EXAMPLES = load_course(Path(example.__file__).parent / "example_course" / "course.yaml")


@pytest.fixture(scope="module")
def examples() -> Iterator[Prover]:
    with Judge(EXAMPLES) as judge:
        yield Prover(judge)


@pytest.mark.sampled(45)
@pytest.mark.parametrize("entry", SHOWN, ids=[f"{n}-{e.code}" for n, e in enumerate(SHOWN)])
def test_a_bad_example_gets_its_code_and_no_other_and_a_good_one_full_marks(
    entry: Misconception, prover: Prover, examples: Prover
) -> None:
    which = examples if entry.file in EXAMPLES.contract.files else prover
    (exercise,) = (e for e in which.course.exercises if e.file == entry.file)
    assert [str(problem) for problem in which.example(entry, exercise)] == []


def test_a_mistake_of_one_exercise_without_an_example_is_caught_and_named(prover: Prover) -> None:
    proof, told = Proof(), list[str]()
    for exercise in prover.course.exercises:
        told += map(str, prover.mistakes(exercise, proof))
    assert told == []
    assert any(proof.caught.values())


def test_every_entry_of_the_engine_that_has_an_example_has_one_of_its_own_course() -> None:
    engines = [entry for entry in SHOWN if entry.file in EXAMPLES.contract.files]
    assert {entry.code for entry in engines} >= {
        "crashed",
        "exception",
        "timeout",
        "wrong-signature",
    }
