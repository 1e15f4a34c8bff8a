"""The archive for Gradescope builds an autograder that grades, and fails without a zero."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from corpus import ROOT

from grader.cli import main
from grader.exports.autograder import pinned, write_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "autograder.zip"
    write_archive(path, ROOT / "course.yaml")
    return path


@pytest.fixture
def autograder(archive: Path, tmp_path: Path) -> Path:
    """The folders of a Gradescope container below a folder of ours, with our own Python."""
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "source")
    (tmp_path / "venv").symlink_to(sys.prefix)
    return tmp_path


def run_autograder(root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AUTOGRADER_ROOT": str(root), **more}
    return subprocess.run(
        ["bash", str(root / "source" / "run_autograder")],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_its_scripts_stand_at_the_root_and_may_run(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        modes = {i.filename: i.external_attr >> 16 for i in opened.infolist()}
        scripts = [opened.read(name) for name in ("setup.sh", "run_autograder")]
    assert {"setup.sh", "run_autograder", "course.yaml", "grader/cli.py"} <= set(names)
    assert modes["setup.sh"] & 0o111
    assert modes["run_autograder"] & 0o111
    assert all(script.startswith(b"#!/") and b"\r" not in script for script in scripts)
    assert not [name for name in names if "__pycache__" in name or "tests" in name]
    assert not [name for name in names if name.startswith("solutions")]


def test_the_scripts_are_bash(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        for name in ("setup.sh", "run_autograder"):
            opened.extract(name, tmp_path)
            done = subprocess.run(["bash", "-n", str(tmp_path / name)], check=False)
            assert done.returncode == 0


def test_everything_it_needs_is_pinned_and_nothing_for_a_gpu() -> None:
    lines = pinned()
    assert {"torch", "numpy", "pytest", "click"} <= {line.partition("==")[0] for line in lines}
    assert all("==" in line and "+" not in line for line in lines)


def test_the_same_course_makes_the_same_archive(archive: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again.zip", ROOT / "course.yaml")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_a_course_that_cannot_be_used_makes_none(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("name: x\n")
    words = ["--out", str(tmp_path / "a.zip"), "--course", str(tmp_path / "course.yaml")]
    done = CliRunner().invoke(main, ["export", "gradescope-autograder", *words])
    assert done.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course.yaml"]


def test_it_grades_a_submission_as_gradescope_runs_it(autograder: Path) -> None:
    for path in (ROOT / "solutions").iterdir():
        if path.is_file():
            (autograder / "submission" / path.name).write_bytes(path.read_bytes())
    wrong = "def backward(optimizer, loss):\n    loss.backward()\n"
    (autograder / "submission" / "backward.py").write_text(wrong)
    done = run_autograder(autograder)
    assert done.returncode == 0, done.stderr
    results: dict[str, Any] = json.loads((autograder / "results" / "results.json").read_text())
    hidden = [test for test in results["tests"] if test["visibility"] == "hidden"]
    shown = [test for test in results["tests"] if test["visibility"] == "visible"]
    assert results["score"] == sum(test["score"] for test in results["tests"]) < 110
    assert "missing-zero-grad" in results["output"]
    assert hidden
    seen = json.dumps([shown, results["output"]])
    assert not [test["name"] for test in hidden if test["name"].split(" - ")[1] in seen]
    assert sorted(os.listdir(autograder / "results")) == ["results.json"]


def test_where_the_grader_fails_there_is_no_result_and_no_zero(autograder: Path) -> None:
    (autograder / "source" / "course.yaml").write_text("name: x\n")
    done = run_autograder(autograder)
    assert done.returncode == 2
    assert "Run it again" in done.stderr
    assert os.listdir(autograder / "results") == []
