"""A notebook is a submission: what it defines is taken, what it does is not run."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from corpus import examples
from notebooks import CLUTTER, cell, code, from_files, notebook

from grader.course.wanted import shipped_wanted
from grader.judge.grading import Judge
from grader.results.finding import Finding
from grader.results.verdict import Grade
from grader.submission.notebooks import NotebookError, stage
from grader.submission.notebooks.outputs import without_outputs
from grader.submission.submission import Submission, notebook_submission, read_submission


def staged(*cells: Any) -> dict[str, str]:
    """The staged files of a notebook with these cells, as text."""
    made = [c if isinstance(c, dict) else cell("code", c) for c in cells]
    return {
        f: c.decode() for f, c in stage("hw.ipynb", notebook(made), shipped_wanted()).files.items()
    }


def findings(grade: Grade) -> list[Finding]:
    return [finding for exercise in grade.exercises for finding in exercise.findings]


def test_the_questions_are_the_contracts(solutions: Submission) -> None:
    answers = solutions.files["explain.yaml"].decode()
    keys = (line[:-1] for line in answers.splitlines() if line[:1].isalpha() and line[-1] == ":")
    assert tuple(keys) == shipped_wanted().questions


def test_the_solutions_in_a_notebook_get_full_marks(judge: Judge, solutions: Submission) -> None:
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", from_files(solutions.files)))
    assert (grade.score, findings(grade)) == (110, [])


RIGHT = [
    "forward/bound-method", "forward/closure", "forward/defined-in-a-branch",
    "forward/functools-partial", "forward/name-bound-late", "forward/single-dispatch",
    "forward/star-import", "forward/unreadable-annotations", "loss/subclassed-criterion",
    "backward/loop-over-calls", "step/update-in-a-helper-class", "train/evaluate-named-tuple",
    "train/guarded-imports-and-logging", "train/own-functions-imported", "explain/folded-words",
]  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_right_code_is_right_in_a_notebook_too(
    name: str, judge: Judge, solutions: Submission
) -> None:
    example = next(e for e in examples("right") if e.id == f"right/{name}")
    content = from_files(example.submission(solutions).files)
    exercise = name.split("/")[0]
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", content), [exercise])
    assert grade.passed, findings(grade)


def test_a_finding_points_at_the_cell_and_its_line(judge: Judge, solutions: Submission) -> None:
    forgets = "from torch import nn\n\ndef backward(optimizer, loss):\n    loss.backward()\n"
    content = notebook(code("1 + 1", CLUTTER, forgets))
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", content), ["backward"])
    (finding,) = findings(grade)
    assert finding.code == "missing-zero-grad"
    assert (finding.file, finding.line) == ("hw.ipynb cell 3", 4)


def test_a_cell_that_is_no_python_costs_only_itself(judge: Judge, solutions: Submission) -> None:
    broken = "x = 1\ndef backward(optimizer, loss)\n    loss.backward()\n"
    own = {f: c for f, c in solutions.files.items() if f != "backward.py"}
    cells = json.loads(from_files(own))["cells"] + code(broken)
    submission = notebook_submission("hw", "hw.ipynb", notebook(cells))
    grade = judge.grade(submission)
    assert grade.score == 90
    (finding,) = findings(grade)
    assert (finding.code, finding.file, finding.line) == (
        "syntax-error", f"hw.ipynb cell {len(cells)}", 2,
    )  # fmt: skip
    assert f"hw.ipynb cell {len(cells)}, line 2" in finding.message
    assert "backward.py" not in finding.message
    assert any(f"cell {len(cells)}, line 2: not Python" in note for note in grade.notes)


def test_an_error_is_told_with_its_cell_and_names_no_file_that_nobody_has(judge: Judge) -> None:
    raises = (
        "def backward(optimizer, loss):\n    raise ValueError('backward.py:2, not forward.py')\n"
    )
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", notebook(code(raises))), ["backward"])
    (finding,) = findings(grade)
    assert finding.message == (
        "hw.ipynb cell 1, line 2, raised ValueError: hw.ipynb cell 1, line 2, not hw.ipynb"
    )


def test_a_line_that_python_cannot_read_is_quoted_as_it_stands(judge: Judge) -> None:
    broken = "def backward(optimizer, loss):\n    loss.backward() backward.py\n"
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", notebook(code(broken))), ["backward"])
    (finding,) = findings(grade)
    assert finding.message.startswith("hw.ipynb cell 1, line 2, cannot be read")
    assert "\nloss.backward() backward.py\n" in finding.message


def test_what_was_tried_is_told_with_its_cell(judge: Judge) -> None:
    opens = "def backward(optimizer, loss):\n    open('/etc/hostname')\n"
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", notebook(code(opens))), ["backward"])
    assert "backward: open /etc/hostname (hw.ipynb cell 1, line 2)" in grade.tamper


def test_what_is_missing_is_missing_from_the_notebook(judge: Judge) -> None:
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", notebook([])))
    assert grade.score == 0
    messages = {finding.message for finding in findings(grade)}
    assert "hw.ipynb does not define backward." in messages
    assert not any(".py" in message.replace("hw.ipynb", "") for message in messages)


def test_a_consequence_is_told_in_the_words_of_a_notebook(
    judge: Judge, solutions: Submission
) -> None:
    forgets = "def backward(optimizer, loss):\n    loss.backward()\n"
    train_step = """\
