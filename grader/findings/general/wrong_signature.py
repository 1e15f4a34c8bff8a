"""A function does not take the arguments that it is called with."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.submission.source import definition, method, working_part


def _signature(case: Case) -> int | None:
    """The line of the function, or of the class's constructor."""
    found = definition(case.tree, case.function)
    found = method(found, "__init__") or found
    return found.lineno if found else None


def _named_in_reverse(case: Case) -> bool:
    """Whether the two parameters have each other's names."""
    part = working_part(case.tree, case.function)
    names = [a.arg.lower() for a in part.args.args] if part else []
    if len(names) != 2 or len(case.parameters) != 2:
        return False
    wanted = _CALLED.get(case.parameters[0], (case.parameters[0],))
    return not names[0].startswith(wanted) and names[1].startswith(wanted)


# What learners call a parameter; each may go on, as in `optimizer` and `network`.
_CALLED = {"optimizer": ("opt",), "model": ("model", "net")}


_HINT = "Compare the line that begins with def, word by word, with the starter's."
_WHY = (
    "A function and its callers agree on which arguments there are, in which order, and which "
    "may be left out. The names of most are free, their number and order are not: the caller "
    "does not know what is inside, and hands over the arguments one by one."
)

WRONG_SIGNATURE = Misconception(
    code="wrong-signature",
    exercises=(),
    believes="I know best what my function needs.",
    message="{name} cannot be called the way it is meant to be: {text}.",
    hint=_HINT,
    why=_WHY,
    file="learn.py",
    bad="def learn(loss):\n    loss.backward()\n",
    good="def learn(opt, result, /):\n    opt.zero_grad()\n    result.backward()\n",
    kinds=("wrong-signature",),
    locates=_signature,
    rank=1,
)

PARAMETERS_SWAPPED = Misconception(
    code="wrong-signature",
    believes="The order of the parameters does not matter.",
    message="{name} takes its two parameters in the other order than it is called with: {text}.",
    hint=_HINT,
    why=_WHY,
    file="learn.py",
    bad="def learn(loss, optimizer):\n    optimizer.zero_grad()\n    loss.backward()\n",
    good="def learn(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    kinds=("exception",),
    raises=(
        r"^TypeError: 'Tensor' object is not callable",
        r"^AttributeError: 'Tensor' object has no attribute '(zero_grad|param_groups)'",
    ),
    confirms=_named_in_reverse,
    locates=_signature,
    rank=5,
)
