"""What other systems do otherwise with text, names, files and consoles, each tried out here.

None of this is Windows: a code page is an encoding of standard output, a drive's letter a text.
"""

from __future__ import annotations

import errno
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from corpus import ROOT
from portable import Elsewhere

from grader.cli.exit_status import Outlived, outlived
from grader.judge.grading import Judge
from grader.report.text import FINE, PLAIN
from grader.results.harmless import as_word
from grader.results.verdict import Outcome
from grader.results.whole_file import put_in_place, whole_file
from grader.sandbox.removal import remove_by_name
from grader.sandbox.sampling import held_by
from grader.sandbox.surroundings import portable_environment
from grader.submission.intake import Intake, SizeLimits, refused_by_windows
from grader.submission.submission import Submission

EMOJI = 'def backward(optimizer, loss):\n    raise ValueError("größer → 数字 \U0001f642")\n'


@pytest.mark.sampled(1)
@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "ascii"])
def test_no_code_page_is_a_reason_to_fail(code_page: str, tmp_path: Path) -> None:
    work = tmp_path / "größe → 数字"
    shutil.copytree(ROOT / "solutions", work)
    (work / "backward.py").write_text(EMOJI, encoding="utf-8")
    place = Elsewhere(tmp_path, {"PYTHONIOENCODING": f"{code_page}:strict", "PYTHONUTF8": "0"})
    said = place.run("check", work.name, "--exercise", "backward", status=1)
    assert "backward.py:2 [exception]" in said
    assert "\\u6570\\u5b57" in said


def test_what_an_encoding_lacks_is_written_as_an_escape() -> None:
    written = io.BytesIO()
    console = io.TextIOWrapper(written, encoding="cp1252")
    page = outlived(console)
    assert page is not None
    page.write("ü → 数")
    page.flush()
    assert written.getvalue() == "ü \\u2192 \\u6570".encode("cp1252")


def test_text_that_we_write_is_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    with whole_file(tmp_path / "page.html") as file:
        file.write("größer\n")
    assert (tmp_path / "page.html").read_bytes() == b"gr\xc3\xb6\xc3\x9fer\n"


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_file_is_not_written_through_a_link_that_waits_for_it(tmp_path: Path) -> None:
    mine, page = tmp_path / "mine.txt", tmp_path / "page.html"
    mine.write_text("as it was")
    with whole_file(tmp_path / "x") as file:
        waiting = Path(file.name).name
    (tmp_path / waiting.replace(".x.", ".page.html.")).symlink_to(mine)
    with whole_file(page) as file:
        file.write("a page")
    assert (mine.read_text(), page.read_text(), page.is_symlink()) == ("as it was", "a page", False)


def test_files_with_windows_line_ends_are_graded_like_their_twins(
    judge: Judge, solutions: Submission
) -> None:
    wrong = solutions.files | {
        "backward.py": b"def backward(optimizer, loss):\n    loss.backward()\n"
    }
    for files in (solutions.files, wrong):
        ended = {name: content.replace(b"\n", b"\r\n") for name, content in files.items()}
        one, other = (judge.grade(Submission("work", each)).to_json() for each in (files, ended))
        assert one["score"] == other["score"]
        places = [
            [
                (f["code"], f["file"], f["line"])
                for e in document["exercises"]
                for f in e["findings"]
            ]
            for document in (one, other)
        ]
        assert places[0] == places[1]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (r".\work", r".\work"),
        (r"C:\Users\ada\work", r"C:\Users\ada\work"),
        (r"C:\Users\Ada L\work", r'"C:\Users\Ada L\work"'),
        ("größe", "größe"),
        ("a&b", '"a&b"'),
    ],
)
def test_a_path_is_one_word_of_a_command_that_windows_takes(path: str, word: str) -> None:
    assert as_word(path, windows=True) == word


def test_a_path_is_one_word_here_as_a_shell_takes_it() -> None:
    assert as_word("my work", windows=False) == "'my work'"


@pytest.mark.parametrize(
    "name", ["con", "NUL.py", "aux.old.py", "Com1", "lpt9.txt", "a:b", "what?.py", "end.", "end "]
)
def test_a_name_that_windows_has_not_is_left_out_there_and_taken_here(name: str) -> None:
    for windows in (True, False):
        intake = Intake(SizeLimits(windows=windows))
        intake.take(f"folder/{name}", 1, lambda most: b"x")
        assert (f"folder/{name}" in intake.files) is not windows
        assert (
            any("Windows has no file of this name" in note for note in intake.left_out) is windows
        )


@pytest.mark.parametrize("name", ["console.py", "com.py", "com10", "nullable.py", "a.b", ".con"])
def test_a_name_that_is_like_a_devices_is_a_name(name: str) -> None:
    assert not refused_by_windows(name)


