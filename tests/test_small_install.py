"""A learner installs little, and a command that needs more says what.

That every command of a learner's works there is seen by the walk without POSIX.
"""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from corpus import ROOT
from installed import Installed

from grader.errors import ExtraError
from grader.results.extras import brought_by, coming_with

FORGETS = "def backward(optimizer, loss):\n    loss.backward()\n"
ABSENT = ("sqlalchemy", "distributed", "nbgrader", "copydetect", "psycopg", "sklearn", "scipy")


@pytest.fixture(scope="module")
def work(small: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of work that was begun."""
    home = tmp_path_factory.mktemp("learner")
    assert "mnist-grade check work" in said(small, home, "start", "work")
    (home / "work" / "backward.py").write_text(FORGETS)
    return home


def said(small: Installed, home: Path, *words: str, status: int = 0, **more: str) -> str:
    done = small.run(*words, cwd=home, env={"XDG_STATE_HOME": str(home / "state")}, **more)
    assert done.returncode == status, (words, done.stdout, done.stderr)
    return done.stdout + done.stderr


def test_nothing_that_only_who_teaches_needs_is_there(small: Installed, work: Path) -> None:
    program = f"from importlib.util import find_spec; print([m for m in {ABSENT} if find_spec(m)])"
    assert said(small, work, "-I", "-c", program, program="python") == "[]\n"


def test_a_mistake_is_named_by_it(small: Installed, work: Path) -> None:
    told = said(small, work, "check", "work", "--exercise", "backward", status=1)
    assert "backward.py:2 [missing-zero-grad]" in told


@pytest.mark.parametrize(
    ("words", "package", "extra"),
    [
        ("batch work --out grades", "sqlalchemy", "class"),
        ("similar .", "copydetect", "class"),
        ("nbgrader init course", "nbgrader", "nbgrader"),
    ],
)
def test_a_command_that_needs_more_says_in_one_sentence_what_to_install(
    words: str, package: str, extra: str, small: Installed, work: Path
) -> None:
    (work / "other").mkdir(exist_ok=True)
    (work / "other" / "loss.py").write_bytes((ROOT / "solutions" / "loss.py").read_bytes())
    told = " ".join(said(small, work, *words.split(), status=2).split())
    command = f"mnist-grade {words.split()[0]}"
    assert f"{command} needs {package}, which comes with the extra {extra}" in told
    line = re.search(r'install it: pip install "([^"]+)"', told)
    assert line is not None
    assert line[1] == brought_by(extra)[package]
    assert not (work / "grades").exists()


@pytest.mark.parametrize("extra", ["class", "cluster", "nbgrader"])
def test_the_line_asks_for_what_the_extra_asks_for(extra: str) -> None:
    asked = [line.replace('"', "'") for line in requires("mnist-grade") or ()]
    wanted = {line.split(";")[0].strip() for line in asked if line.endswith(f"extra == '{extra}'")}
    assert set(brought_by(extra).values()) == wanted
    assert all(">=" in line for line in wanted)


def test_an_import_that_fails_for_another_reason_is_no_missing_extra() -> None:
    name = "no_such_package_of_ours"
    with pytest.raises(ModuleNotFoundError), coming_with("class", "mnist-grade batch"):
        __import__(name)
    told = pytest.raises(ExtraError, match=r"batch --store needs psycopg.*\"psycopg\[binary\]>=")
    with told, coming_with("cluster", "mnist-grade batch --store"):
        raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")


def test_a_learner_installs_twelve_packages_and_what_these_need() -> None:
    needed = {
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        for line in requires("mnist-grade") or ()
        if "extra ==" not in line
    }
    assert needed == {
        "click", "jinja2", "numpy", "packaging", "pydantic", "pytest", "pyyaml", "rich",
        "safetensors", "torch", "torchvision", "watchfiles",
    }  # fmt: skip
