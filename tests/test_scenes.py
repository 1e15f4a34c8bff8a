"""What runs in the thread from which the scenes look at student code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_nothing_runs_beside_the_scenes_but_code_of_ours() -> None:
    script = Path(__file__).parent / "beside_the_scenes.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120
    )
    told = done.stdout.splitlines()
    assert [line for line in told if not line.endswith(": a sight")] == []
    assert len(told) == 11
