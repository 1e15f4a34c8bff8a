"""The page "a course of your own": its commands run, and its words are those of the code."""

from __future__ import annotations

import itertools
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from installed import Installed, clean

from grader.cli import main
from grader.course.course import Exercise, load_course
from grader.course.marks import calls_of, contract_of, makes_of, nodes_of
from grader.course.starters import cut
from grader.examiner.solutions import _texts_in
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge
from grader.judge.proof import Prover, hasty
from grader.kit.vocabulary import written
from grader.submission.submission import Submission

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "own-course.md").read_text(encoding="utf-8")
COURSES = Path(__file__).parent / "courses"
COMMANDS = re.findall(r"^\$ mnist-grade (.+)$", PAGE, re.M)


def test_the_words_of_the_page_are_those_of_the_code() -> None:
    assert written(PAGE) == PAGE, "python -m grader.kit.vocabulary docs/own-course.md"


def test_the_code_and_the_records_of_the_page_are_read() -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.M | re.S)
    assert {language for language, _ in blocks} == {"console", "yaml", "python"}
    for language, text in blocks:
        if language == "yaml":
            assert yaml.safe_load(text)
        elif language == "python":
            assert cut(
                f"def page():\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n{text}", yaml=False
            )


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nbgrader")
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        for known in (contract_of, nodes_of, calls_of, makes_of, catalogue, _texts_in):
            known.cache_clear()  # as a program of its own would begin
        if command.startswith("batch"):
            shutil.copytree("my-course/solutions", "handed-in/ada")
        done = CliRunner().invoke(main, shlex.split(command))
        assert done.exit_code == 0, (command, done.output)
    assert (tmp_path / "grades" / "index.html").is_file()


# --- gradient accumulation, from an installed wheel -----------------------------------------------
RECORD = """\
format: 1
name: accumulation
title: Accumulation
seed: a secret of the walk
exercises:
  - id: accumulate
    title: "Gradient accumulation"
    points: 20
    hints: ["Which calls of a training step happen once here, and which k times?"]
"""
NOT_AVERAGED = {" / len(batches)\n": "\n", "return total": "return total / len(batches)"}
CLEARED = {
    "    optimizer.zero_grad()\n": "",
    "        loss.b": "        optimizer.zero_grad()\n        loss.b",
}
HANDED_IN: dict[str, tuple[dict[str, str], set[str]]] = {  # with the codes that each gets
    "ada": ({}, set()),
    "bob": ({"    optimizer.zero_grad()\n": ""}, {"missing-zero-grad"}),
    "cy": (NOT_AVERAGED, {"not-averaged"}),
    "dee": (CLEARED, {"cleared-between-batches"}),
}


