"""An error was hidden, and what it told of is still wrong."""

from __future__ import annotations

from grader.findings import Misconception

SILENCED_ERROR = Misconception(
    code="silenced-error",
    believes="The error is gone, so the problem is.",
    message="An error was hidden, and what it told of is still wrong.",
    hint="What did PyTorch say before this line was there, and what has it changed?",
    why=(
        "An error is the cheapest teacher. requires_grad = True on a loss that was cut off "
        "makes a new beginning with nothing behind it: backward() runs and reaches no weight."
        " An `except: pass` skips the step as well."
    ),
    file="script.py",
    bad=(
        "def learn(net, optimizer, x, y):\n"
        "    optimizer.zero_grad()\n"
        "    loss = loss_of(net(x).detach(), y)\n"
        "    loss.requires_grad = True\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
    ),
    good=(
        "def learn(net, optimizer, x, y):\n"
        "    optimizer.zero_grad()\n"
        "    loss = loss_of(net(x), y)\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
    ),
)
