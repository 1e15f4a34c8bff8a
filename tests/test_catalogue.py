"""The catalogue of findings: every code of the contract has an entry, and every entry its words."""

from __future__ import annotations

import ast
import builtins
import re

import pytest
from corpus import ROOT

from grader.course.records import shipped_exercises
from grader.findings import Misconception, nothing_returned
from grader.findings.catalogue import catalogue
from grader.findings.example import in_place, with_answers
from grader.results.finding import Severity


def words(text: str) -> list[str]:
    return text.split()


CONTRACT = words("""
missing-file missing-function misplaced-function wrong-signature not-implemented syntax-error
import-error exception timeout memory-limit crashed output-limit forbidden-operation

wrong-shape missing-flatten wrong-architecture softmax-in-forward argmax-in-forward
detached-output model-not-used input-modified wrong-input mode-changed repeated-forward

wrong-criterion swapped-arguments softmax-before-loss detached-loss wrong-reduction
wrong-loss-value

missing-zero-grad zero-grad-after-backward partial-zero-grad missing-backward repeated-backward
weights-zeroed step-in-backward wrong-gradients retained-graph

missing-step repeated-step wrong-optimizer wrong-learning-rate missing-parameters gradient-ascent
gradients-changed wrong-update

step-before-backward weights-unchanged loss-not-float first-batch-only skipped-batches
repeated-batches wrong-mean-loss train-mode-missing eval-mode-missing mode-not-restored
graph-in-evaluate gradients-left-off weights-moved-in-evaluate wrong-accuracy new-model-each-step
new-optimizer-each-step wrong-labels accuracy-below-threshold weights-not-from-training

missing-relu

wrong-prediction missing-answer
""")

TRAINING = words("""
step-before-backward missing-zero-grad zero-grad-after-backward missing-backward missing-step
repeated-step partial-zero-grad repeated-backward softmax-before-loss detached-loss wrong-update
""")

EXERCISES = set(shipped_exercises())

ENTRIES = catalogue()
every_entry = pytest.mark.parametrize(
    "entry", ENTRIES, ids=[f"{n}-{entry.code}" for n, entry in enumerate(ENTRIES)]
)


def entries_of(code: str) -> list[Misconception]:
    return [entry for entry in ENTRIES if entry.code == code]


@pytest.mark.parametrize("code", CONTRACT)
def test_every_code_of_the_contract_has_an_entry(code: str) -> None:
    assert entries_of(code)


@pytest.mark.parametrize("code", TRAINING)
def test_a_mistake_that_is_made_in_training_too_is_known_there(code: str) -> None:
    assert any("train" in entry.exercises for entry in entries_of(code))


def test_no_two_entries_say_the_same() -> None:
    said = [(entry.code, entry.exercises, entry.sentence) for entry in ENTRIES]
    assert len(set(said)) == len(said)


def test_a_code_has_one_severity() -> None:
    for code in {entry.code for entry in ENTRIES}:
        assert len({entry.severity for entry in entries_of(code)}) == 1, code


def test_only_what_works_here_and_hurts_elsewhere_is_a_warning() -> None:
    warnings = {entry.code for entry in ENTRIES if entry.severity is Severity.WARNING}
    assert "retained-graph" in warnings
    assert not warnings & (set(CONTRACT) - {"retained-graph"})


@every_entry
def test_every_text_is_there(entry: Misconception) -> None:
    texts = (entry.code, entry.believes, entry.sentence, entry.hint, entry.why)
    assert all(text.strip() for text in texts)
    assert all(text == text.strip() for text in texts)


@every_entry
def test_a_message_names_what_was_seen_and_never_the_cure(entry: Misconception) -> None:
    assert "should call" not in f"{entry.sentence} {entry.hint}".lower()


@every_entry
def test_an_entry_belongs_to_known_exercises_and_has_a_way_to_be_found(
    entry: Misconception,
) -> None:
    assert set(entry.exercises) <= EXERCISES
    assert entry.mistakes or entry.sees or entry.kinds


@every_entry
def test_the_good_example_is_not_the_bad_one_and_both_are_python(entry: Misconception) -> None:
    assert entry.bad != entry.good or not entry.file
    if entry.file.endswith(".py") and entry.good:
        ast.parse(entry.good)


