"""The loop as a puzzle: whatever trains as a right loop does is right, and all else is shown."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from grader.cli import main
from grader.courses.mnist.explore import order as orders
from grader.report.orders import print_tried
from grader.results.orders import Order, number_in

FIRST = ("zero_grad", "forward", "loss", "backward", "step")
LAST = ("forward", "loss", "backward", "step", "zero_grad")
MIDDLE = ("forward", "loss", "zero_grad", "backward", "step")
ROUND = ("step", "zero_grad", "forward", "loss", "backward")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["debug", *words], catch_exceptions=False)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer batches: what differs does so from the second one on."""
    monkeypatch.setattr(orders, "BATCHES", 30)


def said(*calls: str) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_tried(orders.tried(calls), calls, console)
    text = console.file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    return " ".join(text.split())


@pytest.mark.parametrize("calls", [FIRST, LAST, MIDDLE, ROUND])
def test_zero_grad_may_stand_first_or_last(calls: tuple[str, ...]) -> None:
    assert orders.tried(calls).fits


def test_a_line_too_many_that_does_no_harm_is_right_and_told() -> None:
    tried = orders.tried((*FIRST, "item"))
    assert (tried.fits, tried.odd) == (True, ("loss = loss.item()",))


def test_of_all_orders_those_are_right_that_clear_before_backward(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of them in which a gradient is there for its step, and no old one with it."""
    monkeypatch.setattr(orders, "BATCHES", 4)
    rights = {
        FIRST, LAST, MIDDLE, ROUND, ("forward", "zero_grad", "loss", "backward", "step"),
        ("step", "forward", "zero_grad", "loss", "backward"),
        ("step", "forward", "loss", "zero_grad", "backward"),
    }  # fmt: skip
    some = {*rights, *list(itertools.permutations(FIRST))[::5]}
    assert {calls for calls in some if orders.tried(calls).fits} == rights


@pytest.mark.parametrize(
    ("calls", "seen"),
    [
        (("forward", "loss", "backward", "zero_grad", "step"), "No weight of the model has moved"),
        (("forward", "loss", "backward", "zero_grad", "step"), "finds no gradient"),
        (("zero_grad", "forward", "loss", "backward"), "Nothing in the loop moves a weight"),
        (("zero_grad", "forward", "loss", "backward", "step", "step"), "more than once a batch"),
        (("loss", "forward", "backward"), "NameError: name 'logits' is not defined"),
        (("forward", "loss", "item", "backward"), "'float' object has no attribute 'backward'"),
        (("zero_grad", "forward", "argmax", "loss", "backward", "step"), "Python stops at"),
        (("zero_grad", "forward", "softmax", "loss", "backward", "step"), "does not train as"),
        (("model", *FIRST), "does not train as"),
        ((), "No weight of the model has moved"),
    ],
)
def test_a_wrong_order_is_shown_by_what_happens(calls: tuple[str, ...], seen: str) -> None:
    text = said(*calls)
    assert seen in text
    assert "✓" not in text


def test_old_gradients_are_seen_to_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "BATCHES", 120)
    assert "finds grows" in said("forward", "loss", "backward", "step")


def test_the_same_number_is_the_same_puzzle_with_two_lines_that_do_not_belong() -> None:
    one = orders.posed(3)
    assert one == orders.posed(3) != orders.posed(4)
    calls = [call for call, _ in one.lines]
    assert len(calls) == len(set(calls)) == 7
    assert set(FIRST) < set(calls)


def test_a_file_is_read_by_its_lines_and_never_run(tmp_path: Path) -> None:
    order, target = orders.posed(3), tmp_path / "mine.py"
    assert run("--seed", "3", "--out", str(target)).exit_code == 0
    text = target.read_text()
    assert number_in(text) == 3
    assert order.read(text) == tuple(call for call, _ in order.lines)
    code = dict(order.lines)
    head = text[: text.index("    logits")]
    target.write_text(head + "".join(f"\t{code[call]}  # mine\n\n" for call in LAST))
    done = run("--check", str(target))
    assert done.exit_code == 0
    assert "--level 2" in done.output
    target.write_text(head + "    import os; os.remove('x')\n")
    wrong = run("--check", str(target))
    assert wrong.exit_code == 2
    assert wrong.output.count("\n") == 1
    assert "is none of the seven lines" in wrong.output


def test_numbers_beyond_the_lines_are_told() -> None:
    order = Order(1, (("step", "optimizer.step()"),))
    assert order.numbered([1]) == ("step",)
    with pytest.raises(ValueError, match="there is no line 9"):
        order.numbered([9])


def test_the_wrong_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("def step(optimizer):\n    optimizer.step()\n")
    done = run("--check", str(tmp_path / "other.py"))
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert "is no whole loop" in done.output
