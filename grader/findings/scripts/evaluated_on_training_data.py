"""What is called test or validation is the training set."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

_BAD = (
    "def run():\n"
    "    train_loader, test_loader = make_loaders()\n"
    "    net = Net()\n"
    "    optimizer = optimizer_of(net)\n"
    "    train(net, optimizer, train_loader)\n"
    "    test(net, train_loader)\n"
)

EVALUATED_ON_TRAINING_DATA = Misconception(
    code="evaluated-on-training-data",
    believes="What the model gets right on its data tells how good it is.",
    message="What is called test or validation is the training set.",
    hint="How would a model score here that has learned its examples by heart?",
    why=(
        "A model with enough weights can learn its examples by heart. Only data that no step "
        "was taken on tells whether it has understood anything."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("test(net, train_loader", "test(net, test_loader"),
    severity=Severity.WARNING,
)
