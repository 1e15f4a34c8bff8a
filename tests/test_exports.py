"""What other systems are given fits their importers, with every trap that is known of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from corpus import ROOT
from fixed_grades import FIXED, SECRETS

from grader.cli import main
from grader.errors import ClassbookError
from grader.judge.grading import Judge
from grader.lms.exports import canvas, classroom50, gradescope, moodle
from grader.lms.exports.lines import Line
from grader.results import classbook
from grader.results.classbook import Entry, Student
from grader.results.csv_cells import write_rows
from grader.results.overrides import Override
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome
from grader.submission.submission import Submission, read_submission

BONUS = ExerciseResult(
    "hidden_layer", "Bonus", (CheckResult("b", "Two.", Outcome.PASSED, 10, 10),), bonus=True
)
RIGHT = replace(
    FIXED["full-marks"], exercises=(*FIXED["full-marks"].exercises[:2], BONUS)
).to_json()
WRONG = FIXED["one-mistake"].to_json()
UNJUDGED = FIXED["not-judged"].to_json()


def student(name: str = "Ada Lovelace", id_: str = "ada", **lms: str) -> Student:
    return Student(id_, name, f"{id_}@uni.edu", "A", lms or {"canvas": "17"})


def entry(who: Student | None = None, document: Any = RIGHT, **more: Any) -> Entry:
    return Entry(who or student(), "ada", document, **more)


def by_hand(exercise: str, score: float, reason: str = "seen by me") -> tuple[Override, ...]:
    return (Override("ada", exercise, score, reason),)


def table(header: Iterable[Iterable[str]], lines: Iterable[Line]) -> str:
    text = io.StringIO()
    write_rows(text, header)
    write_rows(text, (line.row for line in lines if not line.skipped))
    return text.getvalue()


def run(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["export", *words], env={"COLUMNS": "160", **(env or {})})


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    """A folder with one of each: right, wrong, late, by hand, not judged, missing, unknown."""
    folder = tmp_path / "grades"
    people = {
        name: student(name.title(), name, canvas=str(i)) for i, name in enumerate("abcdef", 1)
    }
    documents = (RIGHT, WRONG, RIGHT, WRONG, UNJUDGED)
    entries = [
        Entry(people[name], name, {**document, "submission": name})
        for name, document in zip("abcde", documents, strict=True)
    ]
    entries[2] = replace(entries[2], late_days=1, penalty=0.1)
    folder.mkdir()
    (folder / "overrides.csv").write_text("student,exercise,score,reason\nd,,60,agreed\n")
    stranger = Entry(None, "stranger", {**RIGHT, "submission": "stranger"})
    classbook.write(folder, [*entries, Entry(people["f"], "", None), stranger])
    return folder


class TestCanvas:
    """Read back by a parser made after Canvas's own importer."""

    TITLE = "Training step (4711)"

    def imported(self, *entries: Entry, **options: Any) -> list[dict[str, str]]:
        lines = list(canvas.lines(entries, **options))
        return parse_canvas(table(canvas.header(self.TITLE, 100), lines))

    def test_the_header_and_the_points_possible_are_what_canvas_looks_for(self) -> None:
        text = table(canvas.header(self.TITLE, 100), canvas.lines([entry()]))
        assert text.splitlines() == [
            "Student,ID,SIS User ID,SIS Login ID,Section,Training step (4711)",
            "    Points Possible,,,,,100",
            "Ada Lovelace,17,,,A,110",
        ]

    def test_points_have_no_thousands_separator_and_two_decimals_at_most(self) -> None:
        [row] = self.imported(entry(overrides=by_hand("", 1234.5678)))
        assert row[self.TITLE] == "1234.57"

    def test_a_name_with_commas_quotes_and_line_ends_stays_one_cell(self) -> None:
        [row] = self.imported(entry(student('O"Brien,\r\nAda; \u202eeve')))
        assert row["Student"] == 'O"Brien,  Ada; eve'
        assert row["ID"] == "17"

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("Eve;=cmd|'/c calc'!A0;", "Eve;'=cmd|'/c calc'!A0;"),
            ("Eve; \uff0b1;2", "Eve; '\uff0b1;2"),
        ],
    )
    def test_a_name_that_is_a_formula_is_not_run(self, name: str, written: str) -> None:
        [row] = self.imported(entry(student(name)))
        assert row["Student"] == written

    def test_a_student_called_points_possible_is_no_header(self) -> None:
        [row] = self.imported(entry(student("Points Possible")))
        assert row["Student"] == "ada"

    @pytest.mark.parametrize(
        ("ids", "why"),
        [
            ({"github": "ada"}, "the roster has no canvas, sis_user or sis_login id"),
            ({"canvas": "ada"}, "Canvas numbers its users"),
            ({"canvas": "0"}, "Canvas numbers its users"),
            ({"sis_user": "1.234,5"}, "Canvas would take it for a number"),
            ({"sis_login": "=ada"}, "begins like a formula"),
            ({"sis_login": "ada\u200b"}, "cannot be seen"),
        ],
    )
    def test_nobody_is_written_whom_canvas_would_take_for_another(
        self, ids: dict[str, str], why: str
    ) -> None:
        [line] = canvas.lines([entry(student(**ids))])
        assert why in line.skipped
        assert line.row == ()

    def test_an_id_that_canvas_would_change_is_left_empty_where_another_serves(self) -> None:
        [row] = self.imported(entry(student(canvas="17", sis_user="12.345")))
        assert (row["ID"], row["SIS User ID"]) == ("17", "")

    def test_the_rosters_id_can_serve(self) -> None:
        [row] = self.imported(entry(student(github="x")), roster_id="sis_login")
        assert row["SIS Login ID"] == "ada"

    def test_one_student_gets_one_grade(self) -> None:
        lines = list(canvas.lines([entry(), entry(student("Eve"))]))
        assert lines[1].skipped == "17 has the grade of Ada Lovelace already"

    @pytest.mark.parametrize("title", ["Final Score", "Section", " ", "a;b", "=1+1"])
    def test_a_title_that_canvas_would_drop_or_misread_is_refused(self, title: str) -> None:
        with pytest.raises(ClassbookError, match="--assignment"):
            canvas.check_title(title)


