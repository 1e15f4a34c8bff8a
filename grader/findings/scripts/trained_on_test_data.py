"""The model is trained on the test set."""

from __future__ import annotations

from grader.findings import Misconception

_BAD = (
    "def run():\n"
    "    train_loader, test_loader = make_loaders()\n"
    "    net = Net()\n"
    "    optimizer = optimizer_of(net)\n"
    "    train(net, optimizer, test_loader)\n"
    "    test(net, test_loader)\n"
)

TRAINED_ON_TEST_DATA = Misconception(
    code="trained-on-test-data",
    believes="It is all data: the more the model sees, the better.",
    message="The model is trained on the test set.",
    hint="Which of your data has the model never seen when you measure it?",
    why=(
        "A test answers how the model does on what it has not seen. What it was trained on it"
        " may know by heart, and the number says nothing any more."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("optimizer, test_loader", "optimizer, train_loader"),
)
