"""An installed wheel is all that anybody needs, and what is in it is what hatchling packs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from corpus import ROOT, dropping
from installed import Installed

from grader.course.marks import shipped_contract
from grader.course.shipped import SHIPPED
from grader.lms.exports.wheel import make_wheel
from grader.sandbox import kernel


def members(wheel: bytes | Path) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(wheel) if isinstance(wheel, bytes) else wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- the wheel --------------------------------------------------------------------------------


def test_the_wheel_holds_what_hatchling_packs_file_for_file(tmp_path: Path) -> None:
    built = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    (path,) = built.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    name, content = make_wheel()
    ours, theirs = members(content), members(Path(path))
    assert name == Path(path).name
    assert ours.keys() == theirs.keys()
    for member in ours.keys() - {f"mnist_grade-{name.split('-')[1]}.dist-info/RECORD"}:
        one, other = ours[member], theirs[member]
        if member.endswith("/METADATA"):  # its text is the README as `uv sync` found it
            one, other = one.partition(b"\n\n")[0], other.partition(b"\n\n")[0]
        assert one == other, member


def test_the_readme_names_the_wheel_as_it_is_called() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"pip install ./{make_wheel()[0]}\n" in readme


def test_how_to_install_an_extra_is_said_in_one_place_alone() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "grader").rglob("*.py")]
    told = [path.name for path in pages if re.search(r"pip install.*\[\w+\]", path.read_text())]
    assert told == ["README.md"]


def test_the_record_of_the_wheel_is_right() -> None:
    files = members(make_wheel()[1])
    record = list(files)[-1]
    assert record.endswith(".dist-info/RECORD")
    lines = [line.split(",") for line in files.pop(record).decode().splitlines()]
    assert lines.pop() == [record, "", ""]
    assert [name for name, *_ in lines] == list(files)
    for name, digest, size in lines:
        wanted = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=")
        assert (digest, size) == (f"sha256={wanted.decode()}", str(len(files[name])))


def test_the_wheel_holds_all_of_a_course_and_nothing_that_grew_or_tests() -> None:
    files = members(make_wheel()[1])
    wanted = {
        f"grader/{place}/{name}" for name in shipped_contract().files for place in SHIPPED[1:]
    }
    assert wanted | {"grader/course.yaml", "grader/exercises/README.md"} <= files.keys()
    assert not [name for name in files if "__pycache__" in name or "test" in name.split("/")[0]]


def test_an_installed_wheel_packs_the_very_same_wheel_again(installed: Installed) -> None:
    program = (
        "import hashlib; from grader.lms.exports.wheel import make_wheel; "
        "name, content = make_wheel(); print(name, hashlib.sha256(content).hexdigest())"
    )
    done = installed.run("-I", "-c", program, program="python")
    name, content = make_wheel()
    assert done.stdout.split() == [name, hashlib.sha256(content).hexdigest()], done.stderr


def test_the_installed_package_is_not_the_checkout(installed: Installed) -> None:
    done = installed.run("-I", "-c", "import grader; print(grader.__file__)", program="python")
    assert Path(done.stdout.strip()).parent == installed.package, done.stderr
    assert not installed.package.is_relative_to(ROOT)


# --- what works from it alone -----------------------------------------------------------------


def test_a_learner_starts_and_checks_from_a_wheel(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("start", "work", cwd=tmp_path).returncode == 0
    for path in (ROOT / "exercises").iterdir():
        if path.is_file():
            assert (tmp_path / "work" / path.name).read_bytes() == path.read_bytes()
    done = installed.run("check", "work", "--exercise", "loss", cwd=tmp_path)
    assert (done.returncode, "make_criterion is not written yet" in done.stdout) == (1, True)
    assert "Hint 1 of 5" in installed.run("hint", cwd=tmp_path).stdout


def test_a_result_says_which_version_made_it(installed: Installed, tmp_path: Path) -> None:
    shutil.copytree(installed.package / "solutions", tmp_path / "solved")
    done = installed.run("check", "solved", "--json", "r.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "r.json").read_text())
    version = make_wheel()[0].split("-")[1]
    assert (document["grader"], document["score"]) == (version, 110)


def test_starters_are_cut_from_the_packed_solutions(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("starters", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"from: {installed.package / 'solutions'}\n")
    for name in shipped_contract().files:
        written = (tmp_path / "exercises" / name).read_bytes()
        assert written == (ROOT / "exercises" / name).read_bytes()


def test_nothing_packed_is_written_over_work_that_was_begun(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "loss.py").write_text("my own")
    done = installed.run("starters", cwd=tmp_path)
    assert (done.returncode, "exercises/loss.py: somebody began" in done.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "exercises").iterdir()] == ["loss.py"]
    assert (tmp_path / "exercises" / "loss.py").read_text() == "my own"


def test_the_student_edition_from_a_wheel_holds_no_line_of_a_solution(
    installed: Installed, tmp_path: Path
) -> None:
    course = dropping(tmp_path, "step", "train", "hidden_layer", "explain")
    done = installed.run("release", "edition", "--course", course, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    edition = {
        str(path.relative_to(tmp_path / "edition")): path.read_text()
        for path in (tmp_path / "edition").rglob("*")
        if path.is_file()
    }
    kept = ("README.md", "forward.py", "loss.py", "backward.py")
    assert edition.keys() == {"README.md", "course.yaml", *(f"exercises/{n}" for n in kept)}
    whole = "\n".join(edition.values())
    lines = {line.strip() for line in whole.splitlines()}
    for name in shipped_contract().files:
        solution = (ROOT / "solutions" / name).read_text().splitlines()
        starter = (ROOT / "exercises" / name).read_text().splitlines()
        secret = {line.strip() for line in solution} - {line.strip() for line in starter}
        assert not secret & lines, name
    for dropped in ("step.py", "train.py", "hidden_layer", "explain.yaml"):
        assert dropped not in whole


def test_digits_that_are_downloaded_belong_beside_the_work_and_not_into_the_package(
    installed: Installed, tmp_path: Path
) -> None:
    told = installed.run("doctor", cwd=tmp_path).stdout
    assert str(installed.package / "data") not in told.replace("\n", "")
    shutil.copytree(installed.package / "solutions", tmp_path / "solved")
    (tmp_path / "data").write_text("a file where the folder of the digits would be")
    done = installed.run("check", "solved", "--dataset", "mnist", cwd=tmp_path)
    assert done.returncode == 2
    assert f"{tmp_path / 'data'}" in done.stderr.replace("\n", "")


# --- what is in the package and no student's --------------------------------------------------

THIEF = '''\
"""Hands in the solution that lies among the packages, in whichever way it can be had."""
import importlib.util
import sys
from pathlib import Path


def stolen(name):
    try:
        return importlib.import_module(f"grader.solutions.{name}")
    except (ImportError, OSError):
        pass
    for place in [*sys.path, "PACKAGE/.."]:
        path = Path(place) / "grader" / "solutions" / f"{name}.py"
        try:
            module = importlib.util.module_from_spec(
                importlib.util.spec_from_file_location("theirs", path)
            )
            module.__spec__.loader.exec_module(module)
        except (ImportError, OSError):
            continue
        return module
    raise LookupError("nothing to steal here")


compute_loss = stolen("loss").compute_loss
make_criterion = stolen("loss").make_criterion
'''


@pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")
def test_a_sealed_worker_cannot_read_the_packed_solutions(
    installed: Installed, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "loss.py").write_text(THIEF.replace("PACKAGE", str(installed.package)))
    # Where nothing is sealed there is something to steal, or this would show nothing.
    program = "import loss; print(loss.make_criterion())"
    done = installed.run("-c", program, cwd=work, program="python")
    assert done.stdout == "CrossEntropyLoss()\n", done.stderr
    words = ("check", work, "--exercise", "loss", "--json", "result.json")
    done = installed.run(*words, cwd=tmp_path)
    document = json.loads((tmp_path / "result.json").read_text())
    assert (document["level"], document["score"], done.returncode) == ("sealed", 0, 1)
    (finding,) = document["exercises"][0]["findings"]
    assert "nothing to steal here" in finding["message"]
