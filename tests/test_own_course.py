"""A course that stands outside the package: its solution decides, and nobody wrote a scene."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.course.course import load_course
from grader.course.starters import cut
from grader.errors import CourseError
from grader.findings.catalogue import catalogue
from grader.judge.beside import judge_beside, passing
from grader.judge.grading import Judge
from grader.judge.process import JudgeDied
from grader.judge.proof import Prover, hasty
from grader.judge.setup import Setup
from grader.results.verdict import ExerciseResult, Outcome
from grader.submission.submission import Submission

HERE = Path(__file__).parent / "courses" / "more-training"
COURSE = load_course(HERE / "course.yaml")
SOLUTIONS = {path.name: path.read_text() for path in sorted((HERE / "solutions").glob("*.py"))}
ACCUMULATE = SOLUTIONS["accumulate.py"]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(COURSE) as judge:
        yield judge


def grade(judge: Judge, exercise: str, text: str) -> ExerciseResult:
    files = {f"{exercise}.py": text.encode()}
    (result,) = judge.grade(Submission("one", files), [exercise]).exercises
    return result


def changed(*edits: tuple[str, str]) -> str:
    """The solution of accumulate with texts replaced, each of which stands there once."""
    text = ACCUMULATE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


NOT_DIVIDED = ((" / len(batches)", ""), ("return total", "return total / len(batches)"))
NEVER_CLEARED = ("    optimizer.zero_grad()\n", "")
CLEARED_BY_HAND = "        for p in model.parameters():\n            p.grad = None\n"
# Each with the codes that it gets, and how a line begins of those where the first of them is.
WRONG = {
    "starter": (cut(ACCUMULATE, yaml=False), {"not-implemented"}, "raise NotImplementedError"),
    "no division": (changed(*NOT_DIVIDED), {"not-averaged"}, "loss = loss_fn"),
    "a step in every batch": (
        changed(("    optimizer.step()", "        optimizer.step()")),
        {"step-in-every-batch"},
        "optimizer.step()",
    ),
    "cleared inside of the loop": (
        changed(("        loss = loss_fn", f"{CLEARED_BY_HAND}        loss = loss_fn")),
        {"cleared-between-batches"},
        "",
    ),
    "never cleared": (changed(NEVER_CLEARED), {"missing-zero-grad"}, "loss.backward()"),
    "two at once": (
        changed(*NOT_DIVIDED, NEVER_CLEARED),
        {"not-averaged", "missing-zero-grad"},
        "loss = loss_fn",
    ),
    "swapped": (
        changed(("loss_fn(model(inputs), labels)", "loss_fn(labels, model(inputs))")),
        {"swapped-arguments"},
        "loss = loss_fn",
    ),
    "clipped": (
        changed(
            (
                "    optimizer.step()",
                "    nn.utils.clip_grad_norm_(model.parameters(), 0.1)\n    optimizer.step()",
            )
        ),
        {"wrong-gradients"},
        "nn.utils.clip_grad_norm_",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_submission_is_named(judge: Judge, name: str) -> None:
    text, codes, line = WRONG[name]
    result = grade(judge, "accumulate", text)
    assert result.score == 0
    assert {finding.code for finding in result.findings} == codes
    placed = next(f for f in result.findings if f.line)
    first = placed.line or 0
    shown = text.splitlines()[first - 1 : placed.end_line or first]
    assert any(part.strip().startswith(line) for part in shown)


@pytest.mark.parametrize("path", sorted((HERE / "right").rglob("*.py")), ids=lambda p: p.stem)
def test_right_code_in_an_unusual_spelling_passes(judge: Judge, path: Path) -> None:
    result = grade(judge, path.parent.name, path.read_text())
    assert (result.score, result.findings) == (result.max_score, ())


def test_solutions_get_full_marks_and_starters_none(judge: Judge) -> None:
    files = {name: text.encode() for name, text in SOLUTIONS.items()}
    assert judge.grade(Submission("solutions", files)).score == COURSE.max_score == 100
    starters = {name: cut(text, yaml=False).encode() for name, text in SOLUTIONS.items()}
    grade = judge.grade(Submission("starters", starters))
    assert grade.score == 0
    assert {f.code for e in grade.exercises for f in e.findings} == {"not-implemented"}


@pytest.mark.parametrize("exercise", ["momentum", "stopping"])
def test_the_mistakes_of_an_exercise_are_named_where_the_solution_makes_them(
    judge: Judge, exercise: str
) -> None:
    text = SOLUTIONS[f"{exercise}.py"]
    own = [e for e in catalogue(COURSE.folder) if e.exercises == (exercise,)]
    assert len(own) == 3
    for entry in own:
        (edit,) = entry.mistakes[0].edits  # type: ignore[union-attr]
        result = grade(judge, exercise, text.replace(edit.old, edit.new))
        assert [finding.code for finding in result.findings] == [entry.code]
        assert result.findings[0].line is not None


def test_the_course_is_proven() -> None:
    quick = hasty(COURSE)
    with Judge(quick) as judge, judge_beside(quick, HERE) as beside:
        proof = Prover(judge, beside).prove(["accumulate", "average"])
        for text, passes in ((SOLUTIONS["average.py"], True), ("average = None\n", False)):
            files = {"average.py": text.encode()}
            assert beside is None or beside.passes("average", files) is passes
    with judge_beside(quick, HERE, ["average"]) as none:
        assert none is None, "14 mutants are played sooner than another judge starts"
    assert [str(problem) for problem in proof.problems] == []
    assert proof.caught["accumulate"].keys() == {
        "not-averaged", "step-in-every-batch", "cleared-between-batches",
    }  # fmt: skip
    assert proof.mutants == {"accumulate": 25, "average": 14}


@pytest.mark.parametrize("ends_after", [0, 3, None])
def test_what_is_played_is_shared_with_a_second_judge_and_taken_back_where_it_is_lost(
    ends_after: int | None,
) -> None:
    played = [(str(n), {"f.py": bytes([n])}) for n in range(25)]
    asked = list[Mapping[str, bytes]]()

    def here(files: Mapping[str, bytes]) -> bool:
        return files["f.py"][0] % 2 == 0

    def beside(files: Mapping[str, bytes]) -> bool:
        asked.append(files)
        if len(asked) - 1 == ends_after:
            raise JudgeDied("gone")
        return here(files)

    assert passing(played, here, beside) == {str(n) for n in range(0, 25, 2)}
    assert ends_after is None or len(asked) <= ends_after + 1


def test_the_command_takes_the_folder_of_a_course() -> None:
    done = CliRunner().invoke(main, ["check", str(HERE / "solutions"), "--course", str(HERE)])
    assert done.exit_code == 0, done.output
    assert "100 / 100 points" in done.output


READ_BY_PATH = "import pathlib\n    leaf = pathlib.Path({path!r}).read_text()"
STEALS = {
    "its solution by path": READ_BY_PATH.format(path=str(HERE / "solutions" / "accumulate.py")),
    "its checks by path": READ_BY_PATH.format(path=str(HERE / "checks" / "accumulate.py")),
    "its record by path": READ_BY_PATH.format(path=str(HERE / "course.yaml")),
    "the package's courses by name": "from grader.courses.mnist import parts as leaf",
    "a solution by the name it has in the judge": (
        "import sys\n    leaf = sys.modules['solution:accumulate']"
    ),
    "through the models that it is handed": (
        "import gc\n    leaf = [o for o in gc.get_objects() if 'Solutions' in type(o).__name__][0]"
    ),
}


@pytest.mark.parametrize("name", STEALS)
def test_a_submission_gets_at_nothing_of_the_course(judge: Judge, name: str) -> None:
    if any("files: off" in seal for seal in judge.protection()):
        pytest.skip("nothing keeps files from a worker on this machine")
    stolen = f"    {STEALS[name]}\n    raise RuntimeError(f'stolen: {{leaf}}'[:400])\n"
    text = ACCUMULATE.replace("    ### BEGIN SOLUTION\n", stolen)
    result = grade(judge, "accumulate", text)
    assert result.score == 0
    told = repr(result)
    assert "stolen" not in told
    assert "accumulated_step(" not in told


# --- what an author gets wrong -------------------------------------------------------------------
@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the course to change."""
    return Path(shutil.copytree(HERE, tmp_path / "course"))


