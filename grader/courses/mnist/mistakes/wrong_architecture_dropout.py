"""The network draws lots while it trains, which was not asked for."""

from __future__ import annotations

from grader.examiner.compare import unequal
from grader.findings import Case, Misconception
from grader.frames.keys import Key


def _differs_in_training_alone(case: Case) -> bool:
    """Whether logits in evaluation mode (each second call) are right, and only those."""
    if case.scene not in ("SimpleNN", "HiddenNN"):
        return False
    both = [(e, got) for e, got in case.seen if Key(1, "logits") in got.tensors]
    for expected, got in both:
        calls = {key.call for key in unequal(expected, got, ("logits", "flow"))}
        if calls != {0} or unequal(expected, got, ("parameters", "module", "shape")):
            return False
    return bool(both)


WRONG_ARCHITECTURE_DROPOUT = Misconception(
    code="wrong-architecture",
    exercises=("forward", "hidden_layer"),
    believes="Dropout has no parameters, so it is not really a layer.",
    message=(
        "In evaluation mode the logits of {name} are right, in training mode they are not: "
        "something in it works while training alone"
    ),
    numbers=": {fact}.",
    hint="Run your network twice on one image in training mode. Is the answer the same?",
    why=(
        "Dropout switches off random inputs in training mode, so the same image gives other "
        "logits each time, with other gradients. That can help a large network that learns its "
        "data by heart. It is a layer like any other, and one that was not asked for here."
    ),
    file="hidden_layer.py",
    bad=(
        "from torch import nn\n\n\n"
        "class HiddenNN(nn.Sequential):\n"
        "    def __init__(self):\n"
        "        layers = nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10)\n"
        "        super().__init__(nn.Flatten(), *layers)\n"
    ),
    good=(
        "from torch import nn\n\n\n"
        "class HiddenNN(nn.Sequential):\n"
        "    def __init__(self):\n"
        "        layers = nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)\n"
        "        super().__init__(nn.Flatten(), *layers)\n"
    ),
    sees=_differs_in_training_alone,
    mentions=("dropout", "Dropout", "dropout1d", "AlphaDropout", "bernoulli", "training"),
    aspects=("logits",),
    rank=45,
)
