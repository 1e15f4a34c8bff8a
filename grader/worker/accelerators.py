"""A worker computes on the CPU, whatever else its machine has: a grade is the same everywhere."""

from __future__ import annotations

import functools
from typing import Any

import torch

_KINDS = ("cuda", "mps", "xpu", "mtia")
# Some builds name a current device that they do not have; `to(None)` stays where it is.
_ANSWERS = {"is_available": False, "device_count": 0, "current_accelerator": None}


def hide_accelerators() -> None:
    """Have PyTorch answer that there is none: right code asks before it moves a model there."""
    pytorch: Any = torch
    for kind in _KINDS:
        _have_none(getattr(pytorch, kind, None))
        _have_none(getattr(pytorch.backends, kind, None))
    _have_none(getattr(pytorch, "accelerator", None))  # which came with 2.6


def _have_none(module: Any) -> None:
    for name, answer in _ANSWERS.items():
        if hasattr(module, name):
            # PyTorch's compiler, which a script may load, looks at what one of them wraps.
            setattr(module, name, functools.wraps(getattr(module, name))(_answering(answer)))


def _answering(answer: Any) -> Any:
    return lambda *_, **__: answer
