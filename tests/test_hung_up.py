"""`... | head` ends quietly: whoever reads may leave, and the work is done all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from classes import small_class, written
from handed_in import as_folder

from grader.cli.exit_status import Outlived, outlived

PROGRAM = str(Path(sys.executable).with_name("mnist-grade"))
QUICK = Path(__file__).parent / "courses" / "quick.yaml"


def unread(*words: object, errors_too: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the command with an output that nobody reads any more when it begins."""
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        return subprocess.run(
            [PROGRAM, *map(str, words)],
            stdout=theirs,
            stderr=theirs if errors_too else subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        os.close(theirs)


def test_a_batch_that_nobody_listens_to_writes_everything_it_writes_otherwise(
    tmp_path: Path,
) -> None:
    as_folder(tmp_path / "class", "ada", {"loss.py": b"x = 1\n"})
    out = tmp_path / "grades"
    done = unread("batch", tmp_path / "class", "--out", out, "--course", QUICK, "--lanes", 1)
    assert (done.returncode, done.stderr) == (0, "")
    names = {"results.jsonl", "classbook.jsonl", "grades.csv", "index.html", "feedback"}
    assert names <= {path.name for path in out.iterdir()}
    assert not list(out.rglob("*.new"))


def test_a_watch_that_nobody_follows_ends(tmp_path: Path) -> None:
    as_folder(tmp_path, "work", {"loss.py": b"x = 1\n"})
    done = unread("watch", tmp_path / "work", "--course", QUICK)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--help"], 0),
        (["batch", "--help"], 0),
        (["nosuch"], 2),
        (["why"], 0),
        (["completion", "bash"], 0),
        (["export", "canvas", "GRADES", "--assignment", "A", "--roster-id", "sis_user"], 0),
        (["export", "pages", "GRADES"], 0),
        (["override", "GRADES", "bob", "--score", "5", "--reason", "seen"], 0),
        (["diff", "GRADES", "GRADES"], 0),
        (["diff", "GRADES", "GRADES", "--json"], 0),
        (["start", "OUT"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("errors_too", [False, True])
def test_no_command_complains_and_each_ends_as_it_would(
    words: list[str], status: int, errors_too: bool, tmp_path: Path
) -> None:
    grades = written(tmp_path / "grades", small_class())
    places = {"GRADES": grades, "OUT": tmp_path / "out"}
    done = unread(*(places.get(word, word) for word in words), errors_too=errors_too)
    assert done.returncode == status
    assert "Broken pipe" not in (done.stderr or "")
    assert "Traceback" not in (done.stderr or "")
    written_ = {path.name for path in grades.iterdir()}
    assert ("canvas.csv" in written_) == ("canvas" in words)
    assert ("index.html" in written_) == ("pages" in words)


def test_a_reader_who_leaves_in_the_middle_has_read_what_was_written() -> None:
    with subprocess.Popen([PROGRAM, "why"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 0
    assert first == "forward\n"


def test_what_is_written_to_nobody_is_dropped_from_then_on() -> None:
    ours, theirs = os.pipe()
    with open(theirs, "w", encoding="utf-8") as pipe:
        text = outlived(pipe)
        assert isinstance(text, Outlived)
        print("heard", file=text, flush=True)
        assert os.read(ours, 100) == b"heard\n"
        os.close(ours)
        assert not text.left
        print("unheard\n" * 10_000, file=text, flush=True)
        assert text.left
        print("more", file=text, flush=True)
    assert outlived(None) is None
