"""Programs run by an interpreter that lacks all that is POSIX's: see `without_posix.py`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNNER = ROOT / "tests" / "without_posix.py"
Done = subprocess.CompletedProcess[bytes]


@dataclass(frozen=True)
class Elsewhere:
    """A place to run the learner's commands as if there were no POSIX."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    python: Path = Path(sys.executable)

    def command(self, *words: str | Path) -> list[str]:
        """The command line: `mnist-grade` with these words."""
        return self.program("-m", "grader.cli", *words)

    def program(self, *words: str | Path) -> list[str]:
        """The command line of another program: -m MODULE or FILE, and its words."""
        home = self.folder / "interpreter"
        home.mkdir(exist_ok=True)
        return [str(self.python), str(RUNNER), str(home), *map(str, words)]

    def run(self, *words: str | Path, status: int = 0) -> str:
        """Run `mnist-grade` here; what it says on both streams, as bytes that are UTF-8."""
        return self.ended(self.command(*words), status)

    def ended(self, command: list[str], status: int = 0) -> str:
        """Run a command to its end, and require its status."""
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment(), capture_output=True,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        said = (done.stdout + done.stderr).decode("utf-8", "backslashreplace")
        assert done.returncode == status, said
        assert "Traceback" not in said
        return said

    def started(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start `mnist-grade` here, to be talked to."""
        return subprocess.Popen(
            self.command(*words), cwd=self.folder, env=self._environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "TMPDIR": str(self._temporary()), **self.environment}

    def _temporary(self) -> Path:
        folder = self.folder / "temporary"
        folder.mkdir(exist_ok=True)
        return folder

    def left_behind(self) -> list[str]:
        """What lies in the temporary folder."""
        return sorted(path.name for path in self._temporary().iterdir())


def descendants(process: int) -> set[int]:
    """The numbers of all that a process has started and that is still there."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, pending = set[int](), [process]
    while pending:
        new = children.get(pending.pop(), [])
        found.update(new)
        pending += new
    return found


def gone(processes: set[int], seconds: float = 20.0) -> bool:
    """Whether all of these have ended, some time from now at the latest."""
    return until(lambda: not any(_lives(process) for process in processes), seconds)


def _lives(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def until(true: Callable[[], object], seconds: float) -> bool:
    """Whether it comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def talking(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block, with all that it has started."""
    try:
        yield process
    finally:
        started = {process.pid, *descendants(process.pid)}
        for number in started:
            if _lives(number):
                os.kill(number, signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
