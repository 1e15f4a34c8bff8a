"""Diagnose the corpus of scripts, or those named: precision and recall by code, lines, seconds.

uv run python bench/scripts.py [--every N] [--seconds S] [FILE ...]
uv run python bench/scripts.py --cost    60 steps of a small network, on one core
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from grader.learn.scripts.diagnosis import Diagnosis, diagnosed
from grader.learn.scripts.watching import Workshop

CORPUS = Path(__file__).parent.parent / "tests" / "scripts"


def expected(path: Path) -> tuple[str, int | None]:
    """The code and the line that a wrong script says are to be found; no code for a right one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    code = re.search(r"^# expect: (\S+)$", text, re.M)
    line = re.search(r"^# line: (\d+)$", text, re.M)
    return code[1] if code else "", int(line[1]) if line else None


def judged(path: Path, diagnosis: Diagnosis) -> tuple[str, bool]:
    """What is to be said of a diagnosis, and whether it is as expected."""
    code, line = expected(path)
    errors = [f for f in diagnosis.findings if f.severity == "error"]
    told = " ".join(f"{f.code}:{f.line}" for f in diagnosis.findings)
    if not code:
        return told, not errors and diagnosis.status == "diagnosed"
    found = [f for f in diagnosis.findings if f.code == code]
    others = [f for f in errors if f.code != code]
    good = bool(found) and not others and (line is None or found[0].line == line)
    return f"{told} (wanted {code}:{line})", good


# 60 steps of a network of two layers on batches of 64 images, with an evaluation of ten batches.
SIXTY = """import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
images, labels = torch.rand(4480, 784), torch.randint(10, (4480,))
train_loader = DataLoader(TensorDataset(images[:3840], labels[:3840]), 64, shuffle=True)
test_loader = DataLoader(TensorDataset(images[3840:], labels[3840:]), 64)
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters())
for x, y in train_loader:
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()
with torch.no_grad():
    print(sum((model(x).argmax(1) == y).sum().item() for x, y in test_loader) / 640)
"""


def cost() -> None:
    """What 60 watched steps cost on one core, beside a cold start; medians of three."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    cold, warm = [], []
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "sixty.py"
        for _ in range(3):
            started = time.perf_counter()
            with Workshop(Path("data"), 60) as workshop:
                script.write_text("import torch\n", encoding="utf-8")
                workshop.watch(script)
                cold.append(time.perf_counter() - started)
                script.write_text(SIXTY, encoding="utf-8")
                started = time.perf_counter()
                diagnosis = diagnosed(workshop.watch(script), script.name)
                warm.append(time.perf_counter() - started)
    print(f"a cold start {sorted(cold)[1]:.2f} s; {diagnosis.steps} steps {sorted(warm)[1]:.2f} s")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    if given.cost:
        cost()
        return
    files = given.files or sorted(CORPUS.glob("*/*"))[:: given.every]
    named, wanted, false, lines, seconds = Counter(), Counter(), Counter(), 0, []
    with Workshop(Path("data"), given.seconds) as workshop:
        for path in files:
            started = time.perf_counter()
            diagnosis = diagnosed(workshop.watch(path), path.name)
            seconds.append(time.perf_counter() - started)
            told, good = judged(path, diagnosis)
            code, line = expected(path)
            codes = [f.code for f in diagnosis.findings]
            wanted[code] += bool(code)
            named[code] += bool(code) and code in codes
            lines += any(f.code == code and line in (None, f.line) for f in diagnosis.findings)
            for finding in diagnosis.findings:
                false[finding.code] += finding.severity == "error" and finding.code != code
            mark = "ok " if good else "BAD"
            print(f"{mark} {seconds[-1]:5.1f} {path.name} {diagnosis.status} {told}", flush=True)
            if not good:
                for finding in diagnosis.findings:
                    print(f"        {finding.code}: {finding.evidence[:160]}")
                print("       ", diagnosis.missing, diagnosis.error[-300:])
    print(f"\n{'code':32} wanted named false")
    for code in sorted(set(wanted) | set(false)):
        if wanted[code] or false[code]:
            print(f"{code:32} {wanted[code]:6} {named[code]:5} {false[code]:5}")
    total = sum(wanted.values())
    right = len(files) - total
    print(
        f"named {sum(named.values())} of {total} wrong ones, {lines} at the right line; "
        f"{sum(false.values())} false errors, {right} right scripts; "
        f"median {sorted(seconds)[len(seconds) // 2]:.1f} s, most {max(seconds):.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
