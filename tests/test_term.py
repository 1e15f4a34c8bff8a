"""A term by an installed wheel: rosters, grades, explanations, a regrade, exports, a farewell."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from corpus import ROOT, dropping
from handed_in import Files, as_folder, as_zip
from installed import Installed
from test_batch_roll import EXPORTED

from grader.batch.solvable import needs_proof
from grader.batch.store import Store, local_url
from grader.cli import main
from grader.course.course import load_course
from grader.judge.grading import Judge
from grader.judge.proof import Prover
from grader.submission.submission import read_submission

pytestmark = pytest.mark.long

ALL = read_submission(ROOT / "solutions").files
RIGHT: Files = {name: ALL[name] for name in ("loss.py", "explain.yaml")}
WRONG: Files = RIGHT | {
    "loss.py": RIGHT["loss.py"].replace(b"criterion(logits", b"criterion(logits.softmax(1)")
}
TO_DROP = ("forward", "backward", "step", "train", "hidden_layer")


class Term:
    """An instructor at a shell; every command is one of the installed wheel."""

    def __init__(self, installed: Installed, home: Path) -> None:
        self.installed, self.home = installed, home
        self.course = dropping(home, *TO_DROP)

    def run(self, *words: str | Path, status: int = 0) -> str:
        done = self.installed.run(*words, cwd=self.home)
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def roster(self, system: str) -> Path:
        path = self.home / f"{system}.csv"
        path.write_text(EXPORTED[system])
        return path

    def batch(self, handed_in: str, out: str, *more: str | Path) -> str:
        store = f"sqlite:///{self.home / 'grades.db'}"
        course = ("--course", self.course, "--store", store, "--lanes", "1")
        return self.run("batch", handed_in, "--out", out, *course, *more)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.home / name).open(newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def term(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Term:
    return Term(installed, tmp_path_factory.mktemp("term"))


def test_a_term_is_walked_from_the_roster_to_the_last_student_forgotten(term: Term) -> None:
    home = term.home
    (home / "canvas").mkdir()
    for key, canvas, moodle, files in (
        ("ada", "lovelaceada_71_501_work", "Ada Lovelace_8", RIGHT),
        ("u2", "babbagecharles_72_502_work", "Charles Babbage_9", WRONG),
    ):
        as_zip(home / "canvas", canvas, files)
        as_folder(home / "moodle", f"{moodle}_assignsubmission_file_", files)
        as_folder(home / "plain", key, files)

    # Rosters, as their systems export them; what was graded once is not graded again.
    said = term.batch("canvas", "grades", "--roster", term.roster("Canvas"))
    assert "2 graded now" in said
    assert "nobody on the roster" not in said
    for system, folder in (
        ("Moodle's grades", "moodle"),
        ("Moodle's participants", "moodle"),
        ("Gradescope", "plain"),
        ("nbgrader", "plain"),
    ):
        said = term.batch(folder, f"by-{system[:6]}", "--roster", term.roster(system))
        assert "2 graded before" in said or "2 before" in said, said
        assert "nobody on the roster" not in said, (system, said)
        assert "Nobody knows when 2" not in said or "--file-times" in said

    # Pages: the course's title, names, one total.
    page = (home / "grades" / "feedback" / "ada.html").read_text()
    assert "Lovelace, Ada" in page
    assert "Inside one training step" in page
    by_id = {row["student"]: row for row in term.rows("grades/grades.csv")}
    assert f"<strong>{by_id['ada']['final']}</strong>" in page

    # Explanations are read and given points; one is decided by hand.
    term.run("export", "explanations", "grades", "--out", "filled.csv")
    rows = term.rows("filled.csv")
    assert len(rows) == 2
    for row in rows:
        row |= {"points": "0", "comment": "whose words?"} if row["student"] == "u2" else {}
    with (home / "filled.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert "1 recorded" in term.run("override", "grades", "--read", "filled.csv")
    hand = ("--exercise", "loss", "--score", "3", "--reason", "seen by me")
    term.run("override", "grades", "u2", *hand)

    # A regrade by a changed course keeps what was decided, and the same change is one row.
    course = yaml.safe_load(term.course.read_text())
    course["exercises"][-1]["checks"]["stops-dropout"]["points"] += 1
    term.course.write_text(yaml.safe_dump(course, sort_keys=False))
    said = term.batch(
        "canvas", "grades-2", "--roster", term.roster("Canvas"), "--overrides", "grades"
    )
    assert "2 decided by hand taken over" in said
    assert "2 students: " in " ".join(term.run("diff", "grades", "grades-2", status=1).split())
    assert "seen by me" in (home / "grades-2" / "grades.csv").read_text()

    # Feedback and grades go out.
    term.run("export", "canvas", "grades-2", "--assignment", "Step (4711)")
    assert "71,u1,ada" in (home / "grades-2" / "canvas.csv").read_text()
    term.run("export", "canvas-feedback", "grades-2")
    with zipfile.ZipFile(home / "grades-2" / "canvas-feedback.zip") as archive:
        assert sorted(archive.namelist()) == sorted(p.name for p in (home / "canvas").iterdir())
    term.run("export", "moodle-feedback", "by-Moodle")
    with zipfile.ZipFile(home / "by-Moodle" / "moodle-feedback.zip") as archive:
        assert "Ada Lovelace_8_assignsubmission_file_/feedback.html" in archive.namelist()
    term.run("export", "mail", "by-Moodle")
    term.run("export", "moodle", "by-Moodle", "--key", "idnumber", "--item", "Step")
    feedback = {row["ID number"]: row["Step feedback"] for row in term.rows("by-Moodle/moodle.csv")}
    assert "softmax-before-loss" not in feedback["ada"]
    assert re.search(r"softmax or sigmoid.* \(loss.py:\d+, softmax-before", feedback["u2"]), (
        feedback
    )
    assert [row["email"] for row in term.rows("by-Moodle/mail.csv")] == ["ada@x.edu", "cb@x.edu"]
    term.run("export", "pseudonyms", "grades-2")
    anonymous = (home / "grades-2" / "pseudonyms.jsonl").read_text()
    # As words: "ada" may well stand in the middle of a digest.
    assert not re.search(r"\b(ada|u2|Babbage|Forward uses)\b", anonymous)

    # One student is graded anew, and one is forgotten.
    again = term.batch("canvas", "grades-2", "--roster", term.roster("Canvas"), "--again", "ada")
    assert "1 graded now, 1 before" in again
    store = f"sqlite:///{home / 'grades.db'}"
    said = term.run("forget", "grades-2", "u2", "--store", store)
    assert "1 submissions, 2 decisions by hand and 1 stored grades are gone" in said
    for path in (home / "grades-2").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"babbage" not in content.lower(), path
    assert "nobody of the id" in term.run("forget", "grades-2", "u2", status=2)


def test_a_course_that_its_own_solution_does_not_pass_grades_nobody(tmp_path: Path) -> None:
    record = dropping(tmp_path, "forward", "loss", "backward", "step", "hidden_layer", "explain")
    course = yaml.safe_load(record.read_text())
    course["dataset"]["training"]["digits"]["accuracy"]["SimpleNN"] = 0.995
    record.write_text(yaml.safe_dump(course, sort_keys=False))
    as_folder(tmp_path / "class", "ada", {"train.py": ALL["train.py"]})
    words = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "grades"), "--lanes", "1"]
    words += ["--course", str(record), "--protection", "none"]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 2, said.output
    flat = " ".join(said.output.split())
    found = re.search(r"its training reaches (\d\d\.\d)% and not 99.5%", flat)
    assert found is not None, flat
    assert "Ask for less in dataset.training.digits.accuracy" in flat
    # That is known from then on: nothing is graded to find it out again, and nobody was graded.
    with Store.open(local_url(tmp_path / "grades")) as store:
        assert store.counted() == (1, 1)
        assert CliRunner().invoke(main, words).output == said.output
        assert store.counted() == (1, 1)
    # Who proves the course hears it, too.
    red = load_course(record)
    with Judge(red, "digits") as judge:
        told = [str(problem) for problem in Prover(judge).solution(red.exercises[0])]
    assert any(found[0].removeprefix("its ")[:20] in each for each in told), told
    # What it reaches may be asked for.
    course["dataset"]["training"]["digits"]["accuracy"]["SimpleNN"] = float(found[1]) / 100 - 0.001
    record.write_text(yaml.safe_dump(course, sort_keys=False))
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output
    assert "1 graded now" in said.output


def test_what_of_a_course_may_be_other_than_it_was_shipped_without_a_proof(tmp_path: Path) -> None:
    record = tmp_path / "course.yaml"
    text = (ROOT / "course.yaml").read_text()
    record.write_text(text.replace("change me", "changed").replace("days: 0", "days: 1"))
    assert not needs_proof(load_course(record))
    record.write_text(text.replace("SimpleNN: 0.82", "SimpleNN: 0.81", 1))
    assert needs_proof(load_course(record))
