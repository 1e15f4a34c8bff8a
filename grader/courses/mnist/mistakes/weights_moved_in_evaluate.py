"""evaluate changes the model that it measures."""

from __future__ import annotations

from grader.findings import Case, Misconception

from ..examples import EVALUATE


def _moved(case: Case) -> bool:
    """Whether weights moved, or batch norm's statistics did without training mode."""
    if case.scene != "evaluate":
        return False
    trained = any(True in (got.claim("modes") or ()) for _, got in case.seen)
    return case.differs("change") or (case.differs("buffer") and not trained)


WEIGHTS_MOVED_IN_EVALUATE = Misconception(
    code="weights-moved-in-evaluate",
    exercises=("train",),
    believes="While the model is measured, it may be improved as well.",
    message="The model is not the same after evaluate",
    numbers=": {fact}.",
    hint="Compare the weights before and after evaluate. Which line of yours writes to them?",
    why=(
        "An evaluation answers how good these weights are. If it moves them, by a step, by "
        "rounding or by tidying up, its answer is about weights that are gone; and if it learns "
        "from the data it measures on, its answer is about nothing at all."
    ),
    file="train.py",
    bad=EVALUATE.replace("@torch.no_grad()\n", "")
    .replace(
        "    total,", "    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)\n    total,"
    )
    .replace(
        "        total += criterion(logits, labels)",
        "        loss = criterion(logits, labels)\n"
        "        if loss.requires_grad:\n"
        "            optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "        total += loss",
    ),
    good=EVALUATE,
    sees=_moved,
    at=("step",),
    mentions=("half", "data", "copy_", "clamp_", "step"),
    aspects=("change", "buffer"),
    rank=38,
)
