"""Notebooks as students hand them in, made of the files of a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

EXERCISES = ("forward", "loss", "backward", "step", "train", "hidden_layer")
_OWN_IMPORT = re.compile(rf"^from ({'|'.join(EXERCISES)}) import .*\n", re.M)

# What must neither run nor hurt: magics, a plot, a training, a question, an error.
CLUTTER = """\
%matplotlib inline
!pip install seaborn
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
history = [train_epoch(SimpleNN(), None, None, None) for _ in range(1000)]
name = input("Who are you? ")
while True:
    pass
"""


def cell(kind: str, source: str | list[str], **metadata: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def code(*sources: str) -> list[dict[str, Any]]:
    return [cell("code", source) for source in sources]


def notebook(cells: list[dict[str, Any]], **more: Any) -> bytes:
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more
    return json.dumps(whole).encode()


def from_files(files: Mapping[str, bytes]) -> bytes:
    """One cell a file, with clutter between; a notebook need not import its own functions."""
    cells = [cell("markdown", "# My homework")]
    for name in EXERCISES:
        if f"{name}.py" in files:
            cells += code(_OWN_IMPORT.sub("", files[f"{name}.py"].decode()), CLUTTER)
    if "explain.yaml" in files:
        cells.append(cell("raw", files["explain.yaml"].decode()))
    return notebook(cells)
