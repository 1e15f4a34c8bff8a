"""The figures that a script shows, beside the sums that the watcher has kept itself."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

LONGEST = 300
_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]*\w)")


class Figures:
    """What was shown, and over which losses and predictions it can be a mean."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._last: dict[tuple[str, int], dict[tuple[str, str, int], int]] = {}
        self.written = 0

    def install(self) -> None:
        """Look at what is printed from here on."""
        built_in: Any = builtins
        prints, figures = built_in.print, self

        def print_(*values: Any, sep: Any = " ", end: Any = "\n", **kwargs: Any) -> None:
            prints(*values, sep=sep, end=end, **kwargs)
            if kwargs.get("file") is None and not figures._watcher.busy:
                with figures._watcher.quiet():
                    text = (" " if sep is None else str(sep)).join(map(str, values))
                    figures.shown(text)

        built_in.print = print_

    def shown(self, text: str) -> None:
        """A text was shown; where it holds numbers, they are kept with the sums of that moment."""
        text = text[:LONGEST]
        if not _NUMBER.search(text) and "tensor(" not in text:
            return
        record = self._watcher.record
        file, line, _ = record.place(3)
        if not file:
            return
        windows = self._windows((file, line))
        if windows:
            record.figure(
                text=text, windows=windows, file=file, line=line, event=len(record.events)
            )

    def _windows(self, place: tuple[str, int]) -> list[dict[str, Any]]:
        """What was seen at each line since this was shown last, and since its pass began."""
        watcher = self._watcher
        last = self._last.setdefault(place, {})
        found: list[dict[str, Any]] = []
        for kind, table in (("loss", watcher.losses.seen), ("right", watcher.predictions.seen)):
            for (file, line), seen in table.items():
                key = (kind, file, line)
                start, end = last.get(key, 0), len(seen.rows)
                last[key] = end
                if end > start:
                    found.append(self._window(kind, file, line, seen, start, end, "shown"))
                    begin = _begin_of_pass(seen.passes, end)
                    if begin != start:
                        found.append(self._window(kind, file, line, seen, begin, end, "pass"))
        return found[-8:]

    def _window(
        self, kind: str, file: str, line: int, seen: Any, start: int, end: int, since: str
    ) -> dict[str, Any]:
        passes = self._watcher.passes
        numbers = set(seen.passes[start:end])
        rows = sum(seen.rows[start:end])
        told = {
            "kind": kind,
            "file": file,
            "line": line,
            "since": since,
            "count": end - start,
            "rows": rows,
            "first_rows": seen.rows[start],
            "cut": bool(numbers & passes.cut),
            "passes": len(numbers),
            "all": end,
        }
        number = seen.passes[end - 1]
        if 0 < number <= len(passes.told):
            of = passes.told[number - 1]
            loader = passes.loaders[of["loader"]] if of["loader"] >= 0 else {}
            told |= {
                "items": loader.get("items", -1),
                "batches": loader.get("batches", -1),
                "batch_size": loader.get("batch_size"),
                "ended": of["ended"],
                "trains": of["trains"],
            }
        told |= _of_losses(seen, start, end) if kind == "loss" else _of_answers(seen, start, end)
        return {k: (str(v) if isinstance(v, float) and v - v != 0 else v) for k, v in told.items()}


def _of_losses(seen: Any, start: int, end: int) -> dict[str, Any]:
    """The sums of the losses at one line."""
    values, rows = seen.values[start:end], seen.rows[start:end]
    weighted = sum(value * count for value, count in zip(values, rows, strict=True))
    return {"sum": sum(values), "last": values[-1], "first": values[0], "weighted": weighted}


def _of_answers(seen: Any, start: int, end: int) -> dict[str, Any]:
    """The sums of the right answers at one line."""
    right, rows = seen.right[start:end], seen.rows[start:end]
    shares = sum(count / max(all_, 1) for count, all_ in zip(right, rows, strict=True))
    return {
        "right": sum(right), "last_right": right[-1], "last_rows": rows[-1], "shares": shares,
        "guessed": sum(seen.items[start:end]),
    }  # fmt: skip


def _begin_of_pass(passes: list[int], end: int) -> int:
    number, begin = passes[end - 1], end
    while begin and passes[begin - 1] == number:
        begin -= 1
    return begin
