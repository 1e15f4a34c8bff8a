"""What an author of a course gets wrong is told with file, line and what to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.course.authoring import new_course, new_exercise
from grader.course.course import load_course
from grader.errors import CourseError, DatasetError
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge, load_dataset
from grader.judge.overview import is_inferred, is_random, overview_of, works_for
from grader.judge.problems import Problem, told
from grader.judge.proof import Prover, hasty
from grader.judge.slips import slips

Slip = Callable[[Path], object]
SOLUTION, CHECKS = "solutions/accuracy.py", "checks/accuracy.py"


def edited(name: str, old: str, new: str) -> Slip:
    """A file in which a text that stands there once is another one."""

    def slip(course: Path) -> None:
        text = (course / name).read_text()
        assert text.count(old) == 1, (name, old)
        (course / name).write_text(text.replace(old, new))

    return slip


def added(name: str, text: str) -> Slip:
    def slip(course: Path) -> None:
        (course / name).parent.mkdir(exist_ok=True)
        with (course / name).open("a") as file:
            file.write(text)

    return slip


def removed(name: str) -> Slip:
    return lambda course: (course / name).unlink()


def found(course: Path) -> list[Problem]:
    """What is wrong before a judge plays anything."""
    try:
        loaded = load_course(course / "course.yaml")
        told_first = list(slips(loaded, loaded.exercises))
        catalogue(loaded.folder)
        for exercise in loaded.exercises:
            overview_of(loaded, exercise)
            for name in is_inferred(loaded, exercise):
                for work in works_for(loaded, exercise, name):
                    if is_random(loaded, work):
                        told_first.append(Problem(SOLUTION, f"{name} is random"))
        load_dataset(loaded)
    except (CourseError, DatasetError) as error:
        return [told(error)]
    return told_first


GIVEN = "\n\ndef given(draw):\n    return "
HINT = '"Which row does each label belong to, and which number in that row is the answer?"'
LESS = '\nmistake("less", "It is less.", "Why?", '
WROTE = "    return (logits.argmax(dim=1) == labels).float().mean().item()\n"
SLIPS: dict[str, tuple[Slip, str]] = {
    "mark forgotten": (
        edited(SOLUTION, "    ### BEGIN SOLUTION\n", ""), r"accuracy\.py:13: ### END .*put ### BEGIN"),
    "no mark at all": (
        lambda c: (c / SOLUTION).write_text("def accuracy(): ...\n"),
        r"accuracy\.py:1: no ### BEGIN SOLUTION; mark"),
    "end of the mark forgotten": (
        edited(SOLUTION, "    ### END SOLUTION\n", ""), r"accuracy\.py:12: ### BEGIN .*put ### END"),
    "no Python": (edited(SOLUTION, "-> float:", "-> float"), r"accuracy\.py:6: .*mend this line"),
    "annotation missing": (
        edited(SOLUTION, "labels: Tensor)", "rows)"), r"accuracy\.py:6: accuracy: .*'rows'.*annotate"),
    "shape missing": (
        edited(SOLUTION, "    logits: float32, shape (N, C)\n", ""), r"accuracy\.py:6: .*'logits'.*shape"),
    "a type that goes by its name alone": (
        edited(SOLUTION, ".mean().item()", ".mean().dtype"), r"gives back a dtype.*check_ function"),
    "a solution that fails": (
        edited(SOLUTION, "dim=1", "dim=5"), r"accuracy\.py:13: .*the solution fails.*hand over"),
    "random without a check of its own": (
        edited(SOLUTION, "(logits.argmax", "(logits.add(logits.new_zeros(logits.shape).normal_()).argmax"),
        "is random"),
    "print in a solution": (
        edited(SOLUTION, "    return", "    print(logits)\n    return"), r"accuracy\.py:13: .*prints; remove"),
    "circular import": (
        lambda c: [edited(SOLUTION, "from torch", "from other import more\nfrom torch")(c),
                   added("solutions/other.py", "from accuracy import accuracy\ndef more(a: int) -> int:\n"
                         "    ### BEGIN SOLUTION\n    return a\n    ### END SOLUTION\n")(c),
                   edited("course.yaml", "  - id: accuracy",
                          "  - {id: other, title: O, points: 1, hints: [Why]}\n  - id: accuracy")(c)],
        r"solutions/\w+\.py:\d+: .*cannot import name"),
    "a name defined in two files": (
        lambda c: shutil.copy(c / SOLUTION, c / "solutions/twice.py"),
        r"twice\.py:6: accuracy is defined in accuracy\.py too; rename"),
    "a stray solution": (
        added("solutions/stray.py", "def stray():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"),
        r"stray\.py: is of no exercise; give it a record"),
    "a file of checks with a typing error": (
        added("checks/acuracy.py", "X = 1\n"), r"acuracy\.py: .*did you mean accuracy.*call it"),
    "right spellings of nothing": (
        added("right/acuracy", ""), r"right/acuracy: is of no exercise \(did you mean accuracy"),
    "no lesson": (removed("exercises/README.md"), r"README\.md: the lesson is missing; write it"),
    "id twice": (
        edited("course.yaml", "  - id: accuracy", "  - id: accuracy\n    id: accuracy"),
        r"course\.yaml:8: 'id' stands there twice; keep one"),
    "exercise twice": (
        edited("course.yaml", "  - id: accuracy", "  - {id: accuracy, title: A, points: 1, hints: [W]}\n  - id: accuracy"),
        r"course\.yaml:6: exercises: 'accuracy' stands there twice; keep one"),
    "hint empty": (edited("course.yaml", HINT, '""'), r"course\.yaml:11: .*hints.*at least 1"),
    "hint of blanks": (edited("course.yaml", HINT, '" "'), r"course\.yaml:7: accuracy: a hint is empty; ask"),
    "hint gives it away": (
        edited("course.yaml", HINT, "return (logits.argmax(dim=1) == labels).float().mean().item()"),
        r"course\.yaml:11: accuracy: a hint gives .* away; ask"),
    "points missing": (edited("course.yaml", "    points: 10\n", ""), r"course\.yaml:7: .*checks: is missing; add"),
    "no points at all": (edited("course.yaml", "points: 10", "points: 0"), r"course\.yaml: .*nothing to gain; give"),
    "a field with a typing error": (
        edited("course.yaml", "    points:", "    point:"), r"course\.yaml:9: .*point: .*did you mean points"),
    "no YAML": (edited("course.yaml", 'title: "Accuracy"', 'title: "Accuracy'), r"course\.yaml:\d+: is not YAML.*mend"),
    "an unknown format": (edited("course.yaml", "format: 1", "format: 2"), r"course\.yaml:2: format: "),
    "a solution that is not there": (
        edited("course.yaml", "    points:", "    file: acuracy.py\n    points:"),
        r"course\.yaml:9: .*solutions/acuracy\.py is missing; write it"),
    "an unknown check": (
        edited("course.yaml", "points: 10", "checks: {acuracy: {points: 1}}"),
        r"course\.yaml:7: .*no check 'acuracy'.*known are: accuracy"),
    "edit that fits twice": (
        added(CHECKS, f'{LESS}edit=("logits", "labels"))\n'), r"checks/accuracy\.py:12: less: .*3 times; give"),
    "edit that fits nowhere": (
        added(CHECKS, f'{LESS}edit=("argmin", "argmax"))\n'), r"checks/accuracy\.py:12: less: .*0 times; after"),
    "an unknown kind of call": (
        added(CHECKS, f'{LESS}calls={{"zerograd": ()}})\n'),
        r"checks/accuracy\.py:12: less: calls: 'zerograd'.*known are: "),
    "a mistake that nobody can make": (
        added(CHECKS, f"{LESS})\n"), r"checks/accuracy\.py:12: less: says no way to make it; give it edit"),
    "a code that is none": (
        edited(CHECKS, '"counted-not-averaged"', '"Counted, not averaged"'),
        r"checks/accuracy\.py:5: Counted, .*: is no code; write small"),
    "a mistake twice": (
        added(CHECKS, LESS.replace('"less"', '"counted-not-averaged"') + 'edit=("dim=1", "dim=0"))\n'),
        r"checks/accuracy\.py:5: counted-.* is declared twice; give several"),
    "a mistake's hint is empty": (
        added(CHECKS, LESS.replace('"Why?"', '""') + 'edit=("dim=1", "dim=0"))\n'),
        r"checks/accuracy\.py:12: less: its hint is empty; ask"),
    "checks that cannot be imported": (
        edited(CHECKS, "from grader.kit import mistake\n", "from grader.kit import misstake\n"),
        r"checks/accuracy\.py:3: cannot be imported: ImportError.*mend this line"),
    "a check without points": (
        lambda c: [edited("course.yaml", "points: 10", "checks: {that: {points: 1}}")(c),
                   added(CHECKS, "\n\ndef check_that(examiner, draw):\n    pass\n"
                         "\n\ndef check_it(examiner, draw):\n    pass\n")(c)],
        r"checks/accuracy\.py:17: check_it: .*has no points.*add `it: "),
    "given for nobody": (
        added(CHECKS, GIVEN.replace("given", "given_acuracy") + "1\n"),
        r"checks/accuracy\.py:13: given_acuracy: .*did you mean accuracy\?\); known are"),
    "given hands over what cannot travel": (
        added(CHECKS, GIVEN + "{}, 1\n"), r"cannot be handed a dict; hand over numbers"),
    "given without draw": (
        added(CHECKS, "\n\ndef given():\n    return 1, 2\n"), r"checks/accuracy\.py:13: given.*draw"),
    "EQUAL of before": (
        added(CHECKS, '\nEQUAL = {"`x = 1` left out": "no matter"}\n'), r"checks/accuracy\.py:12: EQUAL: .*is no mutant of the solution; remove"),
    "data that are not there": (
        edited("course.yaml", "exercises:", "dataset: {file: data/no.npz}\nexercises:"),
        r"no\.npz: there is no such file; name it"),
    "data with objects": (
        lambda c: [(c / "data").mkdir(), np.savez(c / "data/a.npz", inputs=np.array([{}] * 30), labels=np.arange(30)),
                   edited("course.yaml", "exercises:", "dataset: {file: data/a.npz}\nexercises:")(c)],
        r"a\.npz: is no \.npz of plain numbers: .*; save it with numpy\.savez, and no objects"),
    "data without labels": (
        lambda c: [(c / "data").mkdir(), np.savez(c / "data/a.npz", inputs=np.zeros((30, 2), np.float32)),
                   edited("course.yaml", "exercises:", "dataset: {file: data/a.npz}\nexercises:")(c)],
        r"a\.npz: labels: is missing; save it with"),
    "several edits as ways": (
        added(CHECKS, LESS + 'ways=[("a", "b")])\n'), r"accuracy\.py:\d+: less: ways: .*a list in edit"),
    "an edit that is no pair": (
        added(CHECKS, LESS + 'edit=[("a", "b", "c")])\n'), r"accuracy\.py:\d+: less: edit: .*pairs"),
    "another encoding": (
        lambda c: (c / "course.yaml").write_bytes((c / "course.yaml").read_bytes().replace(b"Acc", b"\xc4cc")),
        r"course\.yaml:8: holds a letter that is no UTF-8; save"),
    "a solution in another encoding": (
        lambda c: (c / SOLUTION).write_bytes(b"# \xfcber\n" + (c / SOLUTION).read_bytes()),
        r"accuracy\.py:1: .*no UTF-8; save"),
    "points in words": (edited("course.yaml", "points: 10", "points: ten"), r"course\.yaml:7: .*points: .*'ten'.*write one"),
    "nothing between the marks": (edited(SOLUTION, WROTE, ""), r"course\.yaml:7: .*solutions/accuracy\.py holds .*write the"),
    "an id with a dash": (
        edited("course.yaml", "id: accuracy", "id: label-smoothing"), r"course\.yaml:7: .*id: .*write small letters.*_"),
    "given hands over too little": (
        added(CHECKS, GIVEN + "(draw.tensor(3, 4),)\n"), r"checks/accuracy\.py:13: given: .*'labels'; return a tuple"),
    "given is no function": (added(CHECKS, "\ngiven = (1, 2)\n"), r"checks/accuracy\.py: given: .*write def given"),
    "checks that end the program": (
        added(CHECKS, "\nraise SystemExit(1)\n"), r"checks/accuracy\.py:12: .*SystemExit.*mend this line"),
    "a solution that ends the program": (
        edited(SOLUTION, "from torch", "raise SystemExit(2)\nfrom torch"), r"accuracy\.py:3: ends the program; "),
    "a check without a line": (
        lambda c: [edited("course.yaml", "points: 10", "checks: {that: {points: 1}}")(c),
                   added(CHECKS, "\n\ndef check_that(examiner, draw):\n    pass\n")(c)],
        r"checks/accuracy\.py:13: check_that: has no docstring; write"),
    "a shape without commas": (
        edited(SOLUTION, "shape (N, C)", "shape (N C)"), r"accuracy\.py:6: accuracy: logits: .*put commas"),
    "a type that nobody draws": (
        edited(SOLUTION, "logits: float32", "logits: float46"), r"accuracy\.py:6: .*float46.*write one of float32, int64"),
    "an edit that is no Python": (
        added(CHECKS, LESS + 'edit=("dim=1", "dim=="))\n'), r"accuracy\.py:12: less: .*with this edit .*write"),
    "a folder with a typing error": (
        added("check/accuracy.py", ""), r"/check: is read by nobody \(did you mean checks"),
    "a confirms that is no function": (
        added(CHECKS, LESS + 'edit=("a", "b"), confirms="x")\n'), r"less: confirms: .*function of one case"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_its_place_and_what_to_do(name: str, tmp_path: Path) -> None:
    course = tmp_path / "mine"
    new_course(course, like=None)
    slip, said = SLIPS[name]
    slip(course)
    problems = [str(problem) for problem in found(course)]
    assert any(re.search(said, problem) for problem in problems), problems


def test_a_course_without_a_slip_has_none(tmp_path: Path) -> None:
    new_course(tmp_path / "mine", like=None)
    assert found(tmp_path / "mine") == []


# --- what only a play shows -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The problems of one course whose exercises have a slip each."""
    course = tmp_path_factory.mktemp("slips") / "mine"
    new_course(course, like=None)
    exercises = ("passes", "accused", "blind", "unasked")
    for name in exercises:
        new_exercise(course / "course.yaml", name)
    edited("solutions/passes.py", f"    ### BEGIN SOLUTION\n{WROTE}    ### END SOLUTION\n",
           f"    seen = labels\n    if seen is None:\n        ### BEGIN SOLUTION\n        return 0\n"
           f"        ### END SOLUTION\n{WROTE}")(course)  # fmt: skip
    added(
        "right/accused/wrong.py",
        (course / "solutions/accused.py").read_text().replace(".mean", ".sum"),
    )(course.parent / "mine" if (course / "right").mkdir() is None else course)
    added(
        "checks/blind.py",
        "\n\ndef given(draw):\n    return draw.tensor(1, 3).abs(), draw.labels(1, 1)\n",
    )(course)
    edited("checks/unasked.py", "\n)\n", "\n    confirms=lambda case: case.source,\n)\n")(course)
    with Judge(hasty(load_course(course / "course.yaml"))) as judge:
        yield [str(problem) for problem in Prover(judge).prove(exercises).problems]


