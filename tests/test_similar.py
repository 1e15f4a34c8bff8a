"""Submissions that look alike are pointed at, and what the exercise itself makes alike is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.batch.similar import Pair, pairs_of
from grader.cli import main
from grader.course.edition import fresh_starters
from grader.course.shipped import shipped_folder
from grader.submission.submission import Submission

pytest.importorskip("copydetect", reason="copydetect, an extra, is not installed")

LONG = """
def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss = criterion(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total = total + loss.item() * len(labels)
        seen = seen + len(labels)
    if seen == 0:
        raise ValueError("nothing to train on")
    return total / seen
"""
OTHER = """
class History:
    def __init__(self):
        self.values = []

    def add(self, value, weight):
        self.values.extend([value] * weight)

    def mean(self):
        return sum(self.values) / max(1, len(self.values))


def train_epoch(net, crit, opt, data):
    history = History()
    for batch in data:
        x, y = batch
        history.add(train_step(net.train(), crit, opt, x, y), y.shape[0])
    return history.mean()
"""
RENAMED = LONG.replace("total", "summe").replace("images", "bilder").replace("loss", "fehler")


def submission(name: str, text: str) -> Submission:
    return Submission(name, {"train.py": text.encode()})


def found(*submissions: Submission, least: float = 0.6) -> list[Pair]:
    return pairs_of(submissions, {}, least=least)


def test_new_names_and_comments_do_not_hide_a_copy() -> None:
    copy = "# all my own work\n" + RENAMED.replace("\n    if", "\n    # empty?\n    if")
    [pair] = found(submission("ada", LONG), submission("bob", copy), submission("cid", OTHER))
    assert (pair.one, pair.other, pair.files) == ("ada", "bob", ("train.py",))
    assert pair.share > 0.9


def test_the_very_same_files_come_first() -> None:
    pairs = found(submission("a", LONG), submission("b", RENAMED), submission("c", LONG))
    assert (pairs[0].one, pairs[0].other, pairs[0].identical) == ("a", "c", True)


def test_the_starter_is_nobodys_work() -> None:
    starter = {"train.py": LONG.encode()}
    pairs = pairs_of([submission("a", LONG + "\n"), submission("b", LONG)], starter, least=0.1)
    assert pairs == []


def test_what_most_of_a_class_has_in_common_is_the_exercise() -> None:
    many = [submission(f"s{i}", f"{LONG}\nx = {i}\n") for i in range(8)]
    assert found(*many) == []


def test_fresh_starters_are_not_alike() -> None:
    read = [
        Submission(n, {**fresh_starters(shipped_folder()), "x.txt": n.encode()}) for n in ("a", "b")
    ]
    assert pairs_of(read, fresh_starters(shipped_folder()), least=0.1) == []


@pytest.mark.parametrize("text", ["", "def f(:\n", "\ufeff\x00\r\n", "x = 1\n"])
def test_files_that_are_no_python_or_almost_nothing_are_no_trouble(text: str) -> None:
    assert found(submission("a", text), submission("b", text + " "), least=0.0) == []


def test_the_command_lists_pairs_and_says_that_they_prove_nothing(tmp_path: Path) -> None:
    for name, text in (("ada", LONG), ("bob", RENAMED), ("cid", OTHER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.py").write_text(text)
    done = CliRunner().invoke(main, ["similar", str(tmp_path)], env={"COLUMNS": "120"})
    assert done.exit_code == 0, done.output
    assert "Pairs that are alike: 1" in done.output
    assert "A pointer, never a score" in done.output
    done = CliRunner().invoke(main, ["similar", str(tmp_path), "--json"])
    [pair] = json.loads(done.stdout)
    assert (pair["one"], pair["other"]) == ("ada", "bob")


def test_nothing_to_compare_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["similar", str(tmp_path / "nowhere")])
    assert (done.exit_code, done.output.count("\n")) == (2, 1)


def test_what_cannot_be_opened_is_like_nothing_and_is_named(tmp_path: Path) -> None:
    for name in ("ada.zip", "bob.zip"):
        (tmp_path / name).write_bytes(b"no archive")
    done = CliRunner().invoke(main, ["similar", str(tmp_path)])
    assert done.exit_code == 0
    assert "Left out, having no file that can be read: ada, bob." in done.stdout
    assert "0 submissions compared. Pairs that are alike: 0." in done.stdout
