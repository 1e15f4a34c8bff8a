"""A course in nbgrader, from nothing to exported grades, with nbgrader's own commands."""

from __future__ import annotations

import csv
import json
import math
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from corpus import ROOT
from nbgrader_class import STUDENTS, cell, hand_in

from grader.lms.nbgrader.feedback import comment
from grader.lms.nbgrader.layout import cell_score
from grader.results.finding import Finding
from grader.results.verdict import CheckResult, ExerciseResult, Outcome, Visibility

pytest.importorskip("nbgrader")
pytestmark = pytest.mark.long

NAME = "mnist-sgd"
COMMAND = re.compile(r"^(?:mnist-grade|nbgrader|cd) .*$", re.M)
FENCED = re.compile(r"^```\n(.*?)^```", re.M | re.S)
DUE = "due: 2026-11-20T12:00:00+00:00\n"


@dataclass
class Taught:
    """A course that was taught by the commands of docs/nbgrader.md, and what each one said."""

    folder: Path
    environment: dict[str, str]
    said: dict[str, str] = field(default_factory=dict)

    def run(self, command: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            command.split(),
            cwd=cwd or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    @property
    def exported(self) -> dict[str, dict[str, str]]:
        with open(self.folder / "grades.csv", encoding="utf-8") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}

    @property
    def batch(self) -> dict[str, dict[str, Any]]:
        lines = (self.folder / "grades" / "results.jsonl").read_text().splitlines()
        return {(document := json.loads(line))["submission"]: document for line in lines}

    def feedback(self, student: str) -> str:
        return (self.folder / "feedback" / student / NAME / f"{NAME}.html").read_text()

    def autograded(self, student: str) -> dict[str, Any]:
        path = self.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
        notebook: dict[str, Any] = json.loads(path.read_text())
        return notebook


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Taught:
    """The course after every command of docs/nbgrader.md was run, in its order."""
    place = tmp_path_factory.mktemp("teaching")
    folder, exchange = place / "course", place / "exchange"
    folder.mkdir()
    exchange.mkdir()
    exchange.chmod(0o777)
    course = re.sub(r"^due:.*\n", "", (ROOT / "course.yaml").read_text(), flags=re.M)
    (folder / "course.yaml").write_text(DUE + course)
    rows = [f'{s},"{s.title()}, The {s.upper()}",{s}@example.org' for s in STUDENTS]
    (place / "roster.csv").write_text("\n".join(["id,name,email", *rows]))
    (place / "jupyter").mkdir()
    (place / "jupyter" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
        "c.ExchangeCollect.check_owner = False\n"
    )
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "JUPYTER_CONFIG_DIR": str(place / "jupyter")}
    taught = Taught(folder, environment)
    here = place
    for block in FENCED.findall((ROOT / "docs" / "nbgrader.md").read_text()):
        for command in COMMAND.findall(block):
            if command.startswith("cd "):
                here = here / command.removeprefix("cd ")
                continue
            if command.startswith("nbgrader collect"):
                released = folder / "release" / NAME / f"{NAME}.ipynb"
                hand_in(exchange / NAME / "inbound", NAME, released, ROOT / "solutions")
            taught.said[command] = taught.run(command, here)
    return taught


def test_the_instructors_notebook_passes_its_own_checks(taught: Taught) -> None:
    (said,) = (text for command, text in taught.said.items() if "validate" in command)
    assert "Success! Your notebook passes all the tests." in said


def test_a_seed_that_is_no_secret_is_told_when_the_course_is_made(taught: Taught) -> None:
    (said,) = (text for command, text in taught.said.items() if "nbgrader init" in command)
    assert "seed is still the one that mnist-grade comes with" in said


def test_what_is_released_holds_starters_and_no_hidden_test(taught: Taught) -> None:
    text = (taught.folder / "release" / NAME / f"{NAME}.ipynb").read_text()
    notebook = json.loads(text)
    starter = "".join(cell(notebook, "backward")["source"])
    assert 'raise NotImplementedError("backward: not implemented yet")' in starter
    assert "HIDDEN TESTS" not in text
    assert "hidden_points" not in text
    assert "SOLUTION" not in text
    assert "adds\\n" not in "".join(cell(notebook, "explain")["source"])


