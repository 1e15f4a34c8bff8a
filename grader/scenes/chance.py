"""The random numbers of a play: every generator that code draws from without one of its own.

Seeded alike on both sides and for every play, so that the same submission gives the same document,
and code that draws numbers is compared with a reference that draws the same ones.
"""

from __future__ import annotations

import random
from _random import Random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

# SECURITY: bound here, and made of C: what Python defines can be changed by student code.
_seed_torch: Callable[[int], object] = torch.default_generator.manual_seed
_seed_python: Callable[[Any, int], None] = Random.seed
_python: Random = random._inst
_state_of_python: dict[str, Any] = vars(_python)
_seed_numpy: Callable[[int], None] = np.random.mtrand._rand.seed

_state: Callable[[], torch.Tensor] = torch.default_generator.get_state


def state() -> bytes:
    """Where PyTorch's global generator stands."""
    return _state().numpy().tobytes()


def seed_torch(number: int) -> None:
    """Seed PyTorch's global generator alone; `torch.manual_seed` asks for every device as well."""
    _seed_torch(number)


def seed(number: int) -> None:
    """Seed PyTorch's, Python's and NumPy's global generators with a number below 2 ** 32."""
    seed_torch(number)
    _seed_python(_python, number)
    _state_of_python["gauss_next"] = None  # half of a pair that was drawn before
    try:
        _seed_numpy(number)
    except TypeError:  # student code put another generator in its place
        return
