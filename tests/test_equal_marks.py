"""Mutants that are right code: marked with the reason, few, and told where a mark is stale."""

from __future__ import annotations

import ast
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from grader.course.authoring import new_course
from grader.course.course import built_in_course, load_course
from grader.course.mutants import mutants_of
from grader.course.shipped import named_courses, record_named
from grader.examiner.draw import Draw
from grader.examiner.inferred import Source, works_of
from grader.examiner.solutions import read_solutions
from grader.judge.equal import equal_mutants
from grader.judge.grading import Judge
from grader.judge.proof import Proof, Prover, hasty
from grader.report.proof import print_proof

OWN = Path(__file__).parent / "courses" / "more-training"
SHIPPED = [built_in_course(), *map(record_named, named_courses())]
MOST_EQUAL = 1 / 20  # of a course's mutants so many may be marked as right code


@pytest.mark.parametrize("record", SHIPPED, ids=lambda record: record.parent.name)
def test_at_most_one_mutant_in_twenty_is_marked_as_equal_each_with_its_reason(record: Path) -> None:
    course = load_course(record)
    mutants, equal = 0, 0
    for exercise in course.exercises:
        if exercise.file.endswith(".py"):
            text = (course.folder.solutions / exercise.file).read_text(encoding="utf-8")
            names = {mutant.name for mutant in mutants_of(text)}
            marked = equal_mutants(course, exercise)
            assert marked.keys() <= names
            assert all(len(reason.split()) > 3 for reason in marked.values())
            mutants, equal = mutants + len(names), equal + len(marked)
    assert mutants > 100
    assert equal <= MOST_EQUAL * mutants


# With a window of one alone nobody sees whether it divides or multiplies; three in four are of one.
GIVEN = "def given(draw):\n    return draw.floats(4), draw.choice(1, 1, 1, 2)\n"
# By how many draws of five the mutant that multiplies passes, with the seed of such a course.
SEEDS = {5: "421", 2: "1", 1: "66"}
ALL = "return [sum(values[i:i + window]) / window for i in range(len(values) - window + 1)]"


def becomes(old: str, new: str) -> str:
    return f"`{ALL}` becomes `{ALL.replace(old, new)}`"


def played(judge: Judge, seed: str) -> Proof:
    """The mutants of the same course with another seed."""
    judge.course = judge.course.model_copy(update={"seed": seed})
    (average,) = judge.course.chosen(["average"])
    proof = Proof()
    proof.problems += Prover(judge).mutants(average, proof)
    return proof


def test_what_no_check_sees_is_printed_as_a_line_to_paste_and_a_stale_mark_is_told(
    tmp_path: Path,
) -> None:
    own = Path(shutil.copytree(OWN, tmp_path / "course"))
    checks = own / "checks" / "average.py"
    survives, dies = becomes(") / window", ") * window"), becomes(") / window", ") + window")
    checks.write_text(f"{GIVEN}\n\nEQUAL = {{{dies!r}: 'of one'}}\n")
    with Judge(hasty(load_course(own / "course.yaml"))) as judge:
        judge.course = judge.course.model_copy(update={"seed": SEEDS[5]})
        proof = Prover(judge).prove(["average"])
        lucky = {missed: played(judge, SEEDS[missed]) for missed in (1, 2)}
    assert [mutant.name for mutant in proof.survivors["average"]] == [survives]
    stale, alive = sorted(str(problem) for problem in proof.problems)
    assert stale == f"{checks}:5: EQUAL: {dies}: a check tells that from the solution; remove it"
    assert f"average.py:4: {survives}: no check tells that from the solution" in alive
    page = StringIO()
    print_proof(proof, "", Console(file=page, width=60))
    # What other draws of the same check tell is no survivor, but said to be seen too seldom.
    assert f"{survives}: 2 draws of 5 do not tell that from the solution" in str(
        lucky[2].problems[0]
    )
    assert [p.what[:6] for p in lucky[1].problems] == ["EQUAL:"]
    assert lucky[1].next_steps == {
        "average": [f"let its check draw more: one draw of 5 misses {survives}"]
    }
    assert [each.survivors for each in lucky.values()] == 2 * [{"average": []}]
    (pasted,) = [line for line in page.getvalue().splitlines() if line.endswith('`": "",')]
    assert ast.literal_eval(f"{{{pasted}}}") == {survives: ""}


def test_a_comparison_of_another_kind_passes_no_inferred_check_by_luck(tmp_path: Path) -> None:
    new_course(tmp_path / "own", None, "accuracy")
    course = load_course(tmp_path / "own" / "course.yaml")
    solutions = read_solutions(course.folder.solutions, course.contract)
    source = Source(course.folder, solutions, "accuracy")
    for seed in map(str, range(100)):
        seen = set()
        for work in works_of(source, Draw(course.contract, seed), "accuracy", None):
            given = [*work.tensors.values()]
            for logits, labels in zip(given[::2], given[1::2], strict=True):
                seen |= {*(logits.argmax(dim=1) - labels).sign().tolist()}
        assert seen == {-1, 0, 1}, "of each kind there is a row"