def test_a_course_of_its_own_has_solutions(own: Path) -> None:
    shutil.rmtree(own / "solutions")
    with pytest.raises(CourseError, match=r"course\.yaml: format: .* no folder .*solutions"):
        load_course(own / "course.yaml")


UNFIT = {
    'mistake("x", "No.", "Why?", edit=("sorted(values)", "values"))': "y:\\d+: x: .* 0 times",
    'mistake("x", "No.", "Why?", edit=("values", "window"))': "average.py:\\d+: x: .* give so much",
    'mistake("x", "No.", "Why?", edit=("len(values)", "len(values)"))': "x: edit: .* becomes what",
    'mistake("x", "No.", "Why?", edit=("len(values)", "len(values"))': "x: .* cannot be used",
    'mistake("x", "No.", "Why?", calls={"zero_grads": ()})': "y:\\d+: x: calls: 'zero_grads' is no",
    'mistake("x", "No.", "Why?", calls={"step": ("steps",)})': "x: calls: 'steps' cannot stand for",
    'mistake("x", "No.", "Why?")': "average.py:\\d+: x: says no way to make it",
    '@mistake("x", "No.", "Why?")\ndef mean(values): pass': "x: no solution defines mean; .*aver",
    'mistake("x", "No.", "Why?", edit=[[("a", "b")], [("c",)]])': "x: edit: write .old, new.",
    'mistake("x", "No.", "Why?", edit=("a", "b"), sees="never")': "x: sees: is to be a function",
    "1 / 0": "average.py:\\d+: cannot be imported: ZeroDivisionError",
}


