"""The machine that a script finds: a CPU, whatever it asks for, and somebody who answers."""

from __future__ import annotations

import builtins
import glob
import os
import random
import sys
import types
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

if TYPE_CHECKING:
    from grader.worker.scripts.record import Record

ANSWER = "1"  # survives int() and float()
_ELSEWHERE = ("cuda", "mps", "xpu", "hip")


def install(record: Record, argv: list[str]) -> None:
    """Answer to what a script may ask of its machine."""
    sys.argv[:] = argv
    built_in: Any = builtins
    system: Any = os
    os.environ.update(HOME=os.getcwd(), TMPDIR=os.getcwd(), COLUMNS="80", LINES="24")
    built_in.input = lambda *_: ANSWER
    system.popen = lambda *_, **__: _Said("24 80\n")
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(0)
    pytorch: Any = torch
    pytorch.compile = _compiled
    _patch_cuda(torch.cuda)
    _patch_glob(record)
    system.get_terminal_size = lambda *_: os.terminal_size((80, 24))


def _patch_glob(record: Record) -> None:
    """Take note of a pattern that no file matches: what comes of it is not the script's fault."""
    module: Any = glob
    finds = glob.glob

    def noted(pattern: Any, *args: Any, **kwargs: Any) -> Any:
        found = finds(pattern, *args, **kwargs)
        if not found:
            record.note("no files", text=str(pattern))
        return found

    module.glob = noted


class _Said:
    """What a program on the machine has said."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self) -> str:
        """All of it."""
        return self._text

    def close(self) -> None:
        """Nothing to close."""


def _compiled(model: Any = None, **_: Any) -> Any:
    """Nothing is compiled, so the model is returned as it is."""
    return (lambda function: function) if model is None else model


def _patch_cuda(cuda: Any) -> None:
    nothing = lambda *_, **__: None  # noqa: E731
    for name in ("synchronize", "set_device", "empty_cache", "reset_peak_memory_stats"):
        setattr(cuda, name, nothing)
    cuda.current_device = lambda: 0
    cuda.get_device_name = lambda *_: "cpu"
    cuda.get_device_capability = lambda *_: (8, 0)
    properties = types.SimpleNamespace(name="cpu", total_memory=8 << 30, multi_processor_count=1)
    cuda.get_device_properties = lambda *_: properties


def on_this_machine(func: Any, args: Any, kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The arguments of a function with the CPU in the place of what is not here."""
    if kwargs and "device" in kwargs and is_elsewhere(kwargs["device"]):
        kwargs = {**kwargs, "device": "cpu"}
    if func in _MOVES and any(map(is_elsewhere, args[1:])):
        args = (args[0], *("cpu" if is_elsewhere(a) else a for a in args[1:]))
    return args, kwargs


_MOVES = {torch.Tensor.to, torch.Tensor.type}


def is_elsewhere(device: Any) -> bool:
    """Whether a device is one that is not here."""
    if isinstance(device, torch.device):
        return device.type in _ELSEWHERE
    if isinstance(device, str):
        return device.split(":")[0] in _ELSEWHERE
    return isinstance(device, int) and not isinstance(device, bool)
