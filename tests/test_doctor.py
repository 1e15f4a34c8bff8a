"""The doctor says what is there, what is missing, and what really protects the run."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.cli import main
from grader.judge import doctor
from grader.judge.doctor import Row, State, can_grade, examine, protects
from grader.report.doctor import print_rows
from grader.sandbox.levels import Level
from grader.sandbox.ways import VARIABLE, Way

ROOT = Path(__file__).parent.parent
COURSE = ROOT / "tests" / "courses" / "small.yaml"
linux = pytest.mark.skipif(sys.platform != "linux", reason="the seals are Linux's")


def named(rows: list[Row], name: str) -> Row:
    (row,) = [row for row in rows if row.name == name]
    return row


def course(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "course.yaml"
    path.write_text(COURSE.read_text().replace(old, new, 1))
    return path


def printed(rows: list[Row], encoding: str = "utf-8") -> str:
    page = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    print_rows(rows, Console(file=page, width=80))
    page.seek(0)
    return page.read()


def test_here_everything_is_there_that_grading_needs() -> None:
    rows = examine(COURSE)
    assert can_grade(rows)
    assert can_grade(examine())
    assert {row.part for row in rows} == {
        "Software", "Machine", "Course", "Datasets", "Protection"
    }  # fmt: skip
    assert named(rows, "Python").text == ".".join(map(str, sys.version_info[:3]))
    assert named(rows, "torch").text == metadata.version("torch")
    assert int(named(rows, "cores").text) >= 1
    assert named(rows, "memory").text.endswith(" GiB")
    assert named(rows, "small").text.startswith("2 exercises, 100 points and 10 of bonus")
    assert named(rows, "digits").text == "1,797 images, bundled, which the course uses"


def test_a_missing_package_is_in_the_way_and_has_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("numpy", "no-such-package"))
    rows = examine()
    assert named(rows, "no-such-package").text == "not installed: run uv sync"
    assert not can_grade(rows)


def test_a_python_that_is_too_new_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "NEWEST", (3, 11))
    monkeypatch.setattr(doctor, "OLDEST", (3, 11))
    monkeypatch.setattr(sys, "version_info", (3, 15, 0))
    assert named(examine(), "Python").text.endswith(": use 3.11 to 3.11")


def test_a_wrong_course_is_in_the_way_and_says_why(tmp_path: Path) -> None:
    rows = examine(course(tmp_path, "title:", "titel:"))
    assert "titel: is not known here" in named(rows, "course").text
    assert not can_grade(rows)


def test_the_seed_that_everybody_has_is_a_warning_and_in_nobodys_way() -> None:
    seed = named(examine(), "seed")
    assert (seed.state, can_grade([seed])) == (State.WARNED, True)
    assert "Mend before the course begins: seed." in printed([seed])
    assert "seed" not in {row.name for row in examine(COURSE)}


def test_mnist_that_is_missing_is_in_the_way_only_where_there_is_no_fallback(
    tmp_path: Path,
) -> None:
    path = course(tmp_path, "use: digits", "use: mnist")
    assert named(examine(path), "mnist").state is State.OFF
    assert can_grade(examine(path))
    path.write_text(path.read_text().replace("fallback: digits", "fallback:"))
    assert named(examine(path), "mnist").text == f"not found in {tmp_path / 'data'}"
    assert not can_grade(examine(path))


@linux
@pytest.mark.parametrize(
    "name",
    [
        "a process of its own", "CPU time limit", "file size limit", "open files limit",
        "no core dumps", "no new privileges", "dies with the grader",
    ],
)  # fmt: skip
def test_the_seals_that_are_there_are_measured_to_hold(name: str) -> None:
    assert named(examine(), name).text.startswith("on: student code cannot ")


@linux
def test_a_process_that_is_not_sealed_is_measured_to_be_open(tmp_path: Path) -> None:
    code = """
        import json
        from grader.sandbox.probe import ASKED, TRIED
        print(json.dumps({p.name: p.holds() for p in ASKED + TRIED}))
    """
    program = "\n".join(line.strip() for line in code.splitlines())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=scratch, stdout=subprocess.PIPE, check=True
    )
    holds = json.loads(done.stdout)
    usual = ("a process of its own", "CPU time limit", "dies with the grader", "no reading outside",
             "no writing outside", "no other programs")  # fmt: skip
    assert not any(holds[name] for name in usual)


def test_the_probe_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    examine()
    assert list(tmp_path.iterdir()) == []


def test_protection_that_cannot_be_measured_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    rows = examine()
    (row,) = [row for row in rows if row.part == "Protection"]
    assert row.state is State.OFF
    assert row.text.startswith("could not be measured: take it that")
    assert can_grade(rows)


def test_the_page_is_plain_text_of_eighty_columns(tmp_path: Path) -> None:
    text = printed(examine(course(tmp_path, "title:", "titel:")))
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert text.rstrip().endswith("Grading cannot work yet: see course above.")


def test_marks_are_words_where_the_terminal_has_no_signs() -> None:
    rows = [Row("A", "one", State.GOOD, "yes"), Row("A", "two", State.BAD, "no"),
            Row("B", "three", State.OFF, "\x1b[2Jmaybe")]  # fmt: skip
    assert printed(rows, "ascii").splitlines() == [
        "A", "  ok   one    yes", "  FAIL two    no", "", "B", "  -    three  maybe", "",
        "Grading cannot work yet: see two above.",
    ]  # fmt: skip


@pytest.mark.parametrize(("fields", "status"), [([], 0), (["--course", "/nonexistent.yaml"], 1)])
def test_the_command_ends_with_whether_it_can_grade(fields: list[str], status: int) -> None:
    result = CliRunner().invoke(main, ["doctor", *fields])
    assert result.exit_code == status
    assert result.output.startswith("Software\n")


@linux
@pytest.mark.parametrize(("below", "status"), [(False, 0), (True, 3)])
def test_a_level_that_is_required_is_in_the_way_where_it_is_not_reached(
    below: bool, status: int
) -> None:
    before = [str(ROOT / "tests" / "without_landlock.py")] if below else []
    program = "import sys; from grader.cli import run; run()"
    command = [sys.executable, *(before and [*before, sys.executable]), "-c", program]
    words = ["doctor", "--course", str(COURSE), "--require", "sealed"]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    said = " ".join(done.stdout.split())
    assert ("for sealed it lacks files" in said) is below
    assert ("Grading cannot work yet: see level above." in said) is below
    words[-1] = "limits"
    assert subprocess.run([*command, *words], capture_output=True, check=False).returncode == 0


def test_what_cannot_be_measured_does_not_protect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_probed", list)
    assert protects(examine(COURSE))
    assert not protects(examine(COURSE, Level.LIMITS))


def test_the_doctor_loads_neither_torch_nor_a_dataset() -> None:
    code = """
        import sys
        from grader.judge.doctor import examine
        import grader.report.doctor
        examine()
        print(*{"torch", "sklearn", "torchvision"} & set(sys.modules))
    """
    program = "\n".join(line.strip() for line in code.splitlines())
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    assert done.stdout.strip() == b""


def test_the_portable_way_is_said_and_is_no_protection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, Way.PORTABLE.value)
    rows = examine(COURSE)
    assert named(rows, "level").text.startswith("none: student code may use up this machine")
    assert "the portable way" in named(rows, "workers").text
    assert can_grade(rows)
    assert not protects(examine(COURSE, Level.LIMITS))


def test_a_way_that_is_not_known_is_in_the_way_of_grading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "forked")
    row = named(examine(COURSE), "workers")
    assert row.text == "MNIST_GRADE_WORKERS=forked: say sealed or portable, or leave it out"
    assert not can_grade([row])
