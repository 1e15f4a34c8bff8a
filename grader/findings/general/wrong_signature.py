"""A function does not take the arguments that it is called with."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.findings.general import LEARN
from grader.submission.source import definition, method, working_part


def signature(case: Case) -> int | None:
    """The line of the function, or of the class's constructor."""
    found = definition(case.tree, case.function)
    found = method(found, "__init__") or found
    return found.lineno if found else None


def in_another_order(case: Case) -> bool:
    """Whether the parameters have one another's names, as far as these are known."""
    part = working_part(case.tree, case.function)
    names = [a.arg.lower() for a in part.args.args] if part else []
    if len(names) != len(case.parameters) or len(names) < 2:
        return False
    found = [_meant(name, case.parameters) for name in names]
    known = [name for name in found if name]
    # One whose name says nothing has to be the only one.
    complete = len(known) >= len(names) - 1 and len(set(known)) == len(known)
    moved = [
        name for name, own in zip(found, case.parameters, strict=True) if name not in ("", own)
    ]
    return complete and bool(moved)


def _meant(name: str, parameters: tuple[str, ...]) -> str:
    """Which of the contract's parameters one is by its name; empty where that says nothing."""
    if name in parameters:
        return name
    meant = [p for p in parameters if name.startswith(_CALLED.get(p, (p,)))]
    meant += [p for p in parameters if name.endswith(_ENDING.get(p, ("\n",)))]
    return meant[0] if len(set(meant)) == 1 else ""


# What learners call a parameter; each may go on, as in `optimizer` and `network`.
_CALLED = {
    "optimizer": ("opt",), "model": ("model", "net"), "loader": ("loader", "data", "dl", "batches"),
    "criterion": ("crit", "loss"), "images": ("image", "img", "x", "inp"),
    "labels": ("label", "y", "target"), "lr": ("lr", "learning", "rate"), "loss": ("loss",),
    "logits": ("logit", "output", "pred", "score", "y_pred"),
}  # fmt: skip
_ENDING = {"loader": ("loader", "_dl"), "model": ("model", "net"), "optimizer": ("optimizer",)}


_HINT = "Compare the line that begins with def, word by word, with the starter's."
_WHY = (
    "A function and its callers agree on which arguments there are, in which order, and which "
    "may be left out. The names of most are free, their number and order are not: the caller "
    "does not know what is inside, and hands over the arguments one by one."
)

WRONG_SIGNATURE = Misconception(
    code="wrong-signature",
    believes="I know best what my function needs.",
    message="{name} cannot be called the way it is meant to be: {text}.",
    hint=_HINT,
    why=_WHY,
    file="learn.py",
    bad="def learn(loss):\n    loss.backward()\n",
    good="def learn(opt, result, /):\n    opt.zero_grad()\n    result.backward()\n",
    kinds=("wrong-signature",),
    locates=signature,
    rank=1,
)

PARAMETERS_SWAPPED = Misconception(
    code="wrong-signature",
    believes="The order of the parameters does not matter.",
    message="{name} takes its parameters in another order than it is called with: {error}.",
    hint="Which of the values does each of your parameters get? Compare their order with the "
    "starter's.",
    why=_WHY,
    file="learn.py",
    bad="def learn(loss, optimizer):\n    optimizer.zero_grad()\n    loss.backward()\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"^(TypeError|AttributeError|ValueError|RuntimeError)",),
    confirms=in_another_order,
    locates=signature,
    rank=5,
)
