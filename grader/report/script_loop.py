"""The loop of a script as a picture: each call in the row of what it works on."""

from __future__ import annotations

from dataclasses import dataclass

from grader.learn.scripts.diagnosis import Diagnosis
from grader.report.text import flat

ROWS = ("model", "loss", ".grad", "weights")
_ROW = {"train": 0, "eval": 0, "forward": 0, "loss": 1, "backward": 2, "zero_grad": 2,
        "step": 3, "scheduler": 3}  # fmt: skip
LEFT, TOP, WIDE, HIGH = 84, 14, 112, 58


@dataclass(frozen=True, slots=True)
class Box:
    """One call: where it stands in the picture, at which line, and whether a finding is there."""

    x: int
    y: int
    call: str
    line: int
    wrong: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """The boxes from left to right, the rows with their places, and the size of the picture."""

    boxes: tuple[Box, ...]
    rows: tuple[tuple[str, int], ...]
    width: int
    height: int

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        return ", then ".join(f"{box.call} in line {box.line}" for box in self.boxes)

    @property
    def path(self) -> str:
        """The way from each call to the next, as an SVG polyline takes it."""
        return " ".join(f"{box.x + 50},{box.y + 18}" for box in self.boxes)


def loop_of(diagnosis: Diagnosis) -> Loop | None:
    """The picture of a diagnosis; None where no loop was seen."""
    wrong = {(f.file, f.line) for f in diagnosis.findings if f.severity == "error"}
    boxes = tuple(
        Box(LEFT + WIDE * n, TOP + HIGH * _ROW.get(call["call"], 0), flat(call["call"]),
            call["line"], (call["file"], call["line"]) in wrong)
        for n, call in enumerate(diagnosis.timeline)
    )  # fmt: skip
    if not boxes:
        return None
    rows = tuple((name, TOP + HIGH * n + 22) for n, name in enumerate(ROWS))
    return Loop(boxes, rows, LEFT + WIDE * len(boxes), TOP + HIGH * len(ROWS))