@pytest.mark.parametrize(
    "said",
    [
        r"solutions/passes\.py: the starter has 10 points; mark all",
        r"right/accused/wrong\.py: accused fails .*let the check ask for less",
        r"right/accused/wrong\.py: is accused of counted-not-averaged; let it confirm more",
        r"checks/blind\.py:5: counted-not-averaged is not caught; let given draw",
        r"checks/unasked\.py:\d+: AttributeError: 'Case' object has no .*source'; mend the confirms",
        r"solutions/blind\.py:13: .*: no check tells that from the solution; .*EQUAL",
    ],
)
def test_what_a_play_shows_is_told(proven: list[str], said: str) -> None:
    assert any(re.search(said, problem) for problem in proven), proven


def test_about_half_of_the_labels_beside_scores_are_the_largest_score(tmp_path: Path) -> None:
    new_course(tmp_path / "mine", like=None)
    loaded = load_course(tmp_path / "mine" / "course.yaml")
    (exercise,) = loaded.exercises
    right = []
    for work in works_for(loaded, exercise, "accuracy"):
        for logits, labels in zip(*[iter(work.tensors.values())] * 2, strict=True):
            right += (logits.argmax(dim=1) == labels).tolist()
    assert 0.3 < sum(right) / len(right) < 0.9
