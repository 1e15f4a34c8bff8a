"""What a submission imports is alike on every machine: stand-ins, the contract's list, its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.judge.grading import Judge
from grader.submission.submission import Submission

PROGRAM = """
import io, sys
from grader.worker.imports import keep_to_the_contract
sys.path.insert(0, sys.argv[1])
keep_to_the_contract(sys.argv[1])
"""


def ran(folder: Path, lines: str) -> None:
    """Run lines as a worker has them, in a process of their own."""
    command = [sys.executable, "-c", PROGRAM + lines, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_whatever_is_drawn_counted_or_logged_goes_on(tmp_path: Path) -> None:
    ran(tmp_path, (Path(__file__).parent / "drawn_and_logged.py").read_text(encoding="utf-8"))
    assert not list(tmp_path.iterdir())


def test_what_the_contract_does_not_list_is_not_there_although_it_is_installed(
    tmp_path: Path,
) -> None:
    (tmp_path / "yaml.py").write_text("own = 1")
    (tmp_path / "wandb").mkdir()
    (tmp_path / "wandb" / "__init__.py").write_text("own = 2")
    ran(
        tmp_path,
        """
import importlib.util, yaml, wandb, torch, torchvision, numpy, asyncio, PIL.Image, sympy
assert (yaml.own, wandb.own) == (1, 2)
for name in ("pydantic", "sklearn", "click", "safetensors", "pytest", "pandas"):
    assert importlib.util.find_spec(name) is None
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        assert str(error) == f"No module named {name!r}"
    else:
        raise AssertionError(name)
""",
    )


MORE = {
    "an open executor": (
        "    return POOL.submit(measured, model, criterion, loader).result()\n",
        "from concurrent.futures import ThreadPoolExecutor\nPOOL = ThreadPoolExecutor(2)\n",
    ),
    "an event loop": (
        (
            "    async def go():\n        given = model, criterion, loader\n"
            "        return await asyncio.to_thread(measured, *given)\n"
            "    return asyncio.run(go())\n"
        ),
        "import asyncio\n",
    ),
    "another tqdm": (
        (
            "    assert len(list(tqdm.tqdm(loader))) == len(loader)\n"
            "    return measured(model, criterion, loader)\n"
        ),
        (
            "import tqdm, functools\ntqdm.tqdm.__init__ = functools.partialmethod("
            "tqdm.tqdm.__init__, disable=True)\n"
        ),
    ),
}


@pytest.mark.parametrize(("body", "head"), MORE.values(), ids=list(MORE))
def test_what_is_harmless_is_right(
    body: str, head: str, judge: Judge, solutions: Submission
) -> None:
    text = solutions.files["train.py"].decode().replace("def evaluate(", "def measured(")
    text = f"{text}\n{head}\ndef evaluate(model, criterion, loader):\n{body}"
    grade = judge.grade(Submission("more", solutions.files | {"train.py": text.encode()}))
    assert (grade.score, grade.tamper) == (110, ())


def test_a_loader_with_workers_says_why_it_has_none(judge: Judge, solutions: Submission) -> None:
    text = solutions.files["train.py"].replace(
        b"    model.train()\n",
        b"    model.train()\n    loader = DataLoader(loader.dataset, num_workers=2)\n",
    )
    grade = judge.grade(Submission("workers", solutions.files | {"train.py": text}), ["train"])
    (finding,) = grade.exercises[0].findings
    assert finding.code == "forbidden-operation"
    assert "num_workers=2 starts processes" in finding.message
    assert "Errno" not in finding.message


def test_two_files_that_import_each_other_lose_both(judge: Judge, solutions: Submission) -> None:
    files = solutions.files | {
        "forward.py": b"from loss import make_criterion\n" + solutions.files["forward.py"],
        "loss.py": b"from forward import SimpleNN\n" + solutions.files["loss.py"],
    }
    grade = judge.grade(Submission("circle", files))
    scores = {e.id: e.score for e in grade.exercises}
    assert (scores["forward"], scores["loss"], scores["backward"]) == (0, 0, 20)
