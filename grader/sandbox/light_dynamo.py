"""A light stand-in for `torch._dynamo`, which eager training never uses.

Building the first optimizer of a process imports `torch._dynamo`, which takes seconds, only to
mark functions as not compiled. The stand-in answers that, and what `torch.func` asks; the moment
anything else of the package is asked for, the real one takes its place.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

NAME = "torch._dynamo"


class _LightCompiledAutograd:
    """What torch.func's transforms ask for: a context in which nothing is compiled."""

    _disable = contextlib.nullcontext

    def __getattr__(self, name: str) -> Any:
        return getattr(_real().compiled_autograd, name)


class LightDynamo(types.ModuleType):
    """Stands where `torch._dynamo` would, until more than these functions of it are needed."""

    compiled_autograd = _LightCompiledAutograd()

    @staticmethod
    def graph_break(msg: str = "") -> None:
        """Nothing is compiled, so there is nothing to break."""

    @staticmethod
    def disable(fn: Any = None, recursive: bool = True, **_: Any) -> Callable[..., Any]:
        """Nothing is compiled, so the function is returned as it is."""
        return (lambda function: function) if fn is None else fn

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(), name)


class _RealSubmodules(importlib.abc.MetaPathFinder):
    """Puts the real package back when one of its submodules is imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.startswith(NAME + ".") and isinstance(sys.modules.get(NAME), LightDynamo):
            _real()
            return importlib.util.find_spec(name)
        return None


def install() -> None:
    """Put the stand-in in place, unless the real package is there already."""
    if NAME in sys.modules:
        return
    import torch

    light = LightDynamo(NAME)
    light.__path__ = []  # a package, though an empty one
    sys.modules[NAME] = light
    torch._dynamo = light
    sys.meta_path.insert(0, _RealSubmodules())


def _real() -> types.ModuleType:
    """Import the real package in the stand-in's place."""
    import torch

    if isinstance(sys.modules.get(NAME), LightDynamo):
        del sys.modules[NAME]
        sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, _RealSubmodules)]
        torch.__dict__.pop("_dynamo", None)
    return importlib.import_module(NAME)
