"""A result that nothing in the catalogue explains."""

from __future__ import annotations

from grader.findings import Misconception

WRONG_RESULT = Misconception(
    code="wrong-result",
    believes="What runs without an error does what it should.",
    message="What comes out is not what the exercise asks for",
    numbers=": {fact}.",
    hint="Take the smallest case and work it out by hand: where do your numbers part from it?",
    why=(
        "Code that ends is not yet code that is right. Where no known misconception gives these "
        "numbers, a case that is small enough to be worked out on paper shows which line is the "
        "first to give another one."
    ),
    sees=lambda case: case.differs(),
    rank=99,
)
