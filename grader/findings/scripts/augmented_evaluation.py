"""The data that is measured is cropped or turned at random."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.verdict import Severity

AUGMENTED_EVALUATION = Misconception(
    code="augmented-evaluation",
    believes=("The same transforms belong to all data."),
    message=("The data that is measured is cropped or turned at random."),
    hint=("Measure twice. Is it the same number?"),
    why=(
        "Random crops and flips are exercises for training. On what is measured they make the"
        " task harder, and the number another one each time."
    ),
    file="script.py",
    bad=("test = CIFAR10(root, train=False, transform=random_crop)\n"),
    good=("test = CIFAR10(root, train=False, transform=to_tensor)\n"),
    severity=Severity.WARNING,
)
