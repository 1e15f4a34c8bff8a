"""The solutions decide what right code does, and each play has them anew."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from grader.course.marks import shipped_contract
from grader.course.shipped import shipped, shipped_folder
from grader.courses.mnist import works
from grader.courses.mnist.parts import TrainingParts
from grader.errors import CourseError
from grader.examiner.compare import agree
from grader.examiner.draw import Draw
from grader.examiner.plays import play
from grader.examiner.solutions import in_order, read_solutions
from grader.judge import setup

DRAW = Draw(shipped_contract(), "a seed", "parts and solutions")
WORK = {
    "SimpleNN": works.simple_nn(DRAW, [3, 1]),
    "HiddenNN": works.hidden_nn(DRAW, [3, 1]),
    "forward": works.forward(DRAW, [4], widths=works.DEEP, dropout=0.5, batch_norm=True),
    "criterion": works.criterion(DRAW, [5, 1, 64]),
    "loss": works.losses(DRAW, [5, 1, 64]),
    "backward": works.backward(DRAW, [5, 3, 1], groups=2, idle=True),
    "step": works.step(DRAW, 3, groups=2, empty=1),
    "optimizer by default": works.optimizer(DRAW, 2, "default"),
    "optimizer by name": works.optimizer(DRAW, 2, "name", frozen=(1,)),
    "train_step": works.train_step(DRAW, [8, 3], groups=2, dropout=0.5),
    "train_epoch": works.train_epoch(DRAW, 11, 4, epochs=2, batch_norm=True),
    "evaluate": works.evaluate(DRAW, 11, 4, dropout=0.5, batch_norm=True),
    "evaluate without gradients": works.evaluate(DRAW, 11, 4, gradients_on=False, training=False),
}


def functions(folder: Path):  # type: ignore[no-untyped-def]
    return read_solutions(folder, shipped_contract()).functions()


@pytest.mark.parametrize("name", WORK)
def test_the_parts_that_mistakes_change_do_what_the_solutions_do(name: str) -> None:
    right = play(functions(shipped("solutions")), WORK[name])
    assert right.tensors or right.values
    assert agree(right, play(TrainingParts().functions(), WORK[name]))


def test_every_function_of_the_contract_has_a_solution() -> None:
    found = functions(shipped("solutions"))
    assert [name for name in shipped_contract().definitions if not callable(found[name])] == []


def test_the_work_that_is_compared_is_that_of_every_function_of_the_contract() -> None:
    assert {work.function for work in WORK.values()} == {*shipped_contract().definitions}


def test_batches_in_another_order_are_another_epoch_and_the_same_evaluation() -> None:
    solutions = read_solutions(shipped("solutions"), shipped_contract())
    for name, same in {"train_epoch": False, "evaluate": True}.items():
        reordered = in_order(solutions.functions(), (2, 0, 1), name)
        assert agree(play(solutions.functions(), WORK[name]), play(reordered, WORK[name])) is same


def test_a_play_meets_nothing_of_the_play_before(tmp_path: Path) -> None:
    (tmp_path / "backward.py").write_text(
        "calls = []\ndef backward(optimizer, loss):\n"
        "    calls.append(loss)\n    return len(calls)\n"
    )
    first = functions(tmp_path)["backward"]
    assert [first(None, None), first(None, None)] == [1, 2]
    assert functions(tmp_path)["backward"](None, None) == 1


def test_a_solution_imports_its_sibling_and_has_dataclasses(tmp_path: Path) -> None:
    (tmp_path / "step.py").write_text("def step(optimizer):\n    return 'the sibling'\n")
    (tmp_path / "backward.py").write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\nimport math\n"
        "from step import step\n@dataclass\nclass Kept:\n    words: str\n"
        "def backward(optimizer, loss):\n    return Kept(step(None)), math.pi\n"
    )
    kept, pi = functions(tmp_path)["backward"](None, None)
    assert kept.words == "the sibling"
    assert pi > 3


def test_a_solution_that_draws_numbers_draws_the_same_in_every_play(tmp_path: Path) -> None:
    (tmp_path / "loss.py").write_text(
        "import torch\ndef compute_loss(criterion, logits, labels):\n"
        "    return (logits * torch.rand(len(logits), 1)).sum()\n"
        "def make_criterion():\n    return torch.nn.CrossEntropyLoss()\n"
    )
    given = WORK["loss"]
    one, other = (play(functions(tmp_path), given) for _ in range(2))
    assert agree(one, other)
    assert not agree(one, play(functions(tmp_path), replace(given, seed=7)))


def test_a_folder_without_solutions_or_with_a_broken_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no solutions here"):
        read_solutions(tmp_path, shipped_contract())
    (tmp_path / "loss.py").write_text("def compute_loss(:\n")
    with pytest.raises(CourseError, match=r"loss\.py: the solution cannot be used"):
        read_solutions(tmp_path, shipped_contract())


def test_another_solution_makes_grades_of_before_old(tmp_path: Path) -> None:
    copied = replace(shipped_folder(), solutions=tmp_path / "solutions")
    shutil.copytree(shipped("solutions"), copied.solutions)
    before = setup.course_digest(shipped_folder())
    assert setup.course_digest(copied) == before
    with (copied.solutions / "step.py").open("a") as file:
        file.write("# another thought\n")
    assert setup.course_digest(copied) != before


def test_a_play_leaves_the_solutions_grad_mode_as_it_was() -> None:
    play(functions(shipped("solutions")), WORK["evaluate"])
    assert torch.is_grad_enabled()
