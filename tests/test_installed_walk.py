"""What an instructor and a learner do in a term, by an installed wheel alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import ROOT, dropping
from handed_in import Files, as_folder, as_tar, as_wrapped_folder, as_zip, as_zip_in_a_folder
from installed import Installed
from nbgrader_class import cell, solved

from grader.submission.submission import read_submission

pytestmark = pytest.mark.long

RIGHT: Files = read_submission(ROOT / "solutions").files
KEPT = ("loss", "backward")
WRONG = RIGHT | {"backward.py": b"def backward(optimizer, loss):\n    loss.backward()\n"}
CUT = {"loss.py": RIGHT["loss.py"], "backward.py": RIGHT["backward.py"]}
HANDED_IN = {"right": RIGHT, "wrong": WRONG, "cut": CUT}


def course(folder: Path) -> Path:
    """A course of two exercises: quick, and not the one that ships."""
    dropped = {"forward", "step", "train", "hidden_layer", "explain"} - {*KEPT}
    return dropping(folder, *sorted(dropped))


def plain(folder: Path) -> dict[str, str]:
    """What students and their systems make of it, where nothing says how."""
    as_folder(folder / "ada" / "repo-main", "exercises", RIGHT)
    as_wrapped_folder(folder, "bob", RIGHT)
    as_zip_in_a_folder(folder, "cyd", WRONG)
    names = {"loss.py": "LOSS.PY", "backward.py": "backward (1).py"}
    as_folder(folder, "dan", {names.get(name, name): text for name, text in RIGHT.items()})
    as_tar(folder, "eve", RIGHT)
    as_folder(folder, "fay", RIGHT)
    as_zip(folder, "fay", WRONG)
    (folder / "gus.zip").write_bytes(b"PK no zip at all")
    (folder / "hal").symlink_to(folder / "ada")
    as_folder(folder, "ivy", {"loss.py.txt": RIGHT["loss.py"], "notes.md": b"see above"})
    as_folder(folder, "ivy\u200b", RIGHT)
    (folder / "seating.pdf").touch()
    return {
        "ada": "right", "bob": "right", "cyd": "wrong", "dan": "right", "eve": "right",
        "fay": "right", "fay.zip": "wrong", "gus": "none", "ivy": "loss", "ivy\u200b": "right",
    }  # fmt: skip


def canvas(folder: Path) -> dict[str, str]:
    for name, content in RIGHT.items():
        folder.mkdir(exist_ok=True)
        (folder / f"lovelaceada_1001_501_{name}").write_bytes(content)
    as_zip(folder, "boolegeorge_LATE_1002_502_work", WRONG)
    return {"lovelaceada_1001_501": "right", "boolegeorge_1002_502_work": "wrong"}


def moodle(folder: Path) -> dict[str, str]:
    as_folder(folder / "Ada Lovelace_4711_assignsubmission_file_" / "hw", "hw-main", RIGHT)
    (folder / "George Boole_4712_assignsubmission_file_").mkdir()
    as_zip(folder / "George Boole_4712_assignsubmission_file_", "work", WRONG)
    names = "Ada Lovelace_4711_assignsubmission_file_", "George Boole_4712_assignsubmission_file_"
    return dict(zip(names, ("right", "wrong"), strict=True))


def gradescope(folder: Path) -> dict[str, str]:
    as_folder(folder, "submission_7", RIGHT)
    as_folder(folder, "submission_8", WRONG)
    lines = [
        f"submission_{n}:\n  :submitters:\n  - :name: {who}\n    :sid: '{n}'\n"
        "  :created_at: 2026-03-02 09:30:00.000000000 Z\n"
        for n, who in ((7, "Ada"), (8, "George"))
    ]
    (folder / "submission_metadata.yml").write_text("---\n" + "".join(lines))
    return {"submission_7": "right", "submission_8": "wrong"}


def nbgraders(folder: Path) -> dict[str, str]:
    for student, work in (("ada", RIGHT), ("george", WRONG)):
        stamp = {"timestamp.txt": b"2026-03-02 09:30:00 UTC"}
        as_folder(folder / "submitted" / student, "ps1", work | stamp)
    return {"ada": "right", "george": "wrong"}


def listed(folder: Path) -> dict[str, str]:
    as_folder(folder, "one", RIGHT)
    as_zip(folder, "two", WRONG)
    (folder / "class.csv").write_text("student,path\nada,one\ngeorge,two.zip\n")
    return {"ada": "right", "george": "wrong"}


LAYOUTS: tuple[Callable[[Path], dict[str, str]], ...] = (
    canvas, moodle, gradescope, nbgraders, listed,
)  # fmt: skip


def graded(home: Path) -> dict[str, dict[str, bool]]:
    """For each submission of a folder of grades, which exercises passed."""
    lines = (home / "results.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {(document := json.loads(line))["submission"]: document for line in lines}
    return {
        name: {e["id"]: e["passed"] for e in document["exercises"]}
        for name, document in documents.items()
    }


EXPECTED = {
    "right": {"loss": True, "backward": True},
    "wrong": {"loss": True, "backward": False},
    "loss": {"loss": True, "backward": False},
    "none": {"loss": False, "backward": False},
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_class_is_graded_in_every_systems_layout(
    layout: Callable[[Path], dict[str, str]], installed: Installed, tmp_path: Path
) -> None:
    handed_in = tmp_path / "handed-in"
    expected = layout(handed_in)
    given = handed_in / "class.csv" if layout is listed else handed_in
    words = ("batch", given, "--out", "grades", "--course", course(tmp_path), "--lanes", "1")
    done = installed.run(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert graded(tmp_path / "grades") == {n: EXPECTED[kind] for n, kind in expected.items()}


@pytest.fixture(scope="module")
def term(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain class, graded: the folder with its course, what was handed in, and the grades."""
    home = tmp_path_factory.mktemp("term")
    expected = plain(home / "handed-in")
    words = ("batch", "handed-in", "--out", "grades", "--course", course(home), "--lanes", "1")
    done = installed.run(*words, cwd=home)
    assert done.returncode == 0, done.stderr
    assert graded(home / "grades") == {n: EXPECTED[kind] for n, kind in expected.items()}
    (home / "said.txt").write_text(done.stdout, encoding="utf-8")
    return home