@pytest.mark.parametrize("name", [r"C:\temp\a.py", r"..\a.py", r"\\server\a.py", "c:a.py"])
def test_a_path_of_windows_leads_nowhere(name: str) -> None:
    intake = Intake(SizeLimits())
    intake.take(name, 1, lambda most: b"x")
    assert intake.files == {}


def test_a_folder_goes_by_its_names_too_and_no_link_is_followed(tmp_path: Path) -> None:
    kept, folder = tmp_path / "kept", tmp_path / "folder"
    kept.mkdir()
    (kept / "file").write_text("x")
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "file").write_text("x")
    (folder / "link").symlink_to(kept)
    for path in (folder / "deep" / "deeper" / "file", folder / "deep" / "deeper", folder / "deep"):
        path.chmod(0o400)
    remove_by_name(str(folder))
    assert not folder.exists()
    assert (kept / "file").read_text() == "x"


def test_what_is_still_written_to_is_tried_again(tmp_path: Path) -> None:
    folder, enough = tmp_path / "folder", threading.Event()

    def writes() -> None:
        while not enough.is_set():
            folder.mkdir(exist_ok=True)
            (folder / "file").write_text("x")

    writer = threading.Thread(target=writes)
    writer.start()
    timer = threading.Timer(0.1, enough.set)
    timer.start()
    writer.join()
    remove_by_name(str(folder))
    assert not folder.exists()


def test_a_file_takes_the_place_of_another_one_as_soon_as_that_is_let_go(tmp_path: Path) -> None:
    fresh, path, held = tmp_path / "fresh", tmp_path / "path", [2]
    fresh.write_text("new")
    path.write_text("old")

    def replace(one: Path, other: Path) -> None:
        if held[0]:
            held[0] -= 1
            raise PermissionError(errno.EACCES, "it is open in another program")
        os.replace(one, other)

    with pytest.raises(PermissionError):
        put_in_place(fresh, path, tries=1, replace=replace)
    put_in_place(fresh, path, tries=3, replace=replace)
    assert path.read_text() == "new"


class _Left(io.RawIOBase):
    """A pipe whose reader has left, as Windows says it."""

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.null

    def write(self, _: object) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")


def test_a_reader_that_has_left_is_no_error_whatever_it_is_called() -> None:
    raw = _Left()
    raw.null = os.open(os.devnull, os.O_WRONLY)  # type: ignore[attr-defined]
    page = Outlived(io.BufferedWriter(raw), encoding="utf-8", write_through=True)
    page.write("x")
    page.flush()
    assert page.left
    os.close(raw.null)  # type: ignore[attr-defined]


def on_a_terminal(*words: str | Path, **environment: str) -> bytes:
    """What a terminal gets that a command was typed at."""
    near, far = pty.openpty()
    command = [sys.executable, "-m", "grader.cli", *map(str, words)]
    terminal = subprocess.Popen(
        command, stdout=far, stderr=far, stdin=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    os.close(far)
    said = b""
    try:
        while part := os.read(near, 1 << 16):
            said += part
    except OSError:
        pass  # the other end is closed
    os.close(near)
    assert terminal.wait() in (0, 1), said
    return said


COLOUR = rb"\x1b\[[0-9;]*(3|4|9|10)[0-9][0-9;]*m"


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1", "TERM": "xterm"}])
def test_a_console_without_colours_gets_none(environment: dict[str, str]) -> None:
    said = on_a_terminal("why", "missing-zero-grad", **environment)
    assert b"missing-zero-grad" in said
    if environment["TERM"] == "dumb":
        assert b"\x1b" not in said
    assert not re.search(COLOUR, said), "a colour"


def test_a_terminal_that_reads_aloud_gets_words_for_marks_colours_and_progress(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "solutions", tmp_path / "work")
    (tmp_path / "work" / "loss.py").write_text("", encoding="utf-8")
    words = ("check", tmp_path / "work", "--exercise", "loss")
    said = on_a_terminal(*words, TERM="dumb").decode()
    assert "\x1b" not in said
    assert "\r" not in said.replace("\r\n", "")
    assert said.startswith("checking ...\r\n")
    assert re.search(r"^FAIL .*/ \d+ points", said, re.M)
    assert not re.search("[✓✗→]", said)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_mark_is_told_from_the_others_without_its_colour(outcome: Outcome) -> None:
    for symbols in (FINE, PLAIN):
        others = [symbols.marks[other] for other in Outcome if other is not outcome]
        assert symbols.marks[outcome] not in others


def test_a_process_finds_its_sockets_and_nothing_that_names_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    monkeypatch.setenv("USERNAME", "ada")
    environment = portable_environment()
    assert environment["SYSTEMROOT"] == r"C:\Windows"
    assert "USERNAME" not in environment
    assert "HOME" not in environment


def test_memory_is_asked_of_the_system_from_outside() -> None:
    before = held_by(os.getpid())
    held = b"x" * (64 << 20)
    assert held_by(os.getpid()) - before > len(held) // 2
    assert held_by(2**22 + 1) == 0, "there is no such process"
