"""PyTorch, imported when something of it is first used: whoever only reads need not wait for it.

The catalogue's entries are data beside functions. With these names in the place of the modules they
can be listed, explained and completed at once, and read where no PyTorch may be.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 - PyTorch's own habit
else:

    class _Later:
        """A module that is imported when it is first asked for anything."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            value = getattr(importlib.import_module(self._name), attribute)
            vars(self)[attribute] = value  # asked for thousands of times in one grading
            return value

    torch, nn, F = _Later("torch"), _Later("torch.nn"), _Later("torch.nn.functional")

__all__ = ["F", "nn", "torch"]