def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    backward(optimizer, loss)
    optimizer.step()
    return loss.item()
"""
    content = notebook(code(solutions.files["train.py"].decode(), forgets, train_step))
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", content), ["backward", "train"])
    backward, train = grade.exercises
    assert not backward.passed
    assert train.passed
    assert train.note.startswith("train uses backward, which does not pass yet")


# --- what is taken -------------------------------------------------------------------------


def test_only_what_a_definition_needs_is_taken() -> None:
    files = staged(
        "import os, torch\nRATE = 0.5; UNUSED = 2\nprint(RATE)",
        "def scaled(x):\n    return x * RATE",
        "def forward(model, images):\n    return scaled(model(images))",
        "forward(None, None)",
    )
    assert files["forward.py"].split("\n") == [
        "RATE = 0.5", "def scaled(x):", "    return x * RATE",
        "def forward(model, images):", "    return scaled(model(images))", "",
    ]  # fmt: skip


def test_the_last_definition_of_a_name_counts() -> None:
    files = staged("def step(o):\n    return 1", "def step(o):\n    return 2")
    assert "return 2" in files["step.py"]
    assert "return 1" not in files["step.py"]


def test_a_name_that_is_wrapped_keeps_what_it_wraps() -> None:
    twice = "def twice(f):\n    return f"
    files = staged(twice, "def step(o):\n    return 1", "step = twice(step)")
    assert "def step(o):" in files["step.py"]
    assert "step = twice(step)" in files["step.py"]


def test_what_is_changed_afterwards_is_taken_with_it() -> None:
    files = staged(
        "class SimpleNN: pass", "def go(self, x): ...", "SimpleNN.forward = go", "SimpleNN().eval()"
    )
    assert files["forward.py"] == (
        "class SimpleNN: pass\ndef go(self, x): ...\nSimpleNN.forward = go\n"
    )


def test_a_name_of_another_exercise_is_imported_from_its_file() -> None:
    files = staged("def backward(o, l): ...", "def train_step(*a):\n    backward(None, None)")
    assert files["train.py"].startswith("from backward import backward\n")


def test_two_exercises_that_need_each_other_have_copies() -> None:
    files = staged("def backward(o, l):\n    step(o)", "def step(o):\n    backward(o, None)")
    assert "import" not in files["backward.py"] + files["step.py"]


@pytest.mark.parametrize(
    "magic",
    ["%matplotlib inline", "!ls -l", "?print", "print?", "files = !ls", "%%time", "%%capture out"],
)
def test_a_magic_hurts_nothing_around_it(magic: str) -> None:
    files = staged(f"{magic}\ndef step(o):\n    return 1")
    assert "def step(o):" in files["step.py"]


def test_a_magic_may_go_on_in_the_next_line() -> None:
    files = staged("!pip install \\\n   seaborn\ndef step(o):\n    return 1")
    assert "def step(o):" in files["step.py"]


def test_a_percent_sign_at_the_start_of_a_line_may_be_python() -> None:
    files = staged("WORD = ('%s'\n%str(1))\ndef step(o):\n    return WORD")
    assert "%str(1)" in files["step.py"]


def test_a_cell_of_another_language_is_left_out() -> None:
    assert "nothing" not in staged("%%bash\nstep=nothing")["step.py"]


# --- the answers ---------------------------------------------------------------------------

ANSWERS = "order: [forward, loss]\nsecond_backward: adds\n"


@pytest.mark.parametrize(
    "answers",
    [
        cell("raw", ANSWERS),
        cell("markdown", f"My guesses:\n\n```yaml\n{ANSWERS}```\n"),
        cell("markdown", ANSWERS),
        cell("code", f'predictions = """\n{ANSWERS}"""'),
        cell("code", "predictions = {'order': ['forward', 'loss'], 'second_backward': 'adds'}"),
        cell("raw", json.dumps({"order": ["forward", "loss"], "second_backward": "adds"})),
    ],
)
def test_answers_stand_in_a_cell_of_any_kind(answers: dict[str, Any]) -> None:
    from grader.submission.reader.answers_file import parse_answers

    read = parse_answers(staged("1", answers)["explain.yaml"].encode())
    assert read.sequence("order") == ("forward", "loss")
    assert read.text("second_backward") == "adds"


def test_of_two_answers_to_a_question_the_last_counts() -> None:
    files = staged(cell("raw", ANSWERS), cell("raw", "second_backward: error"))
    assert files["explain.yaml"].count("second_backward") == 1
    assert "second_backward: error" in files["explain.yaml"]


# --- how a notebook arrives ----------------------------------------------------------------


def test_a_notebook_may_be_a_file_or_the_one_notebook_of_a_folder_or_archive(
    tmp_path: Path,
) -> None:
    content = notebook(code("def step(o): ..."))
    (tmp_path / "hw.ipynb").write_bytes(content)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "hw.ipynb").write_bytes(content)
    (folder / "extra.py").write_bytes(b"x = 1\n")
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("wrapped/hw.ipynb", content)
    for path in ("hw.ipynb", "folder", "work.zip"):
        submission = read_submission(tmp_path / path)
        assert submission.files["step.py"] == b"def step(o): ...\n", path
        assert submission.origin is not None
    assert read_submission(tmp_path / "hw.ipynb").name == "hw"


def test_beside_files_of_the_contract_a_notebook_is_just_a_file(tmp_path: Path) -> None:
    (tmp_path / "hw.ipynb").write_bytes(notebook(code("def step(o): ...")))
    (tmp_path / "loss.py").write_bytes(b"")
    assert read_submission(tmp_path).files.keys() == {"hw.ipynb", "loss.py"}


def test_of_several_notebooks_none_is_taken_and_that_is_said(tmp_path: Path) -> None:
    for name in ("one.ipynb", "two.ipynb"):
        (tmp_path / name).write_bytes(notebook(code("def step(o): ...")))
    submission = read_submission(tmp_path)
    assert "step.py" not in submission.files
    assert submission.left_out == (
        "one.ipynb: one of 2 notebooks; hand in one",
        "two.ipynb: one of 2 notebooks; hand in one",
    )


def test_pictures_may_make_a_notebook_larger_than_a_file_of_code(tmp_path: Path) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * (3 << 20)}}
    cells = code("def step(o): ...")
    cells[0]["outputs"] = [picture]
    (tmp_path / "hw.ipynb").write_bytes(notebook(cells))
    assert b"def step" in read_submission(tmp_path / "hw.ipynb").files["step.py"]


HOSTILE = {
    "empty": (b"", "no JSON"),
    "no JSON": (b"hello", "no JSON"),
    "no text": (b"\xff\xfe\x00\x80", "no JSON"),
    "a list": (b"[]", "no JSON object"),
    "no cells": (b'{"nbformat": 4}', "no list of cells"),
    "cells are a text": (b'{"cells": "x"}', "no list of cells"),
    "format 1": (b'{"nbformat": 1, "cells": []}', "save it"),
    "format of the future": (b'{"nbformat": 99, "cells": []}', "format 99"),
    "deep brackets": (b"[" * 1_000_000, "nested too deeply"),
    "a number of a million digits": (b'{"cells": [' + b"9" * 1_000_000 + b"]}", "no JSON"),
    "too many cells": (notebook([cell("code", "")] * 2001), "more than 2,000 cells"),
    "too many statements": (notebook(code("a;" * 3000)), "more than 2,000 statements"),
    "too much code": (notebook(code("x = 1\n" * 100_000)), "characters of code"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_notebook_is_one_clear_error(name: str, tmp_path: Path) -> None:
    content, words = HOSTILE[name]
    path = tmp_path / "hw.ipynb"
    path.write_bytes(content)
    submission = read_submission(path)
    assert submission.unreadable is not None
    assert submission.unreadable.file == "hw.ipynb"
    assert words in submission.unreadable.why


ODD_CELLS: dict[str, Any] = {
    "cells of the wrong kind": [1, None, "x", [], {}],
    "no source": [{"cell_type": "code"}],
    "source of the wrong kind": [{"cell_type": "code", "source": {"a": 1}}],
    "a list with numbers": [{"cell_type": "code", "source": ["x = 1\n", 2]}],
    "metadata of the wrong kind": [{"cell_type": [], "metadata": 7, "source": "x"}],
    "a lone surrogate": [{"cell_type": "code", "source": "x = '\ud800'"}],
    "a null byte": [{"cell_type": "code", "source": "x = '\x00'"}],
    "deep brackets": [{"cell_type": "code", "source": "(" * 5000 + ")" * 5000}],
    "a deep sum": [{"cell_type": "code", "source": "step = " + "-" * 5000 + "1"}],
    "a long sum": [{"cell_type": "code", "source": "step = " + "1+" * 9000 + "1"}],
    "a return outside": [{"cell_type": "code", "source": "return 1"}],
    "an await outside": [{"cell_type": "code", "source": "step = await x"}],
    "a line of blanks": [{"cell_type": "code", "source": " " * 200_000 + "!\n)"}],
    "fences without end": [
        {"cell_type": "markdown", "source": "\n".join("`" * n for n in range(700, 2, -1))}
    ],
    "a million answers": [{"cell_type": "raw", "source": "order: 1\n" * 500_000}],
    "answers that are no YAML": [{"cell_type": "raw", "source": "order: [[[{"}],
    "deep JSON answers": [{"cell_type": "raw", "source": '{"order":' + "[" * 50_000}],
}


@pytest.mark.parametrize("name", ODD_CELLS)
def test_odd_cells_are_left_out_without_a_word_of_python(name: str) -> None:
    good = code("def loss(): ...", "def step(o): ...")[1:]
    files = stage("hw.ipynb", notebook([*ODD_CELLS[name], *good]), shipped_wanted()).files
    assert b"def step(o): ..." in files["step.py"]


def test_entangled_definitions_are_an_error_before_they_take_long() -> None:
    first = "\n".join(f"f{n} = lambda: f{n + 1}" for n in range(900))
    second = "\n".join(f"f{n} = f{n + 1}" for n in range(900))
    with pytest.raises(NotebookError, match="entangled"):
        stage("hw.ipynb", notebook(code(first, second, "step = f0")), shipped_wanted())


# --- what cells write ----------------------------------------------------------------------


def written(*cells: str) -> Submission:
    return notebook_submission("hw", "hw.ipynb", notebook(code(*cells)))


def test_a_cell_that_writes_a_file_is_taken_for_it() -> None:
    made = written("%%writefile forward.py\nimport torch\n\nx = 1", "%%file lib/own.py\ny = 2\n")
    assert made.files["forward.py"] == b"import torch\n\nx = 1\n"
    assert made.files["lib/own.py"] == b"y = 2\n"


def test_of_two_cells_that_write_a_file_the_last_counts_and_one_may_add_to_it() -> None:
    made = written(
        "%%writefile loss.py\na = 1", "%%writefile loss.py\nb = 2", "%%writefile -a loss.py\nc = 3"
    )
    assert made.files["loss.py"] == b"b = 2\nc = 3\n"
    assert made.origin is not None
    assert [made.origin.place("loss.py", line) for line in (1, 2)] == [(2, 2), (3, 2)]


def test_a_file_that_is_written_counts_before_what_the_notebook_defines() -> None:
    made = written("%%writefile step.py\ndef step(o):\n    return 1", "def step(o):\n    return 2")
    assert made.files["step.py"] == b"def step(o):\n    return 1\n"


def test_what_is_written_follows_the_one_rule_for_folders_and_names() -> None:
    made = written("%%writefile 'work/Forward.py'\nx = 1", "%%writefile work/own.py\ny = 1")
    assert made.files["forward.py"] == b"x = 1\n"
    assert made.files["own.py"] == b"y = 1\n"
    assert made.files["Forward.py"] != b"x = 1\n"
    assert "Forward.py: read as forward.py" in made.left_out


@pytest.mark.parametrize("name", ["/content/step.py", "../step.py", "C:step.py", "a\x1b.py"])
def test_a_name_that_leads_elsewhere_is_not_written_and_named(name: str) -> None:
    made = written(f"%%writefile {name}\ndef step(o): ...", "def step(o):\n    return 2")
    assert b"return 2" in made.files["step.py"]
    assert set(made.files) == set(written("def step(o): ...").files)
    assert any(note.startswith(name[:4].replace("\x1b", "?")) for note in made.left_out)


def test_a_notebook_that_writes_its_files_gets_full_marks(
    judge: Judge, solutions: Submission
) -> None:
    cells = [
        f"\n%%writefile {name}\n{text.decode()}"
        for name, text in solutions.files.items()
        if name.endswith((".py", ".yaml"))
    ]
    grade = judge.grade(written(*cells, "from forward import SimpleNN\nSimpleNN()"))
    assert (grade.score, findings(grade), grade.needs_look) == (110, [], ())


def test_a_notebook_may_both_write_files_and_define_names(
    judge: Judge, solutions: Submission
) -> None:
    forward = solutions.files["forward.py"].decode()
    train = solutions.files["train.py"].decode()
    made = written(f"%%writefile forward.py\n{forward}", f"from forward import forward\n{train}")
    grade = judge.grade(made, ["forward", "train"])
    assert (grade.score, findings(grade)) == (40, [])


@pytest.mark.parametrize(
    ("body", "code_", "line"),
    [
        ("from torch import nn\n\ndef backward(optimizer, loss):\n    loss.backward()\n",
         "missing-zero-grad", 6),
        ("\ndef backward(optimizer, loss)\n    loss.backward()\n", "syntax-error", 4),
    ],
)  # fmt: skip
def test_a_finding_in_a_file_that_a_cell_writes_points_at_the_cell_and_its_line(
    body: str, code_: str, line: int, judge: Judge
) -> None:
    grade = judge.grade(written("1 + 1", f"\n%%writefile backward.py\n{body}"), ["backward"])
    (finding,) = findings(grade)
    assert (finding.code, finding.file, finding.line) == (code_, "hw.ipynb cell 2", line)


# --- formats and sizes ---------------------------------------------------------------------


@pytest.mark.parametrize("major", [2, 3])
def test_a_notebook_of_an_old_format_is_read_from_its_worksheets(major: int, judge: Judge) -> None:
    forgets = [
        "from torch import nn\n",
        "def backward(optimizer, loss):\n",
        "    loss.backward()\n",
    ]
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Homework"},
        {"cell_type": "code", "language": "python", "input": "1 + 1", "outputs": [{"png": "A"}]},
    ]
    more = [{"cell_type": "code", "input": forgets, "outputs": [], "prompt_number": 2}]
    sheets = [{"cells": cells}, {"metadata": {}, "cells": more}]
    whole = json.dumps({"nbformat": major, "nbformat_minor": 0, "worksheets": sheets}).encode()
    grade = judge.grade(notebook_submission("hw", "hw.ipynb", whole), ["backward"])
    (finding,) = findings(grade)
    assert (finding.file, finding.line) == ("hw.ipynb cell 3", 3)


def with_outputs(size: int) -> bytes:
    """A notebook with plots of so many bytes, a table, and a picture beside the text."""
    cells = [*code("def step(o): ...", "2 + 2"), cell("markdown", "# Plots")]
    plot = {"output_type": "display_data", "data": {"image/png": "A" * size, 'odd"\\[{': [1, {}]}}
    cells[0]["outputs"] = [plot, {"data": {"json": [[0.5, "]"], {"outputs": [{}]}]}}]
    cells[2]["attachments"] = {"a.png": {"image/png": "A" * (1 << 20)}}
    return notebook(cells, metadata={"widgets": {"state": {"x": "y" * (1 << 20)}}})


@pytest.mark.parametrize("way", ["file", "folder", "zip", "tar.gz"])
def test_a_notebook_with_18_mb_of_plots_is_read_however_it_arrives(
    way: str, tmp_path: Path
) -> None:
    content = with_outputs(18 << 20)
    path = tmp_path / ("hw.ipynb" if way == "file" else f"work.{way}")
    if way == "file":
        path.write_bytes(content)
    elif way == "folder":
        path.mkdir()
        (path / "hw.ipynb").write_bytes(content)
    elif way == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("up/hw.ipynb", content)
    else:
        (tmp_path / "hw.ipynb").write_bytes(content)
        with tarfile.open(path, "w:gz", compresslevel=1) as archive:
            archive.add(tmp_path / "hw.ipynb", "up/hw.ipynb")
    submission = read_submission(path)
    assert submission.files["step.py"] == b"def step(o): ...\n"
    assert sum(map(len, submission.files.values())) < 1000


@pytest.mark.parametrize(("size", "read"), [((64 << 20) - 5000, True), (64 << 20, False)])
def test_of_a_notebook_at_most_64_mb_are_read(size: int, read: bool, tmp_path: Path) -> None:
    content = notebook(code("def step(o): ..."))
    (tmp_path / "hw.ipynb").write_bytes(content[:-1] + b', "outputs": ["' + b"A" * size + b'"]}')
    submission = read_submission(tmp_path / "hw.ipynb")
    assert (submission.unreadable is None) is read
    assert read or "larger than 67,108,864 bytes" in submission.unreadable.why  # type: ignore[union-attr]


def test_what_is_left_of_a_notebook_is_what_it_was_but_for_its_outputs() -> None:
    whole = json.loads(with_outputs(10))
    left = json.loads(without_outputs(with_outputs(10)) or b"")
    for made in whole["cells"]:
        if "outputs" in made:
            made["outputs"] = []
    whole["cells"][2]["attachments"] = {}
    whole["metadata"]["widgets"] = {}
    assert left == whole


def test_a_source_that_speaks_of_outputs_is_kept() -> None:
    text = 'x = {"outputs": [1, 2], "widgets": {}}\ny = "\\\\\\"outputs\\": ["'
    content = notebook(code(text))
    assert without_outputs(content) == content


STRETCHES = {
    "quotes without an end": b'\\"' * (8 << 20),
    "brackets": b"[" * (16 << 20),
    "blanks after a name": b'"outputs"' + b" " * (16 << 20),
    "many names": b'"outputs"          ' * 800_000,
    "numbers": b"[" + b"1," * (8 << 20),
    "outputs within outputs": b'"outputs": [' * 1_000_000,
}


@pytest.mark.parametrize("name", STRETCHES)
def test_what_is_no_notebook_is_gone_through_once(name: str, tmp_path: Path) -> None:
    (tmp_path / "hw.ipynb").write_bytes(STRETCHES[name])
    started = time.process_time()
    submission = read_submission(tmp_path / "hw.ipynb")
    assert submission.unreadable is not None
    assert time.process_time() - started < 8


def test_numbers_in_outputs_take_no_more_memory_than_the_file(tmp_path: Path) -> None:
    plot = b'{"data": {"x": [' + b"0.5," * (12 << 20) + b"1]}}"
    content = notebook(code("def step(o): ..."))
    (tmp_path / "hw.ipynb").write_bytes(
        content.replace(b'"outputs": []', b'"outputs": [' + plot + b"]")
    )
    tracemalloc.start()
    submission = read_submission(tmp_path / "hw.ipynb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert submission.files["step.py"] == b"def step(o): ...\n"
    assert peak < 70 << 20  # parsed, they would take 400 MB


# --- what must not take long, nor end anything ----------------------------------------------


@pytest.mark.parametrize("scope", ["lambda: ", "[x for x in ", "lambda x=lambda: 1: "])
def test_scopes_in_one_another_are_read_or_left_out(scope: str) -> None:
    for depth in (100, 1000, 5000):
        nested = scope * depth + "1" + "]" * (depth if scope[0] == "[" else 0)
        made = written(f"deep = {nested}", "def step(o):\n    return 2")
        assert made.unreadable is None
        assert b"return 2" in made.files["step.py"]


@pytest.mark.parametrize("dots", [".a", "\\\n.a", " . a"])
def test_a_name_with_endless_dots_is_not_even_parsed(dots: str) -> None:
    started = time.process_time()
    made = written("import a" + dots * (200_000 // len(dots)), "def step(o): ...")
    assert time.process_time() - started < 4
    assert b"def step" in made.files["step.py"]
    assert "a name with hundreds of dots" in made.left_out[0]


def test_a_name_that_is_bound_a_thousand_times_over_does_not_take_long() -> None:
    perhaps = "\n".join(f"if {n}: forward = {n}" for n in range(900))
    chain = "\n".join(f"f{n} = lambda: (f{n + 1}, forward)" for n in range(450))
    again = "\n".join(f"f{n} = f{n + 1}" for n in range(450))
    started = time.process_time()
    made = written(perhaps, chain, again, "step = f0")
    assert time.process_time() - started < 10
    assert made.files or made.unreadable


def test_reading_that_runs_out_of_memory_is_that_submissions_fault_alone(tmp_path: Path) -> None:
    (tmp_path / "hw.ipynb").write_bytes(with_outputs(48 << 20))
    (tmp_path / "fine.ipynb").write_bytes(notebook(code("def step(o): ...")))
    program = """
import resource, sys
from pathlib import Path
from grader.submission.submission import read_submission
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (20 << 20),) * 2)
here = Path(sys.argv[1])
print(read_submission(here / "hw.ipynb").unreadable.why)
print("step.py" in read_submission(here / "fine.ipynb").files)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "there is no room for its bytes", "True",
    ], done.stderr  # fmt: skip
