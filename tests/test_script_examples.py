"""Each rule over whole scripts finds the catalogue's bad example, and not its good one."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import ROOT

from grader.findings import Misconception
from grader.findings.catalogue import by_code
from grader.findings.example import Which, files_with
from grader.learn.scripts.diagnosis import Diagnosis, ScriptFinding, diagnosed
from grader.learn.scripts.rule import Rule
from grader.learn.scripts.rules import rules
from grader.learn.scripts.watching import Workshop
from grader.submission.submission import Submission

sys.path.append(str(ROOT / "bench"))

from scripts import expected

SCRIPTS = ROOT / "tests" / "scripts"
# What stands around an example: the course's files under a whole training, or a script.
COURSE, SCRIPT = "of_the_course.py", "script.py"
# What a course asks for, and a script need not: its example is right where nobody asks.
ASKED = ("partial-zero-grad", "train-mode-missing", "repeated-batches", "wrong-mean-loss",
         "wrong-accuracy")  # fmt: skip
# The file in which what is left out elsewhere is seen.
SEEN_IN = {
    "missing-backward": "step.py", "missing-step": "backward.py", "wrong-criterion": "loss.py",
    "weights-unchanged": "step.py", "new-model-each-step": "forward.py",
    "detached-loss": "backward.py",
}  # fmt: skip
# What is seen where a model, a loss or a loader is used, not where that is made.
WHERE_IT_IS_USED = ("mixed-batch", "constant-output", "unshuffled", "evaluated-on-training-data",
                    "trained-on-test-data")  # fmt: skip


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(tmp_path_factory.mktemp("data"), 60) as made:
        yield made


def entry_of(rule: Rule) -> Misconception:
    """The catalogue's entry that shows what the rule finds."""
    return by_code()[rule.code][0]


def told(
    workshop: Workshop, folder: Path, rule: Rule, which: Which, solutions: Submission
) -> tuple[Diagnosis, dict[str, bytes]]:
    """What is said of an example in its place, with the files that it stands among."""
    entry = entry_of(rule)
    around = {SCRIPT: (SCRIPTS / "example.py").read_bytes()}
    if entry.file != SCRIPT:
        around = {**solutions.files, COURSE: (SCRIPTS / COURSE).read_bytes()}
    files = files_with(entry, which, around)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    script = folder / (SCRIPT if entry.file == SCRIPT else COURSE)
    part = {"train.py": "loop", "hidden_layer.py": "hidden"}.get(entry.file, "parts")
    return diagnosed(workshop.watch(script, (part,)), script.name), files


def lines_of_example(entry: Misconception, files: dict[str, bytes]) -> set[int]:
    """The lines that an example's definitions have in its file."""
    if entry.whole:
        return set(range(1, entry.bad.count("\n") + 1))
    names = {n.name for n in ast.parse(entry.bad).body if hasattr(n, "name")}
    return {
        line
        for node in ast.parse(files[entry.file]).body
        if getattr(node, "name", "") in names
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }


def is_in_the_example(found: ScriptFinding, entry: Misconception, files: dict[str, bytes]) -> bool:
    """Whether a finding points at the example, or where it is seen."""
    if entry.code in SEEN_IN:
        return found.file == SEEN_IN[entry.code]
    if entry.code in WHERE_IT_IS_USED:
        return found.file == entry.file
    return found.file == entry.file and found.line in lines_of_example(entry, files)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "rule", [r for r in rules() if r.code not in ASKED], ids=lambda rule: rule.code
)
def test_a_rule_finds_the_bad_example_and_not_the_good_one(
    workshop: Workshop, tmp_path: Path, rule: Rule, solutions: Submission
) -> None:
    entry = entry_of(rule)
    bad, files = told(workshop, tmp_path, rule, "bad", solutions)
    found = next((f for f in bad.findings if f.code == rule.code), None)
    assert found is not None, [(f.code, f.line, f.evidence) for f in bad.findings]
    assert is_in_the_example(found, entry, files), (found.file, found.line)
    assert not [f.code for f in bad.findings if f.severity == "error" and f.code != rule.code]

    good, _ = told(workshop, tmp_path, rule, "good", solutions)
    assert good.status == "diagnosed"
    assert not [f for f in good.findings if f.severity == "error" or f.code == rule.code]


def test_what_a_course_asks_for_has_scripts_of_its_own_that_are_wrong() -> None:
    told = {expected(path)[0] for path in (SCRIPTS / "wrong").iterdir()}
    assert set(ASKED) <= told