def test_everybody_has_the_score_that_a_batch_gives(taught: Taught) -> None:
    ours = {student: document["score"] for student, document in taught.batch.items()}
    theirs = {student: float(row["raw_score"]) for student, row in taught.exported.items()}
    assert theirs == ours
    assert theirs.keys() == STUDENTS.keys()
    assert theirs["ada"] == 110
    assert theirs["eve"] == 110, "a deleted grade cell costs nothing"
    assert theirs["bob"] == 88
    assert theirs["fay"] == 90, "a syntax error costs its exercise"
    assert theirs["cyd"] == 90, "tampering gains nothing"
    assert theirs["gus"] == 102, "an endless loop costs its check"
    assert [theirs[s] for s in ("dan", "hal", "ivy")] == [0, 0, 0]


def test_extra_credit_is_on_top_and_lateness_costs_once(taught: Taught) -> None:
    rows = taught.exported
    assert {row["max_score"] for row in rows.values()} == {"100.0"}
    assert (rows["jon"]["raw_score"], rows["jon"]["score"]) == ("100.0", "80.0")
    assert rows["ada"]["late_submission_penalty"] == "0.0"


def test_a_name_with_a_comma_shifts_no_column_of_the_export(taught: Taught) -> None:
    row = taught.exported["bob"]
    assert (row["first_name"], row["last_name"]) == ("The BOB", "Bob")
    assert row["email"] == "bob@example.org"


def test_partial_credit_and_its_reason_arrive(taught: Taught) -> None:
    checks = cell(taught.autograded("bob"), "backward-checks")
    stream, result = checks["outputs"]
    assert "".join(result["data"]["text/plain"]) == "9.0"
    assert "missing-zero-grad" in "".join(stream["text"])
    page = taught.feedback("bob")
    assert re.search(r"Score: 9.0 / 15.0", page)
    assert "<b>Comments:</b>" in page
    assert "(mnist-sgd.ipynb cell 21, line 2 missing-zero-grad)" in page


COURSE = (ROOT / "course.yaml").read_text()
HIDDEN: list[str] = re.findall(r"^ +([a-z-]+): \{.*visibility: hidden\}", COURSE, re.M)


@pytest.mark.parametrize("student", STUDENTS)
def test_hidden_tests_are_nowhere_in_the_feedback(student: str, taught: Taught) -> None:
    assert HIDDEN
    page = taught.feedback(student)
    for secret in (*HIDDEN, "hidden_points", "BEGIN HIDDEN"):
        if (student, secret) != ("cyd", "BEGIN HIDDEN"):  # whose own words these are
            assert secret not in page


def test_what_a_student_writes_is_no_markup_of_the_feedback(taught: Taught) -> None:
    page = taught.feedback("cyd")
    assert "<script>alert(1)" not in page
    assert not re.search(r'(?:href|src)="(?:http://evil|javascript:z)', page)


def test_changed_cells_are_as_they_were(taught: Taught) -> None:
    released = json.loads((taught.folder / "release" / NAME / f"{NAME}.ipynb").read_text())
    for student in ("cyd", "dan", "eve", "hal"):
        notebook = taught.autograded(student)
        for name in ("backward-checks", "step-hidden", "train-checks", "loss-hidden"):
            found = cell(notebook, name)
            assert found["cell_type"] == "code"
            metadata, original = found["metadata"]["nbgrader"], cell(released, name)
            for key in ("points", "grade", "solution", "locked"):
                assert metadata[key] == original["metadata"]["nbgrader"][key]


def test_a_notebook_that_is_none_says_so(taught: Taught) -> None:
    assert "mnist-sgd.ipynb: not a notebook" in taught.feedback("hal")


# --- the gradebook and a batch -------------------------------------------------------------


def test_after_autograding_there_is_nothing_to_bring_together(taught: Taught) -> None:
    said = taught.said["mnist-grade nbgrader sync . grades --dry-run"]
    assert said.startswith("gradebook: 0 would change\noverrides.csv: 0 would change\n")


