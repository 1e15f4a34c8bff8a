"""The versions of dictionaries, which tell at once whether anything in one was changed.

CPython up to 3.13 gives a dictionary a version of its own whenever something in it is replaced,
added or removed (PEP 509; PEP 699 takes it away after 3.13). Python has no name for it, so it is
read where it lies in memory, once that was tried out here.
"""

from __future__ import annotations

import ctypes
import gc
import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

# Include/cpython/dictobject.h: reference count, type, and number of items stand before it.
_OFFSET, SIZE = 24, 8


def places_of(mappings: Iterable[Mapping[Any, Any]]) -> list[memoryview]:
    """Where the versions of dictionaries lie, or of those behind classes' views: `SIZE` bytes each.

    A place must not be read when its mapping is gone. None at all where versions cannot be read.
    """
    return [_place_of(mapping) for mapping in mappings] if _can_be_read() else []


def _place_of(mapping: Mapping[Any, Any]) -> memoryview:
    behind = gc.get_referents(mapping)[0] if type(mapping) is types.MappingProxyType else mapping
    # SECURITY: ctypes' own classes can be changed by student code, a memoryview cannot.
    return memoryview((ctypes.c_char * SIZE).from_address(id(behind) + _OFFSET))


@cache
def _can_be_read() -> bool:
    """Whether it changes with every change, and with nothing else, in this Python."""
    module, cls = types.ModuleType("tried"), type("Tried", (), {})
    things: tuple[Any, ...] = (module, cls)
    for thing in things:
        version = _place_of(vars(thing)).tobytes
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
