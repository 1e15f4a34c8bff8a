"""Two curves drawn with characters: training and validation, an epoch a column or several."""

from __future__ import annotations

import math
from collections.abc import Sequence

from grader.report.text import number

HEIGHT, WIDTH = 9, 56
FINE, PLAIN = "●○◉", "*o@"


def chart(
    training: Sequence[float | None],
    validation: Sequence[float | None],
    *,
    fine: bool,
    width: int,
    planned: int = 0,
) -> list[str]:
    """The lines of the picture; `fine` says whether the console has round points.

    What is no number is left out. There is room for so many epochs as are `planned`.
    """
    columns = max(10, min(WIDTH, width - 10))
    known = [v for v in (*training, *validation) if v is not None and math.isfinite(v)]
    if not known:
        return []
    top = max(known)
    signs, count = FINE if fine else PLAIN, max(len(training), planned)
    rows = [[" "] * columns for _ in range(HEIGHT)]
    for sign, values in zip(signs, (training, validation), strict=False):
        for at, value in enumerate(values):
            if value is None or not math.isfinite(value):
                continue
            row, column = _row(value, top), _column(at, count, columns)
            taken = rows[row][column] not in (" ", sign)
            rows[row][column] = signs[2] if taken else sign
    labels = {0: number(top), HEIGHT - 1: "0"}
    lines = [f"{labels.get(i, ''):>6} | " + "".join(row).rstrip() for i, row in enumerate(rows)]
    last = str(count)
    return [*lines, f"{'':>6} +-" + "-" * columns, f"{'epoch':>6}   1{last:>{columns - 1}}"]


def _row(value: float, top: float) -> int:
    share = min(1.0, max(0.0, value / top)) if top > 0 else 0.0
    return HEIGHT - 1 - round(share * (HEIGHT - 1))


def _column(at: int, count: int, columns: int) -> int:
    return 0 if count < 2 else round(at / (count - 1) * (columns - 1))
