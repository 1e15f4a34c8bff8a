"""The floor plan holds: who may import whom, how long things are, and what they are called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Other right spellings of a course's solutions are as learners write them.
MODULES = sorted(p for p in (ROOT / "grader").rglob("*.py") if "right" not in p.parts)

LONGEST_MODULE, LONGEST_FUNCTION = 300, 45
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "misc", "common", "manager", "base", "core"}

# One outer edge for each place where code that is not ours may raise anything at all.
BLANKET_EXCEPTS = {
    "grader/course/authored.py": "a course's author's code, imported, may end in any way",
    "grader/cli/__init__.py": "the command's outer edge: what gets there is the grader's own fault",
    "grader/judge/session.py": "a check that an author left to be inferred may end in any way",
    "grader/examiner/inferred.py": "an author's given(draw) may end in any way",
    "grader/examiner/rehearsal.py": "an author's solution may fail in any way on what it is handed",
    "grader/judge/simulation.py": "a catalogued mistake fails in whatever way the student's does",
    "grader/judge/marking.py": "a diagnosis of claims that fails must not undo the points",
    "grader/judge/grading.py": "cleans up after a judge that could not start, and raises again",
    "grader/submission/reader/serving.py": "a parser over a stranger's bytes may end in any way",
    "grader/sandbox/process.py": "ends a worker that nobody waits for any more, and raises again",
    "grader/worker/concurrency.py": "an executor's initializer is told to fail whatever it raises",
    "grader/worker/floor.py": "carries what student code raises from its thread to the stage's",
    "grader/worker/main.py": "the worker's outer edge, around the student's code",
    "grader/worker/mishap.py": "a student's exception whose own text raises",
    "grader/worker/scripts/functions.py": "takes note of what a script may hide, and raises again",
    "grader/worker/scripts/old_code.py": "tells one error of torch.load's by its text, else again",
    "grader/worker/scripts/probes.py": "a script's model may fail in any way on a probe",
    "grader/worker/scripts/running.py": "the outer edge around a script, or around one cell of it",
    "grader/worker/scripts/serve.py": "the process's outer edge: what went wrong is told as ours",
    "grader/worker/scripts/watcher.py": "takes note of what a script may hide, and raises again",
}
NEVER_CALLED = {"eval", "exec", "compile", "__reduce__"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_follow_the_contracts_of_the_floor_plan() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = run(sys.executable, "-c", program)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_has_few_rooms_and_the_map_names_each_of_them() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = page.partition("\ngrader/\n")[2].partition("\ntests/")[0] + "\n"
    named = set(re.findall(r"^  (\w+)(?:\.py)? ", drawn, re.M))
    there = {path for path in (ROOT / "grader").iterdir() if not path.name.startswith("__")}
    folders = {path.name for path in there if (path / "__init__.py").exists()}
    modules = {path.stem for path in there if path.suffix == ".py"}
    assert named == folders | modules
    assert (len(folders), len(modules)) <= (17, 3)


@every_module
def test_a_module_opens_with_a_sentence_and_ends_before_it_is_too_long(path: Path) -> None:
    sentence = (ast.get_docstring(tree(path)) or "").split("\n\n")[0]
    assert sentence.endswith("."), "the first paragraph of the module's docstring is one sentence"
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE


@every_module
def test_no_function_is_too_long(path: Path) -> None:
    long = {
        node.name: lines
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


@every_module
def test_a_module_is_named_for_what_it_does(path: Path) -> None:
    parts = set(path.relative_to(ROOT).with_suffix("").parts)
    assert not parts & NAMES_THAT_SAY_NOTHING


def test_blanket_excepts_stand_at_the_outer_edges_alone() -> None:
    found = {str(path.relative_to(ROOT)) for path in MODULES if any(blanket_excepts(tree(path)))}
    assert found == BLANKET_EXCEPTS.keys()


def blanket_excepts(module: ast.Module) -> Iterator[int]:
    """The lines on which everything is caught."""
    for node in ast.walk(module):
        match node:
            case ast.ExceptHandler(type=None):
                yield node.lineno
            case ast.ExceptHandler(type=kind) if kind is not None and names(kind) & ANYTHING:
                yield node.lineno
            case ast.Call(func=ast.Name("suppress") | ast.Attribute(attr="suppress")):
                if any(names(argument) & ANYTHING for argument in node.args):
                    yield node.lineno


ANYTHING = {"Exception", "BaseException"}


def names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


@every_module
def test_nothing_that_another_process_sends_can_run(path: Path) -> None:
    if "solutions" in path.parts:
        return  # played on what it wrote itself, and on nothing that comes from elsewhere
    called, imported = set(), set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Name(name)):
                called.add(name)
            case ast.Call(func=ast.Attribute(ast.Name("torch"), "load")):
                called.add("torch.load")
            case ast.Import():
                imported |= {alias.name for alias in node.names}
            case ast.ImportFrom():
                imported.add(node.module or "")
    assert not called & (NEVER_CALLED | {"torch.load"})
    assert not imported & NEVER_IMPORTED


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("grader.cli", "torch numpy rich yaml pydantic pytest grader.judge.once"),
        ("grader.judge.once", "torch numpy pytest grader.judge.grading"),
        (
            "grader.report.terminal, grader.report.doctor, grader.report.page",
            "torch numpy pytest grader.judge.grading",
        ),
        ("grader.judge.doctor", "torch sklearn torchvision pytest grader.judge.grading"),
        ("grader.sandbox.seals, grader.sandbox.probe", "torch numpy grader.worker"),
        ("grader.sandbox.process", "torch numpy grader.scenes grader.worker grader.frames.payload"),
        ("grader.judge.main", "torch grader.judge.serving grader.course.course grader.courses"),
        ("grader.worker.nursery", "grader.course.course grader.courses grader.datasets pytest"),
    ],
)
def test_importing_a_module_does_not_bring_in_what_it_must_not_wait_for(
    modules: str, unwanted: str
) -> None:
    program = f"import sys, {modules}; print(*set({unwanted.split()!r}) & set(sys.modules))"
    done = run(sys.executable, "-c", program)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
