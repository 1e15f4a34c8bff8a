"""A line is proven by a repair: its place is the mended one's, and nothing else comes of it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.judge.grading import Judge
from grader.results.finding import Finding
from grader.results.verdict import ExerciseResult
from grader.sandbox import kernel
from grader.sandbox.process import WorkerProcess
from grader.sandbox.sealed import Nursery
from grader.submission.edits import edited, edits_of
from grader.submission.edits.flow import steps_back
from grader.submission.submission import Submission

pytestmark = pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")

TRAIN = """import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
    return total / seen


@torch.no_grad()
def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(mode)
    return total / len(loader.dataset), correct / len(loader.dataset)
"""

# What becomes of that file, and the lines between which the fault is then.
WRONG = {
    "a factor": (" * len(labels)\n        seen", "\n        seen", 16, 16),
    "a start": ("total, seen = 0.0, 0", "total, seen = 0.0, 1", 14, 14),
    "an accumulation": ("correct += (", "correct = (", 29, 29),
    "a dimension": ("argmax(dim=1)", "argmax(dim=0)", 29, 29),
    "a statement that is not there": ("    optimizer.zero_grad()\n", "", 5, 6),
    "two statements in the other order": (
        "    loss.backward()\n    optimizer.step()\n",
        "    optimizer.step()\n    loss.backward()\n",
        7,
        7,
    ),
    "an error far from its cause": ("mode = model.training", "mode = model", 23, 23),
}

Graded = Callable[..., ExerciseResult]


@pytest.fixture
def graded(judge: Judge, solutions: Submission) -> Graded:
    """Grade the solutions with another text of one of their files, or of several."""

    def grade(exercise: str, text: str, **options: bool) -> ExerciseResult:
        files = {**solutions.files, f"{exercise}.py": text.encode()}
        (result,) = judge.grade(Submission("changed", files), [exercise], **options).exercises
        return result

    return grade


def proven(result: ExerciseResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.proven]


def document(result: ExerciseResult) -> str:
    return repr(result)


@pytest.mark.parametrize(("right", "wrong", "line", "end"), WRONG.values(), ids=WRONG.keys())
def test_the_place_that_is_mended_is_the_line(
    right: str, wrong: str, line: int, end: int, graded: Graded
) -> None:
    assert right in TRAIN
    (found,) = proven(graded("train", TRAIN.replace(right, wrong)))
    assert found.file == "train.py"
    assert (found.line, found.end_line or found.line) == (line, end)


def test_a_proof_changes_nothing_but_the_place(graded: Graded) -> None:
    text = TRAIN.replace("total, seen = 0.0, 0", "total, seen = 0.0, 1")
    one, other = graded("train", text, proven=False), graded("train", text)
    assert one.checks == other.checks
    assert not proven(one)
    assert [(f.code, f.message, f.hint) for f in one.findings] == [
        (f.code, f.message, f.hint) for f in other.findings
    ]
    assert graded("train", text) == other


def test_two_faults_in_two_functions_are_placed_both(graded: Graded) -> None:
    text = TRAIN.replace("    optimizer.zero_grad()\n", "").replace(
        "argmax(dim=1)", "argmax(dim=0)"
    )
    places = [(f.line, f.end_line) for f in proven(graded("train", text))]
    assert places == [(5, 6), (28, None)]


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders on which workers were forked, but for a reader's empty one."""
    folders, fork = list[str](), Nursery.fork

    def noted(nursery: Nursery, folder: Path) -> WorkerProcess:
        if folder.name != "nothing":
            folders.append(folder.name.split("-")[0])
        return fork(nursery, folder)

    monkeypatch.setattr(Nursery, "fork", noted)
    return folders


def test_nothing_is_tried_of_what_passes_and_of_what_is_not_written(
    graded: Graded, forks: list[str]
) -> None:
    unwritten = TRAIN.partition("    optimizer.zero_grad()")[0] + "    pass\n"
    assert graded("train", TRAIN).passed
    assert not graded("train", unwritten).passed
    assert set(forks) == {"submission"}


def test_nothing_is_tried_where_workers_are_not_sealed(
    graded: Graded, judge: Judge, forks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "protection", lambda: ("session", "limits"))
    result = graded("train", TRAIN.replace("argmax(dim=1)", "argmax(dim=0)"))
    assert result.findings
    assert not proven(result)
    assert set(forks) == {"submission"}


