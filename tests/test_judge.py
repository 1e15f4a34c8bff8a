"""Grading one submission through the real judge, nursery and worker."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest
import torch

from grader.examiner.compare import in_words
from grader.frames.keys import parse
from grader.judge.grading import Judge
from grader.results.trained import Training
from grader.results.verdict import Grade, Outcome, Visibility
from grader.scenes import Work
from grader.submission.submission import Submission

BACKWARD = "def backward(optimizer, loss):\n    "

Graded = Callable[..., Grade]


@pytest.fixture
def graded(judge: Judge, solutions: Submission) -> Graded:
    """Grade the solutions with some files replaced (None: removed)."""

    def grade(*exercises: str, **files: str | None) -> Grade:
        merged: dict[str, bytes] = dict(solutions.files)
        for name, text in files.items():
            if text is None:
                merged.pop(f"{name}.py")
            else:
                merged[f"{name}.py"] = text.encode()
        return judge.grade(Submission("changed", merged), exercises or None)

    return grade


def codes(grade: Grade) -> dict[str, list[str]]:
    """The codes of the findings by exercise, where there are any."""
    return {e.id: [f.code for f in e.findings] for e in grade.exercises if e.findings}


def names(training: Training | None) -> list[str]:
    """Whose trainings they were, in words."""
    return [metrics.name for metrics in training.metrics] if training else []


def lost(grade: Grade) -> set[str]:
    """The exercises that did not pass."""
    return {exercise.id for exercise in grade.exercises if not exercise.passed}


def test_the_solutions_get_full_marks_and_the_full_bonus(graded: Graded) -> None:
    grade = graded()
    assert (grade.status, grade.score, grade.max_score, codes(grade)) == ("graded", 110, 100, {})
    assert grade.passed


def test_the_metrics_are_measured_on_both_digits_by_the_judge(graded: Graded) -> None:
    training = graded().training
    assert training is not None
    assert names(training) == ["SimpleNN, your training", "HiddenNN, your training"]
    assert training.accuracy == training.metrics[0].validation_accuracy >= training.threshold
    assert list(training.loss) == sorted(training.loss, reverse=True)
    assert training.steps == training.reference_steps
    assert len(training.steps) == 30


def test_the_same_submission_gets_the_same_document_but_for_times(graded: Graded) -> None:
    documents = [graded("backward", "train", backward=BACKWARD + "loss.backward()") for _ in "12"]
    one, other = ({**d.to_json(), "seconds": 0} for d in documents)
    assert json.dumps(one) == json.dumps(other)


DRAWS = """
import random

import numpy as np
import torch

SHARE = random.random() + random.gauss(0, 1) ** 2

def backward(optimizer, loss):
    optimizer.zero_grad()
    (loss * (SHARE + np.random.rand() + random.gauss(1, 0.1) ** 2) * torch.rand(())).backward()
