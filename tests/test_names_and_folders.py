"""One rule for folders and names: what systems and people make of them costs nobody points."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from notebooks import code, notebook
from test_submission import Packer, as_folder, as_tar_gz, as_zip, every_way, left_out

from grader.batch.opening import open_turn_in
from grader.batch.turnin import Person, TurnIn
from grader.course.course import built_in_course, load_course
from grader.course.edition import student_edition, write_edition
from grader.course.marks import shipped_contract
from grader.judge.grading import Judge
from grader.results.verdict import Grade
from grader.submission.arrangement import contract_file
from grader.submission.submission import Submission, read_submission

FILES = {"forward.py": b"a = 1\n", "step.py": b"b = 2\n", "lib/extra.py": b"c = 3\n"}


def below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return page.getvalue()


# --- wrapping folders ----------------------------------------------------------------------


@every_way
@pytest.mark.parametrize(
    "wrapping",
    ["repo-main/exercises", "a/b/c", "Ada Lovelace_12_assignsubmission_file_/hw/hw-main/exercises"],
)
def test_any_number_of_wrapping_folders_is_taken_off(
    pack: Packer, wrapping: str, tmp_path: Path
) -> None:
    assert read_submission(pack(tmp_path, below(wrapping, FILES))) == Submission("work", FILES)


@every_way
def test_what_lies_beside_the_wrapping_is_named_by_its_topmost_folder(
    pack: Packer, tmp_path: Path
) -> None:
    beside = {
        "repo/README.md": b"",
        "repo/docs/a.md": b"",
        "repo/docs/deep/b.md": b"",
        "x.txt": b"",
    }
    found = read_submission(pack(tmp_path, below("repo/exercises", FILES) | beside))
    assert found.files == FILES
    assert left_out(found) == dict.fromkeys(
        ("repo/README.md", "repo/docs", "x.txt"), "lies beside the folder repo/exercises"
    )


def test_our_own_edition_for_students_filled_in_and_zipped_as_a_whole_gets_full_marks(
    tmp_path: Path, judge: Judge, solutions: Submission
) -> None:
    write_edition(student_edition(load_course(built_in_course())), tmp_path / "student-edition")
    edition = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in (tmp_path / "student-edition").rglob("*")
        if path.is_file()
    }
    assert {
        f"student-edition/exercises/{file}" for file in shipped_contract().files
    } <= edition.keys()
    filled = edition | below("student-edition/exercises", solutions.files)
    grade = judge.grade(read_submission(as_zip(tmp_path, filled)))
    assert (grade.score, grade.needs_look) == (110, ())


@every_way
def test_of_two_folders_that_hold_the_files_none_is_read_and_both_are_named(
    pack: Packer, tmp_path: Path
) -> None:
    both = below("in/work", FILES) | below("in/work copy", FILES)
    found = read_submission(pack(tmp_path, both))
    assert found.files == {}
    assert found.unreadable is None
    why = "one of 2 folders that hold the course's files; hand in one"
    assert left_out(found) == {"in/work": why, "in/work copy": why}


def test_an_older_copy_in_a_folder_of_the_work_is_part_of_it_and_named(tmp_path: Path) -> None:
    both = below("work", FILES | {"old/forward.py": b"old"})
    found = read_submission(as_zip(tmp_path, both))
    assert found.files == FILES | {"old/forward.py": b"old"}
    assert left_out(found) == {"work/old": "also holds the course's files; those above it count"}


def test_a_folder_that_holds_more_of_the_files_than_the_one_above_it_could_be_it(
    tmp_path: Path,
) -> None:
    found = read_submission(as_zip(tmp_path, {"train.py": b""} | below("exercises", FILES)))
    assert found.files == {}
    assert set(left_out(found)) == {"the top folder", "exercises"}


def test_a_notebook_is_found_in_wrapping_folders_with_what_lies_beside_it(tmp_path: Path) -> None:
    files = {
        "in/a/hw.ipynb": notebook(code("def step(o): ...")),
        "in/a/extra.py": b"x",
        "b.txt": b"",
    }
    found = read_submission(as_zip(tmp_path, files))
    assert found.files["step.py"] == b"def step(o): ...\n"
    assert found.files["extra.py"] == b"x"
    assert left_out(found) == {"b.txt": "lies beside the folder in/a"}


# --- archives ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "compress"),
    [("tar.xz", lzma.compress), ("tar.bz2", bz2.compress), ("txz", lzma.compress), ("TBZ2", None)],
)
def test_a_tar_may_be_compressed_in_any_common_way(
    ending: str, compress: object, tmp_path: Path
) -> None:
    page = io.BytesIO()
    with tarfile.open(fileobj=page, mode="w:") as archive:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    pack = compress or bz2.compress
    (tmp_path / f"work.{ending}").write_bytes(pack(page.getvalue()))  # type: ignore[operator]
    assert read_submission(tmp_path / f"work.{ending}") == Submission("work", FILES)


@every_way
def test_the_one_archive_in_a_folder_or_an_archive_is_opened(pack: Packer, tmp_path: Path) -> None:
    inner = zipped(below("hw/exercises", FILES))
    found = read_submission(pack(tmp_path, {"up/load/hw.zip": inner, "up/read me.txt": b""}))
    assert found.files == FILES
    assert left_out(found) == {"up/read me.txt": "lies beside the archive up/load/hw.zip"}


def test_a_tar_in_a_zip_in_a_zip_is_opened_and_a_fourth_one_is_not(tmp_path: Path) -> None:
    place = tmp_path / "tar"
    place.mkdir()
    tarball = as_tar_gz(place, FILES).read_bytes()
    whole = {"b.zip": zipped({"c.tar.gz": tarball})}
    assert read_submission(as_zip(tmp_path, whole)).files == FILES
    deeper = read_submission(as_zip(tmp_path, {"a.zip": zipped(whole)}))
    assert deeper.files == {}
    assert deeper.unreadable is not None
    assert deeper.unreadable.file == "work.zip"
    assert "more than 3 archives in one another" in deeper.unreadable.why


def test_of_two_archives_none_is_opened_and_both_are_named(tmp_path: Path) -> None:
    both = {"one.zip": zipped(FILES), "two.zip": zipped(FILES)}
    found = read_submission(as_folder(tmp_path, both))
    assert found.files == {}
    assert left_out(found) == dict.fromkeys(
        both, "one of 2 archives; hand in one; it was not opened"
    )


def test_an_archive_beside_the_files_is_named_and_not_opened(tmp_path: Path) -> None:
    found = read_submission(as_folder(tmp_path, FILES | {"old.zip": zipped({"loss.py": b""})}))
    assert found.files == FILES
    assert left_out(found) == {"old.zip": "an archive beside files; it was not opened"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("hw.zip", b"nothing", "pack the folder again"),
        ("hw.rar", b"Rar!", "pack the folder as a .zip"),
        ("hw.ipynb", b"{", "no JSON"),
    ],
)
def test_what_is_all_that_a_folder_holds_and_cannot_be_read_is_named_as_such(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    found = read_submission(as_folder(tmp_path, {f"up/{name}": content}))
    assert found.unreadable is not None
    assert found.unreadable.file == name
    assert words in found.unreadable.why


def test_an_archive_with_nothing_in_it_is_unreadable_and_an_empty_folder_is_not(
    tmp_path: Path,
) -> None:
    empty = read_submission(as_zip(tmp_path, {}))
    assert empty.unreadable == ("work.zip", "there is nothing in it")
    assert read_submission(as_folder(tmp_path, {})).unreadable is None


# --- names ---------------------------------------------------------------------------------

FORWARD = """
Forward.py
FORWARD.PY
forward (1).py
forward(2).py
forward_(1).py
forward+(1).py
forward-1.py
forward_2.py
forward 2.py
forward_1_.py
forward-Copy1.py
forward copy.py
forward copy 2.py
forward - Copy.py
forward - Copy (2).py
Copy of forward.py
forward (copy).py
forward (another copy).py
forward - Kopie.py
forward - Copie (3).py
forward - c\u00f3pia.py
forward - co\u0301pia.py
forward (1) - Copy.py
forward.py.txt
forward.py.txt.txt
forward.py.bak
forward.py.1
Forward (1).py.txt
forward.py (1)
"""


@pytest.mark.parametrize("name", FORWARD.strip().splitlines())
def test_a_name_that_case_a_copy_or_an_ending_changed_is_the_contracts(name: str) -> None:
    assert contract_file(name, shipped_contract().files) == "forward.py"


@pytest.mark.parametrize(
    "name",
    ["forward2.py", "forward_old.py", "forward_v2.py", "my forward.py", "forward.pyc", "forward",
     "forwards.py", "forward.txt", "forward.ipynb", "explain.yml", "backforward.py", "forward..py",
     "forward-1234.py", "copy.py"],
)  # fmt: skip
def test_a_name_of_a_persons_own_is_not(name: str) -> None:
    assert contract_file(name, shipped_contract().files) is None


def test_every_file_of_the_contract_is_found_by_such_names() -> None:
    for file in shipped_contract().files:
        stem, _, ending = file.partition(".")
        for name in (file, f"{stem.title()} (1).{ending.upper()}", f"{file}.txt"):
            assert contract_file(name, shipped_contract().files) == file


@every_way
def test_such_a_file_is_read_as_the_contracts_with_a_note(pack: Packer, tmp_path: Path) -> None:
    files = {"hw/forward (1).py": b"a", "hw/explain.yaml.txt": b"b", "hw/notes (1).py": b"c"}
    found = read_submission(pack(tmp_path, files))
    assert found.files == {"forward.py": b"a", "explain.yaml": b"b", "notes (1).py": b"c"}
    assert left_out(found) == {
        "forward (1).py": "read as forward.py", "explain.yaml.txt": "read as explain.yaml",
    }  # fmt: skip


@every_way
def test_where_the_contracts_own_name_is_taken_a_copy_is_just_a_file(
    pack: Packer, tmp_path: Path
) -> None:
    files = {"forward.py": b"a", "forward (1).py": b"b", "forward.py.txt": b"c"}
    assert read_submission(pack(tmp_path, files)) == Submission("work", files)


@every_way
@pytest.mark.parametrize(
    "two", [("forward (1).py", "forward (2).py"), ("Forward.py", "FORWARD.py")]
)
def test_of_two_files_that_could_be_it_none_is_read_and_both_are_named(
    pack: Packer, two: tuple[str, str], tmp_path: Path
) -> None:
    found = read_submission(pack(tmp_path, dict.fromkeys(two, b"x") | {"loss.py": b""}))
    assert found.files == {"loss.py": b""}
    assert left_out(found) == dict.fromkeys(
        two, "one of 2 files that could be forward.py; hand in one"
    )


ODD_NAMES = {
    "forward.py": "Forward.py", "loss.py": "LOSS.PY", "backward.py": "backward_1.py",
    "step.py": "step (1).py", "train.py": "train.py.txt", "hidden_layer.py": "Hidden_Layer.py",
    "explain.yaml": "Explain.YAML",
}  # fmt: skip


@pytest.mark.parametrize("pack", [as_folder, as_zip])
def test_right_work_under_odd_names_gets_full_marks(
    pack: Packer, tmp_path: Path, judge: Judge, solutions: Submission
) -> None:
    files = {f"my/hw/{ODD_NAMES[name]}": text for name, text in solutions.files.items()
             if name in ODD_NAMES}  # fmt: skip
    grade = judge.grade(read_submission(pack(tmp_path, files)))
    assert grade.score == 110
    assert not [f for e in grade.exercises for f in e.findings]
    assert "Forward.py: read as forward.py" in grade.notes


IMPORTS = b"""\
import FORWARD
import forward
from FORWARD import SimpleNN, forward as run
from backward_1 import backward

