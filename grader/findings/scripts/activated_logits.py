"""The scores that go into the loss have gone through an activation."""

from __future__ import annotations

from grader.findings import Misconception

ACTIVATED_LOGITS = Misconception(
    code="activated-logits",
    believes="The last layer, too, needs an activation.",
    message="The scores that go into the loss have gone through an activation.",
    hint="Which scores can a class get that is surely wrong, and which after this line?",
    why=(
        "Cross entropy takes any numbers: the lower a score, the surer it is that a class is "
        "wrong. A ReLU makes all of these 0, and where it does no gradient comes back: "
        "classes that start below zero are never learned."
    ),
    file="script.py",
    bad="def forward(net, x):\n    return torch.relu(net.out(torch.relu(net.hidden(x))))\n",
    good="def forward(net, x):\n    return net.out(torch.relu(net.hidden(x)))\n",
)
