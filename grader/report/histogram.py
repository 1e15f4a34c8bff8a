"""How many of a class fall into which span of points or of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram: what it covers and how many are in it."""

    label: str
    count: int


def score_bars(finals: Iterable[float], most: float) -> tuple[Bar, ...]:
    """Ten bars up to the full points, one for exactly those, and one for what is on top."""
    found = Counter(_tenth(final, most) for final in finals)
    edges = [most * tenth / 10 for tenth in range(11)]
    labels = [f"{edges[i]:g}-{edges[i + 1]:g}" for i in range(10)]
    above = [Bar(f"over {most:g}", found[11])] if found[11] else []
    bars = [Bar(label, found[i]) for i, label in enumerate(labels)]
    return (*bars, Bar(f"{most:g}", found[10]), *above)


def _tenth(final: float, most: float) -> int:
    if final > most + 1e-9:
        return 11
    return 10 if final > most - 1e-9 else int(final / most * 10 + 1e-9)


def time_bars(seconds: list[float]) -> tuple[Bar, ...]:
    """Doubling spans from half a second on: most are alike, and a few take very long."""
    if not seconds:
        return ()
    edges = [0.0, 0.5]
    while edges[-1] < max(seconds):
        edges.append(edges[-1] * 2)
    spans = list(pairwise(edges))
    counts = [sum(low < s <= high or s == low == 0 for s in seconds) for low, high in spans]
    bars = [Bar(f"{lo:g}-{hi:g}", n) for (lo, hi), n in zip(spans, counts, strict=True)]
    while bars and not bars[0].count:
        bars.pop(0)
    return tuple(bars)
