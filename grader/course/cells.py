"""A notebook put together from its cells: nbformat 4.5, as Jupyter documents it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]


def notebook(cells: Iterable[Cell]) -> dict[str, Any]:
    """A Python notebook as JSON; the same cells give the same notebook."""
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def markdown(text: str) -> Cell:
    """A cell to be read."""
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(text: str) -> Cell:
    """A cell to be run, that was not run yet."""
    empty: Cell = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "metadata": {}, "source": text, **empty}
