"""The colours of figures that nobody sees: maps of them, and the one after another."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.worker.stand_ins.anything import Anything

COLOURS = [f"C{number}" for number in range(10)]


class Colormap(Anything):
    """Gives a colour, red, green, blue and opacity, for a number or for each of an array."""

    def __init__(self, name: Any = "viridis", N: int = 256, *args: Any, **named: Any) -> None:  # noqa: N803
        self.name, self.N = str(name), 256
        self.colors = [(0.0, 0.0, 0.0)] * 10

    def __call__(self, X: Any = 0.0, *args: Any, **named: Any) -> Any:  # noqa: N803
        shape = np.shape(X)
        black = 0.0, 0.0, 0.0, 1.0
        return np.broadcast_to(black, (*shape, 4)).copy() if shape else black


class Maps(Anything):
    """The register of colour maps."""

    def __getitem__(self, key: object) -> Any:
        return Colormap(key)

    get_cmap = __getitem__


class Cycle(Anything):
    """The colours that lines get one after another."""

    def by_key(self) -> dict[str, list[str]]:
        return {"color": list(COLOURS)}

    def __iter__(self) -> Any:
        return iter([{"color": colour} for colour in COLOURS])

    def __len__(self) -> int:
        return len(COLOURS)


def map_of(name: str) -> Any:
    """What the module of colour maps has under a name."""
    return type(name, (Anything,), {}) if name == "ScalarMappable" else Colormap(name)
