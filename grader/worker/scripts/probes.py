"""A few forward passes on the model after the run: what a loss curve hides."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

ROWS = 8


def probed(watcher: Watcher) -> list[dict[str, Any]]:
    """For each model that was called with a batch of a loader's: whether its items mix."""
    found = []
    for number, args in list(watcher.modules.samples.items()):
        model = watcher.modules.refs[number]()
        if model is not None and watcher.modules.told[number]["trainable"]:
            answer = _probed(model, args)
            if answer:
                found.append({"model": number, **answer})
    return found


def _probed(model: Any, args: tuple[Any, ...]) -> dict[str, Any]:
    given = args[0]
    if len(args) != 1 or not isinstance(given, torch.Tensor) or len(given) < 4:
        return {}
    given = given[: 2 * ROWS].clone()
    try:
        model = copy.deepcopy(model).eval()
        with torch.no_grad():
            torch.manual_seed(0)
            first = _answer(model(given))
            again = _answer(model(given.clone()))
            order = torch.arange(len(given) - 1, -1, -1)
            turned = _answer(model(given[order]))
            others = given.clone()
            others[1:] = given[:1]
            alone = _answer(model(others))
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"[:200]}
    if first is None or again is None or turned is None or alone is None:
        return {}
    if first.shape[:1] != given.shape[:1] or not first.is_floating_point():
        return {"rows": len(given), "out": list(first.shape)}
    told: dict[str, Any] = {"rows": len(given), "out": list(first.shape)}
    if not bool(torch.isfinite(first).all()):
        return told | {"finite": False}
    size = float(first.abs().max()) + 1e-6
    told["repeatable"] = bool(torch.allclose(first, again, atol=1e-5 * size))
    told["turned"] = float((turned[order] - first).abs().max()) / size
    told["alone"] = float((alone[0] - first[0]).abs().max()) / size
    flat = given.reshape(len(given), -1).float()
    told["inputs_differ"] = bool((flat - flat[:1]).abs().max() > 0)
    told["spread"] = float((first - first[:1]).abs().max()) / size
    return told


def _answer(result: Any) -> torch.Tensor | None:
    if isinstance(result, (tuple, list)) and result:
        result = result[0]
    return result if isinstance(result, torch.Tensor) and result.dim() else None
