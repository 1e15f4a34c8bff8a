"""Any training script is run and watched, and what is wrong with it is named."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.cli import main
from grader.findings.catalogue import by_code
from grader.learn.scripts.above import used_above
from grader.learn.scripts.diagnosis import Diagnosis, diagnosed
from grader.learn.scripts.figures import numbers_in
from grader.learn.scripts.mended import CHANGES, to_mend, with_mended
from grader.learn.scripts.rules import rules
from grader.learn.scripts.run import Run
from grader.learn.scripts.staging import stage
from grader.learn.scripts.watching import Watched, Workshop
from grader.report.script import print_diagnosis
from grader.report.script_page import script_page
from grader.sandbox import kernel
from grader.worker.scripts.mends import MENDS

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "scripts"
sys.path.append(str(ROOT / "bench"))

from scripts import judged  # noqa: E402 - the bench's own way to say what is as expected

# So many of each run here; bench/scripts.py runs them all.
SAMPLE = 5
# Slow ones of the corpus load torchvision's data: the bench has them.
LIGHT = [path for path in sorted(CORPUS.glob("*/*")) if b"torchvision" not in path.read_bytes()]


def sample(kind: str) -> list[Path]:
    """The first by the digest of their names."""
    files = [path for path in LIGHT if path.parent.name == kind]
    return sorted(files, key=lambda path: sha256(path.name.encode()).digest())[:SAMPLE]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(tmp_path_factory.mktemp("data"), 60) as made:
        yield made


Diagnose = Callable[[str], Diagnosis]


@pytest.fixture
def diagnose(workshop: Workshop, tmp_path: Path) -> Diagnose:
    """The diagnosis of a text as a script."""

    def run(text: str) -> Diagnosis:
        path = tmp_path / "work" / "script.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return diagnosed(workshop.watch(path), path.name)

    return run


@pytest.mark.parametrize("path", [*sample("wrong"), *sample("right")], ids=lambda p: p.stem)
def test_the_corpus_is_judged_as_it_says(workshop: Workshop, path: Path) -> None:
    told, good = judged(path, diagnosed(workshop.watch(path), path.name))
    assert good, told


def test_a_script_works_in_a_copy_and_what_it_writes_is_thrown_away(
    diagnose: Diagnose, tmp_path: Path
) -> None:
    text = "import os\nopen('../out/new.txt', 'w').write('x')\nassert os.path.exists('../out')\n"
    assert diagnose(text).status == "nothing-trained"
    assert [path.name for path in tmp_path.rglob("*")] == ["work", "script.py"]


def test_a_package_that_is_absent_is_no_fault_of_the_script(diagnose: Diagnose) -> None:
    diagnosis = diagnose("import a_package_that_nobody_has\n")
    assert (diagnosis.status, diagnosis.findings) == ("cannot-run", ())
    assert "a_package_that_nobody_has" in diagnosis.missing[0]


def test_a_view_that_is_changed_under_no_grad_is_no_crash(diagnose: Diagnose) -> None:
    text = "from torch import nn\nnn.Embedding(30, 16, padding_idx=0)\n"
    assert diagnose(text).findings == ()


@pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")
@pytest.mark.parametrize(
    "attack",
    [
        "print(open('/etc/passwd').read())",
        "import os\nos.listdir('/root')\nos.kill(os.getppid(), 9)",
        "import socket\nsocket.create_connection(('127.0.0.1', 80))",
        "import os\nos.fork()",
        "import subprocess\nsubprocess.run(['id'])",
        "import os\nos._exit(0)",
    ],
    ids=["reads", "kills", "connects", "forks", "starts", "leaves"],
)
def test_what_a_check_forbids_is_forbidden_here(diagnose: Diagnose, attack: str) -> None:
    diagnosis = diagnose(attack)
    assert diagnosis.status in ("cannot-run", "crashed")
    assert diagnose("x = 1\n").status == "nothing-trained"


def test_a_script_that_lets_nothing_end_it_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    )
    with Workshop(tmp_path, 5) as short:
        diagnosis = diagnosed(short.watch(path), path.name)
    assert diagnosis.status in ("cannot-run", "nothing-trained")


@pytest.mark.parametrize(
    "record",
    [
        {"events": [{"kind": "step", "fresh": "many", "count": []}] * 9, "sets": [1]},
        {"events": {"a": 1}, "notes": 3, "sets": [["x"]]},
        {"events": [{"kind": "backward", "reached": 10**30}] * 4, "raised": [{"line": "x"}]},
        {"losses": [1e308] * 99, "counts": {"step": 99}},
        {"losses": [float("nan"), float("inf"), -float("inf"), 10**400] * 9},
        {"raised": [{"type": "ValueError", "text": "x", "file": "script.py", "line": 10**400}]},
    ],
)
def test_a_record_that_is_none_is_never_a_crash_of_ours(
    record: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text("")
    staged = stage(tmp_path / "script.py", None, tmp_path / "copy")
    diagnosis = diagnosed(Watched(record, staged), "script.py")
    assert diagnosis.status != "failed"
    assert {finding.code for finding in diagnosis.findings} <= {"crashed", "exception"}
    print_diagnosis(diagnosis, Console(file=io.StringIO(), width=100), {}, explain=True)
    assert script_page(diagnosis, {})
    assert json.dumps(diagnosis.to_json(), allow_nan=False)


def notebook(*cells: dict[str, object]) -> str:
    """A notebook of code cells."""
    told = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": n, **cell}
        for n, cell in enumerate(cells, start=1)
    ]
    return json.dumps({"cells": told, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


RAISED = {"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ([{"source": "int('x')", "metadata": {"tags": ["raises-exception"]}}], []),
        ([{"source": "int('x')", "outputs": [RAISED]}, {"source": "y = 1"}], []),
        ([{"source": "int('x')", "outputs": [RAISED]}], [1]),
        ([{"source": "y = 1\nint('x')"}, {"source": "print(y)"}], [2]),
        ([{"source": "%time\nprint('%d'\n      % (3))\n!ls"}], []),
        ([{"source": 'a = """\n(\n"""\n%time\n'}], []),
    ],
    ids=["tagged", "left-standing", "stopped-there", "by-itself", "percent-that-goes-on", "text"],
)
def test_a_notebook_that_raises_on_purpose_is_not_accused(
    workshop: Workshop, tmp_path: Path, cells: list[dict[str, object]], lines: list[int]
) -> None:
    path = tmp_path / "work.ipynb"
    path.write_text(notebook(*cells))
    found = diagnosed(workshop.watch(path), path.name).findings
    assert [finding.line for finding in found] == lines


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("import os\nassert os.path.exists('corpus.txt')\n", "line 2 asks for"),
        ("import glob\nfirst = glob.glob('names/*.txt')[0]\n", "names/*.txt"),
        ("open('data/train.csv')\n", "data/train.csv is not there"),
    ],
)
def test_a_file_that_is_not_there_is_no_fault_of_the_script(
    diagnose: Diagnose, text: str, missing: str
) -> None:
    diagnosis = diagnose(text)
    assert (diagnosis.status, diagnosis.findings) == ("cannot-run", ())
    assert missing in diagnosis.missing[0]
    assert "scratch" not in diagnosis.missing[0]


def test_what_a_script_uses_from_above_comes_along_and_nothing_else(
    workshop: Workshop, tmp_path: Path
) -> None:
    top = tmp_path / "repository"
    for name, text in {
        "src/train.py": "import shared_parts\n"
        "print(open('../data/a.csv').read() + shared_parts.x)\n"
        "assert not __import__('os').path.exists('../secret.txt')\n",
        "shared_parts/__init__.py": "x = 'x'\n",
        "data/a.csv": "1\n",
        "secret.txt": "secret\n",
    }.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    assert diagnosed(workshop.watch(top / "src" / "train.py"), "train.py").findings == ()


def test_with_a_folder_named_a_script_works_in_it(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "a.csv").write_text("1\n")
    (tmp_path / "src" / "train.py").write_text("open('a.csv')\n")
    watched = workshop.watch(tmp_path / "src" / "train.py", cwd=tmp_path)
    assert diagnosed(watched, "train.py").status == "nothing-trained"


@pytest.mark.parametrize("name", ["../.ssh/key", "../../../../../x", "../.env"])
def test_nothing_hidden_and_nothing_far_above_is_copied(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for hidden in (tmp_path / "a" / ".ssh" / "key", tmp_path / "a" / ".env"):
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_text("secret")
    assert used_above(f"open('{name}')", folder) == ([], [])


def test_a_folder_that_holds_the_copy_is_copied_once(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("print()\n")
    into = tmp_path / "temporary" / "copy"
    into.mkdir(parents=True)
    stage(tmp_path / "train.py", None, into)
    assert [path.name for path in into.rglob("*")] == ["train.py"]


def test_arguments_that_are_wanted_are_a_warning(diagnose: Diagnose) -> None:
    text = "import argparse\np = argparse.ArgumentParser()\np.add_argument('x')\np.parse_args()\n"
    diagnosis = diagnose(text)
    assert (diagnosis.status, diagnosis.is_wrong) == ("crashed", False)
    assert "wants arguments" in diagnosis.findings[0].message


def test_each_rule_has_the_words_of_the_catalogue() -> None:
    codes = by_code()
    assert [rule.code for rule in rules() if rule.code not in codes] == []
    assert len({rule.code for rule in rules()}) == len(rules())


def test_nothing_is_concluded_of_an_empty_run() -> None:
    assert [found for rule in rules() for found in rule.find(Run({}))] == []


def test_a_number_is_shown_with_what_it_is_called() -> None:
    (epoch, loss, share) = numbers_in("epoch 3 avg loss: 0.0150, acc 97.5%")
    assert (epoch.value, loss.label, share.label) == (3.0, "avg loss:", ", acc")
    assert loss.is_(0.01503)
    assert not loss.is_(0.0152)
    assert share.percent


def test_the_page_escapes_what_a_script_says(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text("raise ValueError('<script>alert(1)</script>')\n")
    watched = workshop.watch(path)
    page = script_page(diagnosed(watched, path.name), watched.text)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_what_is_right_though_often_called_wrong_is_said_when_asked(workshop: Workshop) -> None:
    path = CORPUS / "right" / "accumulation.py"
    watched = workshop.watch(path)
    diagnosis = diagnosed(watched, path.name)
    told = "120 backward calls for 30 steps add up gradients, as is meant."
    assert [told in printed(diagnosis, explain=asked) for asked in (True, False)] == [True, False]
    assert told in script_page(diagnosis, watched.text)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("zeroed_twice", "the second call finds none"),
        ("log_softmax_then_cross_entropy", "as a guess among 10 classes does: ln(10) = 2.30."),
    ],
)
def test_what_looks_like_a_fault_and_is_none_is_said(
    workshop: Workshop, script: str, told: str
) -> None:
    path = CORPUS / "right" / f"{script}.py"
    diagnosis = diagnosed(workshop.watch(path), path.name)
    assert [sentence for sentence in diagnosis.right if told in sentence]


def printed(diagnosis: Diagnosis, *, explain: bool = False) -> str:
    """What the terminal shows."""
    shown = io.StringIO()
    print_diagnosis(diagnosis, Console(file=shown, width=200), {}, explain=explain)
    return shown.getvalue()


def test_a_mended_run_ends_alike_in_words_and_in_its_curve() -> None:
    now, was = ([start - n / 100 for n in range(200)] for start in (3.0, 4.0))
    mended = {"code": "", "change": "x", "of": "of training", "loss": now, "instead_of": was}
    told = printed(Diagnosis("s.py", "diagnosed", loss=tuple(was), steps=200, mended=(mended,)))
    assert "after 60 steps: a loss of training of 2.43 instead of 3.43" in told
    ends = [
        line.split()[-1] for line in told.split("\n") if line.startswith(("  changed", "  as it"))
    ]
    assert ends == ["2.43", "3.43"]
    assert "Loss over" not in told


def test_the_command_writes_the_document_of_the_contract(tmp_path: Path) -> None:
    script = CORPUS / "wrong" / "no_zero_grad_toy.py"
    output = tmp_path / "out.json"
    done = CliRunner().invoke(main, ["diagnose", str(script), "--json", str(output)])
    assert done.exit_code == 1, done.output
    document = json.loads(output.read_text())
    assert document["kind"] == "diagnosis"
    assert [f["code"] for f in document["findings"]] == ["missing-zero-grad"]
    assert "line 29" in done.output or "no_zero_grad_toy.py, line" in done.output


def test_a_file_that_is_no_script_is_a_wrong_command_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["diagnose", str(tmp_path / "none.py")])
    assert done.exit_code == 2


def test_a_folder_of_scripts_is_told_script_by_script(tmp_path: Path) -> None:
    wrong = (CORPUS / "wrong" / "no_zero_grad_toy.py").read_text()
    for name, text in {
        "ada/train.py": f"import parts\n{wrong}",
        "ada/parts.py": "import torch\n",
        "=bob/empty.py": "import torch\n",
        "bob/notes.py": "print('no network')\n",
    }.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text)
    out = tmp_path / "out"
    args = ["batch", str(tmp_path / "in"), "--out", str(out), "--diagnose"]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    assert "1  missing-zero-grad" in done.output
    documents = [json.loads(line) for line in (out / "diagnoses.jsonl").read_text().splitlines()]
    assert {d["file"]: d["status"] for d in documents} == {
        "=bob/empty.py": "nothing-trained",
        "ada/train.py": "diagnosed",
    }
    assert "'=bob" in (out / "diagnoses.csv").read_text()
    assert (out / "pages" / "ada" / "train.py.html").is_file()


def test_what_the_worker_can_mend_is_what_is_said_of_it() -> None:
    assert MENDS.keys() == CHANGES.keys()
    assert CHANGES.keys() <= by_code().keys()


@pytest.mark.parametrize(
    ("name", "better"), [("optimizer_of_another_model", 1.0), ("step_without_call", 0.4)]
)
def test_with_the_mistake_mended_the_loss_is_another(
    workshop: Workshop, name: str, better: float
) -> None:
    path = CORPUS / "wrong" / f"{name}.py"
    watched = workshop.watch(path)
    diagnosis = diagnosed(watched, path.name)
    code = to_mend(diagnosis)
    (mended,) = with_mended(diagnosis, code, watched, workshop.watch(path, mend=code)).mended
    assert mended["loss"][0] == mended["instead_of"][0]
    assert mended["loss"][59] < mended["instead_of"][59] - better


def test_what_is_not_repeatable_is_not_compared(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    text = (CORPUS / "wrong" / "no_zero_grad_toy.py").read_text()
    path.write_text(text.replace("torch.manual_seed(", "torch.seed(); (lambda _: 0)("))
    watched = workshop.watch(path)
    diagnosis = diagnosed(watched, path.name)
    assert to_mend(diagnosis) == "missing-zero-grad"
    again = workshop.watch(path, mend="missing-zero-grad")
    told = with_mended(diagnosis, "missing-zero-grad", watched, again)
    assert told.mended == ()
    assert "not repeatable" in told.cut[-1]
