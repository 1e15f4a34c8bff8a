"""The images that were given are not the same afterwards."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.submission.source import working_part


def _images_changed(case: Case) -> bool:
    return case.scene == "forward" and case.differs("argument")


def _writing(case: Case) -> int | None:
    """The first line that writes into the images: *=, an index, or a method with an underscore."""
    part = working_part(case.tree, case.function)
    if part is None or len(part.args.args) < 2:
        return None
    lines = [_line_of_write(node, part.args.args[1].arg) for node in ast.walk(part)]
    return min((line for line in lines if line), default=None)


def _line_of_write(node: ast.AST, name: str) -> int:
    """The line of a node that writes into what bears the name; 0 for any other node."""
    match node:
        case ast.AugAssign(target=ast.Name(id=found), lineno=line) if found == name:
            return line
        case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store(), lineno=line) if found == name:
            return line
        case ast.Call(func=ast.Attribute(value=value, attr=attr), lineno=line):
            own = attr.endswith("_") and not attr.endswith("__")
            return line if own and name in {getattr(n, "id", "") for n in ast.walk(value)} else 0
    return 0


INPUT_MODIFIED = Misconception(
    code="input-modified",
    exercises=("forward",),
    believes="What I do to the images inside my function stays inside it.",
    message="The caller's own images were changed",
    numbers=": {fact}.",
    hint="Who else holds the tensor that you were given? Does your function make a new one?",
    why=(
        "A function gets the caller's own tensor, not a copy. Methods that end in an underscore, "
        "operators like *= and assignments into it write to the very memory that the caller goes "
        "on using. In the next epoch the same images would come in changed once more."
    ),
    file="forward.py",
    bad=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    images *= 255\n"
        "    return logits\n"
    ),
    good=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    shown = images * 255\n"
        "    print(shown.max().item())\n"
        "    return logits\n"
    ),
    sees=_images_changed,
    locates=_writing,
    aspects=("argument",),
    rank=15,
)
