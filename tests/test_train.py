"""A learner's own training runs for as long as they like, is measured here, and gives no points."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from browser import visit
from click.testing import CliRunner, Result
from corpus import ROOT
from rich.console import Console

from grader.cli import main
from grader.course.course import load_course
from grader.examiner.at_length import Lasting
from grader.judge.grading import Judge
from grader.judge.lasting import begun
from grader.judge.training import trainings_of
from grader.report.at_length import drawn, print_training
from grader.report.chart import chart
from grader.report.training_page import training_page
from grader.results.at_length import AtLength, Epoch, Learned
from grader.results.trained import Metrics
from grader.sandbox.mishap import Mishap
from grader.submission.submission import Submission

TARGETS = Metrics("the course began with", 0.05, 0.98, 0.10, 0.95)
START = Metrics("", 2.3, 0.1, 2.3, 0.1)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["train", *map(str, words)], catch_exceptions=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """The training that the lesson promises, with the solutions."""
    page = tmp_path_factory.mktemp("train") / "training.html"
    return run(ROOT / "solutions", "--model", "HiddenNN", "--html", page), page


def test_the_hidden_layer_reaches_what_the_course_began_with(whole) -> None:
    done, _ = whole
    assert done.exit_code == 0
    assert "The same figures; this time every line is yours." in done.output
    assert re.search(r"after 40 epochs +0\.0\d +9[89]|100", done.output)
    assert "Your evaluate says" in done.output
    assert "counts the same" in " ".join(done.output.split())


def test_the_page_shows_curves_targets_mistakes_and_weights(whole, chromium) -> None:
    _, page = whole
    opened = visit(chromium, page, size=(390, 844), scheme="dark")
    text = opened.page.inner_text("body")
    assert "every line is yours" in text
    assert "What the first layer learned" in text
    assert opened.page.locator("path.goal-line.held").count() >= 2
    assert opened.page.locator(".weights img").count() == 40
    assert (opened.said, opened.asked, opened.faults()) == ([], [], [])
    assert opened.overflow() <= 0


@contextmanager
def lasting(judge: Judge, model: str = "SimpleNN", **files: str) -> Iterator[Lasting]:
    """A training of the solutions with other texts in the place of some."""
    texts = {p.name: p.read_bytes() for p in (ROOT / "solutions").iterdir() if p.is_file()}
    texts |= {f"{name}.py": text.encode() for name, text in files.items()}
    exercise = trainings_of(judge.course)[model]
    with judge.staged(Submission("train", texts), 1) as staged:
        training = begun(judge.course, judge.dataset, exercise, staged)
        try:
            yield training
        finally:
            training.worker.end()


def train_with(old: str, new: str) -> str:
    text = (ROOT / "solutions" / "train.py").read_text()
    assert text.count(old) == 1
    return text.replace(old, new)


def test_the_held_out_digits_never_come_where_the_code_runs(judge: Judge) -> None:
    public = len(judge.dataset.train.labels)
    looks = f"assert len(loader.dataset) == {public}\n    model.train()\n    total = 0.0"
    with lasting(judge, train=train_with("model.train()\n    total = 0.0", looks)) as training:
        training.next()
        assert training.next().loss is not None
        assert training.work_of(2).tensors == {}  # nothing but the public digits, held before


def test_what_the_own_evaluation_says_is_held_against_what_is_measured(judge: Judge) -> None:
    wrong = train_with("correct / len(loader.dataset)\n", "correct / len(loader)\n")
    with lasting(judge, train=wrong) as training:
        epoch = training.next()
    said = replace(done(), epochs=(epoch,)).disagreement
    assert said is not None
    assert said[0] > 1 > said[1]


def test_a_training_starts_from_the_same_numbers_each_time(judge: Judge) -> None:
    losses = []
    for _ in range(2):
        with lasting(judge) as training:
            losses.append([training.next(), training.next()])
    assert losses[0] == losses[1]


def test_a_memory_of_the_optimizer_lives_from_epoch_to_epoch(judge: Judge) -> None:
    """What trains is made once: a count that it holds goes on."""
    counts = train_with(
        "    model.train()\n    total = 0.0",
        "    optimizer.epochs = getattr(optimizer, 'epochs', 0) + 1\n"
        "    return float(optimizer.epochs)\n    total = 0.0",
    )
    with lasting(judge, train=counts) as training:
        assert [training.next().loss for _ in range(4)] == [None, 1.0, 2.0, 3.0]


def test_an_error_in_the_middle_ends_it_and_what_was_there_is_kept(judge: Judge) -> None:
    fails = train_with(
        "    model.train()\n    total = 0.0",
        "    optimizer.epochs = getattr(optimizer, 'epochs', 0) + 1\n"
        "    if optimizer.epochs == 2: raise ValueError('enough')\n"
        "    model.train()\n    total = 0.0",
    )
    with lasting(judge, train=fails) as training:
        training.next()
        training.next()
        with pytest.raises(Mishap) as error:
            training.next()
        assert error.value.text == "enough"
        learned = training.learned()
    assert learned is not None
    assert len(learned.pictures) == 10


def test_what_is_not_written_is_said_in_a_sentence_with_the_rest_trained(tmp_path: Path) -> None:
    for path in (ROOT / "solutions").glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "hidden_layer.py").write_text((ROOT / "exercises" / "hidden_layer.py").read_text())
    said = run(tmp_path, "--epochs", "1")
    assert said.exit_code == 0
    assert "HiddenNN was not trained" in said.output
    assert "not written yet" in said.output
    assert "mnist-grade check" not in said.output


def test_ctrl_c_keeps_what_is_there() -> None:
    program = [sys.executable, "-m", "grader.cli", "train", "solutions", "--epochs", "99999"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "epoch" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert process.returncode == 0
    assert re.search(r"SimpleNN: \d+ epochs? on digits", rest)
    assert "Your evaluate says" in rest
    assert "HiddenNN" not in rest.replace("Or with another model: HiddenNN", "")


def test_a_course_of_ones_own_trains_without_targets_and_without_a_measure(tmp_path: Path) -> None:
    course = ROOT / "tests" / "courses" / "own-data"
    page = tmp_path / "t.html"
    said = run(course / "solutions", "--course", course, "--epochs", "3", "--html", page)
    assert said.exit_code == 0, said.output
    assert "Moons: 3 epochs on own" in said.output
    assert "the course began" not in said.output + page.read_text()
    assert "and mnist-grade counts" not in said.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["solutions", "--model", "Nobody"], "this course trains SimpleNN, HiddenNN"),
        (["nowhere"], "nowhere"),
    ],
)
def test_a_wrong_command_line_is_told_at_once(words: list[str], told: str) -> None:
    done = run(*words)
    assert (done.exit_code, told in done.output) == (2, True)


def test_a_course_in_which_nothing_is_trained_says_so() -> None:
    course = ROOT / "tests" / "courses" / "more-training"
    assert trainings_of(load_course(course / "course.yaml")) == {}
    done = run(course / "solutions", "--course", course)
    assert done.exit_code == 2
    assert "nothing is trained in this course" in done.output


def done(*, fits: bool = True, epochs: int = 3) -> AtLength:
    """A training that is over."""
    end = Metrics("", 0.0541, 0.981, 0.102 if fits else 0.12, 0.951)
    rows = [Epoch(n, 1 / n if n else None, 1 / (n + 1), 0.9, end if n else START)
            for n in range(epochs + 1)]  # fmt: skip
    return AtLength("Net", "learn", "", "digits", epochs, TARGETS, tuple(rows),
                    Learned(100, 3), seconds=61.0)  # fmt: skip


def test_where_a_check_has_named_a_mistake_more_epochs_are_no_advice() -> None:
    console = Console(file=io.StringIO(), width=80)
    print_training(done(fits=False), console, folder="work", found="missing-zero-grad")
    text = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    assert "more epochs do not mend that: mnist-grade why missing-zero-grad" in text
    assert "--epochs" not in text


@pytest.mark.parametrize(("fits", "said"), [(True, "every line is yours"), (False, "not yet")])
def test_figures_count_as_they_are_written(fits: bool, said: str) -> None:
    console = Console(file=io.StringIO(), width=80)
    print_training(done(fits=fits), console, folder="my work", others=("Deep",))
    text = console.file.getvalue()
    assert said in text
    assert ("mnist-grade train 'my work' --model Net --epochs 40" in text) is not fits
    assert max(map(len, text.splitlines())) <= 80
    assert ("1 min 01 s") in text


def test_no_number_is_no_figure_that_was_reached() -> None:
    nothing = Metrics("", float("nan"), 0.1, float("nan"), 0.1)
    lost = replace(done(), epochs=(*done().epochs, Epoch(4, None, None, None, nothing)))
    assert not any(lost.reached.values())
    assert "no number" in rendered(lost)
    assert training_page([lost])


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_live_screen_is_drawn_with_what_the_console_has(encoding: str) -> None:
    text = rendered(done(epochs=30), encoding)
    assert "epoch 30 of 30" in text
    assert ("●" in text) is (encoding == "utf-8")
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("\n") <= 22


def rendered(training: AtLength, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    console = Console(file=file, width=80)
    console.print(drawn(training, console))
    file.flush()
    return raw.getvalue().decode(encoding)


def test_curves_stay_in_their_picture() -> None:
    drawn_lines = chart([3.0, float("inf"), None, 0.0], [1.0, 1.0, 1.0, -5.0], fine=False, width=40)
    assert max(map(len, drawn_lines)) <= 40
    assert chart([], [], fine=True, width=80) == []
