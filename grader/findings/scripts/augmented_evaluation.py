"""The data that is measured is cropped or turned at random."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

AUGMENTED_EVALUATION = Misconception(
    code="augmented-evaluation",
    believes="The same transforms belong to all data.",
    message="The data that is measured is cropped or turned at random.",
    hint="Measure twice. Is it the same number?",
    why=(
        "Random crops and flips are exercises for training. On what is measured they make the"
        " task harder, and the number another one each time."
    ),
    file="script.py",
    bad=(
        "from torchvision import datasets, transforms\n"
        "\n"
        "\n"
        "def make_loaders():\n"
        "    turns = transforms.Compose([transforms.RandomRotation(20), transforms.ToTensor()])\n"
        '    train_set = datasets.MNIST("data", train=True, download=True, transform=turns)\n'
        '    test_set = datasets.MNIST("data", train=False, download=True, transform=turns)\n'
        "    return DataLoader(train_set, 500, shuffle=True), DataLoader(test_set, 500)\n"
    ),
    good=(
        "from torchvision import datasets, transforms\n"
        "\n"
        "\n"
        "def make_loaders():\n"
        "    turns = transforms.Compose([transforms.RandomRotation(20), transforms.ToTensor()])\n"
        "    whole = transforms.ToTensor()\n"
        '    train_set = datasets.MNIST("data", train=True, download=True, transform=turns)\n'
        '    test_set = datasets.MNIST("data", train=False, download=True, transform=whole)\n'
        "    return DataLoader(train_set, 500, shuffle=True), DataLoader(test_set, 500)\n"
    ),
    severity=Severity.WARNING,
)