assert FORWARD is forward and FORWARD.SimpleNN is SimpleNN

def train_step(model, criterion, optimizer, images, labels):
    assert run is FORWARD.forward
    loss = criterion(run(model, images), labels)
    backward(optimizer, loss)
    optimizer.step()
    return loss.item()
"""


def graded_with_imports(
    tmp_path: Path, judge: Judge, solutions: Submission, backward: bytes
) -> Grade:
    own = solutions.files["train.py"] + b"\n" + IMPORTS
    files = {
        "FORWARD.PY": solutions.files["forward.py"],
        "backward_1.py": backward,
        "train.py": own,
    }
    return judge.grade(
        read_submission(as_folder(tmp_path, files)), ["forward", "backward", "train"]
    )


def test_a_file_can_be_imported_by_both_of_its_names(
    tmp_path: Path, judge: Judge, solutions: Submission
) -> None:
    grade = graded_with_imports(tmp_path, judge, solutions, solutions.files["backward.py"])
    assert [(e.score, e.findings) for e in grade.exercises] == [(15, ()), (20, ()), (25, ())]
    assert grade.tamper == ()


def test_a_mistake_in_a_file_that_is_imported_by_its_other_name_is_paid_for_once(
    tmp_path: Path, judge: Judge, solutions: Submission
) -> None:
    forgets = b"def backward(optimizer, loss):\n    loss.backward()\n"
    grade = graded_with_imports(tmp_path, judge, solutions, forgets)
    assert [e.passed for e in grade.exercises] == [True, False, True]
    (finding,) = grade.exercises[1].findings
    assert (finding.code, finding.file, finding.line) == ("missing-zero-grad", "backward.py", 2)
    assert grade.exercises[2].note.startswith("train.py imports backward.py")


def test_files_that_a_system_keeps_apart_are_read_by_the_same_rule(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"ada_1_{number}_x").write_bytes(b"x = %d\n" % number)
    parts = (("Forward.py", tmp_path / "ada_1_1_x"), ("step (1).py", tmp_path / "ada_1_2_x"))
    found = open_turn_in(TurnIn("ada", Person(("1",)), parts[0][1], parts))
    assert found.files["forward.py"] == b"x = 1\n"
    assert found.files["step.py"] == b"x = 2\n"


# --- what needs a person's look ------------------------------------------------------------


@pytest.mark.parametrize(("count", "looks"), [(0, 1), (1, 1), (3, 1), (4, 0), (7, 0)])
def test_with_fewer_than_half_of_the_files_a_person_should_look(
    count: int, looks: int, judge: Judge
) -> None:
    files = dict.fromkeys(shipped_contract().files[:count], b"x = 1\n")
    document = judge.grade(Submission("work", files)).to_json()
    assert len(document["needs_look"]) == looks
    if looks:
        assert f"{count} of the course's 7 files found" in document["needs_look"][0]
        assert all(name in document["needs_look"][0] for name in files)


def test_starters_that_were_not_filled_in_need_no_look(judge: Judge) -> None:
    grade = judge.grade(read_submission(Path(__file__).parent.parent / "exercises"))
    assert (grade.passed, grade.needs_look) == (False, ())


def test_empty_files_and_a_notebook_without_definitions_need_a_look(
    judge: Judge, tmp_path: Path
) -> None:
    empty = judge.grade(Submission("work", dict.fromkeys(shipped_contract().files, b"")))
    (tmp_path / "hw.ipynb").write_bytes(notebook(code("1 + 1", "def step(o): ...")))
    blank = judge.grade(read_submission(tmp_path / "hw.ipynb"))
    assert empty.needs_look == ("0 of the course's 7 files found",)
    assert blank.needs_look == ("1 of the course's 7 files found: step.py",)


def test_one_exercise_alone_needs_its_own_file_alone(judge: Judge, solutions: Submission) -> None:
    files = {"loss.py": solutions.files["loss.py"]}
    assert judge.grade(Submission("work", files), ["loss"]).needs_look == ()


def test_a_document_of_before_is_still_read_and_needs_no_look(
    judge: Judge, solutions: Submission
) -> None:
    document = judge.grade(Submission("work", {}), ["loss"]).to_json()
    assert Grade.from_json(document).to_json() == document
    del document["needs_look"]
    assert Grade.from_json(document).needs_look == ()
