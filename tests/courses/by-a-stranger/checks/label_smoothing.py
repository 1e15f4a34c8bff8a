"""The mistakes of this exercise."""

from grader.kit import mistake

mistake(
    "spread-over-the-others",
    "The share is spread over the wrong classes only.",
    "To how many classes is the share spread here, and is the right one among them?",
    edit=[("smoothing / classes)\n    targets.scatter_", "smoothing / (classes - 1))\n    targets.scatter_"),
          ("1 - smoothing + smoothing / classes", "1 - smoothing")],
)
mistake(
    "right-class-forgets-its-share",
    "The right class holds only what is not spread.",
    "What do the targets of one row add up to?",
    edit=("1 - smoothing + smoothing / classes", "1 - smoothing"),
)
mistake(
    "mean-over-everything",
    "The loss is the mean over all entries.",
    "With twice as many classes, would your loss be half as large?",
    edit=(".sum(dim=1).mean()", ".mean()"),
)
