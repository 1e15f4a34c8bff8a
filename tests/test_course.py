"""A mistake in course.yaml is one clear error: which file, which field, and what to do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.course.checks import known_checks
from grader.course.course import built_in_course, load_course
from grader.course.plain_yaml import LARGEST
from grader.course.shipped import shipped_folder
from grader.errors import CourseError

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "courses" / "small.yaml"
WHOLE = SMALL.read_text(encoding="utf-8")
SIMPLE_NN = "exercises.forward.checks.simple-nn-is-one-linear-layer"


def changed(pair: tuple[str, str]) -> str:
    """The small course with the first of this text replaced."""
    old, new = pair
    assert old in WHOLE, old
    return WHOLE.replace(old, new, 1)


def refused(tmp_path: Path, content: str | bytes) -> str:
    """What is said about a course with this content, without the path that it begins with."""
    path = tmp_path / "course.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CourseError) as caught:
        load_course(path)
    message = str(caught.value)
    assert message.isprintable(), "one line, and nothing that a terminal obeys"
    assert len(message) < 600
    return message.removeprefix(f"{path}: ")


def without_its_line(said: str) -> str:
    return re.sub(r"^line \d+: ", "", said)


# The course of this repository


def test_the_small_course_of_these_tests_is_right() -> None:
    assert [exercise.points for exercise in load_course(SMALL).exercises] == [100, 10]


def test_the_course_has_100_points_without_the_bonus() -> None:
    course = load_course(built_in_course())
    assert course.max_score == 100
    assert [e.id for e in course.exercises if e.bonus] == ["hidden_layer"]


def test_every_exercise_has_five_hints_and_none_twice() -> None:
    hints = [hint for e in load_course(built_in_course()).exercises for hint in e.hints]
    assert len(hints) == len(set(hints)) == 35
    assert all(hint.strip().endswith((".", "?")) for hint in hints)


def test_every_hidden_check_is_listed_and_worth_points() -> None:
    course = load_course(built_in_course())
    written = {path.stem for path in shipped_folder().checks.glob("[!_]*.py")}
    assert {e.id for e in course.exercises if e.kind != "predictions"} == written
    for exercise in course.exercises:
        if exercise.kind != "predictions":
            assert list(exercise.checks) == list(
                known_checks(course.folder, exercise.id, exercise.file)
            )
        assert all(check.points > 0 for check in exercise.checks.values())


def test_every_check_has_a_line_for_the_student() -> None:
    course = load_course(built_in_course())
    for exercise in course.exercises:
        asked = {name: check.asks for name, check in exercise.checks.items() if check.asks}
        lines = asked or known_checks(course.folder, exercise.id, exercise.file)
        assert lines.keys() == exercise.checks.keys()
        assert all(line.endswith(".") for line in lines.values())


def test_a_course_cannot_be_changed_once_it_is_loaded() -> None:
    course = load_course(built_in_course())
    with pytest.raises(ValueError, match="frozen"):
        course.seed = "another"  # type: ignore[misc]


def test_a_course_of_0_1_0_is_the_course_that_it_was() -> None:
    old = load_course(SMALL.with_name("0.1.0.yaml"))
    assert (old.name, old.max_score, len(old.exercises)) == ("mnist-sgd", 100, 7)
    assert old.requires is None
    checks = {e.id: [c.points for c in e.checks.values()] for e in old.exercises}
    assert checks["backward"] == [5, 6, 5, 4]
    assert checks == {
        e.id: [c.points for c in e.checks.values()]
        for e in load_course(built_in_course()).exercises
    }


# What a course asks of the version


@pytest.mark.parametrize(
    "asked", ["mnist-grade>=0.2", "mnist_grade >= 0.1.0, < 9", "mnist-grade!=9"]
)
def test_a_course_may_say_which_versions_it_is_for(asked: str, tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text(f'requires: "{asked}"\n{WHOLE}')
    assert load_course(path).requires == asked


def test_a_course_for_a_newer_version_says_so_and_nothing_of_fields_that_are_new(
    tmp_path: Path,
) -> None:
    course = f'requires: "mnist-grade>=99"\nnew_in_99: true\n{WHOLE}'
    ours = metadata.version("mnist-grade")
    assert refused(tmp_path, course) == (
        f"requires: 'mnist-grade>=99' is not met by this mnist-grade, {ours}; "
        "install a version that the course asks for"
    )


@pytest.mark.parametrize(
    "asked",
    ["torch>=2", ">=0.2", "0.2", "2", "mnist-grade", "mnist-grade>=x", "[]", "{a: b}", "x" * 5000,
     "mnist-grade[nbgrader]>=0.1", "mnist-grade>=0.1; python_version > '3'",
     "mnist-grade @ file:///tmp/x"],
)  # fmt: skip
def test_what_names_no_version_of_ours_is_told(asked: str, tmp_path: Path) -> None:
    said = refused(tmp_path, f"requires: {json.dumps(asked)}\n{WHOLE}")
    assert 'is no version of mnist-grade; write it as in "mnist-grade>=' in said


def test_a_requirement_that_is_no_text_is_told(tmp_path: Path) -> None:
    for value in ("2", "[1]", "{a: b}", "2026-01-01"):
        said = refused(tmp_path, f"requires: {value}\n{WHOLE}")
        assert "is no version of mnist-grade" in said


# Mistakes in fields

FORWARD = "simple-nn-is-one-linear-layer: {points: 60}"
HINT = "      - One?\n"
MISTAKES = {
    "a misspelled field": (
        ("\ntitle:", "\ntitel:"),
        "titel: is not known here; did you mean title? (1 more after this one)",
    ),
    "an unknown field": (
        ("\ntitle:", "\ncolour: x\ntitle:"),
        "colour: is not known here; remove it",
    ),
    "a missing field": (("name: small\n", ""), "name: is missing; add it"),
    "a word for a number": (
        (FORWARD, "simple-nn-is-one-linear-layer: {points: three}"),
        (
            f"{SIMPLE_NN}.points: should be a valid number, unable to parse string as a number "
            "(it is 'three')"
        ),
    ),
    "a number for a mapping": (
        (FORWARD, "simple-nn-is-one-linear-layer: 3"),
        f"{SIMPLE_NN}: should be a mapping (it is 3)",
    ),
    "a text for a list": (
        ("hints: [One, Two, Three, Four, Five]", "hints: think"),
        "exercises.hidden_layer.hints: should be a list (it is 'think')",
    ),
    "a number for a text": (
        ('seed: "a seed"', "seed: 12345"),
        "seed: should be a valid string (it is 12345); put it in quotes",
    ),
    "negative points": (
        (FORWARD, "simple-nn-is-one-linear-layer: {points: -3}"),
        f"{SIMPLE_NN}.points: should be greater than or equal to 0 (it is -3)",
    ),
    "points that are no number": (
        (FORWARD, "simple-nn-is-one-linear-layer: {points: .nan}"),
        f"{SIMPLE_NN}.points: should be a finite number (it is nan)",
    ),
    "points that cannot be written": (
        (FORWARD, f"simple-nn-is-one-linear-layer: {{points: 0x{'f' * 9000}}}"),
        f"{SIMPLE_NN}.points: should be a valid number (it is a huge number)",
    ),
    "an unknown check": (
        ("simple-nn-is-one-linear-layer", "simple-nn-is-deep"),
        "exercises.forward: there is no check 'simple-nn-is-deep' for 'forward'; known are: "
        + ", ".join(known_checks(shipped_folder(), "forward", "forward.py")),
    ),
    "an unknown exercise": (
        ("- id: forward", "- id: forwards"),
        "exercises.forwards.id: there is no exercise 'forwards'; did you mean forward?",
    ),
    "an exercise like no other": (
        ("- id: forward", "- id: xyz"),
        (
            "exercises.xyz.id: there is no exercise 'xyz'; known are: backward, explain, forward, "
            "hidden_layer, loss, step, train"
        ),
    ),
    "the id of another exercise": (
        ("- id: hidden_layer", "- id: forward"),
        "exercises: 'forward' stands there twice; keep one",
    ),
    "a day that no calendar has": (
        ("\ntitle:", "\ndue: 2026-13-01\ntitle:"),
        (
            "due: should be a real date and time (it is '2026-13-01'); "
            "write it as in 2026-12-01T18:00:00+01:00"
        ),
    ),
    "a time that no clock has": (
        ("\ntitle:", "\ndue: 2026-12-01T25:00:00+01:00\ntitle:"),
        (
            "due: should be a real date and time (it is '2026-12-01T25:00:00+01:00'); "
            "write it as in 2026-12-01T18:00:00+01:00"
        ),
    ),
    "an unknown visibility": (
        ("visibility: hidden", "visibility: secret"),
        (
            "exercises.forward.checks.forward-changes-nothing-else.visibility: should be 'visible' "
            "or 'hidden' (it is 'secret')"
        ),
    ),
    "a hint that says nothing": (
        (HINT, '      - ""\n'),
        "exercises.forward.hints.1: should have at least 1 character (it is '')",
    ),
    "six hints": ((HINT, HINT * 2), "exercises.forward.hints: holds 6 where 5 are asked for"),
    "an exercise without an id": (
        ("  - id: forward\n    title", "  - title"),
        "exercises.1.id: is missing; add it",
    ),
    "an exercise's file elsewhere": (
        ("file: forward.py", "file: ../forward.py"),
        (
            "exercises.forward.file: should match pattern '^[a-z][a-z0-9_]{0,60}\\.(py|yaml)$' "
            "(it is '../forward.py'); write NAME.py or NAME.yaml in small letters, without a folder"
        ),
    ),
    "an unknown dataset": (
        ("use: digits", "use: cifar"),
        "dataset.use: should be 'digits' or 'mnist' (it is 'cifar')",
    ),
    "settings for an unknown dataset": (
        ("    mnist:\n", "    mnits:\n"),
        "dataset.training.mnits: should be 'digits', 'mnist' or 'own' (it is 'mnits')",
    ),
    "settings of one dataset alone": (
        (WHOLE[WHOLE.index("    mnist:\n") : WHOLE.index("targets:")], "\n"),
        "dataset: training: mnist is missing; add its settings",
    ),
    "a bad number deep inside": (
        ("batch_size: 32", "batch_size: 0"),
        "dataset.training.digits.batch_size: should be greater than or equal to 1 (it is 0)",
    ),
    "a share above one": (
        ("accuracy: {SimpleNN: 0.88", "accuracy: {SimpleNN: 88"),
        "dataset.training.digits.accuracy.SimpleNN: should be less than or equal to 1 (it is 88)",
    ),
    "one model's epochs": (
        ("{SimpleNN: 5, HiddenNN: 10}", "{SimpleNN: 5}"),
        "dataset.training.digits: epochs: HiddenNN is missing; add it",
    ),
    "an endless target": (
        ("train_loss: 0.05", "train_loss: .inf"),
        "targets.train_loss: should be a finite number (it is inf)",
    ),
    "no exercises": (
        (WHOLE[WHOLE.index("exercises:") :], "exercises: []\n"),
        "exercises: holds 0 where 1 are asked for",
    ),
    "a key that moves the cursor": (
        ("\ntitle:", '\n"a\\e[2J": b\ntitle:'),
        "'a\\x1b[2J': is not known here; remove it",
    ),
}


@pytest.mark.parametrize(("mistake", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_its_field_and_what_to_do(
    mistake: tuple[str, str], said: str, tmp_path: Path
) -> None:
    assert without_its_line(refused(tmp_path, changed(mistake))) == said


def test_an_exercise_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    bonus = WHOLE[WHOLE.index("  - id: hidden_layer") :]
    assert without_its_line(refused(tmp_path, f"{WHOLE}\n{bonus}")) == (
        "exercises: 'hidden_layer' stands there twice; keep one"
    )


def test_questions_of_ones_own_in_a_variant_of_the_course_are_told(tmp_path: Path) -> None:
    own = """
  - id: foresight
    file: foresight.yaml
    title: What do you expect?
    kind: predictions
    hints: [Draw the line.]
    checks: {straight: {points: 5, asks: Whether it ends., words: [yes, no], right: no}}