"""


def test_random_numbers_that_code_draws_are_the_same_in_every_run(judge: Judge) -> None:
    documents = []
    for _ in range(3):
        grade = judge.grade(Submission("draws", {"backward.py": DRAWS.encode()}), ["backward"])
        documents.append(grade.to_json() | {"seconds": 0})
        assert codes(grade) == {"backward": ["wrong-gradients"]}
    assert documents[0] == documents[1] == documents[2]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("import os; os._exit(0)", "crashed"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
        ("import sys; sys.exit(0)", "crashed"),
        ("raise KeyboardInterrupt", "exception"),
        ("raise ValueError('no')", "exception"),
        ("while True: pass", "timeout"),
        ("import os; os.kill(os.getppid(), 9)", "forbidden-operation"),
        ("while True: print('x' * 1000)", "output-limit"),
        ("import os; os.write(3, b'\\xff' * 100)", "output-limit"),
        ("import os; os.write(3, b'\\0\\0\\0\\2\\0\\0\\0\\0[]')", "crashed"),
        ("raise NotImplementedError", "not-implemented"),
    ],
)
def test_what_ends_a_worker_costs_that_exercise_alone_and_is_named(
    graded: Graded, body: str, code: str
) -> None:
    grade = graded("forward", "backward", "step", backward=BACKWARD + body)
    assert (lost(grade), codes(grade)) == ({"backward"}, {"backward": [code]})
    assert grade.status == "graded"


def test_a_crash_in_one_check_leaves_the_other_checks_their_points(graded: Graded) -> None:
    text = (
        "import os\n"
        "def make_criterion():\n    os._exit(1)\n"
        "def compute_loss(criterion, logits, labels):\n    return criterion(logits, labels)\n"
    )
    (exercise,) = graded("loss", loss=text).exercises
    failed = [check.id for check in exercise.checks if not check.passed]
    assert failed == ["criterion-is-cross-entropy"]


def test_a_reply_that_was_forged_beforehand_is_not_taken_for_an_answer(graded: Graded) -> None:
    forged = (
        'import os, json, struct\nheader = json.dumps({"token": "", "values": {}, "notes": {}})\n'
        "os.write(3, struct.pack('!II', len(header), 0) + header.encode())\n"
        "def backward(optimizer, loss):\n    pass\n"
    )
    assert graded("backward", backward=forged).score == 0


def test_an_errors_text_is_the_same_each_time_without_our_folders_and_addresses(
    graded: Graded,
) -> None:
    wrong = "from forward import forwards\n"
    (text,) = {f.message for e in graded(train=wrong).exercises for f in e.findings}
    assert "cannot import name 'forwards' from 'forward' (forward.py)" in text
    wrong = BACKWARD + "raise ValueError(object())\n"
    (text,) = {f.message for e in graded("backward", backward=wrong).exercises for f in e.findings}
    assert "ValueError: <object object>" in text
    wrong = BACKWARD + "open(__file__ + '/../../best.pt', 'w')\n"
    grade = graded("backward", backward=wrong)
    assert "mnist-grade-" not in json.dumps(grade.to_json())
    assert "'backward.py/../../best.pt'" in json.dumps(grade.to_json())


def test_a_missing_file_costs_its_exercise_alone(graded: Graded) -> None:
    grade = graded("forward", "loss", loss=None)
    assert (lost(grade), codes(grade)) == ({"loss"}, {"loss": ["missing-file"]})


def test_a_sibling_that_fails_is_paid_for_once(graded: Graded) -> None:
    train = (
        "from backward import backward\n"
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    loss = criterion(model(images), labels)\n"
        "    backward(optimizer, loss)\n"
        "    optimizer.step()\n"
        "    return loss.item()\n"
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    total = 0.0\n"
        "    for images, labels in loader:\n"
        "        loss = train_step(model, criterion, optimizer, images, labels)\n"
        "        total += loss * len(labels)\n"
        "    return total / len(loader.dataset)\n"
    )
    evaluate = (
        "import torch\n"
        "def evaluate(model, criterion, loader):\n"
        "    was, total, hits = model.training, 0.0, 0\n"
        "    model.eval()\n"
        "    with torch.no_grad():\n"
        "        for images, labels in loader:\n"
        "            logits = model(images)\n"
        "            total += criterion(logits, labels).item() * len(labels)\n"
        "            hits += (logits.argmax(1) == labels).sum().item()\n"
        "    model.train(was)\n"
        "    return total / len(loader.dataset), hits / len(loader.dataset)\n"
    )
    wrong = BACKWARD + "loss.backward()"
    grade = graded("backward", "train", backward=wrong, train=train + evaluate)
    assert lost(grade) == {"backward"}
    (judged,) = (e for e in grade.exercises if e.id == "train")
    assert "backward.py" in judged.note
    lent = "model, loss, backward and optimizer"  # the others were not asked for
    assert names(grade.training) == [f"SimpleNN, trained with PyTorch's own {lent}"]


def test_a_loss_of_another_shape_is_told_of_once(graded: Graded) -> None:
    loss = (
        "from torch import nn\n"
        "def make_criterion():\n    return nn.CrossEntropyLoss()\n"
        "def compute_loss(criterion, logits, labels):\n"
        "    return criterion(logits, labels).repeat(4)\n"
    )
    (exercise,) = graded("loss", loss=loss).exercises
    told = {(e.what, e.expected, e.got) for check in exercise.checks for e in check.evidence}
    shapes = "a single number (shape ())", "shape (4,)"
    assert any(what.startswith("loss") for what, *rest in told if (*rest,) == shapes)
    assert not any(what.startswith("shape") for what, *_ in told)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("0.flow.7840 numbers", "gradient that flows back to the weight (10 x 784) of your model"),
        ("1.flow.0", "gradient that flows back to the weight of the check's Linear(784, 10)"),
        ("0.flow", "gradient that flows back through the graph"),
        ("0.buffer.layers.2.running_mean", "running mean of the check's model"),
        ("0.input as given", "input as given"),
        ("module", "module"),
    ],
)
def test_what_was_compared_is_said_in_words(key: str, words: str) -> None:
    model = {"kind": "model", "spec": {"widths": [784, 10]}, "place": 0}
    given = {"given.0.matrix": torch.zeros(10, 784)}
    work = Work("forward", "given", {"things": [model]}, given)
    assert in_words(parse(key), work) == words


def test_a_wrong_optimizer_does_not_spoil_the_training(graded: Graded) -> None:
    step = (
        "import torch\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    return torch.optim.Adam(model.parameters(), lr=lr)\n"
        "def step(optimizer):\n    optimizer.step()\n"
    )
    grade = graded("forward", "loss", "step", "train", step=step)
    assert lost(grade) == {"step"}
    assert names(grade.training) == ["SimpleNN, trained with PyTorch's own optimizer"]


def test_a_bonus_is_not_said_to_be_trained_by_a_loop_that_does_not_pass(
    graded: Graded, solutions: Submission
) -> None:
    source = solutions.files["train.py"].decode()
    late = source.replace("    optimizer.zero_grad()\n    loss.backward()\n",
                          "    loss.backward()\n    optimizer.zero_grad()\n")  # fmt: skip
    assert late != source
    training = graded(train=late).training
    simple, hidden = names(training)
    assert simple == "SimpleNN, your training"
    assert hidden == "HiddenNN, trained with PyTorch's own loop"
    # The losses are the learner's own: no weight has moved when the second batch comes.
    assert training is not None
    pairs = zip(training.steps, training.reference_steps, strict=True)
    same = [one == pytest.approx(other, abs=1e-4) for one, other in pairs]
    assert same == [True, *[False] * 29]
    assert Training.from_json(training.to_json()) == training


def test_the_losses_of_a_hidden_training_are_kept_from_its_learner(
    judge: Judge, solutions: Submission
) -> None:
    course = judge.course
    (train,) = (exercise for exercise in course.exercises if exercise.id == "train")
    check = "training-reaches-the-accuracy"
    item = train.checks[check].model_copy(update={"visibility": Visibility.HIDDEN})
    hiding = train.model_copy(update={"checks": train.checks | {check: item}})
    judge.course = course.model_copy(update={"exercises": (hiding,)})
    try:
        training = judge.grade(solutions, ["train"]).training
    finally:
        judge.course = course
    assert training is not None
    assert (training.steps, training.to_json().get("steps")) == ((), None)


def test_pasted_weights_do_not_pass_for_trained_ones(graded: Graded, solutions: Submission) -> None:
    source = solutions.files["train.py"].decode()
    pasted = source.replace(
        "    model.train()\n    total = 0.0\n",
        "    if len(loader.dataset) > 1000:\n"
        "        with torch.no_grad():\n"
        "            for p in model.parameters():\n"
        "                p.copy_(torch.linspace(-1, 1, p.numel()).view_as(p))\n"
        "        return 0.1\n"
        "    model.train()\n    total = 0.0\n",
    )
    assert pasted != source
    (exercise,) = graded("train", train=pasted).exercises
    failed = [check.id for check in exercise.checks if not check.passed]
    assert failed == ["training-reaches-the-accuracy"]
    assert [f.code for f in exercise.findings] == ["weights-not-from-training"]


def test_what_is_judged_in_a_hurry_ends_with_what_fails_first_and_leaves_nothing_behind(
    judge: Judge, solutions: Submission
) -> None:
    wrong = {"backward.py": b"def backward(optimizer, loss):\n    pass\n"}
    (result,) = judge.grade(
        Submission("one", dict(solutions.files) | wrong), ["backward"], named=False
    ).exercises
    assert [check.passed for check in result.checks] == [False] * len(result.checks)
    assert [bool(check.evidence) for check in result.checks].count(True) == 1
    for exercise in ("loss", "backward"):
        (result,) = judge.grade(solutions, [exercise], named=False).exercises
        assert result.passed


def test_our_own_failure_is_never_a_students_zero(
    graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("grader.examiner.examiner.differences", broken)
    grade = graded("backward")
    assert grade.status == "failed"
    assert {c.outcome for c in grade.exercises[0].checks} == {Outcome.NOT_JUDGED}


def test_the_judge_never_imports_a_file_of_the_submission(graded: Graded) -> None:
    names = {"forward", "loss", "backward", "step", "train", "hidden_layer"}
    graded(forward="import sys\nsys.modules['torch'].poisoned = True\nraise SystemExit")
    import torch

    assert not names & set(sys.modules)
    assert not hasattr(torch, "poisoned")


def test_files_that_shadow_libraries_reach_neither_judge_nor_other_submissions(
    graded: Graded, judge: Judge, solutions: Submission
) -> None:
    hostile = dict(solutions.files)
    for name in ("torch.py", "conftest.py", "sitecustomize.py", "pytest.ini", "json.py"):
        hostile[name] = b"raise SystemExit('hostile')\n"
    assert judge.grade(Submission("hostile", hostile)).score == 110
    assert graded().score == 110


def test_state_of_one_submission_does_not_reach_the_next(graded: Graded) -> None:
    poison = "import torch\ntorch.nn.Linear.forward = lambda self, x: x\n"
    graded("forward", forward=poison)
    assert graded("forward").passed


def test_a_module_that_trains_when_it_is_imported_is_only_slow(graded: Graded) -> None:
    text = "sum(range(10**6))\n" + BACKWARD + "optimizer.zero_grad(); loss.backward()"
    assert graded("backward", backward=text).passed


def test_a_result_of_the_wrong_type_is_told_by_its_type(
    graded: Graded, solutions: Submission
) -> None:
    train = solutions.files["train.py"].decode().replace("return loss.item()", "return loss", 1)
    (exercise,) = graded("train", train=train).exercises
    (evidence,) = exercise.checks[0].evidence
    assert (evidence.what, evidence.expected) == ("type of loss", "a number")
    assert evidence.got == "a tensor of shape () with a graph"
