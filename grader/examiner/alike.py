"""Whether numbers and values are alike, and which first entry of them is not.

What differs may print alike: where it does, that entry is told with enough digits.
"""

from __future__ import annotations

import math
from typing import Any

from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

# Float32 training work of right code in an unusual spelling agrees to about 1e-5; the mildest
# catalogued mistake differs by more than 1e-2.
RELATIVE = 1e-3
ABSOLUTE = 1e-6
# Where a gradient is zero, as that of a bias before batch norm is, this much is rounding.
ROUNDING = 1e-5
_MOST_DIGITS = 17  # by which any two numbers differ in print
_SHOWN = 40  # characters of a long text


def close(expected: torch.Tensor, got: torch.Tensor, rounding: float = 0.0) -> bool:
    """Same shape, and nowhere further apart than the tolerance; NaN equals NaN.

    Two that are nowhere larger than `rounding` count as the same.
    """
    if expected.shape != got.shape:
        return False
    if expected.numel() == 0 or (expected.dtype == got.dtype and torch.equal(expected, got)):
        return True
    one, other = expected.to(torch.float64), got.to(torch.float64)
    apart = float((one - other).abs().max())
    if math.isfinite(apart):
        largest = float(one.abs().max())
        both_nothing = largest <= rounding and float(other.abs().max()) <= rounding
        return both_nothing or apart <= ABSOLUTE + RELATIVE * largest
    finite = torch.isfinite(one)
    if not torch.equal(finite, torch.isfinite(other)):
        return False
    if not finite.all():
        if not torch.equal(one[~finite].nan_to_num(), other[~finite].nan_to_num()):
            return False
        one, other = one[finite], other[finite]
        if one.numel() == 0:
            return True
    return bool((one - other).abs().max() <= ABSOLUTE + RELATIVE * one.abs().max())


def laid_out(key: Key, tensor: torch.Tensor) -> torch.Tensor:
    """The numbers under a key, in order where they may lie in any layout."""
    return _sorted(tensor) if key.is_of_a_size else tensor


def agree_under(key: Key, expected: torch.Tensor, got: torch.Tensor, rounding: float = 0.0) -> bool:
    """Whether the numbers under a key are close, in any order where they may lie in any layout."""
    return (close_in_any_order if key.is_of_a_size else close)(expected, got, rounding)


def close_in_any_order(expected: torch.Tensor, got: torch.Tensor, rounding: float = 0.0) -> bool:
    """Whether two tensors hold close numbers, whatever their shapes.

    They are put in order only where they differ as they lie: to sort takes longer than to compare.
    """
    return close(expected, got, rounding) or close(_sorted(expected), _sorted(got), rounding)


def _sorted(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.flatten().sort().values


def same(expected: Any, got: Any) -> bool:
    """Equal values; floats within the tolerance, those in lists and tables, too."""
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    if isinstance(expected, dict) and isinstance(got, dict):
        return expected.keys() == got.keys() and all(same(v, got[k]) for k, v in expected.items())
    if isinstance(expected, float) and isinstance(got, (int, float)) and not isinstance(got, bool):
        if isinstance(got, int) and abs(got) > 1e300:
            return False  # no float holds it
        if not math.isfinite(expected) or not math.isfinite(got):
            return repr(expected) == repr(float(got))
        return abs(expected - got) <= ABSOLUTE + RELATIVE * abs(expected)
    return type(expected) is type(got) and bool(expected == got)


def _allowed(expected: torch.Tensor) -> float:
    """How far from finite numbers others may be."""
    finite = expected[torch.isfinite(expected)].abs()
    return ABSOLUTE + RELATIVE * float(finite.max()) if finite.numel() else ABSOLUTE


def numbers_apart(expected: torch.Tensor, got: torch.Tensor) -> tuple[str, str]:
    """The first numbers of two tensors of one shape, not close, that are apart, and their place."""
    one, other = expected.double(), got.double()
    apart = (one != other) & ~(one.isnan() & other.isnan())
    place = tuple((apart & ~((one - other).abs() <= _allowed(one))).nonzero()[0].tolist())
    told = _in_digits(float(one[place]), float(other[place]))
    at = f" at {[*place]}" if place else ""
    return f"{told[0]}{at}", f"{told[1]}{at}"


def values_apart(expected: Any, got: Any, at: str = "") -> tuple[str, str]:
    """The first entries of two values that are not the same, with their place."""
    place, pairs = f" at {at}" if at else "", _entries(expected, got)
    for name, one, other in pairs:
        if not same(one, other):
            return values_apart(one, other, f"{at}[{name}]")
    if type(expected) is not type(got):
        one, other = (f"{str(v)[:_SHOWN]} ({type(v).__name__})" for v in (expected, got))
    elif isinstance(expected, float):
        one, other = _in_digits(expected, got)
    elif isinstance(expected, list | dict):
        one, other = f"{len(expected)} entries", f"{len(got)} entries"
    else:
        one, other = _where_they_part(str(expected), str(got))
    return f"{one}{place}", f"{other}{place}"


def _entries(expected: Any, got: Any) -> list[tuple[str, Any, Any]]:
    """The entries that both have, each with its place."""
    if isinstance(expected, list) and isinstance(got, list):
        return [(str(i), *pair) for i, pair in enumerate(zip(expected, got, strict=False))]
    if isinstance(expected, dict) and isinstance(got, dict):
        return [(repr(name), v, got[name]) for name, v in expected.items() if name in got]
    return []


def _in_digits(one: float, other: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in range(5, _MOST_DIGITS + 1):
        told = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if told[0] != told[1]:
            break
    return told


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """What stands around the first place where two texts part."""
    pairs = enumerate(zip(one, other, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(first - _SHOWN // 2, 0)
    return f"{one[start:][:_SHOWN]!r}", f"{other[start:][:_SHOWN]!r}"
