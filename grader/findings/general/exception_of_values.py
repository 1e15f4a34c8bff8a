"""Errors over what a name stands for: a function that was not called, nothing, many answers."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general import LEARN

_START = LEARN.removesuffix("    loss.backward()\n")
_MAKES = (
    "import torch\n\n\n"
    "def sgd_for(model, lr=0.1):\n"
    "    return torch.optim.SGD(model.parameters(), lr=lr)\n"
)

NOT_CALLED = Misconception(
    code="exception",
    believes="The name of a function is its result.",
    message="{place} raised {error}. A function is named there, and not called.",
    hint="Which name in that line is a function, and what makes Python run one?",
    why=(
        "A function is a thing like a number or a list, and its name alone means that thing. It "
        "runs where parentheses follow its name, empty ones where nothing is handed over; only "
        "then is there a result to go on with."
    ),
    file="rule.py",
    bad=_MAKES.replace("parameters()", "parameters"),
    good=_MAKES,
    kinds=("exception",),
    raises=(
        r"'(method|builtin_function_or_method|function)' object is not (iterable|subscriptable)",
        r"for .*'(method|builtin_function_or_method|function)'",
        r"not '(method|builtin_function_or_method|function)'",
        r"instances of .*'(method|builtin_function_or_method|function)'",
    ),
    rank=82,
)

NOTHING_THERE = Misconception(
    code="exception",
    believes="What a name stands for is there from the beginning.",
    message="{place} raised {error}. Something in that line is None: nothing is there yet.",
    hint="Which name in that line can be None? When is it, and who puts something there?",
    why=(
        "None stands for nothing. A gradient is None until the first backward() and again after "
        "it was cleared, and a function without return gives None. Nothing can be done with it "
        "but to ask whether it is there."
    ),
    file="learn.py",
    bad=_START + "    loss.grad.zero_()\n    loss.backward()\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"'?NoneType'?",),
    confirms=lambda case: bool(case.mishap and case.mishap.file),
    rank=86,
)

NO_FUNCTION = Misconception(
    code="exception",
    believes="A name goes on meaning what it meant above.",
    message="{place} raised {error}. Something is called there that is no function.",
    hint="Which name stands before the parentheses in that line, and who gave it its value last?",
    why=(
        "Parentheses behind a name call what the name stands for now. A variable of the same name, "
        "an import with a star, or a second pair of parentheses behind a result put something else "
        "in the place of the function that was meant."
    ),
    file="learn.py",
    bad=_START + "    loss = loss.sum()\n    loss().backward()\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"object is not callable",),
    confirms=lambda case: bool(case.mishap and case.mishap.file),
    rank=86,
)

MANY_TRUTHS = Misconception(
    code="exception",
    believes="A comparison of two tensors is true or false.",
    message="{place} raised {error}. A yes or no is asked of a whole tensor.",
    hint="How many answers does that tensor hold, and how many does Python want there?",
    why=(
        "Tensors are compared number by number, and what comes out is a tensor of as many answers. "
        "`if`, `and`, `or` and `not` want a single one: how many are true, or whether all are, has "
        "to be asked for."
    ),
    file="learn.py",
    bad=_START + "    if torch.ones(3) > 0:\n        loss.backward()\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"[Bb]ool(ean)? value of Tensor with more than one value",),
    rank=82,
)
