"""The rules, one a file, each found by its file alone."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from grader.learn.scripts.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by rank and code."""
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    found = [value for module in modules for value in vars(module).values()]
    return tuple(sorted((r for r in found if isinstance(r, Rule)), key=lambda r: (r.rank, r.code)))