# --- hostile files --------------------------------------------------------------------------------
READS_ITSELF = """
def _own():
    with open(__file__, encoding="utf-8") as file:
        return file.read()


def backward(optimizer, loss):
    optimizer.zero_grad()
    if _own().count("zero_grad") != 3 or _own().count("\\n") != 14:
        raise RuntimeError(_own()[-400:])
    (loss * 2).backward()
"""


def test_what_a_file_says_of_an_edit_of_itself_reaches_nobody(graded: Graded) -> None:
    """An edit may hold a statement of the solution's: a file that reads itself would tell it."""
    marker = "self.linear = nn.Linear(28 * 28, 10)"
    text = (
        "from torch import nn\n\n\n"
        "class SimpleNN(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.Linear(7, 10)\n"
        "        self.text = open(__file__).read()\n\n"
        "    def forward(self, images):\n"
        "        raise RuntimeError(self.text[:600])\n\n\n"
        "def forward(model, images):\n"
        "    return model(images)\n"
    )
    result = graded("forward", text)
    assert not result.passed
    assert marker not in document(result)
    assert "28 * 28" not in document(result)


def test_a_file_that_is_right_only_when_it_is_edited_earns_nothing_by_it(graded: Graded) -> None:
    plain, searched = (graded("backward", READS_ITSELF, proven=p) for p in (False, True))
    assert plain.checks == searched.checks
    assert searched.score == plain.score < plain.max_score
    lines = READS_ITSELF.count("\n")
    assert all(0 < (f.line or 1) <= (f.end_line or 1) + lines for f in searched.findings)