def parse_canvas(text: str) -> list[dict[str, str]]:
    """What Canvas's importer makes of a file: header, delimiter, numbers, students."""
    lines = text.splitlines()
    fields = {
        sign: {len(next(csv.reader([line], delimiter=sign))) for line in lines[:3]} for sign in ",;"
    }
    counts = {sign: found.pop() if len(found) == 1 else 0 for sign, found in fields.items()}
    assert counts[";"] <= counts[","], "taken for a file with semicolons"
    header, *rows = csv.reader(io.StringIO(text))
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    students = [row for row in rows if "Points Possible" not in row[0]]
    return [dict(zip(header, map(canvas_number, row), strict=True)) for row in students]


def canvas_number(field: str) -> str:
    """Canvas's converter, for every cell: 1,000 becomes 1.000."""
    if not re.fullmatch(r"-?[0-9.,]+%?", field):
        return field
    *parts, last = re.split("[,.]", field)
    return ".".join(["".join(parts), last]) if parts else last


class TestMoodle:
    """Read back by a parser made after Moodle's own importer."""

    def imported(self, *entries: Entry, key: str = "email", most: float = 100) -> dict[str, float]:
        lines = list(moodle.lines(entries, key=key, most=most))
        return parse_moodle(table(moodle.header(key, "Step"), lines), limit=most)

    def test_grades_reach_the_students_by_their_address_as_it_is_written(self) -> None:
        who = replace(student(), email="Ada.L@Uni.edu")
        assert self.imported(entry(who, WRONG)) == {"Ada.L@Uni.edu": 80.0}

    @pytest.mark.parametrize("blank", ["", " ", "0", "\u200b"])
    def test_a_blank_identifier_is_never_written(self, blank: str) -> None:
        """Moodle would give the grade to the student of the row before, and takes 0 for blank."""
        lines = list(moodle.lines([entry(replace(student(), email=blank))], key="email", most=100))
        assert lines[0].skipped
        assert table([], lines) == ""

    def test_points_above_the_most_are_cut_since_one_would_abort_everything(self) -> None:
        [line] = moodle.lines([entry()], key="email", most=100)
        assert (line.gets, line.note) == ("100", "110 cut down to 100")
        assert self.imported(entry(), most=200) == {"ada@uni.edu": 110.0}

    def test_nobody_without_points_is_written(self) -> None:
        entries = [entry(document=UNJUDGED), Entry(student(), "", None)]
        assert [bool(x.skipped) for x in moodle.lines(entries, key="email", most=100)] == [1, 1]
        [line] = moodle.lines([Entry(student(), "", None)], key="email", most=100, missing=0)
        assert line.gets == "0"

    def test_two_rows_never_have_the_same_student(self) -> None:
        lines = list(moodle.lines([entry(), entry(student("Eve"))], key="email", most=100))
        assert [bool(line.skipped) for line in lines] == [False, True]

    def test_points_are_numbers_in_every_language(self) -> None:
        late = entry(document=WRONG, penalty=1 / 3)
        [line] = moodle.lines([late], key="email", most=100)
        assert re.fullmatch(r"\d+(\.\d{1,5})?", line.gets)

    def test_feedback_is_one_plain_cell_without_anything_hidden(self) -> None:
        reason = 'a\\"quoted" <b>reason</b>\nof two lines'
        marked = entry(document=WRONG, overrides=by_hand("backward", 20, reason))
        text = table([], moodle.lines([marked], key="email", most=100))
        feedback = next(csv.reader([text]))[2]
        assert "The gradients of earlier batches are still in .grad: the gradient" in feedback
        assert "(backward.py:6, missing-zero-grad)" in feedback
        assert "backward set to 20" in feedback
        assert not set("\\<>\n") & set(feedback)
        assert not [secret for secret in SECRETS if secret in feedback]