@pytest.fixture(scope="module")
def accumulation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course: a solution, a record, and its mistakes."""
    folder = tmp_path_factory.mktemp("accumulation") / "course"
    for place in ("solutions", "checks"):
        (folder / place).mkdir(parents=True)
        shutil.copy(COURSES / "more-training" / place / "accumulate.py", folder / place)
    (folder / "course.yaml").write_text(RECORD)
    (folder / "exercises").mkdir()
    (folder / "exercises" / "README.md").write_text("# Accumulation\n")
    return folder


def test_gradient_accumulation_takes_few_lines(accumulation: Path) -> None:
    beside = [RECORD, (accumulation / "checks" / "accumulate.py").read_text()]
    lines = [line for text in beside for line in text.splitlines() if line.strip()]
    assert len(lines) <= 35


def test_gradient_accumulation_from_an_installed_wheel(
    accumulation: Path, installed: Installed, tmp_path: Path
) -> None:
    def run(*words: str, status: int = 0) -> str:
        env = {"XDG_STATE_HOME": str(tmp_path / "state"), "MNIST_GRADE_COURSE": str(accumulation)}
        done = installed.run(*words, cwd=tmp_path, env=env)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    assert "Proven." in run("course", "prove")
    text = (accumulation / "solutions" / "accumulate.py").read_text()
    for name, (edits, _) in HANDED_IN.items():
        work = text
        for old, new in edits.items():
            assert work.count(old) == 1
            work = work.replace(old, new)
        (tmp_path / "handed-in" / name).mkdir(parents=True)
        (tmp_path / "handed-in" / name / "accumulate.py").write_text(work)
    run("batch", "handed-in", "--out", "grades")
    found = {}
    for line in (tmp_path / "grades" / "results.jsonl").read_text().splitlines():
        document = json.loads(line)
        (exercise,) = document["exercises"]
        codes = {finding["code"] for finding in exercise["findings"]}
        found[document["submission"]] = exercise["passed"], codes
    assert found == {name: (not codes, codes) for name, (_, codes) in HANDED_IN.items()}
    assert "zero_grad belongs before every backward." in run("why", "cleared-between-batches")
    assert "This is observed" in run("debug", "--seed", "3", "--out", "broken.py")
    assert "accumulated_step" in (tmp_path / "broken.py").read_text()
    run("nbgrader", "init", "in-nbgrader")
    assert (tmp_path / "in-nbgrader" / "solutions" / "accumulate.py").is_file()
    (notebook,) = (tmp_path / "in-nbgrader" / "source").rglob("*.ipynb")
    assert "def accumulated_step" in notebook.read_text()
    run("export", "gradescope-autograder", "--out", "autograder.zip")
    graded = by_gradescope(tmp_path, installed, tmp_path / "handed-in" / "bob")
    assert (graded["score"], "missing-zero-grad" in json.dumps(graded)) == (0, True)


def by_gradescope(home: Path, installed: Installed, handed_in: Path) -> dict[str, Any]:
    """What the archive says of a submission, where the wheel is installed as its setup.sh does."""
    root = home / "autograder"
    (root / "results").mkdir(parents=True)
    shutil.unpack_archive(home / "autograder.zip", root / "source")
    shutil.copytree(handed_in, root / "submission")
    (root / "venv").symlink_to(installed.folder)
    done = subprocess.run(
        ["bash", root / "source" / "run_autograder"],
        env=clean(installed.folder / "bin") | {"AUTOGRADER_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    return results


# --- what was written from the page ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["from-the-page", "by-a-stranger", "own-data"])
def test_what_was_written_from_the_page_has_full_marks_and_its_starters_none(name: str) -> None:
    course = load_course(COURSES / name / "course.yaml")
    files = {e.file: (course.folder.solutions / e.file).read_bytes() for e in course.exercises}
    starters = {n: cut(t.decode(), yaml=n.endswith(".yaml")).encode() for n, t in files.items()}
    with Judge(course) as judge:
        assert judge.grade(Submission("right", files)).score == course.max_score
        assert judge.grade(Submission("starters", starters)).score == 0


@pytest.fixture(scope="module")
def of_the_page() -> Iterator[Judge]:
    with Judge(hasty(load_course(COURSES / "from-the-page" / "course.yaml"))) as judge:
        yield judge


def test_a_class_of_the_page_is_proven(of_the_page: Judge) -> None:
    proof = Prover(of_the_page).prove(["pairs"])
    assert [str(problem) for problem in proof.problems] == []
    assert [*proof.caught["pairs"]] == ["last-batch-dropped"]


BY_A_STRANGER = load_course(COURSES / "by-a-stranger" / "course.yaml")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("exercise", BY_A_STRANGER.exercises, ids=lambda exercise: exercise.id)
def test_what_a_stranger_wrote_from_the_page_is_proven(exercise: Exercise) -> None:
    with Judge(hasty(BY_A_STRANGER)) as judge:
        proof = Prover(judge).prove([exercise.id])
    assert [str(problem) for problem in proof.problems] == []
    assert len(proof.caught[exercise.id]) >= 2
    assert proof.mutants[exercise.id] > 10


@pytest.mark.parametrize(
    ("exercise", "old", "new", "told"),
    [
        # Labels with fractions are no labels: a loss would not take them.
        ("collate", "for _, label in samples])", "for _, label in samples]).float()", "whole"),
        ("collate", "    lengths =", "    samples = samples[:]\n    lengths =", ""),
        ("collate", "    return batch", "    samples.clear()\n    return batch", "0 parts in it"),
        ("collate", "    return batch", "    samples.reverse()\n    return batch", "another order"),
        (
            "collate",
            "    return batch, lengths, torch.tensor([label for _, label in samples])",
            "    y = torch.tensor([y for _, y in samples]); samples *= 9; return batch, lengths, y",
            "parts in it",
        ),
        # The gradients of a model that is put back are nobody's business.
        ("rate_finder", "    return seen", "    optimizer.zero_grad()\n    return seen", ""),
    ],
)
def test_what_comes_back_of_which_kind_and_what_becomes_of_a_list_count(
    exercise: str, old: str, new: str, told: str, of_the_page: Judge
) -> None:
    course = of_the_page.course
    (chosen,) = (e for e in course.exercises if e.file == f"{exercise}.py")
    text = (course.folder.solutions / chosen.file).read_text()
    assert text.count(old) == 1
    files = {chosen.file: text.replace(old, new).encode()}
    (result,) = of_the_page.grade(Submission("", files), [chosen.id]).exercises
    seen = [f"{e.expected}, {e.got}" for check in result.checks for e in check.evidence]
    assert result.passed is not bool(told)
    assert told in " ".join(seen)
    assert bool(seen) is bool(told)


def test_a_method_that_is_not_there_is_named_with_the_one_that_was_meant(
    of_the_page: Judge,
) -> None:
    text = (of_the_page.course.folder.solutions / "weight_average.py").read_text()
    files = {"weight_average.py": text.replace("def copy_to", "def copyto").encode()}
    (result,) = of_the_page.grade(Submission("", files), ["weight_average"]).exercises
    (finding,) = result.findings
    assert finding.code == "missing-function"
    assert "does not define WeightAverage.copy_to; is WeightAverage.copyto" in finding.message
    assert "def copyto" in files["weight_average.py"].decode().splitlines()[finding.line - 1]


def test_what_is_random_is_told_by_the_check_and_not_by_other_draws(of_the_page: Judge) -> None:
    text = (of_the_page.course.folder.solutions / "mixup.py").read_text()
    other = text.replace("torch.distributions.Beta(alpha, alpha).sample().item()", "0.5")
    (result,) = of_the_page.grade(Submission("", {"mixup.py": other.encode()}), ["mixup"]).exercises
    (finding,) = result.findings
    assert (finding.code, result.score) == ("wrong-result", 5)
    # The check is hidden, and so is what it says.
    assert finding.message.endswith("asks for. Only a hidden check shows this.")
    wrong = text.replace("(1 - share) * inputs[order]", "(1 - share) * inputs")
    (result,) = of_the_page.grade(Submission("", {"mixup.py": wrong.encode()}), ["mixup"]).exercises
    (finding,) = result.findings
    told = "asks for: this does not hold: share of the row, the rest of the partner."
    assert finding.message.endswith(told)


def test_a_bare_course_has_the_exercise_that_its_author_names(tmp_path: Path) -> None:
    def init(*words: str) -> Result:
        return CliRunner().invoke(main, ["course", "init", *words])

    assert init(str(tmp_path / "own"), "--bare", "clipping").exit_code == 0
    (exercise,) = load_course(tmp_path / "own" / "course.yaml").exercises
    assert (exercise.id, exercise.file) == ("clipping", "clipping.py")
    for words, told in {
        ("other", "--bare", "a-b"): "a-b: no name for an exercise",
        ("other", "clipping"): "EXERCISE clipping: goes with --bare",
    }.items():
        refused = init(str(tmp_path / words[0]), *words[1:])
        assert (refused.exit_code, told in refused.output) == (2, True), refused.output
        assert not (tmp_path / "other").exists()


def test_a_course_is_proven_again_on_every_save_until_ctrl_c(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert CliRunner().invoke(main, ["course", "init", str(own), "--bare"]).exit_code == 0
    record = own / "course.yaml"
    right = record.read_text()
    record.write_text(right.replace("    points: 10", "    point: 10"))
    words = [sys.executable, "-m", "grader.cli", "course", "prove", "--watch", "--course", str(own)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        said = iter(watching.stdout.readline, "")

        def proof() -> str:
            return " ".join(itertools.takewhile(lambda line: line != "---\n", said))

        assert "did you mean points" in proof()
        record.write_text(right.replace("format: 1", "format: 7"))
        assert "format" in proof()
        watching.send_signal(signal.SIGINT)
        assert watching.wait() == 1


def test_a_packed_course_runs_once_it_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    packed, course = tmp_path / "course.zip", COURSES / "own-data"
    work = tmp_path / "work"
    run = CliRunner().invoke
    assert (
        run(main, ["release", str(packed), "--course", str(course), "--with-solutions"]).exit_code
        == 0
    )
    refused = run(main, ["start", str(work), "--course", str(packed)])
    assert refused.exit_code == 2
    assert "--trust" in refused.output
    assert not work.exists()
    assert run(main, ["start", str(work), "--course", str(packed), "--trust"]).exit_code == 0
    shutil.copy(course / "solutions" / "foresight.yaml", work)
    done = run(main, ["check", str(work), "--exercise", "foresight"])  # what `start` noted
    assert "10 / 10 points" in done.output, done.output
    cut_here = run(main, ["starters", "--course", str(packed)])
    assert cut_here.exit_code == 0, cut_here.output
    assert "def train_epoch" in (tmp_path / "exercises" / "moons.py").read_text()
    changed = run(main, ["course", "new", "more", "--course", str(packed)])
    assert (changed.exit_code, "makes a folder of it" in changed.output) == (2, True)


QUICK = str(COURSES / "quick.yaml")
HOSTILE = {
    "course.yaml": "format: 1\nname: mine\ntitle: T\nseed: s\nexercises:\n"
    "  - {id: accumulate, title: A, points: 100, hints: [x]}\n",
    "conftest.py": "raise SystemExit('ran')\n",
    "solutions/accumulate.py": "open({mark!r}, 'w')\n",
    "checks/accumulate.py": "open({mark!r}, 'w')\n",
    "mistakes/own.py": "open({mark!r}, 'w')\n",
    "accumulate.py": "",
}


def test_no_command_for_a_submission_takes_a_course_inside_above_or_where_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, class_folder = tmp_path / "it-ran", tmp_path / "class"
    work = class_folder / "ada"
    for place in (tmp_path, class_folder, work):
        for name, text in HOSTILE.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text.replace("{mark!r}", repr(str(mark))))
    monkeypatch.chdir(work)
    for words, status in {
        ("check", ".", "--course", str(COURSES / "more-training")): 1,
        ("check", ".", "--exercise", "loss"): 1,  # which that course does not have
        ("hint",): 0,
        ("batch", "..", "--out", str(tmp_path / "grades"), "--course", QUICK): 0,
    }.items():
        done = CliRunner().invoke(main, words)
        assert done.exit_code == status, (words, done.output)
        assert "100 / 100" not in done.output
    assert not mark.exists()
