"""What only helps is handed back with other settings, or with hooks on it."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception

from ..examples import EVALUATE

_SUMMED = EVALUATE.replace(" * len(labels)", "")
SETTINGS = ("reduction", "label_smoothing", "ignore_index")


def _is_left_changed(case: Case) -> bool:
    return case.differs("criterion", "hooks")


def _sets(node: ast.AST) -> bool:
    """An assignment to a setting of a criterion, or a hook that is hung on something."""
    match node:
        case ast.Attribute(attr=name, ctx=ast.Store()):
            return name in SETTINGS
        case ast.Call(func=ast.Attribute(attr=name)):
            return name.startswith("register_") or name == "__setattr__"
        case ast.Call(func=ast.Name(id="setattr")):
            return True
    return False


def _line(case: Case) -> int | None:
    """The last line of the function that changes such a setting."""
    return max(case.lines(_sets), default=None)


SETTINGS_CHANGED = Misconception(
    code="input-modified",
    exercises=("loss", "train"),
    believes="What I am handed is mine to set up.",
    message="{name} leaves what it was handed with another setting, or with a hook on it",
    numbers=": {fact}.",
    hint="Whose is the object that your line changes, and what will its owner find next time?",
    why=(
        "A criterion, an optimizer and a model belong to whoever calls you, and are used again "
        "after you. A reduction that was set to 'sum' for an evaluation makes the next training "
        "step as large as its batch; a hook that stays is called by every later pass."
    ),
    file="train.py",
    bad=_SUMMED.replace("    total,", "    criterion.reduction = 'sum'\n    total,"),
    good=_SUMMED.replace(
        "    total,", "    summed = torch.nn.CrossEntropyLoss(reduction='sum')\n    total,"
    ).replace("criterion(logits", "summed(logits"),
    sees=_is_left_changed,
    locates=_line,
    aspects=("criterion", "hooks"),
    rank=70,
)