"""
    said = without_its_line(refused(tmp_path, f"{WHOLE}{own}"))
    assert said.startswith("exercises.foresight.id: there is no exercise 'foresight'; known are:")


# Mistakes in YAML

BROKEN = {
    "an empty file": ("", "is empty; start from the course.yaml that comes with mnist-grade"),
    "comments alone": ("# soon\n", "is empty; start from the course.yaml"),
    "a list": ("- a\n", "must be a mapping with name, title, seed"),
    "a bracket that is not closed": (
        "name: x\ntitle: [a\nseed: b\n",
        "line 3: is not YAML: expected ',' or ']', but got ':'; mend this line",
    ),
    "a colon too many": (
        "name: x\ntitle: Week 1: forward\n",
        "line 2: is not YAML: mapping values are not allowed here; mend this line",
    ),
    "a tab": ("name: x\n\ttitle: y\n", "line 2: is not YAML: "),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        "line 2: is not YAML: expected a single document in the stream but found another",
    ),
    "a key twice": ("name: a\nseed: b\nname: c\n", "line 3: 'name' stands there twice; keep one"),
    "a key twice deep inside": (
        changed(("batch_size: 32", "batch_size: 32\n      batch_size: 64")),
        "line 13: 'batch_size' stands there twice; keep one",
    ),
    "a list as a key": ("? [a]\n: b\n", "line 1: a list or mapping is no name of a field; mend it"),
    "a number too long to read": (
        f"name: {'9' * 9000}\n",
        "holds what YAML cannot read: Exceeds the limit",
    ),
    "no text at all": (b"\x00\x01\xff", "line 1: holds a letter that is no UTF-8; save"),
    "half a character": (b"name: \xc3", "line 1: holds a letter that is no UTF-8; save"),
    "a tag that runs code": (
        "name: !!python/object/apply:os.system [echo]\n",
        "line 1: tags are not read here; remove 'tag:yaml.org,2002:python/",
    ),
    "a tag on nothing": ("name: !!int ''\n", "line 1: tags are not read here"),
    "an alias": ("name: &a x\ntitle: *a\n", "line 2: aliases are not read here; write the value"),
    "an alias to itself": ("name: &a [*a]\n", "line 1: aliases are not read here"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
def test_what_is_not_plain_yaml_is_said_with_its_line(
    content: str | bytes, said: str, tmp_path: Path
) -> None:
    assert refused(tmp_path, content).startswith(said)


NINE = "[" + ",".join("x" * 9) + "]"
HOSTILE = {
    "aliases to aliases": f"a: &a {NINE}\n"
    + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ),
    "merges of merges": "a: &a {x: 1}\n"
    + "".join(
        f"{name}: &{name} {{<<: [{','.join([f'*{before}'] * 9)}]}}\n"
        for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ),
    "many brackets": "[" * (LARGEST - 10),
    "many braces": "{a: " * (LARGEST // 5),
    "many dashes": "- " * (LARGEST // 3),
    "many keys": "".join(f"k{number}: 1\n" for number in range(LARGEST // 12)),
    "a number in sixties": "a: 1" + ":1" * (LARGEST // 3),
    "five megabytes": "x" * 5_000_000,
    "five megabytes of comment": WHOLE + "#" * 5_000_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_course_takes_neither_time_nor_memory(content: str, tmp_path: Path) -> None:
    started = time.process_time()
    refused(tmp_path, content)
    assert time.process_time() - started < 20, "seconds where it could be hours"


# Files


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"course\.yaml: cannot be read: No such file .*; check"):
        load_course(tmp_path / "course.yaml")


def test_a_folder_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"is not a file; give the course\.yaml itself"):
        load_course(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_hold_the_grader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "course.yaml")
    with pytest.raises(CourseError, match="is not a file"):
        load_course(tmp_path / "course.yaml")


# The command line


def check(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_wrong_course_ends_with_status_2_and_one_line(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text(changed(("\ntitle:", "\ntitel:")), encoding="utf-8")
    status, output, errors = check(ROOT / "solutions", "--course", path)
    assert (status, output) == (2, "")
    assert errors == (
        f"mnist-grade: {path}: line 3: titel: is not known here; did you mean title? "
        "(1 more after this one)\n"
    )


def test_the_report_names_the_course_that_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    given = ("exercises", "--exercise", "explain")
    _, output, _ = check(*given, "--course", "course.yaml")
    assert output.endswith("\nCourse: course.yaml\n")
    assert "Course:" not in check(*given)[1]


@pytest.mark.parametrize("name", ["nowhere", "week\x1b[2J\n1"])
def test_a_submission_that_is_not_there_ends_with_status_2_and_one_line(
    name: str, tmp_path: Path
) -> None:
    status, output, errors = check(tmp_path / name)
    assert (status, output) == (2, "")
    assert errors.endswith("there is no such file or folder\n")
    assert errors.removesuffix("\n").isprintable()


@pytest.mark.parametrize(
    "arguments", [[], ["--dataset", "cifar", "x"], ["--exercize", "x", "y"], ["a", "b"]]
)
def test_a_wrong_command_line_ends_with_status_2(arguments: list[str]) -> None:
    status, output, errors = check(*arguments)
    assert (status, output) == (2, "")
    assert "Traceback" not in errors


def test_a_mistake_is_told_before_torch_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("")
    code = f"""
        import sys
        from grader.cli import main
        for command in (["check", ".", "--course", {str(tmp_path / "course.yaml")!r}],
                        ["check", {str(tmp_path / "nowhere")!r}], ["check", "--help"]):
            try:
                main(command)
            except SystemExit as end:
                print(end.code, "torch" in sys.modules, file=sys.stderr)
    """
    program = "\n".join(line[8:] for line in code.splitlines())
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    endings = [line for line in done.stderr.splitlines() if not line.startswith("mnist-grade")]
    assert endings == ["2 False", "2 False", "0 False"]
