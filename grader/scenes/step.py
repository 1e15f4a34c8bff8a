"""The scenes of `make_optimizer(model, lr)` and `step(optimizer)`."""

from __future__ import annotations

from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.models import give_gradients, parameters_of, see_weights
from grader.scenes.numbers import class_name, gradient_of, plain
from grader.scenes.props import build_model, build_optimizer
from grader.scenes.stage import Cast, Sight, Work, asked, led, scene


@scene("step", "step")
def play_step(cast: Cast, work: Work) -> Sight:
    """The weights after each of several updates from given gradients."""
    sight = Sight()
    model = led(cast, build_model)(work)
    optimizer = led(cast, build_optimizer)(model, work)
    for call in range(work.params["calls"]):
        give_gradients(cast, model, work, f"gradient.{call}")
        cast["step"](optimizer)
        see_weights(sight, call, model)
        sight.values[Key(call, "gradients kept")] = _kept_or_cleared(model, work, call)
    return sight


@scene("optimizer", "make_optimizer")
def play_optimizer(cast: Cast, work: Work) -> Sight:
    """Two updates by the learner's optimizer from given gradients."""
    sight = Sight()
    model = led(cast, build_model)(work)
    optimizer = _make(cast, work, model)
    sight.claims[Key(None, "class")] = class_name(optimizer)
    settings = asked(cast, asking.settings_of_optimizer, optimizer)
    sight.claims[Key(None, "settings")] = {
        k: v for k, v in settings.items() if isinstance(v, (int, float))
    }
    frozen = work.params["model"]["frozen"]
    followed = [p for i, p in enumerate(parameters_of(model)) if i not in frozen]
    sight.values[Key(0, "held")] = asked(cast, asking.held_by, optimizer, followed)
    see_weights(sight, 0, model)
    for call in range(1, work.params["calls"] + 1):
        give_gradients(cast, model, work, f"gradient.{call}")
        led(cast, methodcaller("step"))(optimizer)
        see_weights(sight, call, model)
    return sight


def _make(cast: Cast, work: Work, model: nn.Module) -> Any:
    rate = work.params["lr"]
    if work.params["how"] == "default":
        return cast["make_optimizer"](model)
    if work.params["how"] == "position":
        return cast["make_optimizer"](model, rate)
    return cast["make_optimizer"](model, lr=rate)


def _kept_or_cleared(model: nn.Module, work: Work, call: int) -> bool:
    """Whether each gradient is what it was, or none, or zeros."""
    for i, parameter in enumerate(parameters_of(model)):
        given = work.tensors.get(f"gradient.{call}.{i}")
        gradient = gradient_of(parameter)
        if gradient is None:
            continue
        now = plain(gradient)
        if now.count_nonzero() and (given is None or not torch.equal(now, given)):
            return False
    return True
