"""What exercises are to each other stands in their records, and no order of them decides it."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.course.course import Course, built_in_course, load_course
from grader.course.edition import public_course, student_edition
from grader.course.marks import calls_of, marked_blocks, shipped_contract
from grader.course.plain_yaml import read_document
from grader.course.records import QUESTION, RELATIONS
from grader.course.relations import Question, Relations
from grader.course.shipped import shipped, shipped_folder
from grader.errors import CourseError
from grader.judge.grading import Judge
from grader.judge.pieces import files_used, needed_first, pieces_of, stand_ins_of
from grader.judge.setup import Setup
from grader.submission.submission import Submission

COURSE = load_course(built_in_course())
OLD = Path(__file__).parent / "courses" / "0.1.0.yaml"
USED = partial(files_used, COURSE.contract)
BY_ID = {exercise.id: exercise for exercise in COURSE.exercises}


def course_with(tmp_path: Path, exercise: str, **changes: Any) -> Course:
    """The course with some fields of one record changed, and of its `checks`."""
    document = read_document(built_in_course())
    (record,) = (r for r in document["exercises"] if r["id"] == exercise)
    for name, fields in changes.pop("checks", {}).items():
        record["checks"][name] |= fields
    record.update(changes)
    path = tmp_path / "course.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return load_course(path)


def shuffled(course: Course) -> Course:
    return course.model_copy(update={"exercises": tuple(course.chosen(None)[i] for i in ORDER)})


ORDER = (6, 4, 3, 5, 2, 1, 0)  # the bonus first, then the training, its pieces last

# What a training uses


def test_an_exercise_is_judged_after_those_that_it_uses_wherever_it_stands() -> None:
    order = [e.id for e in needed_first(shuffled(COURSE).exercises, USED)]
    assert sorted(order) == sorted(BY_ID)
    assert order.index("hidden_layer") > order.index("train")
    assert order.index("train") > max(map(order.index, ("forward", "loss", "step")))
    assert [e.id for e in needed_first(COURSE.exercises, USED)] == list(BY_ID)


def test_exercises_that_need_each_other_are_each_judged_once() -> None:
    every = {exercise.file for exercise in COURSE.exercises}
    order = needed_first(COURSE.exercises, lambda _: every)
    assert sorted(e.id for e in order) == sorted(BY_ID)


def test_a_training_uses_its_own_pieces_last_and_of_the_others_those_that_passed() -> None:
    assert pieces_of(COURSE.contract, BY_ID["train"], {"forward.py", "step.py"}) == (
        "SimpleNN", "make_optimizer", "train_epoch",
    )  # fmt: skip
    assert pieces_of(COURSE.contract, BY_ID["hidden_layer"], {"train.py"}) == (
        "train_epoch",
        "HiddenNN",
    )
    assert pieces_of(COURSE.contract, BY_ID["train"], set()) == ("train_epoch",)
    assert pieces_of(COURSE.contract, BY_ID["step"], {"step.py"}) == ()


WRONG = {
    "everything is right": {},
    "the loss is wrong": {
        "loss.py": ("return criterion(logits, labels)", "return criterion(logits, labels) * 2")
    },
    "a step that train imports is wrong": {
        "step.py": ("optimizer.step()", "pass"),
        "train.py": ("    optimizer.step()\n", "    from step import step; step(optimizer)\n"),
    },
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_the_order_of_a_course_changes_no_document(
    judge: Judge, solutions: Submission, changes: dict[str, tuple[str, str]]
) -> None:
    files = {name: content.decode() for name, content in solutions.files.items()}
    for name, (old, new) in changes.items():
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    submission = Submission("one", {name: text.encode() for name, text in files.items()})
    first = document(judge, submission)
    course, judge.course = judge.course, shuffled(judge.course)
    try:
        other = document(judge, submission)
    finally:
        judge.course = course
    assert first == other
    assert bool(changes) == any(e["findings"] for e in first["exercises"].values())


def document(judge: Judge, submission: Submission) -> dict[str, Any]:
    """A grade's document, its exercises by their ids and without the seconds."""
    whole = judge.grade(submission).to_json()
    whole.pop("seconds")
    return whole | {"exercises": {e["id"]: e for e in whole["exercises"]}}


# What a function is built on


def test_what_a_function_calls_is_read_off_its_solution() -> None:
    assert {name: set(calls) for name, calls in calls_of(shipped_folder()).items() if calls} == {
        "train_epoch": {"train_step"}
    }


# What stands in


def test_a_stand_in_defines_what_its_exercise_asks_for_and_is_no_solution() -> None:
    for exercise in COURSE.exercises:
        if exercise.stand_in is None:
            continue
        text = (COURSE.folder.code / exercise.stand_in).read_text(encoding="utf-8")
        for name in shipped_contract().names_in(exercise.file):
            assert re.search(rf"^(def {name}\(|{name} = )", text, re.M), name
        assert text != (shipped("solutions") / exercise.file).read_text(encoding="utf-8")
        with pytest.raises(CourseError, match="no ### BEGIN SOLUTION"):
            list(marked_blocks(text.splitlines()))


def test_only_exercises_with_a_stand_in_are_replaced() -> None:
    found = stand_ins_of(COURSE.folder, [BY_ID["backward"], BY_ID["train"], BY_ID["explain"]])
    assert found.keys() == {"backward"}


# Courses that say nothing of it, and courses that say it wrong