def test_what_a_file_guards_against_runs_in_a_sealed_worker_alone(
    graded: Graded, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    canary.write_text("still here")
    guarded = f"    if 0:\n        __import__('os').remove({str(canary)!r})\n"
    text = TRAIN.replace("    model.eval()\n", guarded)
    assert not graded("train", text).passed
    assert canary.read_text() == "still here"


def test_a_file_that_ends_its_process_under_an_edit_costs_a_few_workers(
    graded: Graded, forks: list[str]
) -> None:
    ends = "if len(open(__file__).read()) != 0000:\n    __import__('os')._exit(3)\n"
    text = ends + TRAIN.replace("argmax(dim=1)", "argmax(dim=0)")
    text = text.replace("0000", f"{len(text) - 1}")
    result = graded("train", text)
    assert any(f.code == "wrong-accuracy" for f in result.findings)
    assert not proven(result)
    assert forks.count("repair") <= 6


# --- edits ----------------------------------------------------------------------------------------
def edits(text: str, name: str, solution: str, most: int = 300) -> list[str]:
    """The edited functions, in the order in which they are tried."""
    return [edit.text for edit in edits_of(text, [name], solution, [], 0, most)]


def test_an_edit_changes_the_lines_that_it_names_and_no_other() -> None:
    lines = TRAIN.split("\n")
    found = edits_of(TRAIN, ["train_epoch"], TRAIN, [16], 0, 500)
    assert len(found) > 100
    for edit in found:
        assert edit.first <= edit.line <= edit.end_line <= edit.last
        changed = edited(TRAIN, edit).split("\n")
        assert changed[: edit.first - 1] == lines[: edit.first - 1]
        assert changed[len(changed) - len(lines) + edit.last :] == lines[edit.last :]


def test_parts_of_the_list_are_the_list() -> None:
    asked = TRAIN, ["evaluate"], TRAIN, [29]
    whole = edits_of(*asked, 0, 60)
    assert [*edits_of(*asked, 0, 20), *edits_of(*asked, 20, 40)] == whole


def test_a_statement_of_the_solution_s_comes_in_the_learner_s_names() -> None:
    solution = "def f(self, x):\n    out = self.linear(x)\n    return out.relu()\n"
    learner = "def f(this, /, pixels):\n    return y.relu()\n"
    assert any("y = this" in text or "y = self" in text for text in edits(learner, "f", solution))
    solution = "class Net:\n    def __init__(self):\n        self.linear = Linear(784, 10)\n"
    mine = (
        "class Net:\n    def __init__(self):\n        self.size = 1\n"
        "    def forward(self, x):\n        return self.fc(x)\n"
    )
    assert any("self.fc = Linear(784, 10)" in text for text in edits(mine, "Net", solution))


def test_what_is_passed_by_is_no_repair() -> None:
    """With the solution's return the count would be read nowhere, wherever it goes wrong."""
    solution = TRAIN.replace("total / seen", "total / len(loader.dataset)")
    wrong = TRAIN.replace("seen += len(labels)", "seen += 1")
    texts = edits(wrong, "train_epoch", solution, 1000)
    assert not any(text.endswith("return total / len(loader.dataset)") for text in texts)
    wrong, fix = TRAIN.replace("0.0, 0\n", "0.0, 1\n"), "def train_epoch():\n    seen = 0\n"
    texts = edits(wrong, "train_epoch", fix, 1000)
    assert any("seen = 0\n    total" in text for text in texts)
    assert not any("1)\n    seen = 0" in text for text in texts)


def test_a_way_around_the_fault_is_no_repair() -> None:
    """Where a guard always returned, the lines after it would be right: nothing reaches them."""
    wrong = "def f(x):\n    half = len(x) // 2\n    if half == 0:\n        return g(x)\n"
    texts = edits(wrong + "    return g(x[:half])\n", "f", "def f(x):\n    return g(x)\n", 1000)
    assert any("if half" not in text for text in texts)
    assert not any("if half >= 0" in text or "if not half" in text for text in texts)
    assert not any("\n    return g(x)\n    return" in text for text in texts)


def test_a_count_that_nobody_counts_is_counted_by_an_edit() -> None:
    wrong = TRAIN.replace("        seen += len(labels)\n", "")
    assert any("seen += len(labels)" in text for text in edits(wrong, "train_epoch", TRAIN, 1000))
    solution = TRAIN.replace("seen += len(labels)", "pass").replace(
        "/ seen", "/ len(loader.dataset)"
    )
    assert any("seen += len(labels)" in t for t in edits(wrong, "train_epoch", solution, 1000))


def test_a_value_is_followed_to_what_it_is_made_of() -> None:
    text = (
        "class Meter:\n    def add(self, x):\n        self.total += x\n"
        "def mean(xs):\n    return sum(xs)\n"
        "def f(loader):\n    count, noise = 0, 0\n    for x in loader:\n        count += mean(x)\n"
        "    noise += 1\n    return count / 2\n"
    )
    steps = steps_back(ast.parse(text), [11])
    assert [steps.get(line) for line in (11, 9, 7, 5, 8, 4)] == [0, 1, 1, 2, 2, 3]
    assert 10 not in steps
    assert 3 not in steps
    assert steps_back(ast.parse(text), [3])[3] == 0


def test_what_is_asked_for_may_be_a_method_that_is_given_its_name() -> None:
    text = "class T:\n    def f(self, x):\n        return x - 1\n\nf = T().f\n"
    assert any("x + 1" in t for t in edits(text, "f", "def f(x):\n    return x + 1\n"))


def test_what_is_added_to_and_never_begun_begins_by_an_edit() -> None:
    wrong = TRAIN.replace("    total, correct = 0.0, 0\n", "").replace("    model.eval()\n", "")
    texts = edits(wrong, "evaluate", "def evaluate(): pass", 1000)
    assert any("total, correct = (0, 0)\n    for" in text for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n" + "".join(f"    a{i} = x + {i}\n" for i in range(3000)) + "    return x\n",
        "def f(x):\n" + "".join(f"    a{i} = x + {i}\n" for i in range(280)) + "    return x\n",
        "def f(x):\n    return " + "(" * 150 + "x" + ")" * 150 + "\n",
        "def f(x):\n    return " + "-" * 5000 + "x\n",
        "def f(x):\n" + "".join(" " * i + "if x:\n" for i in range(1, 91)) + " " * 91 + "x()\n",
        "".join(f"def f{i}(x):\n    return f{i + 1}(x) + {i}\n" for i in range(900)) + "f = f0\n",
        "def f(x):\n    return [" + ", ".join(f"g(x, {i})" for i in range(120)) + "]\n",
        "def f(x): return x\n" * 3000,
        "a = 1; " * 9000,
        "def f(:\n",
        "\0",
        "x" * 100_000,
    ],
    ids=[
        "thousands of statements", "hundreds of statements", "brackets", "signs", "blocks",
        "functions that call each other", "calls", "one function again and again", "one line",
        "no Python", "no text", "a long name",
    ],
)  # fmt: skip
def test_little_is_thought_of_whatever_the_text(text: str) -> None:
    found = edits_of(text, ["f", "f0"], TRAIN, [1], 0, 200)
    assert len(found) <= 200
    assert sum(len(edit.text) for edit in found) <= 400_000
    json.dumps(found)
