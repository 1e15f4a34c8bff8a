"""What runs in the thread from which the scenes look at student code."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_nothing_runs_beside_the_scenes_but_code_of_ours() -> None:
    script = Path(__file__).parent / "beside_the_scenes.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120
    )
    told = done.stdout.splitlines()
    assert [line for line in told if not line.endswith(": a sight")] == []
    assert len(told) == 11


# What of these modules is called is watched, or is asked on the floor.
LOOKED_INTO = {"torch", "nn", "asking"}
FLOOR = {"asking.py", "props.py"}


def test_what_a_scene_calls_of_other_modules_was_bound_before_there_was_student_code() -> None:
    found = []
    for path in sorted((ROOT / "grader" / "scenes").glob("*.py")):
        tree = ast.parse(path.read_text())
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
        modules = {a.asname or a.name for node in imports for a in node.names} - LOOKED_INTO
        found += [
            f"{path.name}:{node.lineno}"
            for body in ast.walk(tree)
            if isinstance(body, ast.FunctionDef) and path.name not in FLOOR
            for node in ast.walk(body)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
        ]
    assert found == []
