"""Broken training loops to repair: a right loop with one of the catalogue's mistakes in it.

The source is the catalogue's own throughout and never a learner's, so it may run in this very
process. A learner's repair of it is graded like any submission, by the judge and a sealed worker.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import math
import random
import re
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from grader.course.marks import shipped_contract
from grader.datasets import Dataset, Split, load
from grader.findings import Misconception
from grader.findings.catalogue import catalogue
from grader.findings.example import in_place
from grader.results.curves import Curves, look_different
from grader.results.finding import Severity
from grader.sandbox import light_dynamo
from grader.submission.submission import Submission

EPOCHS, BATCH_SIZE, RATE = 8, 32, 0.05
FILE = "train.py"  # as which a whole loop is handed in
_LOOP = Path(__file__).parent / "templates" / "training-loop.py.txt"
_HEAD = '''\
"""Puzzle {number} of mnist-grade debug, level {level}: a training loop with one mistake in it."""

'''
_NUMBER = re.compile(r"Puzzle (\d{1,9}) of mnist-grade debug, level ([23])")
# Level 2: one of the five calls is missing, there twice, or in another place. Level 3: all other
# mistakes but these, which an eye finds in the file before it asks anything.
OF_CALLS = {
    "missing-backward", "missing-step", "missing-zero-grad", "new-optimizer-each-step",
    "repeated-backward", "repeated-step", "step-before-backward", "step-in-backward",
    "zero-grad-after-backward",
}  # fmt: skip
AT_A_GLANCE = {
    "gradient-ascent", "weights-not-from-training", "weights-zeroed", "wrong-accuracy",
    "wrong-gradients", "wrong-labels", "wrong-logits", "model-not-used", "input-modified",
}  # fmt: skip
_DEFINED = re.compile(r"^(?:class|def) (\w+)", re.M)
_LOCATED = re.compile(r"^Located: (\w+)\.$", re.M)
PARTS = ("forward", "loss", "backward", "step", "train")
_FAILURES = (
    ArithmeticError, AttributeError, ImportError, LookupError, NameError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Puzzle:
    """A broken loop: its number, its source, the mistake in it, and how it and a right one train.

    The same number and level are the same puzzle, on the same digits.
    """

    number: int
    level: int
    source: str
    mistake: Misconception
    broken: Curves
    right: Curves

    @property
    def part(self) -> str:
        """The part of the loop in which the mistake is: the file of the course that defines it."""
        return self.mistake.file.removesuffix(".py")


def posed(number: int, level: int = 2) -> Puzzle:
    """The puzzle of that number: the first of the mistakes, shuffled by it, that can be seen."""
    light_dynamo.install()
    dataset = load("digits", folder=Path(), fallback=None, seed="puzzles")
    mistakes = of_level(level)
    random.Random(number).shuffle(mistakes)
    loop = _loop()
    right = train(loop, dataset, number)
    assert right is not None
    for mistake in mistakes:
        source = with_mistake(loop, mistake)
        broken = train(source, dataset, number)
        if broken is not None and look_different(broken, right):
            head = _HEAD.format(number=number, level=level)
            return Puzzle(number, level, head + source, mistake, broken, right)
    raise LookupError("the catalogue holds no mistake that shows in a training")


def posed_in(source: bytes) -> Puzzle | None:
    """The puzzle that a file began as; None where it no longer says which."""
    found = _NUMBER.search(source.decode("utf-8", "replace"))
    return posed(int(found[1]), int(found[2])) if found else None


def located_in(source: bytes) -> str:
    """The part of the loop in which somebody located the mistake, as the file's head says it."""
    found = _LOCATED.search(source.decode("utf-8", "replace"))
    return found[1] if found else ""


def missing_in(source: bytes) -> list[str]:
    """The names of a loop that a file does not define: all of them where it is no puzzle."""
    defined = set(_DEFINED.findall(source.decode("utf-8", "replace")))
    return [name for name in _DEFINED.findall(_loop()) if name not in defined]


def submission(source: bytes) -> Submission:
    """A repaired loop as a submission: every name of the contract comes from this one file."""
    files = {FILE: source}
    for file in files_of_a_loop() - files.keys():
        names = ", ".join(shipped_contract().names_in(file))
        files[file] = f"from train import {names}\n".encode()
    return Submission("puzzle", files)


@cache
def files_of_a_loop() -> set[str]:
    """The files of the contract for which a loop stands: it defines all of their names."""
    contract, defined = shipped_contract(), set(_DEFINED.findall(_loop()))
    code = {definition.file for definition in contract.definitions.values()}
    return {file for file in code if defined.issuperset(contract.names_in(file))}


