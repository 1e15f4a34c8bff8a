"""mnist-grade as others have it: a wheel of this checkout in an environment that lacks the rest.

It costs four seconds, once a session, and three quarters of a minute where uv's cache is cold: the
wheel is packed as for Gradescope, and uv installs it, and the very versions that are installed
here, from its cache by hard links.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

import pytest

from grader.lms.exports.wheel import make_wheel

Done = subprocess.CompletedProcess[str]
# What would lead back to the checkout, or to this account's own settings.
LEADS_BACK = ("PYTHON", "VIRTUAL_ENV", "UV", "MNIST_GRADE", "COV")


def uv() -> str:
    """The uv that runs these tests, or the one on PATH; without one, a skip."""
    found = os.environ.get("UV") or shutil.which("uv")
    return found or pytest.skip("uv, which installs the wheel, is not on PATH")


def clean(programs: Path) -> dict[str, str]:
    """What a shell has that knows the programs in this folder and nothing of the checkout."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith(LEADS_BACK)}
    ours = str(Path(sys.executable).parent)
    places = [p for p in os.environ["PATH"].split(os.pathsep) if p != ours]
    return kept | {"PATH": os.pathsep.join([str(programs), *places])}


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel and nothing of the checkout."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def package(self) -> Path:
        """The folder of the installed package."""
        (found,) = self.folder.glob("lib/python*/site-packages/grader")
        return found

    def run(
        self,
        *words: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        program: str = "mnist-grade",
    ) -> Done:
        """Run its `mnist-grade`, or another of its programs; without `cwd`, in an empty folder."""
        with tempfile.TemporaryDirectory() as empty:
            return subprocess.run(
                [self.folder / "bin" / program, *words],
                cwd=cwd or empty,
                env=clean(self.folder / "bin") | dict(env or {}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )


@pytest.fixture(scope="session")
def installed(environments: Path) -> Installed:
    """What who teaches installs, without the parts for a cluster."""
    return Installed(environments / "teaching")


@pytest.fixture(scope="session")
def small(environments: Path) -> Installed:
    """What a learner installs: the wheel alone, with nothing that only who teaches needs."""
    return Installed(environments / "learning")


@pytest.fixture(scope="session")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both, made by the first of the test processes and removed by the last."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "installed"
    used = home / f"used-by-{os.getpid()}"
    with _locked(home):
        home.mkdir(exist_ok=True)
        used.touch()
        if not (home / "teaching" / "bin" / "mnist-grade").exists():
            name, content = make_wheel()
            (home / name).write_bytes(content)
            make_environment(home / "learning", str(home / name))
            make_environment(
                home / "teaching", f"{home / name}[class,nbgrader]", like=home / "learning"
            )
    yield home
    with _locked(home):
        used.unlink()
        if not list(home.glob("used-by-*")):
            shutil.rmtree(home)


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    import fcntl  # which the conformance suite does without, where there is none

    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment(folder: Path, *wanted: str, like: Path | None = None) -> None:
    """A new environment with these packages, in the versions that are installed here.

    What another one has already is linked from there, with the bytecode of PyTorch, which each
    would compile anew.
    """
    pins = folder.with_suffix(".pins")
    # Not what sys.path has come to know: some packages bring old versions of others along in it.
    places = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    found = {(d.metadata["Name"], d.version) for d in distributions(path=places)}
    pins.write_text("".join(f"{n}=={v}\n" for n, v in sorted(found) if n != "mnist-grade"))
    _uv("venv", "--clear", "--python", sys.executable, folder)
    if like is not None:
        subprocess.run([like / "bin" / "python", "-c", "import torch, pytest"], check=True)
        (packages,) = like.glob("lib/python*/site-packages")
        into = folder / packages.relative_to(like)
        shutil.copytree(packages, into, copy_function=os.link, dirs_exist_ok=True)
        wanted = ("--reinstall-package", "mnist-grade", *wanted)
    words = ("pip", "install", "--python", folder / "bin" / "python", "--constraint", pins, *wanted)
    # A cold cache lacks what decides between versions: then uv has to ask for it.
    if _uv(*words, "--offline", check=False).returncode:
        _uv(*words)


def _uv(*words: str | Path, check: bool = True) -> Done:
    """Run uv with the settings of this account, wherever it is asked from."""
    done = subprocess.run([uv(), *words], cwd="/", capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done
