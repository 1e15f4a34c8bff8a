"""The version of a dictionary, which tells at once whether anything in it was changed.

CPython up to 3.13 gives a dictionary a version of its own whenever something in it is replaced,
added or removed (PEP 509; PEP 699 takes it away after 3.13). Python has no name for it, so it is
read where it lies in memory, once that was tried out here.
"""

from __future__ import annotations

import ctypes
import gc
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

# Include/cpython/dictobject.h: reference count, type, and number of items stand before it.
_OFFSET, _SIZE = 24, 8

Version = Callable[[], object]


def version_of(mapping: Mapping[Any, Any]) -> Version:
    """A function that gives the version of a dictionary, or of the one behind a class's view.

    It must not be called when the mapping is gone. Where a version cannot be read it gives
    something new each time, as if there had been a change.
    """
    return _reading(mapping) if _can_be_read() else object


def _reading(mapping: Mapping[Any, Any]) -> Version:
    behind = gc.get_referents(mapping)[0] if type(mapping) is types.MappingProxyType else mapping
    place = (ctypes.c_char * _SIZE).from_address(id(behind) + _OFFSET)
    # SECURITY: ctypes' own classes can be changed by student code, a memoryview's methods cannot.
    return memoryview(place).tobytes


@cache
def _can_be_read() -> bool:
    """Whether it changes with every change, and with nothing else, in this Python."""
    module, cls = types.ModuleType("tried"), type("Tried", (), {})
    things: tuple[Any, ...] = (module, cls)
    for thing in things:
        version = _reading(vars(thing))
        for change in (_sets, _removes):
            for _ in range(100):  # Python rewrites an instruction that it meets often.
                thing.part = 1
                before = version()
                if (len(vars(thing)), thing.part, version()) != (len(vars(thing)), 1, before):
                    return False
                change(thing)
                if version() == before:
                    return False
    return True


def _sets(thing: Any) -> None:
    thing.part = 2


def _removes(thing: Any) -> None:
    del thing.part
