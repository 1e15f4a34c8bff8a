"""A worker computes on the CPU, whatever else its machine has: a grade is the same everywhere."""

from __future__ import annotations

import functools
from typing import Any

import torch

_KINDS = ("cuda", "mps", "xpu", "mtia")


def hide_accelerators() -> None:
    """Have PyTorch answer that there is none: right code asks before it moves a model there."""
    pytorch: Any = torch
    for kind in _KINDS:
        places: list[Any] = [getattr(of, kind, None) for of in (pytorch, pytorch.backends)]
        for asked in places:
            if hasattr(asked, "is_available"):
                # PyTorch's compiler, which a script may load, looks at what this one wraps.
                asked.is_available = functools.wraps(asked.is_available)(lambda *_, **__: False)
            if hasattr(asked, "device_count"):
                asked.device_count = _none
    accelerator = getattr(pytorch, "accelerator", None)  # which came with 2.6
    if accelerator is not None:
        accelerator.is_available = _no
        accelerator.device_count = _none
        # Some builds name a device here that they do not have; `to(None)` stays where it is.
        accelerator.current_accelerator = _nothing


def _no(*_: Any, **__: Any) -> bool:
    return False


def _none(*_: Any, **__: Any) -> int:
    return 0


def _nothing(*_: Any, **__: Any) -> None:
    return None