@cache
def candidates() -> tuple[Misconception, ...]:
    """The mistakes of the catalogue that are made in a training loop, by code."""
    files = files_of_a_loop()
    found = {
        (entry.code, entry.bad): entry
        for entry in catalogue()
        if entry.exercises and entry.bad and entry.file in files
        and not entry.whole and not entry.beside and entry.severity is Severity.ERROR
    }  # fmt: skip
    return tuple(found[key] for key in sorted(found))


def of_level(level: int) -> list[Misconception]:
    """The mistakes of a level, by code."""
    if level == 2:
        return [entry for entry in candidates() if entry.code in OF_CALLS]
    return [entry for entry in candidates() if entry.code not in OF_CALLS | AT_A_GLANCE]


def _loop() -> str:
    return _LOOP.read_text(encoding="utf-8")


def with_mistake(loop: str, mistake: Misconception) -> str:
    """The loop with a mistake in its place, and no import that gives it away."""
    lines = in_place(loop, mistake.bad).strip("\n").split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith(("class ", "def ", "@")))
    imports = {line for line in lines[:start] if line.startswith(("import ", "from "))}
    own = {line for line in imports if f"{line.split()[1]}.py" in files_of_a_loop()}
    first, second = _sorted_imports(imports - own)
    return "\n".join([*first, "", *second, "", "", *lines[start:], ""]).lstrip("\n")


def train(source: str, dataset: Dataset, seed: int) -> Curves | None:
    """How a loop of the catalogue's trains on real digits; None where it cannot run at all."""
    rows: list[tuple[float, ...]] = []
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # over so small matrices two of them only wait for each other
    with _loaded(source) as loop, torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            rows += _epochs(loop, dataset, seed)
        except _FAILURES:
            return None
        finally:
            torch.set_grad_enabled(True)
            torch.set_num_threads(threads)
    return Curves(*zip(*rows, strict=True))


def _epochs(loop: Any, dataset: Dataset, seed: int) -> Iterator[tuple[float, ...]]:
    torch.manual_seed(seed)
    training, validation = (_data(split) for split in (dataset.train, dataset.validation))
    model, criterion = loop.SimpleNN(), loop.make_criterion()
    optimizer = loop.make_optimizer(model, RATE)
    for _ in range(EPOCHS):
        batches = DataLoader(training, BATCH_SIZE, shuffle=True)
        reported = loop.train_epoch(model, criterion, optimizer, batches)
        loss, accuracy = loop.evaluate(model, criterion, DataLoader(validation, BATCH_SIZE))
        measured = _measured(model, validation)
        yield float(reported), float(loss), float(accuracy), measured, _gradient(model)


def _gradient(model: nn.Module) -> float:
    """How long the gradient is that an epoch leaves, over all parameters; 0 where there is none."""
    left = [p.grad.flatten() for p in model.parameters() if p.grad is not None]
    return round(float(torch.cat(left).double().norm()), 3) if left else 0.0


def _data(split: Split) -> TensorDataset:
    return TensorDataset(split.scaled, split.labels)


def _measured(model: nn.Module, data: TensorDataset) -> float:
    """The accuracy as it really is, whatever the loop's own evaluation says."""
    images, labels = data.tensors
    enabled = torch.is_grad_enabled()
    with torch.no_grad():
        hits = (model(images).argmax(dim=1) == labels).double().mean().item()
    torch.set_grad_enabled(enabled)
    return hits if math.isfinite(hits) else 0.0


@contextlib.contextmanager
def _loaded(source: str) -> Iterator[ModuleType]:
    """A loop as a module; what it prints is not shown."""
    # SECURITY: code runs here without any seal. It is put together from this package's files
    # alone; a learner's file must never come this way.
    with tempfile.TemporaryDirectory(prefix="mnist-grade-") as folder:
        path = Path(folder) / "loop.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("mnist_grade_puzzle", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        with contextlib.redirect_stdout(io.StringIO()):
            spec.loader.exec_module(module)
            yield module


def _sorted_imports(lines: set[str]) -> tuple[list[str], list[str]]:
    """The standard library's imports, then the others."""
    others = {line for line in lines if "torch" in line}
    one, other = (sorted(part, key=_plain_first) for part in (lines - others, others))
    return one, other


def _plain_first(line: str) -> tuple[bool, str]:
    return line.startswith("from "), line
