"""The catalogue of findings: every code of the contract has an entry, and every entry its words."""

from __future__ import annotations

import ast

import pytest

from grader.course.records import shipped_exercises
from grader.findings import Misconception, catalogue
from grader.findings.example import in_place, with_answers
from grader.results.verdict import Severity


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
