"""The script time of a frame while the explorer's page trains, in Chromium, in milliseconds.

    .venv/bin/python bench/explorer.py

For each network and speed: median and 95 % of the frames; at most 8 and 16 are wanted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser import headless, visit

from grader.courses.mnist.explore.page import explorer_page
from grader.report.inline import self_contained

SECONDS = 3
MOST_MEDIAN, MOST_95 = 8.0, 16.0
SPEEDS = {1: "call by call", 3: "a batch a frame", 4: "as fast as it goes"}


def main() -> int:
    """Measure each, and end with 1 where one is too slow."""
    slow = False
    with tempfile.TemporaryDirectory() as folder, headless() as browser:
        file = Path(folder, "explorer.html")
        file.write_text(self_contained(**explorer_page()), encoding="utf-8")
        page = visit(browser, file, size=(1366, 657)).page
        for network in ("two", "simple", "hidden"):
            for speed, name in SPEEDS.items():
                times = measured(page, network, speed)
                median, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
                slow |= median > MOST_MEDIAN or high > MOST_95
                print(f"{network:7} {name:20} {len(times):5} frames {median:6.1f} {high:6.1f}")
    return int(slow)


def measured(page: Any, network: str, speed: int) -> list[float]:
    """The script times of the frames of some seconds."""
    page.check(f"[name=network][value={network}]", force=True)
    found: list[float] = page.evaluate(
        """([speed, wait]) => new Promise((done) => {
            player.restart({ speed, frames: [] });
            player.play();
            setTimeout(() => { player.pause(); done([...player.frames]); }, wait);
        })""",
        [speed, SECONDS * 1000],
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