def parse_moodle(text: str, limit: float) -> dict[str, float]:
    """What Moodle's importer makes of a file: it aborts, or gives grades to students."""
    header, *rows = csv.reader(io.StringIO(text))
    assert len(header) == 3
    found: dict[str, float] = {}
    known = ""
    for row in rows:
        assert len(row) == 3, "aborts: another number of columns"
        known = row[0] or known
        assert known not in found, "a grade for the student of another row"
        assert re.fullmatch(r"\d+(\.\d+)?", row[1]), "aborts: no number"
        assert float(row[1]) <= limit, "aborts: above the most"
        found[known] = float(row[1])
    return found


class TestGradescope:
    """results.json, held against the fields of its specification."""

    FORMATS = ("text", "html", "simple_format", "md", "ansi")
    SHOWN = ("hidden", "after_due_date", "after_published", "visible")

    def test_every_field_is_of_the_specification(self) -> None:
        document = gradescope.results(entry(document=WRONG))
        assert document["output_format"] in self.FORMATS
        assert document["test_output_format"] in self.FORMATS
        assert document["test_name_format"] in self.FORMATS
        assert document["visibility"] in self.SHOWN
        assert document["stdout_visibility"] == "hidden"
        assert isinstance(document["execution_time"], float)
        for test in document["tests"]:
            assert set(test) == {
                "number", "name", "score", "max_score", "status", "output", "visibility",
            }  # fmt: skip
            assert test["status"] in ("passed", "failed")
            assert test["visibility"] in self.SHOWN
            assert isinstance(test["number"], str)
            assert isinstance(test["score"], float)
        assert json.loads(json.dumps(document, allow_nan=False)) == document

    def test_hidden_checks_are_for_instructors_alone(self) -> None:
        document = gradescope.results(entry(document=WRONG))
        hidden = [t for t in document["tests"] if t["visibility"] == "hidden"]
        shown = [t for t in document["tests"] if t["visibility"] == "visible"]
        assert len(hidden) == 1
        seen = json.dumps([shown, document["output"]])
        assert not [secret for secret in SECRETS if secret in seen]

    def test_a_check_that_failed_says_first_what_the_page_says(self) -> None:
        tests = gradescope.results(entry(document=WRONG))["tests"]
        (failed,) = [t for t in tests if "cleared" in t["output"] or "too long" in t["output"]]
        begin = (
            "The gradient of the weight of the check's Linear(784, 10) is 5.8 times too long.\n\n"
        )
        assert failed["output"].startswith(begin + "gradient of the weight")
        (hidden,) = [t for t in tests if t["visibility"] == "hidden"]
        assert hidden["output"].startswith("Follows from missing-zero-grad: mend that first.")

    def test_the_score_at_the_top_is_the_one_that_counts(self) -> None:
        late = gradescope.results(entry(document=WRONG, penalty=0.5, late_days=1))
        assert late["score"] == 40
        assert sum(test["score"] for test in late["tests"]) == 80
        assert "1 day late: 50 % off" in late["output"]

    def test_an_exercise_set_by_hand_is_one_test_with_its_reason(self) -> None:
        document = gradescope.results(entry(document=WRONG, overrides=by_hand("backward", 20)))
        [test] = [t for t in document["tests"] if "Set by hand" in t["output"]]
        assert (test["score"], test["output"]) == (20, "Set by hand: seen by me")
        assert document["score"] == sum(t["score"] for t in document["tests"])

    def test_what_could_not_be_judged_gets_no_file_and_no_zero(self) -> None:
        [line] = gradescope.lines([entry(document=UNJUDGED)])
        assert "could not be judged" in line.skipped
        assert line.document is None


