"""A file does not define a name that the exercise asks for."""

from __future__ import annotations

from grader.findings import Misconception

MISSING_FUNCTION = Misconception(
    code="missing-function",
    believes="The name of a function is my own choice.",
    message="{file} does not define {name}{text}",
    hint="Which names are there after `import` of your file? Is one of them the one asked for?",
    why=(
        "Whoever uses your file asks it for a name: `from learn import learn`. A function "
        "with another name, inside a class, inside another function or under "
        '`if __name__ == "__main__":` is not found.'
    ),
    file="learn.py",
    whole=True,
    bad="def learn_from(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    good=(
        "def learn_from(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n\n\n"
        "learn = learn_from\n"
    ),
    kinds=("missing-function",),
    rank=1,
)