@pytest.fixture
def copied(taught: Taught, tmp_path: Path) -> Taught:
    """The gradebook and the batch's folder, to be changed."""
    shutil.copytree(taught.folder / "grades", tmp_path / "grades")
    shutil.copy(taught.folder / "gradebook.db", tmp_path)
    return Taught(tmp_path, taught.environment)


def changed(taught: Taught, statement: str, *values: object) -> list[Any]:
    with sqlite3.connect(taught.folder / "gradebook.db") as database:
        return database.execute(statement, values).fetchall()


ONE_GRADE = """
    (SELECT grade.id FROM grade
     JOIN base_cell ON base_cell.id = grade.cell_id
     JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
     JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
     WHERE base_cell.name = ? AND submitted_assignment.student_id = ?)
"""


def test_sync_fills_automatic_fields_and_takes_manual_ones_along(copied: Taught) -> None:
    update = f"UPDATE grade SET {{}} WHERE id = {ONE_GRADE}"
    changed(copied, update.format("auto_score = 1"), "loss-checks", "ada")
    changed(copied, update.format("auto_score = 1, manual_score = 15"), "backward-checks", "bob")
    before = (copied.folder / "gradebook.db").read_bytes()
    plan = copied.run("mnist-grade nbgrader sync . grades --dry-run")
    assert (copied.folder / "gradebook.db").read_bytes() == before
    assert not (copied.folder / "grades" / "overrides.csv").exists()
    assert "ada: loss-checks: 1 -> 11" in plan
    assert "bob: backward (override): nothing -> 15" in plan
    done = copied.run("mnist-grade nbgrader sync . grades")
    assert done == plan.replace("would change", "changed")
    select = f"SELECT auto_score, manual_score FROM grade WHERE id = {ONE_GRADE}"
    assert changed(copied, select, "loss-checks", "ada") == [(11.0, None)]
    assert changed(copied, select, "backward-checks", "bob") == [(9.0, 15.0)]
    override = "bob,backward,15,graded by hand in nbgrader"
    assert override in (copied.folder / "grades" / "overrides.csv").read_text()
    again = copied.run("mnist-grade nbgrader sync . grades")
    assert again.startswith("gradebook: 0 changed\noverrides.csv: 0 changed\n")


def test_the_free_text_is_read_once_in_either_place(copied: Taught) -> None:
    update = f"UPDATE grade SET manual_score = 0 WHERE id = {ONE_GRADE}"
    changed(copied, update, "explanation", "bob")
    overrides = "student,exercise,score,reason,check\nada,explain,0.5,which order?,explanation\n"
    (copied.folder / "grades" / "overrides.csv").write_text(overrides)
    said = copied.run("mnist-grade nbgrader sync . grades")
    assert "bob: explain/explanation (override): nothing -> 0" in said
    select = f"SELECT manual_score, needs_manual_grade FROM grade WHERE id = {ONE_GRADE}"
    assert changed(copied, select, "explanation", "ada") == [(0.5, 0)]
    there = (copied.folder / "grades" / "overrides.csv").read_text()
    assert "bob,explain,0,graded by hand in nbgrader,explanation" in there
    # What is said of it later comes along, too.
    one = ONE_GRADE.replace("grade.", "comment.").replace("FROM grade", "FROM comment")
    changed(copied, f"UPDATE comment SET manual_comment = 'why?' WHERE id = {one}", "explanation",
            "bob")  # fmt: skip
    said = copied.run("mnist-grade nbgrader sync . grades")
    assert "overrides.csv: 1 changed" in said
    there = (copied.folder / "grades" / "overrides.csv").read_text()
    assert "bob,explain,0,graded by hand in nbgrader: why?,explanation" in there
    again = copied.run("mnist-grade nbgrader sync . grades")
    assert again.startswith("gradebook: 0 changed\noverrides.csv: 0 changed\n")


