"""How long it takes from a save to the result of `mnist-grade watch`.

    python bench/watching.py [--portable] [--pause SECONDS]

--portable has workers started the portable way, --pause waits before each save, as a learner does:
without a pause, the next worker is not warm yet.
"""

from __future__ import annotations

import argparse
import os
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--portable", action="store_true")
    parser.add_argument("--pause", type=float, default=0.0)
    options = parser.parse_args()
    if options.portable:
        os.environ["MNIST_GRADE_WORKERS"] = "portable"
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
                time.sleep(options.pause)
                started = time.perf_counter()
                fresh.replace(work / name)
                watching.stdout.readline()
                seconds.append(time.perf_counter() - started)
            print(f"{name:16} median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s")
        watching.terminate()
        watching.wait()


if __name__ == "__main__":
    main()
