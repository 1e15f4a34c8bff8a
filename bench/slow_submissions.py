"""Submissions that wait a little below every limit, each a change of the solutions' files.

Not run by itself: `python bench/cpu.py --most` grades them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from grader.submission.submission import Submission, notebook_submission

ROOT = Path(__file__).parent.parent
Files = dict[str, bytes]

BEGIN = "    ### BEGIN SOLUTION"
SPIN = """
def _spin(seconds):
    import time
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


"""
CODE = ("backward.py", "forward.py", "hidden_layer.py", "loss.py", "step.py", "train.py")


def solutions() -> Files:
    """The solutions' files."""
    return {p.name: p.read_bytes() for p in (ROOT / "solutions").iterdir() if p.is_file()}


def with_each(change: Callable[[str], str]) -> Submission:
    """The solutions with each file of code changed."""
    files = solutions()
    return Submission("slow", files | {n: change(files[n].decode()).encode() for n in CODE})


def before(statement: str, head: str = SPIN) -> Submission:
    """The solutions with a statement at the beginning of each function and method."""
    return with_each(
        lambda text: head + re.sub(f"^( +){BEGIN.strip()}", rf"\1{statement}", text, flags=re.M)
    )


def wrong(text: str, pause: str = "") -> str:
    """A file each of whose functions is wrong in a way that is no known mistake."""
    for right, other in (
        ("optimizer.zero_grad()\n    loss", "optimizer.zero_grad()\n    (loss * 1.37)"),
        ("return model(images)", "return model(images).sin() * 1.1"),
        ("return self.linear(", "return 0.83 * self.linear("),
        ("return self.output(hidden)", "return self.output(hidden).tanh() * 1.3"),
        ("return criterion(logits, labels)", "return criterion(logits * 0.7, labels) * 1.21"),
        ("lr=lr)", "lr=lr * 0.61, momentum=0.17)"),
        ("optimizer.step()", "optimizer.step(); optimizer.param_groups[0]['lr'] *= 0.97"),
        ("return loss.item()", "return loss.item() ** 1.1"),
        ("return total / len(loader.dataset)", "return (total / len(loader.dataset)) ** 0.9"),
    ):  # fmt: skip
        text = text.replace(right, other)
    pattern = f"^( +){BEGIN.strip()}"
    return SPIN + re.sub(pattern, rf"\1{pause or 'pass'}", text, flags=re.M)


def many_places(text: str, pause: str) -> str:
    """The same with many places that an edit could change, none of which is run."""
    dead = "".join(f"    if _START:\n        x = {n} + 1\n        y = x * 2\n" for n in range(40))
    text = wrong(re.sub(f"^{BEGIN}", dead + BEGIN, text, flags=re.M), pause)
    return "_START = 0\n" + text


def texts(seed: int = 0) -> Submission:
    """Right code beside many files that take as long to be parsed as they may."""
    draw = random.Random(seed)
    files = solutions()
    for number in range(15):
        files[f"m{number}.py"] = b"x=1;" * 15_900 + b"\ny=%d" % draw.randrange(1000)
    imports = b"".join(b"import m%d\n" % number for number in range(15))
    return Submission("slow", files | {n: imports + files[n] for n in CODE})


def entangled() -> Submission:
    """A notebook of statements that all change one another."""
    files = solutions()
    cells = [files[name].decode() for name in CODE]
    cells += ["x = [0]\n" + "\n".join(f"x[{n}] = x" for n in range(450)), "x0 = 1"]
    cells += ["\n".join(f"def f{n}(): return f{n + 1}() + x[0]" for n in range(900))]
    document = {
        "cells": [{"cell_type": "code", "source": c, "metadata": {}, "outputs": []} for c in cells],
        "nbformat": 4, "nbformat_minor": 5, "metadata": {},
    }  # fmt: skip
    return notebook_submission("slow", "slow.ipynb", json.dumps(document).encode())


SLOW: dict[str, Callable[[], Submission]] = {
    "each call, right": lambda: before("_spin(3.8)"),
    "each call, by the clock": lambda: before("__import__('time').sleep(11.4)"),
    "each call, and wrong": lambda: with_each(lambda text: wrong(text, "_spin(0.45)")),
    "each call a second, and wrong": lambda: with_each(lambda text: wrong(text, "_spin(0.95)")),
    "each call, wrong by the clock": lambda: with_each(
        lambda text: wrong(text, "__import__('time').sleep(3.8)")
    ),
    "wrong for no known reason": lambda: with_each(wrong),
    "many places, and slow": lambda: with_each(lambda text: many_places(text, "_spin(0.3)")),
    "each import": lambda: with_each(lambda text: SPIN + "_spin(3.7)\n" + text),
    "each import, by the clock": lambda: with_each(
        lambda text: "import time\ntime.sleep(11.4)\n" + text
    ),
    "import, call and wrong": lambda: with_each(
        lambda text: wrong(text, "_spin(0.3)") + "\n_spin(0.6)\n"
    ),
    "ends each worker": lambda: before("_spin(3.5); __import__('os')._exit(0)"),
    "raises late": lambda: before("_spin(0.9); raise ValueError('late')"),
    "each batch of a training": lambda: before("_spin(0.19)"),
    "a copy of a module": lambda: with_each(
        lambda text: SPIN + re.sub(
            r"^(class (\w+)\(nn\.Module\):\n)",
            r"\1    def __deepcopy__(self, memo):\n        _spin(3.5)\n        return self\n\n"
            r"    def __getattr__(self, name):\n        _spin(0.4)\n"
            r"        return super().__getattr__(name)\n\n",
            text, flags=re.M,
        )
    ),
    "texts": texts,
    "a notebook": entangled,
    "texts, and each call wrong": lambda: Submission(
        "slow", texts(1).files | {
            n: b"".join(b"import m%d\n" % m for m in range(15)) + c
            for n, c in with_each(lambda text: wrong(text, "_spin(0.3)")).files.items() if n in CODE
        },
    ),
}  # fmt: skip
