"""On Windows and macOS each loader worker runs this script again from its first line."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

NO_MAIN_GUARD = Misconception(
    code="no-main-guard",
    believes="The script runs once.",
    message="On Windows and macOS each loader worker runs this script again from its first line.",
    hint="What would happen if another process imported this file?",
    why=(
        "Workers of a loader are processes. Where they are not forked, each imports the "
        "script to find the data set; what stands at the level of the module then runs in "
        "each of them."
    ),
    file="script.py",
    bad=(
        "import torch\n"
        "from torch.utils.data import DataLoader\n"
        "\n"
        "model = torch.nn.Linear(4, 1)\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
        "loader = DataLoader(torch.randn(40, 4), 8, num_workers=2)\n"
        "for x in loader:\n"
        "    optimizer.zero_grad()\n"
        "    (model(x) - 1).pow(2).mean().backward()\n"
        "    optimizer.step()\n"
    ),
    good=(
        "import torch\n"
        "from torch.utils.data import DataLoader\n"
        "\n"
        "\n"
        "def main():\n"
        "    model = torch.nn.Linear(4, 1)\n"
        "    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
        "    for x in DataLoader(torch.randn(40, 4), 8, num_workers=2):\n"
        "        optimizer.zero_grad()\n"
        "        (model(x) - 1).pow(2).mean().backward()\n"
        "        optimizer.step()\n"
        "\n"
        "\n"
        'if __name__ == "__main__":\n'
        "    main()\n"
    ),
    whole=True,
    severity=Severity.WARNING,
)
