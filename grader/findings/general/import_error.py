"""A file imports something that is not there."""

from __future__ import annotations

from grader.findings import Misconception

IMPORT_ERROR = Misconception(
    code="import-error",
    believes="What is installed on my computer is installed everywhere.",
    message="{place} imports something that is not here: {text}.",
    hint="Is it part of PyTorch, NumPy or Python itself, or a file in your own folder?",
    why=(
        "Your code runs where torch, torchvision, numpy, Python's own library and the files of "
        "your folder are, and nothing else. Your files lie side by side in no package, so they "
        "import each other by their plain names, without a dot."
    ),
    file="learn.py",
    bad=(
        "def learn(optimizer, loss):\n"
        "    from my_training_tools import clear\n"
        "    clear(optimizer)\n"
        "    loss.backward()\n"
    ),
    good=(
        "def learn(optimizer, loss):\n"
        "    import torch\n"
        "    optimizer.zero_grad()\n"
        "    torch.autograd.backward(loss)\n"
    ),
    kinds=("import-error",),
    rank=1,
)