RUNNER = {
    "CLASSROOM": "cs", "ASSIGNMENT": "step", "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-24T10-00-00Z-abc1234",
    "COMMIT_URL": "https://example.org/c", "RELEASE_URL": "https://example.org/r",
}  # fmt: skip
COMMITTED = "2026-11-24T10:00:00+01:00"


class TestClassroom50:
    """result.json, held against the rules of classroom50/result/v1."""

    def result(self, document: Any = WRONG, **more: Any) -> dict[str, Any]:
        repository = classroom50.read_repository(RUNNER, COMMITTED)
        return classroom50.result(entry(document=document, **more), repository)

    @pytest.mark.parametrize("document", [RIGHT, WRONG], ids=["right", "wrong"])
    def test_it_keeps_the_schema(self, document: Any) -> None:
        validate_classroom50(self.result(document))

    def test_fractions_become_whole_numbers_and_none_is_above_its_most(self) -> None:
        thirds = [
            CheckResult(f"c{i}", f"Title {i}.", Outcome.PASSED, score, 0.75)
            for i, score in enumerate((0.5, 0.25, 0.75))
        ]
        exercise = ExerciseResult("e", "Exercise", tuple(thirds))
        document = self.result(Grade("c", "s", "digits", (exercise,)).to_json())
        validate_classroom50(document)
        assert [test["score"] for test in document["tests"]] == [1, 0, 1]

    @pytest.mark.parametrize("points", [0.4, 20.5, 500])
    def test_points_set_by_hand_keep_the_schema_too(self, points: float) -> None:
        for exercise in ("backward", ""):
            validate_classroom50(self.result(overrides=by_hand(exercise, points)))

    def test_hidden_checks_have_no_names_where_everything_is_public(self) -> None:
        text = json.dumps(self.result())
        assert "hidden check" in text
        assert not [secret for secret in SECRETS if secret in text]

    def test_the_commits_date_is_in_utc(self) -> None:
        assert self.result()["datetime"] == "2026-11-24T09:00:00Z"

    def test_what_could_not_be_judged_is_an_error_of_ours(self) -> None:
        with pytest.raises(ClassbookError, match="could not be judged"):
            self.result(UNJUDGED)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"OWNER": ""}, "OWNER is not set"),
            ({"CLASSROOM": ""}, "CLASSROOM is not set"),
            ({"SUBMISSION_TAG": "v1"}, "does not begin with submit/"),
            ({"ASSIGNMENT_TYPE": "pair"}, "individual and group"),
        ],
    )
    def test_a_runner_that_says_too_little_is_told(self, change: Any, said: str) -> None:
        with pytest.raises(ClassbookError, match=said):
            classroom50.read_repository({**RUNNER, **change}, COMMITTED)

    @pytest.mark.parametrize("date", ["yesterday", "2026-11-24T10:00:00", ""])
    def test_a_date_without_an_offset_is_refused(self, date: str) -> None:
        with pytest.raises(ClassbookError, match="--committed-at"):
            classroom50.read_repository(RUNNER, date)


def validate_classroom50(document: dict[str, Any]) -> None:
    """The schema's rules, and those that its validators hold beside it."""
    required = {
        "schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit",
        "release", "review", "datetime", "score", "max-score", "tests",
    }  # fmt: skip
    assert required <= set(document) <= required | {"graded_at", "submitted_by"}
    assert document["schema"] == "classroom50/result/v1"
    assert document["assignment_type"] in ("individual", "group")
    assert document["submission"].startswith("submit/")
    assert all(document[name] for name in ("classroom", "assignment", "owner", "commit", "release"))
    pattern = r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"
    assert re.fullmatch(pattern, document["datetime"])
    for scored in (document, *document["tests"]):
        assert type(scored["score"]) is int
        assert type(scored["max-score"]) is int
        assert 0 <= scored["score"] <= scored["max-score"]
    for test in document["tests"]:
        assert test["test-name"]
        assert type(test["passed"]) is bool


def test_a_dry_run_notes_whose_points_are_0_since_nothing_could_be_read() -> None:
    unreadable = entry(unreadable="ada.zip: broken")
    for lines in (
        canvas.lines([unreadable]),
        moodle.lines([unreadable], key="email", most=200),
        gradescope.lines([unreadable]),
    ):
        assert [line.note for line in lines] == ["nothing could be read: ada.zip: broken"]


