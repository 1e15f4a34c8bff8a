"""How a gradient, or a movement of weights, differs from the one expected, in a few words."""

from __future__ import annotations

from grader.frames.lazy_torch import torch

NEAR = 2e-3  # so near to a whole multiple is one
ALIKE = 1.05  # two lengths nearer than this are not told apart by their length
TWICE = {2: "twice", 3: "three times", 4: "four times"}
_OPPOSITE = "the opposite of"
_HARDLY = "less than 1%"


def gradient(expected: torch.Tensor, got: torch.Tensor) -> str:
    """What a gradient is, both flat and finite, that differs from the one expected."""
    long, should = float(got.norm()), float(expected.norm())
    if long == 0:
        return "is zero, or there is none"
    if should == 0:
        return "is there, and should be zero"
    if (exact := _multiple(expected, got)) is not None:
        return f"is exactly {exact} what it should be"
    if ALIKE > long / should > 1 / ALIKE:
        return f"is {_off(expected, got)} off"
    return f"is {_ratio(long / should)} times too {'long' if long > should else 'short'}"


def moved(expected: torch.Tensor, got: torch.Tensor) -> str:
    """What weights did that should have moved otherwise; both ways flat and finite."""
    far, should = float(got.norm()), float(expected.norm())
    if far == 0:
        return "did not move"
    if should == 0:
        return "has moved, and should have stayed where it was"
    if (exact := _multiple(expected, got)) is not None:
        way = "" if exact == _OPPOSITE else " as far as"
        return f"moved exactly {exact}{way or ' where'} it should"
    ratio = far / should
    if ALIKE > ratio > 1 / ALIKE:
        off = _off(expected, got)
        return "did not move quite as it should" if off == _HARDLY else f"moved {off} off its way"
    return f"moved {_ratio(ratio)} times too {'far' if ratio > 1 else 'little'}"


def _multiple(expected: torch.Tensor, got: torch.Tensor) -> str | None:
    """Which whole multiple of the expected numbers these are: `twice`, `5 times`."""
    factor = float(got @ expected / (expected @ expected))
    whole = round(factor)
    if float((got - factor * expected).norm()) > NEAR * float(got.norm()):
        return None
    if abs(factor + 1) < NEAR:
        return _OPPOSITE
    if whole < 2 or abs(factor - whole) > NEAR * whole:
        return None
    return TWICE.get(whole, f"{whole} times")


def _ratio(ratio: float) -> str:
    large = max(ratio, 1 / ratio)
    return f"{large:.0f}" if large >= 10 else f"{large:.2g}"


def _off(expected: torch.Tensor, got: torch.Tensor) -> str:
    """How far apart two are, in percent of the one that was expected."""
    share = float((got - expected).norm() / expected.norm())
    return f"{share:.0%}" if share >= 0.01 else _HARDLY
