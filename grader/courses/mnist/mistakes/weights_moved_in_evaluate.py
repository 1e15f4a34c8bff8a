"""evaluate changes the model that it measures."""

from __future__ import annotations

from grader.findings import Case, Misconception


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
    bad=(
        "import torch\n\n\n"
        "def evaluate(model, criterion, loader):\n"
        "    mode = model.training\n"
        "    model.eval()\n"
        "    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)\n"
        "    total, correct = 0.0, 0\n"
        "    for images, labels in loader:\n"
        "        logits = model(images)\n"
        "        loss = criterion(logits, labels)\n"
        "        if loss.requires_grad:\n"
        "            optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "        total += loss.item() * len(labels)\n"
        "        correct += (logits.argmax(dim=1) == labels).sum().item()\n"
        "    model.train(mode)\n"
        "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
    ),
    good=(
        "import torch\n\n\n"
        "@torch.no_grad()\n"
        "def evaluate(model, criterion, loader):\n"
        "    mode = model.training\n"
        "    model.eval()\n"
        "    total, correct = 0.0, 0\n"
        "    for images, labels in loader:\n"
        "        logits = model(images)\n"
        "        total += criterion(logits, labels).item() * len(labels)\n"
        "        correct += (logits.argmax(dim=1) == labels).sum().item()\n"
        "    model.train(mode)\n"
        "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
    ),
    sees=_moved,
    at=("step",),
    mentions=("half", "data", "copy_", "clamp_", "step"),
    aspects=("change", "buffer"),
    rank=38,
)