def test_whatever_became_no_submission_is_named(term: Path) -> None:
    said = (term / "said.txt").read_text(encoding="utf-8")
    assert "Of 12 entries 10 are in results, 1 left out, 1 refused" in said
    for line in ("hal: refused: a link", "seating.pdf: left out", "gus.zip: ", "fay or fay.zip"):
        assert line in said
    assert "ivy: 1 of the course's 2 files" not in said, "half of them is no reason to look"
    page = (term / "grades" / "index.html").read_text(encoding="utf-8")
    assert "seating.pdf" in page
    assert "ivy\\u200b" in page


def test_a_regrade_in_a_new_folder_takes_over_what_a_person_decided(
    installed: Installed, term: Path
) -> None:
    def run(*words: str, status: int = 0) -> str:
        done = installed.run(*words, cwd=term)
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done.stdout

    skipped = run("export", "moodle", "grades", "--dry-run")
    assert "fay" in skipped
    run("override", "grades", "fay", "--choose", "fay.zip", "--reason", "her last one")
    run("override", "grades", "ada", "--score", "77", "--reason", "agreed")
    run("batch", "handed-in", "--out", "again", "--course", "course.yaml", "--lanes", "1",
        "--overrides", "grades")  # fmt: skip
    with open(term / "again" / "grades.csv", encoding="utf-8") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert float(rows["ada"]["final"]) == 77
    assert "left behind" not in run("diff", "grades", "again")
    run("batch", "handed-in", "--out", "third", "--course", "course.yaml", "--lanes", "1")
    told = run("diff", "again", "third", status=1)
    assert "fay: fay.zip chosen: her last one" in told
    for system in ("canvas", "moodle", "gradescope"):
        more = ("--assignment", "Training") if system == "canvas" else ()
        run("export", system, "again", "--out", f"{system}-out", *more)
        assert (term / f"{system}-out").exists()


def test_a_learner_goes_from_start_to_a_hint_of_that_course(
    installed: Installed, tmp_path: Path
) -> None:
    own = course(tmp_path)
    assert installed.run("start", "work", "--course", own, cwd=tmp_path).returncode == 0
    there = {path.name for path in (tmp_path / "work").iterdir()}
    assert there == {"README.md", "loss.py", "backward.py"}
    (tmp_path / "work" / "loss.py").write_bytes(RIGHT["loss.py"])
    done = installed.run("check", "work", cwd=tmp_path)
    assert (done.returncode, "backward: not written yet" in done.stdout) == (
        1, True,
    ), done.stdout  # fmt: skip
    done = installed.run("hint", cwd=tmp_path)
    assert "Hint 1 of 5" in done.stdout, done.stderr


def test_nbgraders_workflow_ends_in_exported_grades(installed: Installed, tmp_path: Path) -> None:
    def run(*words: str, program: str = "nbgrader") -> str:
        done = installed.run(*words, cwd=tmp_path / "course", program=program)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    own = course(tmp_path)
    done = installed.run("nbgrader", "init", "course", "--course", own, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (source,) = (tmp_path / "course" / "source").iterdir()
    assert "BEGIN SOLUTION" in (source / f"{source.name}.ipynb").read_text(encoding="utf-8")
    run("generate_assignment", source.name)
    (released,) = (tmp_path / "course" / "release" / source.name).glob("*.ipynb")
    fresh = json.loads(text := released.read_text(encoding="utf-8"))
    assert "NotImplementedError" in text
    assert "SOLUTION" not in text
    wrong = "def backward(optimizer, loss):\n    loss.backward()"
    for student in ("ada", "bob"):
        folder = tmp_path / "course" / "submitted" / student / source.name
        folder.mkdir(parents=True)
        notebook = solved(fresh, ROOT / "solutions")
        if student == "bob":
            cell(notebook, "backward")["source"] = wrong
        (folder / released.name).write_text(json.dumps(notebook), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-03-02 09:30:00 UTC")
    run("autograde", source.name, "--create")
    run("export", "--to", "grades.csv")
    with open(tmp_path / "course" / "grades.csv", encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores["ada"] == 100
    assert scores["bob"] < 100