def test_sync_leaves_both_where_both_were_set_by_hand(copied: Taught) -> None:
    update = f"UPDATE grade SET manual_score = 15 WHERE id = {ONE_GRADE}"
    changed(copied, update, "backward-checks", "bob")
    overrides = "student,exercise,score,reason\nbob,backward,20,seen by me\n"
    (copied.folder / "grades" / "overrides.csv").write_text(overrides)
    said = copied.run("mnist-grade nbgrader sync . grades")
    assert "15 by hand in nbgrader, 20 in overrides.csv (seen by me); left alone" in said
    assert (copied.folder / "grades" / "overrides.csv").read_text() == overrides


def test_grading_again_leaves_what_a_person_entered(taught: Taught, tmp_path: Path) -> None:
    again = Taught(tmp_path / "course", taught.environment)
    shutil.copytree(taught.folder, again.folder)
    update = f"UPDATE grade SET {{}} WHERE id = {ONE_GRADE}"
    changed(again, update.format("manual_score = 14"), "backward-checks", "bob")
    changed(again, update.format("extra_credit = 3"), "loss-checks", "bob")
    changed(again, update.format("extra_credit = 4"), "hidden_layer-checks", "bob")
    again.run(f"nbgrader autograde {NAME} --force --student=bob")
    select = f"SELECT auto_score, manual_score, extra_credit FROM grade WHERE id = {ONE_GRADE}"
    assert changed(again, select, "backward-checks", "bob") == [(9.0, 14.0, None)]
    assert changed(again, select, "loss-checks", "bob") == [(11.0, None, 3.0)]
    assert changed(again, select, "hidden_layer-checks", "bob") == [(0.0, None, 4.0)]


# --- formgrader ----------------------------------------------------------------------------


@pytest.fixture
def server(taught: Taught) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = (
        f"jupyter server --no-browser --port={port} --allow-root --IdentityProvider.token= "
        f"--ServerApp.root_dir={taught.folder}"
    )
    with subprocess.Popen(
        command.split(), cwd=taught.folder, env=taught.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            until = time.monotonic() + 60
            while not _answers(url + "/api/status"):
                assert time.monotonic() < until, "the server did not start"
                assert process.poll() is None, "the server ended"
            yield url
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def test_formgrader_shows_scores_partial_credit_and_comments(server: str, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    url = f"{server}/formgrader/api/submitted_notebooks/{NAME}/{NAME}"
    with urllib.request.urlopen(url) as answer:
        bob = next(s for s in json.load(answer) if s["student"] == "bob")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{server}/formgrader/manage_submissions/{NAME}")
        row = page.locator("tr", has_text="bob").first
        assert "88 / 100" in row.inner_text()
        page.goto(f"{server}/formgrader/submissions/{bob['id']}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=tmp_path / "formgrader.png", full_page=True)
        assert "9.0" in page.locator("body").inner_text()
        assert "missing-zero-grad" in page.locator("body").inner_text()
        comments = page.locator("textarea.comment").evaluate_all(
            "areas => areas.map(a => a.value + a.placeholder)"
        )
        assert any("gradients of earlier batches" in comment for comment in comments)
        browser.close()


# --- small parts ---------------------------------------------------------------------------


def result(score: float, *findings: Finding) -> ExerciseResult:
    check = CheckResult("c", "A title.", Outcome.FAILED, score, 5.0)
    return ExerciseResult("backward", "Backward", (check,), findings)


@pytest.mark.parametrize(
    ("score", "given"),
    [(0, 0.0), (3.5, 3.5), (7, 5.0), (-1, 0.0), (math.nan, 0.0), (math.inf, 0.0), (True, 1.0)],
)
def test_a_cell_gets_a_plain_number_within_its_points(score: float, given: float) -> None:
    found = cell_score(result(score), Visibility.VISIBLE, 5.0)
    assert (type(found), found) == (float, given)


def test_a_comment_cannot_become_markup() -> None:
    evil = Finding("exception", "<b> [x](javascript:1) ![i](http://e.vil) `c` &lt;script&gt;")
    said = comment(result(0, evil))
    assert not set("<>[]`&") & set(said)
    assert "://" not in said
