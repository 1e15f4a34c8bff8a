"""The model sees other images than the ones that were given."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeGuard

from grader.findings import Case, Misconception
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch
from grader.submission.source import return_line, working_part

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

_MATRIX, _OFFSET = Key(None, "map", "matrix"), Key(None, "map", "offset")
# scale and shift: MNIST's mean and deviation, -1 to 1, both directions of 255, inverted.
_USUAL = ((1 / 0.3081, -0.1307 / 0.3081), (2.0, -1.0), (255.0, 0.0), (1 / 255, 0.0), (-1.0, 1.0))


class Rescaled(TrainingParts):
    """The pixels are scaled and shifted first."""

    scale, shift = 1.0, 0.0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        measured = [_measured(work, sight)] if _MATRIX in sight.tensors else []
        return [{"scale": scale, "shift": shift} for scale, shift in (*measured, *_USUAL)]

    def taken_in(self, images: torch.Tensor) -> Any:
        return images * self.scale + self.shift


def _measured(work: Work, sight: Sight) -> tuple[float, float]:
    """The scale and the shift of the pixels that would give the map which was measured."""
    matrix, offset = (work.tensors[f"given.0.{part}"].double() for part in ("matrix", "offset"))
    scale = (sight.tensors[_MATRIX] * matrix).sum() / matrix.square().sum()
    rows = matrix.sum(dim=1)
    shift = ((sight.tensors[_OFFSET] - offset) * rows).sum() / rows.square().sum()
    return float(scale), float(shift)


class WholeNumbers(TrainingParts):
    """Pixels between 0 and 1 are cut to integers: nearly all become 0."""

    def taken_in(self, images: torch.Tensor) -> Any:
        return images.to(torch.uint8).float()


class BlackAndWhite(TrainingParts):
    """Pixels become 0 or 1."""

    def taken_in(self, images: torch.Tensor) -> Any:
        return (images > 0.5).float()


class Standardised(TrainingParts):
    """The batch is brought to mean 0 and deviation 1."""

    def taken_in(self, images: torch.Tensor) -> Any:
        return (images - images.mean()) / images.std()


def _saw_others(case: Case) -> bool:
    """Whether the model was called once, with other images, in every wrong play.

    In training: whether none of the images of any pass was one of the given ones.
    """
    if case.exercise == "train":
        rows = [got.claim("rows") for _, got in case.seen]
        return bool(rows) and all(r and all(i < 0 for b in r for i in b) for r in rows)
    if case.scene != "forward" or not case.seen:
        return False
    return all(
        got.value("passes") == 1 and got.value("input as given") is False for _, got in case.seen
    )


def _first_change(case: Case) -> int | None:
    """The first line that makes something of the images, else the one that returns."""
    part = working_part(case.tree, case.function)
    if part is None or not part.args.args:
        return None
    images = part.args.args[-1].arg if case.exercise != "train" else _images_of(part)
    lines = [
        node.lineno
        for node in ast.walk(part)
        if isinstance(node, ast.Assign)
        and any(isinstance(n, ast.Name) and n.id == images for n in ast.walk(node.value))
    ]
    if case.exercise == "train":
        lines += [n.lineno for n in ast.walk(part) if _calculates_with(n, images)]
    return min(lines, default=None) or return_line(case.tree, case.function)


def _calculates_with(node: ast.AST, name: str) -> TypeGuard[ast.expr]:
    """`images / 255` or `images.flip(-1)`."""
    parts: list[ast.expr] = []
    if isinstance(node, ast.BinOp):
        parts = [node.left, node.right]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        parts = [node.func.value]
    return any(isinstance(part, ast.Name) and part.id == name for part in parts)


def _images_of(part: ast.FunctionDef) -> str:
    """What train_step, or else the loop over the loader, calls the images."""
    loops = [node.target for node in ast.walk(part) if isinstance(node, ast.For)]
    pairs = [target.elts[0] for target in loops if isinstance(target, ast.Tuple)]
    named = next((pair.id for pair in pairs if isinstance(pair, ast.Name)), "images")
    return part.args.args[-2].arg if part.name == "train_step" else named


WRONG_INPUT = Misconception(
    code="wrong-input",
    exercises=("forward", "hidden_layer", "train"),
    believes="Images have to be prepared before they go in.",
    message="The network was not run on the images as they are: they were changed on the way in",
    numbers=": {fact}.",
    hint="In which range are the pixels when they arrive? Is anything left to be done to them?",
    why=(
        "The pixels arrive between 0 and 1, ready to use. Preparing them is the business of "
        "whoever loads the data, once and for all. If the model scales, shifts or rounds them "
        "again, it answers a question about other images, and a model that was trained one way "
        "and measured another way is wrong for no visible reason."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model((images - 0.1307) / 0.3081)\n",
    good="def forward(model, images):\n    return model(images.flatten(start_dim=1))\n",
    mistakes=(Rescaled, WholeNumbers, BlackAndWhite, Standardised),
    sees=_saw_others,
    locates=_first_change,
    aspects=("logits", "loss", "change"),
    rank=30,
)
