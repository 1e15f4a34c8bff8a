"""How long it takes from a save to the result of `mnist-grade watch`: python bench/watching.py."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = ("forward.py", "loss.py", "backward.py", "step.py", "train.py", "hidden_layer.py")
ROUNDS = 10


def main() -> None:
    """Save each file some times, as an editor does that renames, and wait for the line."""
    with tempfile.TemporaryDirectory() as home:
        work = Path(home) / "work"
        shutil.copytree(ROOT / "solutions", work)
        command = [sys.executable, "-m", "grader.cli", "watch", str(work)]
        watching = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert watching.stdout is not None
        watching.stdout.readline()
        for name in FILES:
            text, seconds = (work / name).read_text(), []
            for turn in range(ROUNDS):
                fresh = work / ".fresh"
                fresh.write_text(f"{text}\n# {turn}\n")
                started = time.perf_counter()
                fresh.replace(work / name)
                watching.stdout.readline()
                seconds.append(time.perf_counter() - started)
            print(f"{name:16} median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s")
        watching.terminate()
        watching.wait()


if __name__ == "__main__":
    main()
