"""What ran on older versions: it is told what changed, and goes on where that is safe."""

from __future__ import annotations

import functools
import inspect
from typing import Any

import numpy as np
import torch

from grader.worker.scripts.record import Record

_RENAMED = {
    "Inf": np.inf, "Infinity": np.inf, "NaN": np.nan, "PINF": np.inf, "NINF": -np.inf,
    "float_": np.float64, "complex_": np.complex128, "int0": np.intp, "bool8": np.bool_,
    "unicode_": np.str_, "product": np.prod, "cumproduct": np.cumprod, "alltrue": np.all,
    "sometrue": np.any, "in1d": getattr(np, "isin", None), "trapz": getattr(np, "trapezoid", None),
    "int": int, "float": float, "bool": bool, "object": object,
}  # fmt: skip


class OldCode:
    """The shims, each of which notes what it stood in for."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def install(self) -> None:
        """Let old names and calls work from here on, and tell of them."""
        self._numpy()
        self._load()
        schedulers = vars(torch.optim.lr_scheduler).values()
        for cls in [c for c in schedulers if isinstance(c, type) and "__init__" in vars(c)]:
            if issubclass(cls, torch.optim.lr_scheduler.LRScheduler):
                self._argument(cls, "verbose")

    def instead(self, func: Any, args: Any, error: Exception) -> Any:
        """What a call would have given in its day; None where that is not known."""
        name = getattr(func, "__name__", "")
        item = name == "__getitem__" and args and isinstance(args[0], torch.Tensor)
        if item and args[0].dim() == 0 and args[1] in (0, -1):
            self._record.note("old code", text="[0] of a number's tensor, as in loss.data[0]")
            return args[0]
        return None

    def _numpy(self) -> None:
        finds = getattr(np, "__getattr__", None)
        record = self._record

        def found(name: str) -> Any:
            if _RENAMED.get(name) is not None:
                record.note("old code", text=f"np.{name}")
                return _RENAMED[name]
            if finds is None:
                raise AttributeError(f"module 'numpy' has no attribute {name!r}")
            return finds(name)

        numpy: Any = np
        numpy.__getattr__ = found

    def _argument(self, cls: Any, name: str) -> None:
        """Let an argument be given that a class takes no more, where it changed no result."""
        inits, record = cls.__init__, self._record
        if name in inspect.signature(inits).parameters:
            return

        @functools.wraps(inits)
        def init(self: Any, *args: Any, **kwargs: Any) -> None:
            if name in kwargs:
                del kwargs[name]
                record.note("old code", text=f"the argument {name} of {type(self).__name__}")
            inits(self, *args, **kwargs)

        cls.__init__ = init

    def _load(self) -> None:
        loads, record = torch.load, self._record

        @functools.wraps(loads)
        def load(*args: Any, **kwargs: Any) -> Any:
            kwargs["map_location"] = "cpu"
            try:
                return loads(*args[:1], **kwargs)
            except Exception as error:
                if "weights_only" not in str(error) and "Weights only" not in str(error):
                    raise
                record.note("old code", text="torch.load of a whole object")
                return loads(*args[:1], **{**kwargs, "weights_only": False})

        torch.load = load