class TestCommands:
    """As an instructor types them."""

    @pytest.mark.parametrize(
        "words", [["canvas", "--assignment", "X"], ["moodle"], ["gradescope"]], ids=lambda w: w[0]
    )
    def test_a_dry_run_tells_everything_and_writes_nothing(
        self, grades: Path, words: list[str]
    ) -> None:
        before = {path: path.read_bytes() for path in grades.rglob("*") if path.is_file()}
        done = run(words[0], str(grades), *words[1:], "--dry-run")
        assert done.exit_code == 0, done.output
        assert {path: path.read_bytes() for path in grades.rglob("*") if path.is_file()} == before
        assert "final score set to 60: agreed" in done.output
        assert "1 day late: 10 % off" in done.output
        assert "could not be judged" in done.output
        assert "handed nothing in" in done.output
        assert "this was a dry run" in done.output

    def test_a_real_run_tells_who_was_left_out_and_why(self, grades: Path) -> None:
        done = run("canvas", str(grades), "--assignment", "X")
        assert done.exit_code == 0, done.output
        assert "4 of 7 written to" in done.output
        assert "is on no roster" in done.output
        assert len((grades / "canvas.csv").read_text().splitlines()) == 6

    def test_missing_students_get_points_only_when_asked_for(self, grades: Path) -> None:
        run("moodle", str(grades), "--missing", "0")
        assert "f@uni.edu,0,Nothing was handed in." in (grades / "moodle.csv").read_text()

    def test_gradescope_has_a_file_a_student(self, grades: Path) -> None:
        assert run("gradescope", str(grades)).exit_code == 0
        names = sorted(path.name for path in (grades / "gradescope").iterdir())
        assert names == ["a.json", "b.json", "c.json", "d.json", "stranger.json"]

    def test_classroom50_writes_one_result_from_check_json(self, tmp_path: Path) -> None:
        (tmp_path / "r.json").write_text(json.dumps(WRONG))
        words = ["classroom50", str(tmp_path / "r.json"), "--committed-at", COMMITTED]
        done = run(*words, "--out", str(tmp_path / "result.json"), env=RUNNER)
        assert done.exit_code == 0, done.output
        validate_classroom50(json.loads((tmp_path / "result.json").read_text()))

    def test_classroom50_ends_with_3_where_nothing_was_judged(self, tmp_path: Path) -> None:
        (tmp_path / "r.json").write_text(json.dumps(UNJUDGED))
        words = ["classroom50", str(tmp_path / "r.json"), "--committed-at", COMMITTED]
        done = run(*words, "--out", str(tmp_path / "result.json"), env=RUNNER)
        assert done.exit_code == 3
        assert not (tmp_path / "result.json").exists()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["moodle", "nowhere"], "no results here"),
            (["canvas", "nowhere", "--assignment", "Final Score"], "Canvas ignores columns"),
            (["gradescope", "README.md"], "no result of `mnist-grade check --json`"),
            (["pages", "README.md"], "is a file"),
        ],
    )
    def test_what_cannot_be_used_is_one_line_and_status_2(
        self, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(Path(__file__).parent.parent)
        done = run(*words)
        assert done.exit_code == 2
        assert said in done.output
        assert done.output.count("\n") == 1


def test_real_grades_go_through_every_export(
    judge: Judge, solutions: Submission, tmp_path: Path
) -> None:
    starters = read_submission(ROOT / "exercises")
    broken = Submission("broken", {**solutions.files, "train.py": b"def train_step(:\n"})
    documents = [judge.grade(s).to_json() for s in (solutions, starters, broken)]
    entries = [
        entry(student(d["submission"], d["submission"], sis_login=d["submission"]), d)
        for d in documents
    ]
    full = [line.gets for line in canvas.lines(entries)]
    assert full[:2] == ["110", "0"]
    assert len(parse_canvas(table(canvas.header("X", 100), canvas.lines(entries)))) == 3
    assert parse_moodle(
        table(moodle.header("email", "X"), moodle.lines(entries, key="email", most=100)), 100
    )
    for one in entries:
        results = gradescope.results(one)
        assert results["score"] == sum(test["score"] for test in results["tests"])
        hidden = [
            t["name"].split(" - ")[-1] for t in results["tests"] if t["visibility"] == "hidden"
        ]
        assert hidden
        assert not [title for title in hidden if title in results["output"]]
        repository = classroom50.read_repository(RUNNER, COMMITTED)
        validate_classroom50(classroom50.result(one, repository))