def test_a_definition_takes_the_place_of_its_namesake_alone() -> None:
    doc = '"""Doc."""\n\n'
    solution = f"{doc}import os\n\n\n@cache\ndef f():\n    return 1\n\n\ndef g():\n    return 2\n"
    example = "import re\n\nLIMIT = 3\n\n\ndef f():\n    return LIMIT\n"
    assert in_place(solution, example) == (
        f"{doc}import re\n\nimport os\n\n\nLIMIT = 3\n\n\ndef f():\n    return LIMIT\n\n\n"
        "def g():\n    return 2\n"
    )


def test_a_definition_without_namesake_comes_last_and_an_assignment_counts_as_one() -> None:
    placed = in_place("RATE = 1\n", "RATE = 2\n\n\ndef h():\n    pass\n")
    assert placed == "RATE = 2\n\n\ndef h():\n    pass\n"


def test_an_answer_takes_the_place_of_the_one_under_its_key() -> None:
    placed = with_answers("one: 1\ntwo:\n  - 2\nthree: 3\n", "two: x\n")
    assert placed == "one: 1\nthree: 3\n\ntwo: x\n"


def test_no_two_codes_share_a_hint_and_no_entry_is_there_twice() -> None:
    codes: dict[str, set[str]] = {}
    for entry in catalogue():
        codes.setdefault(entry.hint, set()).add(entry.code)
    assert [hint for hint, found in codes.items() if len(found) > 1] == []
    said = [(entry.code, entry.message, entry.hint) for entry in catalogue()]
    assert len(said) == len(set(said))


STEPS = {entry.steps: entry for entry in ENTRIES if entry.steps}
every_five = pytest.mark.parametrize(
    "entry", STEPS.values(), ids=[f"{n}-{entry.code}" for n, entry in enumerate(STEPS.values())]
)


def calls_in(source: str) -> set[str]:
    """The names of what some source calls, but for Python's own; none where it is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    names = {getattr(function, "attr", getattr(function, "id", "")) for function in called}
    return names - {*dir(builtins)}


def cure_of(code: str) -> tuple[set[str], set[str]]:
    """The calls, and the lines, that are in a right example of a code and in no wrong one."""
    examples = [entry for entry in entries_of(code) if entry.file.endswith(".py")]
    calls, lines = set(), set()
    for entry in examples:
        calls |= calls_in(entry.good) - calls_in(entry.bad)
        lines |= {line.strip() for line in entry.good.splitlines()} - {
            line.strip() for line in entry.bad.splitlines()
        }
    missing = code.removeprefix("missing-").replace("-", "_")
    return calls | ({missing} if missing != code and "parameters" not in code else set()), lines


@every_five
def test_hints_for_a_mistake_are_five(entry: Misconception) -> None:
    assert len({*entry.steps}) == 5
    assert all(step and step == step.strip() and step[-1] in ".?" for step in entry.steps)
    assert entry.hint not in entry.steps


@every_five
def test_the_first_hint_does_not_name_the_missing_call_and_none_before_the_last_has_the_cure(
    entry: Misconception,
) -> None:
    calls, lines = cure_of(entry.code)
    for call in calls:
        assert not re.search(rf"\b{call}\b", entry.steps[0], re.IGNORECASE), call
        assert not any(f"{call}(" in step for step in entry.steps[:-1]), call
    assert not any(line in step for line in lines if len(line) > 8 for step in entry.steps[:-1])


def test_no_two_mistakes_share_a_step_and_no_two_causes_share_their_five() -> None:
    of_step: dict[str, set[str]] = {}
    for entry in ENTRIES:
        for step in entry.steps:
            of_step.setdefault(step, set()).add(f"{entry.code}: {entry.hint}")
    assert [step for step, found in of_step.items() if len(found) > 1] == []


# What a beginner is told to look at; a file that was not begun has no mistake in it.
GOLDENS = sorted((ROOT / "tests" / "goldens" / "mistakes").glob("*.txt"))


def test_every_typical_mistake_of_a_beginner_has_hints_of_its_own() -> None:
    known = {entry.hint for entry in ENTRIES if entry.steps} | {nothing_returned.HINT}
    shown = (" ".join(golden.read_text("utf-8").split()) for golden in GOLDENS)
    told = [after for page in shown if (after := page.partition("Hint: ")[2])]
    hints = [next((hint for hint in known if after.startswith(hint)), after) for after in told]
    assert len(hints) >= 35
    assert [hint for hint in hints if hint not in known] == []
    assert len({*hints}) >= 30
