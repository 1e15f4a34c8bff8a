"""On Windows and macOS each loader worker runs this script again from its first line."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.verdict import Severity

NO_MAIN_GUARD = Misconception(
    code="no-main-guard",
    believes=("The script runs once."),
    message=("On Windows and macOS each loader worker runs this script again from its first line."),
    hint=("What would happen if another process imported this file?"),
    why=(
        "Workers of a loader are processes. Where they are not forked, each imports the "
        "script to find the data set; what stands at the level of the module then runs in "
        "each of them."
    ),
    file="script.py",
    bad=("loader = DataLoader(data, 64, num_workers=2)\nfor x, y in loader:\n    ...\n"),
    good=('if __name__ == "__main__":\n    main()\n'),
    severity=Severity.WARNING,
)
