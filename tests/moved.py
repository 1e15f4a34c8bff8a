"""The attacks of the first course moved to the second: the same files, called from its functions.

Each function that an attack brings takes the place of one call in right code of the other course,
which is written behind it. An attack that is another one there says so in its head:

    # in practice: EXERCISE POINTS, as `stopping 0-9`; or `no,` and why

What is left to earn for one that earns nothing where it comes from are the points of the checks
that call nothing of it.
"""

from __future__ import annotations

from dataclasses import replace

from hostile import Attack, attacks

_SCHEDULE = """

def rate_at(step, base, warmup, total):
    import math
    if step < warmup:
        return base * (step + 1) / warmup
    return base * (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [group["lr"] for group in optimizer.param_groups]
    used = []
    for number, (inputs, labels) in enumerate(batches):
        for group, base in zip(optimizer.param_groups, bases):
            group["lr"] = rate_at(number, base, warmup, len(batches))
        optimizer.zero_grad()
        logits = model(inputs)
        loss_of_this = loss_fn(logits, labels)
        loss_of_this.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
"""

_NET = """

from torch import nn, optim


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
            nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(784, 10),
        )

    def forward(self, images):
        return self.layers(images)


def make_loss():
    return nn.CrossEntropyLoss()


def make_optimizer(model, lr):
    return optim.SGD(model.parameters(), lr=lr, momentum=0.9)


brought = train_epoch


def train_epoch(model, loss_fn, optimizer, loader):
    return brought(model, loss_fn, optimizer, loader)
"""

_STOPPING = """

import copy
import torch


def validate(model, loss_fn, loader):
    mode, state = model.training, torch.get_rng_state()
    try:
        return evaluate(model, loss_fn, loader)[0]
    finally:
        model.train(mode)
        torch.set_rng_state(state)


def fit(model, train_epoch, measure, patience):
    best, kept, waited, epochs = float("inf"), None, 0, 0
    while waited < patience:
        train_epoch()
        epochs += 1
        loss = measure()
        waited += 1
        if loss < best:
            best, waited, kept = loss, 0, copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return epochs
"""


def _schedule(line: str, brought: str) -> str:
    assert _SCHEDULE.count(line) == 1
    return _SCHEDULE.replace(line, brought)


# Of each file: the exercise that it attacks, its right code with the call, and what that earns
# where the call is worth nothing.
_BACKWARD = _schedule("loss_of_this.backward()", "backward(optimizer, loss_of_this)")
_MOVED = {
    "backward.py": ("warm_up.py", _BACKWARD, 4),
    "step.py": ("warm_up.py", _schedule("optimizer.step()", "step(optimizer)"), 4),
    "loss.py": (
        "warm_up.py",
        _schedule("loss_fn(logits, labels)", "compute_loss(loss_fn, logits, labels)"),
        4,
    ),
    "forward.py": ("warm_up.py", _schedule("model(inputs)", "forward(model, inputs)"), 4),
    "train.py": ("conv_net.py", _NET, 11),
    "explain.yaml": ("foresee.yaml", "", 0),
}
_BY_EXERCISE = {"stopping": ("stopping.py", _STOPPING, 4)}


def moved() -> list[Attack]:
    """The attacks that make sense in the second course, in a stable order."""
    return [there for attack in attacks() if (there := _moved(attack)) is not None]


def _moved(attack: Attack) -> Attack | None:
    exercise, _, points = attack.heads.get("in practice", "").partition(" ")
    found = _BY_EXERCISE.get(exercise) or _MOVED.get(attack.heads["replaces"])
    if exercise == "no," or found is None:
        return None
    target, tail, untouched = found
    earns = points or _earns(attack.heads["earns"], untouched)
    # What was stopped by a seal alone, or is still open, is the first course's to say.
    heads = {"kind": attack.heads["kind"], "tries": attack.heads["tries"]}
    return replace(attack, heads=heads | {"replaces": target, "earns": earns}, tail=tail)


def _earns(there: str, untouched: int) -> str:
    if there == "full":
        return there
    return f"0-{untouched}" if there == "0" else "0-full"