@pytest.mark.parametrize("place", ["checks", "mistakes"])
@pytest.mark.parametrize("written", UNFIT)
def test_a_mistake_that_does_not_fit_says_file_code_and_remedy(
    own: Path, written: str, place: str
) -> None:
    (own / place).mkdir(exist_ok=True)
    path = own / place / "average.py"
    before = path.read_text() if path.exists() else ""
    path.write_text(f"{before}\nfrom grader.kit import mistake\n{written}\n")
    told = UNFIT[written]
    if place == "mistakes" and ("0 times" in told or "no solution" in told):
        told = "average.py:\\d+: x: fits the solution of no exercise; give edit a text"
    with pytest.raises(CourseError, match=told):
        catalogue(load_course(own / "course.yaml").folder)


def test_no_judge_starts_for_a_course_whose_mistake_does_not_fit(own: Path) -> None:
    (own / "mistakes").mkdir()
    (own / "mistakes" / "words.py").write_text(
        "from grader.kit import mistake\n"
        'mistake("nowhere", "No.", "Why?", edit=("sorted(values)", "values"))\n'
    )
    done = CliRunner().invoke(main, ["check", str(HERE / "solutions"), "--course", str(own)])
    assert done.exit_code == 2, done.output
    told = " ".join(done.output.split())
    assert "words.py:2: nowhere: fits the solution of no exercise; give edit a text" in told


def test_a_mistake_of_several_exercises_is_named_in_each(own: Path) -> None:
    (own / "mistakes").mkdir()
    (own / "mistakes" / "no_grad.py").write_text(
        "from grader.kit import mistake\n"
        'mistake("on-the-graph", "A weight is a number.", "Who watches?",\n'
        '        edit=("with torch.no_grad():", "if True:"))\n'
    )
    course = load_course(own / "course.yaml")
    concerned = [e.exercises for e in catalogue(course.folder) if e.code == "on-the-graph"]
    assert concerned == [("momentum",), ("ema",)]
    with Judge(course) as judge:
        for exercise in ("momentum", "ema"):
            text = SOLUTIONS[f"{exercise}.py"].replace("with torch.no_grad():", "if True:")
            assert [f.code for f in grade(judge, exercise, text).findings] == ["on-the-graph"]


def test_a_mistake_is_named_in_each_of_its_ways_and_by_what_came_back(own: Path) -> None:
    with (own / "checks" / "average.py").open("a") as file:
        file.write(
            "\nfrom grader.kit import mistake\n"
            'mistake("one-window", "One is enough.", "How many?",\n'
            '        edit=[[("- window + 1", "- window")], [("- window + 1", "")]],\n'
            "        sees=lambda case: any(len(a) < 2 for _, (a,) in case.answers('returned')))\n"
            'mistake("unheard", "Quiet.", "Who?", edit=("/ window", "/ 2"),\n'
            "        sees=lambda case: case.answers('never seen')[0][1][0][0])\n"
        )
    right = SOLUTIONS["average.py"]
    ways = [right.replace("- window + 1", way) for way in ("- window", "")]
    drawn = right.replace("return [", "return [__import__('random').random()] or [")
    with Judge(load_course(own / "course.yaml")) as judge:
        named = [[f.code for f in grade(judge, "average", t).findings] for t in (*ways, drawn)]
    assert named == [["one-window"]] * 3


def test_a_parameter_that_nobody_can_tell_is_our_fault_and_says_what_helps(own: Path) -> None:
    (own / "checks" / "stopping.py").unlink()
    with Judge(load_course(own / "course.yaml")) as judge:
        grade = judge.grade(
            Submission("right", {"stopping.py": SOLUTIONS["stopping.py"].encode()}), ["stopping"]
        )
    assert grade.status == "failed"
    assert [c.outcome for e in grade.exercises for c in e.checks] == [Outcome.NOT_JUDGED]


def test_a_plain_assert_is_a_failed_check_with_its_message(own: Path) -> None:
    (own / "checks" / "average.py").write_text(
        "from grader.kit import call, value\n\n\n"
        "def check_it_is_short(examiner, draw):\n"
        '    """The average is shorter than the values."""\n'
        '    work = draw.work("moving_average", call([1.0, 2.0, 4.0], 2), returns=[value()])\n'
        '    seen = examiner.play(work).sight.value("returned")\n'
        '    assert len(seen) < 2, "five values are too many"\n'
    )
    record = (own / "course.yaml").read_text()
    short = "checks: {it-is-short: {points: 10}}"
    record = record.replace('moving average"\n    points: 10', f'moving average"\n    {short}')
    (own / "course.yaml").write_text(record)
    with Judge(load_course(own / "course.yaml")) as judge:
        result = grade(judge, "average", SOLUTIONS["average.py"])
    (check,) = result.checks
    assert check.outcome is Outcome.FAILED
    assert check.title == "The average is shorter than the values."
    assert [evidence.what for evidence in check.evidence] == ["five values are too many"]


def test_a_changed_check_or_mistake_grades_again(own: Path) -> None:
    before = Setup(load_course(own / "course.yaml")).grounds()
    assert Setup(load_course(own / "course.yaml")).grounds() == before
    with (own / "checks" / "average.py").open("a") as file:
        file.write("# another thought\n")
    assert Setup(load_course(own / "course.yaml")).grounds() != before
