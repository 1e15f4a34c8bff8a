"""The archive for Gradescope installs itself and grades, or fails loudly and without a zero."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from corpus import ROOT
from installed import clean, make_environment, uv

from grader.cli import main
from grader.course.course import built_in_course
from grader.lms.exports.autograder import pinned, write_archive
from grader.sandbox import kernel

sealing = pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")
MEMBERS = {
    "setup.sh", "run_autograder", "course.yaml", "protection", "python-version",
    "requirements.txt",
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "autograder.zip"
    write_archive(path, ROOT / "course.yaml")
    return path


class Container:
    """A root with Gradescope's folders; the archive is unpacked as Gradescope does it."""

    def __init__(self, root: Path, archive: Path) -> None:
        self.root = root
        for name in ("source", "submission", "results"):
            (root / name).mkdir()
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(root / "source")
        shutil.copy(root / "source" / "run_autograder", root)

    def bash(self, script: str, *before: str | Path, **more: str) -> subprocess.CompletedProcess:
        """Run one of the scripts as Gradescope does; below another program, if one is given."""
        settings = {"AUTOGRADER_ROOT": str(self.root), "UV_OFFLINE": "1"}
        settings |= {"UV_COMPILE_BYTECODE": "0"}
        return subprocess.run(
            [*before, "bash", self.root / script],
            cwd=self.root,
            env=clean(Path(uv()).parent) | settings | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, *words: str) -> subprocess.CompletedProcess:
        command = [self.root / "venv" / "bin" / "python", "-I", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")

    def hand_in(self, folder: Path, **instead: str) -> None:
        """Submit the files of a folder, some of them replaced."""
        shutil.rmtree(self.root / "submission")
        shutil.copytree(folder, self.root / "submission")
        for name, text in instead.items():
            (self.root / "submission" / f"{name}.py").write_text(text)
        (self.root / "results" / "results.json").unlink(missing_ok=True)

    def results(self) -> dict[str, Any]:
        """results.json, the only thing that is left behind."""
        assert os.listdir(self.root / "results") == ["results.json"]
        found: dict[str, Any] = json.loads((self.root / "results" / "results.json").read_text())
        return found


@pytest.fixture(scope="module")
def container(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Container:
    """A container in which setup.sh ran: all but the downloads, which offline it goes without."""
    container = Container(tmp_path_factory.mktemp("autograder"), archive)
    make_environment(container.root / "venv", *pinned())
    assert "No module named 'grader'" in container.python("-c", "import grader").stderr
    done = container.bash("source/setup.sh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Grading can work here." in done.stdout
    return container


# --- what is in it ----------------------------------------------------------------------------


def test_its_scripts_stand_at_the_root_and_may_run(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        modes = {i.filename: i.external_attr >> 16 for i in opened.infolist()}
        scripts = [opened.read(name) for name in ("setup.sh", "run_autograder")]
    (wheel,) = modes.keys() - MEMBERS
    assert wheel.startswith("mnist_grade-")
    assert wheel.endswith("-py3-none-any.whl")
    assert {name for name, mode in modes.items() if mode & 0o111} == {"setup.sh", "run_autograder"}
    assert all(mode & 0o444 == 0o444 for mode in modes.values())
    assert all(script.startswith(b"#!/") and b"\r" not in script for script in scripts)


def test_no_failure_of_a_script_is_passed_over(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        for name in ("setup.sh", "run_autograder"):
            text = opened.read(name).decode()
            assert "set -euo pipefail" in text
            assert "|| true" not in text


def test_everything_it_needs_is_pinned_and_nothing_for_a_gpu() -> None:
    lines = pinned()
    assert {"torch", "numpy", "pytest", "click"} <= {line.partition("==")[0] for line in lines}
    assert all("==" in line and "+" not in line for line in lines)


def test_the_same_course_makes_the_same_archive(archive: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again.zip", ROOT / "course.yaml")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


@pytest.mark.parametrize("level", ["none", "limits", "sealed"])
def test_it_carries_the_protection_that_the_course_asks_for(level: str, tmp_path: Path) -> None:
    course = tmp_path / "course.yaml"
    text = built_in_course().read_text()
    course.write_text(text.replace("protection: sealed", f"protection: {level}"))
    write_archive(tmp_path / "a.zip", course)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.read("protection").decode() == f"{level}\n"


def test_a_course_that_cannot_be_used_makes_none(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("name: x\n")
    words = ["--out", str(tmp_path / "a.zip"), "--course", str(tmp_path / "course.yaml")]
    done = CliRunner().invoke(main, ["export", "gradescope-autograder", *words])
    assert done.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course.yaml"]


# --- setup.sh ---------------------------------------------------------------------------------


def test_setup_installs_the_grader_among_its_requirements_alone(container: Container) -> None:
    done = container.python("-c", "import grader; print(grader.__file__)")
    (package,) = (container.root / "venv").glob("lib/python*/site-packages/grader")
    assert done.stdout.strip() == str(package / "__init__.py"), done.stderr
    assert not list(package.parent.glob("*mnist_grade*.pth"))
    assert (container.root / "source" / "course.yaml").stat().st_mode & 0o077 == 0


def test_setup_runs_a_second_time(container: Container) -> None:
    assert container.bash("source/setup.sh").returncode == 0


def test_setup_fails_where_something_cannot_be_had(archive: Path, tmp_path: Path) -> None:
    container = Container(tmp_path, archive)
    (tmp_path / "source" / "requirements.txt").write_text("no-such-package-anywhere==1.0\n")
    done = container.bash("source/setup.sh")
    assert done.returncode not in (0, 3)
    assert "no-such-package-anywhere" in done.stderr


def test_setup_fails_without_the_wheel(container: Container) -> None:
    (wheel,) = (container.root / "source").glob("*.whl")
    wheel = wheel.rename(wheel.with_suffix(".away"))
    try:
        assert container.bash("source/setup.sh").returncode not in (0, 3)
    finally:
        wheel.rename(wheel.with_suffix(".whl"))


@sealing
def test_setup_fails_below_the_protection_of_the_course(container: Container) -> None:
    done = container.bash("source/setup.sh", *unsealed())
    assert done.returncode == 3
    assert "for sealed it lacks files" in " ".join(done.stdout.split())


def unsealed() -> tuple[str | Path, ...]:
    """What is put before a command that is to run on a kernel without Landlock."""
    return sys.executable, Path(__file__).parent / "without_landlock.py"


# --- run_autograder ---------------------------------------------------------------------------


@sealing
def test_the_solutions_get_full_marks(container: Container) -> None:
    container.hand_in(ROOT / "solutions")
    done = container.bash("run_autograder")
    assert done.returncode == 0, done.stderr
    results = container.results()
    assert results["score"] == sum(test["score"] for test in results["tests"]) == 110
    assert {test["status"] for test in results["tests"]} == {"passed"}


@sealing
def test_a_mistake_is_named_and_nothing_that_is_hidden(container: Container) -> None:
    wrong = "def backward(optimizer, loss):\n    loss.backward()\n"
    container.hand_in(ROOT / "solutions", backward=wrong)
    done = container.bash("run_autograder")
    assert done.returncode == 0, done.stderr
    results = container.results()
    assert 0 < results["score"] == sum(test["score"] for test in results["tests"]) < 110
    assert re.findall(r"`([a-z]+(?:-[a-z]+)+)`", results["output"]) == ["missing-zero-grad"]
    hidden = [test for test in results["tests"] if test["visibility"] == "hidden"]
    shown = [test for test in results["tests"] if test["visibility"] == "visible"]
    seen = json.dumps([shown, results["output"]])
    assert hidden
    assert not [test["name"] for test in hidden if test["name"].split(" - ")[1] in seen]


@sealing
def test_a_path_of_somebody_s_own_leads_the_grader_nowhere(
    container: Container, tmp_path: Path
) -> None:
    (tmp_path / "grader").mkdir()
    (tmp_path / "grader" / "__init__.py").write_text("raise SystemExit('not ours')\n")
    container.hand_in(ROOT / "solutions")
    done = container.bash("run_autograder", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert container.results()["score"] == 110


@sealing
def test_below_the_protection_of_the_course_there_is_no_grade(container: Container) -> None:
    container.hand_in(ROOT / "solutions")
    done = container.bash("run_autograder", *unsealed())
    assert done.returncode == 3
    assert "Run it again" in done.stderr
    assert os.listdir(container.root / "results") == []


def test_where_the_grader_fails_there_is_no_result_and_no_zero(container: Container) -> None:
    course = container.root / "source" / "course.yaml"
    whole = course.read_text()
    container.hand_in(ROOT / "solutions")
    course.write_text("name: x\n")
    try:
        done = container.bash("run_autograder")
    finally:
        course.write_text(whole)
    assert done.returncode == 2
    assert "Run it again" in done.stderr
    assert os.listdir(container.root / "results") == []
