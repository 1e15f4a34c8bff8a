"""check() inside a notebook: what the kernel has run is judged, elsewhere, and shown inline."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GradeError, JudgeError
from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.submission.submission import Submission

pytestmark = pytest.mark.long

FORGETS = "def backward(optimizer, loss):\n    loss.backward()"
CLEARS = "def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()"


@dataclass
class Kernel:
    """A running kernel and what its cells gave."""

    client: Any

    def run(self, source: str) -> list[dict[str, Any]]:
        """What a cell showed: data by type, or the error's text."""
        shown: list[dict[str, Any]] = []

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] in ("display_data", "execute_result"):
                shown.append(content["data"])
            elif message["msg_type"] == "error":
                shown.append({"error": f"{content['ename']}: {content['evalue']}"})

        self.client.execute_interactive(source, output_hook=keep, timeout=120)
        return shown

    def said(self, source: str) -> str:
        """What a cell printed."""
        printed: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        self.client.execute_interactive(source, output_hook=keep, timeout=120)
        return "".join(printed)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    manager = pytest.importorskip("jupyter_client.manager")
    pytest.importorskip("ipykernel")
    place = str(tmp_path_factory.mktemp("kernel"))
    made, client = manager.start_new_kernel(
        kernel_name="python3", cwd=place, env=os.environ | {"IPYTHONDIR": place},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        kernel = Kernel(client)
        assert kernel.run("from grader.notebook import check") == []
        yield kernel
    finally:
        client.stop_channels()
        made.shutdown_kernel(now=True)


def test_the_last_definition_that_was_run_is_judged_and_shown_as_a_page(kernel: Kernel) -> None:
    kernel.run(FORGETS)
    (wrong,) = kernel.run('check("backward")')
    page = html.unescape(wrong["text/html"])
    assert "missing-zero-grad" in page
    assert "What does backward() do with a gradient" in page
    assert '<svg class="timeline"' in page
    assert "every-group-is-cleared" not in page
    assert "In [" in wrong["text/plain"]
    assert "loss.backward()" in page, "the line that the finding names is shown"
    kernel.run(CLEARS)
    (right,) = kernel.run('check("backward")')
    assert "20 / 20 points" in right["text/plain"]
    assert "missing-zero-grad" not in right["text/html"]


def test_points_are_plain_numbers_as_nbgrader_wants_them(kernel: Kernel) -> None:
    kernel.run(CLEARS)
    _, points = kernel.run('check("backward").points')
    assert points["text/plain"] == "15.0"
    _, hidden = kernel.run('check("backward").hidden_points')
    assert hidden["text/plain"] == "5.0"


def test_the_kernel_is_left_as_it_was(kernel: Kernel) -> None:
    kernel.run('check("backward")')
    (loaded,) = kernel.run(
        "import sys; [m for m in ('torch', 'grader.judge.grading', 'pytest') if m in sys.modules]"
    )
    assert loaded["text/plain"] == "[]"


def test_all_exercises_are_checked_and_the_free_text_is_left_to_the_teacher(
    kernel: Kernel,
) -> None:
    kernel.run('predictions = {"second_backward": "adds"}')
    (shown,) = kernel.run("result = check()")
    text = shown["text/plain"]
    assert "your notebook does not define make_optimizer" in " ".join(text.split())
    assert "in your own words" not in text
    assert "explanation" not in text
    _, points = kernel.run('check("explain").points')
    assert points["text/plain"] == "1.0"


def test_an_exercise_that_is_none_is_told_in_one_line(kernel: Kernel) -> None:
    (error,) = kernel.run('check("backwards")')
    assert error["error"].startswith(
        "UnknownExercise: there is no exercise 'backwards'; did you mean backward?"
    )
    kernel.run("from grader.notebook import UnknownExercise")
    (lines,) = kernel.run("UnknownExercise('one line')._render_traceback_()")
    assert lines["text/plain"] == "['one line']"


def test_hint_why_and_the_puzzle_are_inline(kernel: Kernel) -> None:
    kernel.run("from grader.notebook import hint, puzzle, why")
    assert "Hint 1 of 5" in kernel.said('hint("step")')
    assert "did you mean missing-zero-grad" in kernel.said('why("missing-zerograd")')
    lines = kernel.said("puzzle()")
    assert "  7  " in lines
    assert "1 to 7" in kernel.said("puzzle(8)")


def test_outside_a_notebook_the_report_is_printed(tmp_path: Path) -> None:
    program = tmp_path / "work.py"
    program.write_text(f'{FORGETS}\n\nfrom grader.notebook import check\ncheck("backward")\n')
    done = subprocess.run(
        [sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "[missing-zero-grad]" in done.stdout


def test_where_nothing_is_defined_one_line_says_so(tmp_path: Path) -> None:
    program = tmp_path / "work.py"
    program.write_text('import torch\nfrom grader.notebook import check\ncheck("backward")\n')
    done = subprocess.run(
        [sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.count("\n") == 1, done.stderr
    assert "run the cell of an exercise" in done.stdout


def test_as_root_in_a_container_that_gives_no_namespaces_a_check_works(tmp_path: Path) -> None:
    program = tmp_path / "work.py"
    program.write_text(f'{FORGETS}\n\nfrom grader.notebook import check\ncheck("backward")\n')
    kinds = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
    closed = "".join(f"echo 0 > /proc/sys/user/max_{kind}_namespaces && " for kind in kinds)
    into = ["unshare", "--user", "--map-root-user", "sh", "-c"]
    shut = f'{closed}! unshare --user true 2>/dev/null && test "$(id -u)" = 0'
    if shutil.which("unshare") is None or subprocess.run([*into, shut], check=False).returncode:
        pytest.skip("this machine gives no namespace to close the others in")
    done = subprocess.run(
        [*into, f'{closed}exec "$0" "$@"', sys.executable, str(program)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "[missing-zero-grad]" in done.stdout


# --- the judge in a process of its own -----------------------------------------------------

WORK = Submission("work", {"backward.py": FORGETS.encode()})


def test_a_kept_judge_starts_once_and_again_when_it_went_away() -> None:
    with KeptJudge(setup_for(None)) as judge:
        assert judge.grade(WORK, ["backward"]).score == 9
        assert judge._process is not None
        process = judge._process.process
        with pytest.raises(GradeError, match="no exercise"):
            judge.grade(WORK, ["nope"])
        assert judge._process.process is process
        process.kill()
        process.wait()
        with pytest.raises(JudgeError, match="was lost"):
            judge.grade(WORK, ["backward"])
        assert judge.grade(WORK, ["backward"]).score == 9


def test_a_course_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("name: 1\n")
    with pytest.raises(GradeError, match=r"course\.yaml"):
        setup_for(tmp_path / "course.yaml")
