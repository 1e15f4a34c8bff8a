"""What answers to whatever is asked of it, and the modules that are made of that."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np


class Anything:
    """Takes every call, gives another of its kind for every name, and is the number 1."""

    def __init__(self, *args: Any, **named: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        # Python itself asks for these to see what an object can do; this one cannot.
        if name.startswith("__"):
            raise AttributeError(name)
        made = Anything()
        vars(self)[name] = made
        return made

    def __call__(self, *args: Any, **named: Any) -> Any:
        """A function alone is decorated: it comes back as it is."""
        decorates = len(args) == 1 and not named
        if decorates and isinstance(args[0], (FunctionType, BuiltinFunctionType, type)):
            return args[0]
        return Anything()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    # --- a collection ---------------------------------------------------------------------------
    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, item: object) -> bool:
        return False

    def __getitem__(self, key: object) -> Any:
        return Anything()

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __delitem__(self, key: object) -> None:
        pass

    # --- a number -------------------------------------------------------------------------------
    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 1.0

    def __int__(self) -> int:
        return 1

    def __index__(self) -> int:
        return 1

    def __round__(self, digits: int | None = None) -> float:
        return 1.0

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.ones((), dtype or np.float64)

    def __neg__(self) -> float:
        return -1.0

    def __abs__(self) -> float:
        return 1.0

    def __format__(self, spec: str) -> str:
        try:
            return format(1.0, spec)
        except ValueError:  # it is written as a text or as a whole number
            return format("", spec) if spec[-1:] in "s<>^" else format(1, spec)

    def __add__(self, other: Any) -> Any:
        return 1.0 + other

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return 1.0 - other

    def __rsub__(self, other: Any) -> Any:
        return other - 1.0

    def __mul__(self, other: Any) -> Any:
        return 1.0 * other

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return 1.0 / other

    def __rtruediv__(self, other: Any) -> Any:
        return other / 1.0

    def __lt__(self, other: Any) -> Any:
        return other > 1.0

    def __gt__(self, other: Any) -> Any:
        return other < 1.0

    def __le__(self, other: Any) -> Any:
        return other >= 1.0

    def __ge__(self, other: Any) -> Any:
        return other <= 1.0


class StandIn(ModuleType):
    """A module that gives its own names, its submodules, and for every other name something.

    That is a class where the name begins as classes do, so that it can be built on.
    """

    def __init__(self, name: str, known: frozenset[str]) -> None:
        """`known` are the full names of the modules that can be imported as its submodules."""
        super().__init__(name)
        vars(self)["_known"] = known

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        whole = f"{self.__name__}.{name}"
        if whole in vars(self)["_known"]:
            return importlib.import_module(whole)
        make = vars(self).get("_other", _other)
        vars(self)[name] = made = make(name)
        return made


def _other(name: str) -> Any:
    return type(name, (Anything,), {}) if name[:1].isupper() else Anything()


def nothing(*args: Any, **named: Any) -> None:
    """Takes whatever it is given and does nothing with it."""