def test_a_course_that_says_nothing_of_relations_has_those_that_mnist_grade_comes_with() -> None:
    written = read_document(OLD)["exercises"]
    assert not any({*RELATIONS} & record.keys() for record in written)
    for exercise in load_course(OLD).exercises:
        own, shipped_one = exercise.model_dump(), BY_ID[exercise.id].model_dump()
        assert {f: own[f] for f in RELATIONS} == {f: shipped_one[f] for f in RELATIONS}
        for name, check in own["checks"].items():
            for field in QUESTION:
                assert check[field] == shipped_one["checks"][name][field]


USES = {"model": "SimpleNN", "loss": "make_criterion", "optimizer": "make_optimizer"}
ASKS = {"asks": "What?", "words": ["a", "b"], "right": "a"}
MISTAKES: dict[str, tuple[str, dict[str, Any], str]] = {
    "an unknown kind": (
        "train",
        {"kind": "script"},
        "exercises.train.kind: should be 'functions', 'predictions' or 'training' (it is 'script')",
    ),
    "a role that is not filled": (
        "train",
        {"uses": USES},
        "exercises.train.uses.loop: is missing; add it",
    ),
    "a piece that nobody writes": (
        "train",
        {"uses": {**USES, "loop": "train_epochs"}},
        "exercises.train.uses.loop: no solution defines 'train_epochs'; known are: backward, Simp",
    ),
    "a training that is none": (
        "forward",
        {"uses": {**USES, "loop": "train_epoch"}},
        "exercises.forward: uses: is for kind: training alone; remove it",
    ),
    "a function that nobody writes": (
        "train",
        {"builds_on": {"train_epoch": ["train_steps"]}},
        "exercises.train.builds_on.train_epoch.1: no solution defines 'train_steps'; known are: ",
    ),
    "a solution that stands in": (
        "step",
        {"stand_in": "../../../solutions/step.py"},
        "exercises.step.stand_in: should match pattern ",
    ),
    "a stand-in that is not there": (
        "step",
        {"stand_in": "stand_ins/steps.py"},
        "exercises.step.stand_in: there is no file 'stand_ins/steps.py' in the course; write it",
    ),
    "a right word that is not on offer": (
        "explain",
        {"checks": {"stops-dropout": {"right": "train"}}},
        "exercises.explain.checks.stops-dropout: right: 'train' is none of the words; add it",
    ),
    "a word that no answer can be": (
        "explain",
        {"checks": {"stops-dropout": {"right": "Eval"}}},
        "exercises.explain.checks.stops-dropout.right: should match pattern ",
    ),
    "an order without all words": (
        "explain",
        {"checks": {"order": {"orders": [["forward", "loss"]]}}},
        "exercises.explain.checks.order: orders: forward, loss is no order of the words; write",
    ),
    "two kinds of question in one": (
        "explain",
        {"checks": {"order": {"right": "step"}}},
        "exercises.explain.checks.order: right, orders, least: give exactly one of them",
    ),
    "a question about code": (
        "step",
        {"checks": {"one-update": ASKS}},
        "exercises.step: kind: functions does not fit check 'one-update'; remove its question",
    ),
}


@pytest.mark.parametrize(("exercise", "changes", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_relation_names_its_field_and_what_to_do(
    exercise: str, changes: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(CourseError) as caught:
        course_with(tmp_path, exercise, **changes)
    where = re.escape(f"{tmp_path / 'course.yaml'}: ")
    assert re.match(rf"{where}line \d+: {re.escape(said)}", str(caught.value))


def test_a_model_that_no_exercise_trains_is_told(tmp_path: Path) -> None:
    text = OLD.read_text(encoding="utf-8").replace("epochs: {SimpleNN", "epochs: {SampleNN", 1)
    (tmp_path / "course.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"training.digits: epochs: SimpleNN is missing; add it"):
        load_course(tmp_path / "course.yaml")
    text = text.replace("epochs: {SampleNN", "epochs: {SampleNN: 1, SimpleNN", 1)
    (tmp_path / "course.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match="no exercise trains 'SampleNN'; known are: HiddenNN, Si"):
        load_course(tmp_path / "course.yaml")


# What hangs on it


@pytest.mark.parametrize(
    ("exercise", "changes"),
    [
        ("explain", {"checks": {"stops-dropout": {"right": "either"}}}),
        ("explain", {"checks": {"explanation": {"least": 16}}}),
        ("hidden_layer", {"alone": True}),
        ("train", {"builds_on": {"train_epoch": []}}),
    ],
)
def test_another_relation_makes_grades_of_before_old(
    exercise: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    other = course_with(tmp_path, exercise, **changes)
    assert Setup(other).grounds().digest != Setup(COURSE).grounds().digest
    assert Setup.from_json(Setup(other).to_json()).course == other


def test_a_student_edition_holds_no_answer_and_is_the_same_course() -> None:
    text = student_edition(COURSE)["course.yaml"].decode()
    records = yaml.safe_load(text)["exercises"]
    assert not any({*RELATIONS} & record.keys() for record in records)
    assert not any({*QUESTION} & check.keys() for r in records for check in r["checks"].values())
    again = Course.model_validate(yaml.safe_load(text))
    assert json.loads(again.model_dump_json()) == json.loads(
        public_course(COURSE).model_dump_json()
    )


def test_a_question_that_students_do_not_have_is_in_no_edition(tmp_path: Path) -> None:
    changed = {"stops-dropout": {"right": "either"}}
    with pytest.raises(CourseError, match="explain: its relations or questions are not those of"):
        student_edition(course_with(tmp_path, "explain", checks=changed))


def test_what_a_record_may_leave_out_is_all_that_relations_and_questions_say() -> None:
    assert tuple(Relations.model_fields) == RELATIONS
    assert tuple(Question.model_fields) == QUESTION
