"""One PyTorch for judge and workers: shared by a fork that hands on nothing else."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import ROOT

from grader.judge.once import setup_for
from grader.judge.process import JudgeProcess
from grader.sandbox import kernel
from grader.submission.submission import Submission

SEED = "a-seed-that-is-told-after-the-fork-577215"
TOKEN = "a-token-of-the-environment-693147"


@pytest.fixture(scope="module")
def told(solutions: Submission) -> Iterator[JudgeProcess]:
    """A judge's process that knows a seed and has graded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MNIST_GRADE_SECRET_TOKEN", TOKEN)
        setup = setup_for(None, "digits")
        course = setup.course.model_copy(update={"seed": SEED})
        with JudgeProcess() as judge:
            judge.begin(type(setup)(course, setup.dataset, setup.folder, "none"))
            judge.greet()
            assert judge.grade_of(solutions, ["backward"]).score == 20
            yield judge


def memory_of(process: int) -> bytes:
    """Everything that a process may write to, as root sees it."""
    parts = []
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if line.split()[1].startswith("rw") and "[v" not in line:
                memory.seek(start)
                parts.append(memory.read(end - start))
    return b"".join(parts)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may read a nursery's memory")
def test_a_nursery_holds_nothing_of_what_its_judge_was_told(told: JudgeProcess) -> None:
    judge, nursery = told._processes
    assert SEED.encode() in memory_of(judge), "the search finds what is there"
    held = memory_of(nursery)
    assert SEED.encode() not in held
    assert TOKEN.encode() not in held


@pytest.mark.skipif(os.getuid() != 0, reason="only root may read a nursery's memory")
def test_a_nursery_holds_no_line_of_a_solution(told: JudgeProcess) -> None:
    judge, nursery = map(memory_of, told._processes)
    tree = ast.parse((ROOT / "solutions" / "train.py").read_text())
    docs = [ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    lines = [line.strip().encode() for doc in docs if doc for line in doc.splitlines()]
    long = [line for line in lines if len(line) > 40]
    assert all(line in judge for line in long), "the search finds what is there"
    assert [line for line in long if line in nursery] == []


def test_a_judge_is_told_nothing_by_its_command_line_or_its_environment(
    told: JudgeProcess,
) -> None:
    for process in told._processes:
        try:
            environment = Path(f"/proc/{process}/environ").read_bytes()
        except PermissionError:
            continue  # not dumpable, and we are not root
        assert TOKEN.encode() not in environment
        assert b"HOME=" not in environment
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        assert words[1:5] == [b"-I", b"-m", b"grader.judge.main", b"kept"]


@pytest.mark.parametrize(("order", "found"), [((), False), (("first",), True)])
def test_a_worker_without_any_seal_finds_no_secret_in_its_own_memory(
    order: tuple[str, ...], found: bool, tmp_path: Path
) -> None:
    program = [sys.executable, str(ROOT / "tests" / "told_after_the_fork.py"), str(tmp_path)]
    done = subprocess.run([*program, *order], capture_output=True, text=True, check=True)
    assert "canary-of-a-worker-271828" in done.stdout, "the search finds what is its own"
    assert ("canary-of-a-judge-314159" in done.stdout) == found, done.stderr


@pytest.mark.skipif(not kernel.supported(), reason="Linux's")
def test_a_command_that_knows_a_seed_cannot_be_read_by_other_processes_of_its_account() -> None:
    program = (
        "import ctypes, os, sys; from grader import cli; sys.argv = ['mnist-grade', '--version'];"
        "os._exit = lambda _: os.write(1, b'dumpable %d' % ctypes.CDLL(None).prctl(3, 0, 0, 0, 0));"
        "cli.run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "dumpable 0" in done.stdout, done.stderr
