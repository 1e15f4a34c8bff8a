"""In a container student code is as sealed as outside, and the recipe holds what it says."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpus import ROOT
from installed import Installed, uv

from grader.cli import main
from grader.lms.exports.wheel import make_wheel
from grader.sandbox import kernel

# What Docker's default profile refuses of all that the seals could want: namespaces and mounts.
NAMESPACES = {"index": 0, "value": 0x7E020000, "op": "SCMP_CMP_MASKED_EQ"}
PROFILE = {
    "defaultAction": "SCMP_ACT_ALLOW",
    "syscalls": [
        {"names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [NAMESPACES]},
        {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38},
        {
            "names": [
                "bpf", "clone", "fanotify_init", "fsmount", "fsopen", "mount", "mount_setattr",
                "move_mount", "open_tree", "perf_event_open", "pivot_root", "quotactl", "setns",
                "sethostname", "umount2", "unshare", "userfaultfd", "keyctl", "add_key",
                "request_key", "chroot", "kcmp", "open_by_handle_at",
            ],
            "action": "SCMP_ACT_ERRNO",
        },
    ],
}  # fmt: skip


def steps() -> list[tuple[str, str]]:
    """The instructions of the recipe with what stands behind each."""
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(name, rest) for name, rest in told]


@pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")
def test_in_a_container_student_code_is_sealed_and_graded(
    installed: Installed, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps(PROFILE))
    (tmp_path / "work").mkdir()
    text = (ROOT / "solutions" / "loss.py").read_text()
    (tmp_path / "work" / "loss.py").write_text(
        text.replace("criterion(logits", "criterion(logits.softmax(1)")
    )

    def contained(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "bench" / "container.py"), str(profile), *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert contained("unshare", "--user", "true").returncode != 0
    program = str(installed.folder / "bin" / "mnist-grade")
    words = ("check", "work", "--exercise", "loss", "--require", "sealed", "--json", "out.json")
    done = contained(program, *words)
    assert done.returncode == 1, done.stderr
    document = json.loads((tmp_path / "out.json").read_text())
    assert document["level"] == "sealed"
    assert [seal for seal in document["protection"] if ": off" in seal] == [
        "namespaces: off, syscall: Operation not permitted"
    ]
    assert "softmax-before-loss" in {
        finding["code"] for exercise in document["exercises"] for finding in exercise["findings"]
    }


def test_the_recipe_installs_the_wheel_for_somebody_who_is_not_root() -> None:
    told = dict(steps())
    version = re.search(r"python:(3\.\d+)", told["FROM"])
    assert version is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"Programming Language :: Python :: {version[1]}" in project["classifiers"]
    pattern, _ = told["COPY"].split()
    name, _ = make_wheel()
    assert fnmatch(name, pattern)
    assert told["USER"] not in ("root", "0")
    names = [name for name, _ in steps()]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")
    assert json.loads(told["ENTRYPOINT"]) == ["mnist-grade"]
    said = CliRunner().invoke(main, json.loads(told["CMD"]))
    assert said.exit_code in (0, 3), said.output
    assert "Protection" in said.output


def test_uv_knows_what_the_recipe_asks_of_it() -> None:
    install = next(rest for name, rest in steps() if name == "RUN" and "uv pip install" in rest)
    words = shlex.split(install.partition("uv pip install")[2].partition("&&")[0])
    known = subprocess.run(
        [uv(), "pip", "install", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert [word for word in words if word.startswith("--") and word not in known] == []
    extra = words[-1].partition("[")[2].rstrip("]")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert extra in project["optional-dependencies"]
