"""The process that runs the code ends in the middle of it."""

from __future__ import annotations

from grader.findings import Misconception

CRASHED = Misconception(
    code="crashed",
    believes="When my part is done, the program is over.",
    message="The program ended in the middle of your code: {name} never returned ({text}).",
    hint="What in your code could end the whole program, and who else still needs it?",
    why=(
        "sys.exit(), exit(), os._exit() and signals do not end a function, they end the whole "
        "program, together with whoever called you. Writing to memory that is not yours, through "
        "ctypes for instance, ends it as well. A function ends with return or with an error."
    ),
    file="learn.py",
    bad=(
        "import sys\n\n\n"
        "def learn(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    sys.exit()\n"
    ),
    good="def learn(optimizer, loss):\n    optimizer.zero_grad()\n    return loss.backward()\n",
    kinds=("crashed",),
    mentions=(
        "_exit", "exit", "quit", "abort", "kill", "raise_signal", "killpg", "memmove", "memset",
        "string_at", "cast", "from_address",
    ),
    rank=1,
)  # fmt: skip
